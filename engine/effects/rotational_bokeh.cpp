#include "tapestry/rotational_bokeh.h"

#include <cassert>

#include "core/error_of.h"
#include "core/map_blocks.h"
#include "effects/effect_run.h"

namespace tapestry {

Result<RotationalBokeh> RotationalBokeh::create(const Device& device, const TapTable& table) {
    if (!has_size_and_angle(table, axis_names::radius))
        return error_of(
            "table: rotational bokeh needs radius_px and angle_deg, or radius_px and to be turnable");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return RotationalBokeh(std::move(*filter));
}

RotationalBokeh::RotationalBokeh(EffectFilter filter)
    : filter_(std::make_unique<EffectFilter>(std::move(filter))) {}
RotationalBokeh::RotationalBokeh(RotationalBokeh&&) noexcept = default;
RotationalBokeh& RotationalBokeh::operator=(RotationalBokeh&&) noexcept = default;
RotationalBokeh::~RotationalBokeh() = default;

Result<void> RotationalBokeh::apply(const EffectFrame& frame, const RotationalBokehOptions& options) {
    assert(filter_ && "RotationalBokeh::apply: the effect was not moved away");
    const Result<RotationalBokehOptions> valid = clamped(options);
    if (!valid) return valid.error();
    EffectRun run(*filter_, frame);
    if (Result<void> status = run.begin(); !status) return status;
    const layout::RotationalBokehPass block = map_block(*valid, run.picture());
    MapPass map{"map_rotational_bokeh.comp", bytes_of(block)};
    map.turns = !run.has_two_axes();
    return run.filter(map);
}

}  // namespace tapestry
