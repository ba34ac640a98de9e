#include "tapestry/radial_motion_blur.h"

#include <cassert>

#include "core/error_of.h"
#include "core/map_blocks.h"
#include "effects/effect_run.h"

namespace tapestry {

Result<RadialMotionBlur> RadialMotionBlur::create(const Device& device, const TapTable& table) {
    if (!has_size_and_angle(table, axis_names::length))
        return error_of("table: motion blur needs length_px and angle_deg, or length_px and to be turnable");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return RadialMotionBlur(std::move(*filter));
}

RadialMotionBlur::RadialMotionBlur(EffectFilter filter)
    : filter_(std::make_unique<EffectFilter>(std::move(filter))) {}
RadialMotionBlur::RadialMotionBlur(RadialMotionBlur&&) noexcept = default;
RadialMotionBlur& RadialMotionBlur::operator=(RadialMotionBlur&&) noexcept = default;
RadialMotionBlur::~RadialMotionBlur() = default;

Result<void> RadialMotionBlur::apply(const EffectFrame& frame, const RadialMotionBlurOptions& options) {
    assert(filter_ && "RadialMotionBlur::apply: the effect was not moved away");
    const Result<RadialMotionBlurOptions> valid = clamped(options);
    if (!valid) return valid.error();
    EffectRun run(*filter_, frame);
    if (Result<void> status = run.begin(); !status) return status;
    const layout::RadialMotionPass block = map_block(*valid, run.picture());
    MapPass map{"map_radial_motion.comp", bytes_of(block)};
    map.most.x = block.most_px;
    map.turns = !run.has_two_axes();
    return run.filter(map);
}

}  // namespace tapestry
