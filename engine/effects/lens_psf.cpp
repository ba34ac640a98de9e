#include "tapestry/lens_psf.h"

#include <cassert>

#include "core/error_of.h"
#include "core/map_blocks.h"
#include "effects/effect_run.h"

namespace tapestry {

Result<LensPsf> LensPsf::create(const Device& device, const TapTable& table) {
    const bool is_turned = has_axes(table, {axis_names::strength});
    if (!is_turned && !has_axes(table, {axis_names::strength, axis_names::angle}))
        return error_of(
            "table: a lens needs strength_waves for its first axis, and none or angle_deg after it");
    if (is_turned && !table.turnable)
        return error_of("table: a lens whose table has no axis angle_deg needs one that is turnable");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return LensPsf(std::move(*filter));
}

LensPsf::LensPsf(EffectFilter filter) : filter_(std::make_unique<EffectFilter>(std::move(filter))) {}
LensPsf::LensPsf(LensPsf&&) noexcept = default;
LensPsf& LensPsf::operator=(LensPsf&&) noexcept = default;
LensPsf::~LensPsf() = default;

Result<void> LensPsf::apply(const EffectFrame& frame, const LensPsfOptions& options) {
    assert(filter_ && "LensPsf::apply: the effect was not moved away");
    const Result<LensPsfOptions> valid = clamped(options);
    if (!valid) return valid.error();
    EffectRun run(*filter_, frame);
    if (Result<void> status = run.begin(); !status) return status;
    const layout::FieldPass block = map_block(*valid, run.picture());
    MapPass map{"map_field.comp", bytes_of(block)};
    map.turns = filter_->cascade.table().axes.size() == 1;
    return run.filter(map, {.offset_scale = static_cast<float>(lens_psf_scale(*valid, run.height()))});
}

}  // namespace tapestry
