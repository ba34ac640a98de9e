#include "tapestry/tilt_shift.h"

#include <cassert>

#include "core/error_of.h"
#include "core/map_blocks.h"
#include "effects/effect_run.h"

namespace tapestry {

Result<TiltShift> TiltShift::create(const Device& device, const TapTable& table) {
    if (!has_axes(table, {axis_names::radius}))
        return error_of("table: tilt-shift needs exactly one axis, radius_px");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return TiltShift(std::move(*filter));
}

TiltShift::TiltShift(EffectFilter filter) : filter_(std::make_unique<EffectFilter>(std::move(filter))) {}
TiltShift::TiltShift(TiltShift&&) noexcept = default;
TiltShift& TiltShift::operator=(TiltShift&&) noexcept = default;
TiltShift::~TiltShift() = default;

Result<void> TiltShift::apply(const EffectFrame& frame, const TiltShiftOptions& options) {
    assert(filter_ && "TiltShift::apply: the effect was not moved away");
    const Result<TiltShiftOptions> valid = clamped(options);
    if (!valid) return valid.error();
    EffectRun run(*filter_, frame);
    if (Result<void> status = run.begin(); !status) return status;
    const layout::TiltShiftPass block = map_block(*valid, run.picture());
    MapPass map{"map_tilt_shift.comp", bytes_of(block)};
    map.most.x = block.max_radius_px;
    map.has_steps = block.falloff_px < block.max_radius_px;
    return run.filter(map, {.aspect = valid->aspect, .grade = valid->grade});
}

}  // namespace tapestry
