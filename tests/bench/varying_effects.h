/// The effects of the varying benchmark: their kernels, maps and tables.
#pragma once

#include <glm/vec2.hpp>
#include <string>
#include <vector>

#include "offline/study/varying_study.h"
#include "rivals/varying_rival.h"
#include "tapestry/effect_frame.h"
#include "varying_cases.h"

namespace tapestry::bench {

/// An effect at the paper's size: kernels of 49 x 49 cells.
struct VaryingEffect {
    std::string name;
    const offline::study::VaryingEffect* study = nullptr;  ///< kernels, knots and the published figure
    demo::GatherShape shape = demo::GatherShape::disk;
    std::array<int, 2> grid_steps = {96, 0};  ///< of the dense kernels
    std::vector<std::string> tables;          ///< shipped ones
};

const VaryingEffect& effect_of(VaryingEffectKind kind);

/// The parameters of every pixel, 0 where it is copied.
ParameterMap map_of(VaryingEffectKind kind, int width, int height);

/// What the effect wants beside the picture: depth in metres, a mask, or velocities in pixels a frame; empty
/// for those that want nothing.
ParameterMap input_of(VaryingEffectKind kind, int width, int height);

/// Draws the effect with a table, as a host would. `input`: a texture of input_of. Error: as the effect's
/// create; a failing apply.
Result<std::function<Result<void>(const EffectFrame&)>> effect_with(VaryingEffectKind kind,
                                                                    const Device& device,
                                                                    const TapTable& table, int width,
                                                                    int height, GLuint input);

}  // namespace tapestry::bench
