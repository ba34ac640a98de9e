#include "tapestry/cats_eye.h"

#include <cassert>

#include "core/error_of.h"
#include "core/map_blocks.h"
#include "effects/effect_run.h"

namespace tapestry {

Result<CatsEyeBokeh> CatsEyeBokeh::create(const Device& device, const TapTable& table) {
    if (!has_axes(table, {axis_names::radius, axis_names::vignette}))
        return error_of("table: cat's-eye bokeh needs two axes, radius_px and vignette");
    if (!table.turnable) return error_of("table: cat's-eye bokeh needs one that is turnable");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return CatsEyeBokeh(std::move(*filter));
}

CatsEyeBokeh::CatsEyeBokeh(EffectFilter filter)
    : filter_(std::make_unique<EffectFilter>(std::move(filter))) {}
CatsEyeBokeh::CatsEyeBokeh(CatsEyeBokeh&&) noexcept = default;
CatsEyeBokeh& CatsEyeBokeh::operator=(CatsEyeBokeh&&) noexcept = default;
CatsEyeBokeh::~CatsEyeBokeh() = default;

Result<void> CatsEyeBokeh::apply(const EffectFrame& frame, const CatsEyeOptions& options) {
    assert(filter_ && "CatsEyeBokeh::apply: the effect was not moved away");
    const Result<CatsEyeOptions> valid = clamped(options);
    if (!valid) return valid.error();
    EffectRun run(*filter_, frame);
    if (Result<void> status = run.begin(); !status) return status;
    const layout::FieldPass block = map_block(*valid, run.picture());
    MapPass map{"map_field.comp", bytes_of(block)};
    map.turns = true;
    map.most.x = block.constant;
    return run.filter(map, {.aspect = valid->aspect});
}

}  // namespace tapestry
