/// The three effects of the varying benchmark: their kernels, maps and tables.
#pragma once

#include <glm/vec2.hpp>
#include <string>
#include <vector>

#include "offline/study/varying_study.h"
#include "rivals/varying_rival.h"
#include "tapestry/effect_frame.h"
#include "varying_cases.h"

namespace tapestry::bench {

/// One of the paper's effects at the paper's size: kernels of 49 x 49 cells.
struct VaryingEffect {
    const offline::study::VaryingEffect* study = nullptr;  ///< kernels, knots and the published figure
    demo::GatherShape shape = demo::GatherShape::disk;
    std::array<int, 2> grid_steps = {96, 0};  ///< of the dense kernels
    std::vector<std::string> tables;          ///< shipped ones
    std::vector<int> gathers = {12, 16, 24,
                                64, 96, 128};  ///< taps of plain gathers: as many as ours read, and more
};

const VaryingEffect& effect_of(VaryingEffectKind kind);

/// The parameters of every pixel.
ParameterMap map_of(VaryingEffectKind kind, int width, int height);

/// Draws the effect with a table, as a host would. Error: as the effect's create; a failing apply.
Result<std::function<Status(const EffectFrame&)>> effect_with(VaryingEffectKind kind, const Device& device,
                                                              const TapTable& table, int width, int height);

}  // namespace tapestry::bench
