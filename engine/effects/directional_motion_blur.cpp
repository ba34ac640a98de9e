#include "tapestry/directional_motion_blur.h"

#include <cassert>

#include "core/error_of.h"
#include "core/map_blocks.h"
#include "effects/effect_run.h"

namespace tapestry {

Result<DirectionalMotionBlur> DirectionalMotionBlur::create(const Device& device, const TapTable& table) {
    if (!has_size_and_angle(table, axis_names::length))
        return error_of("table: motion blur needs length_px and angle_deg, or length_px and to be turnable");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return DirectionalMotionBlur(std::move(*filter));
}

DirectionalMotionBlur::DirectionalMotionBlur(EffectFilter filter)
    : filter_(std::make_unique<EffectFilter>(std::move(filter))) {}
DirectionalMotionBlur::DirectionalMotionBlur(DirectionalMotionBlur&&) noexcept = default;
DirectionalMotionBlur& DirectionalMotionBlur::operator=(DirectionalMotionBlur&&) noexcept = default;
DirectionalMotionBlur::~DirectionalMotionBlur() = default;

Result<void> DirectionalMotionBlur::apply(const EffectFrame& frame, const DataView& velocity_texture,
                                          const DirectionalMotionBlurOptions& options) {
    assert(filter_ && "DirectionalMotionBlur::apply: the effect was not moved away");
    const Result<DirectionalMotionBlurOptions> valid = clamped(options);
    if (!valid) return valid.error();
    EffectRun run(*filter_, frame);
    if (Result<void> status = run.begin(); !status) return status;
    if (velocity_texture.texture == 0) {
        const glm::dvec2 line = directional_motion_line(*valid, glm::dvec2(0.0), run.width(), run.height());
        return run.has_two_axes()
                   ? run.filter_uniformly(line)
                   : run.filter_uniformly({line.x, 0.0f}, {.turn_deg = static_cast<float>(line.y)});
    }
    const Result<DataTexture> velocities =
        inspect_data(run.device(), velocity_texture, "velocity texture", run.textures(), run.region(),
                     frame.row0, NumbersEach::two);
    if (!velocities) return velocities.error();
    layout::DirectionalMotionPass block = map_block(*valid, run.picture());
    block.origin = run.origin();
    MapPass map{"map_directional_motion.comp", bytes_of(block)};
    map.input_name = "velocities";
    map.input = *velocities;
    map.most.x = block.most_px;
    map.turns = !run.has_two_axes();
    map.has_steps = true;  // where things that move lie before what does not
    return run.filter(map);
}

}  // namespace tapestry
