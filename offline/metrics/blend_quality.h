/// How good a family's table is between its knots: blends against exact kernels.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

#include "tapestry/fit/kernel_field.h"
#include "tapestry/image.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

struct BlendPoint {
    glm::dvec2 at{0.0};        ///< the parameter; y of a family for any turn: the turn, degrees
    double kernel_psnr = 0.0;  ///< dB
    double image_psnr = 0.0;   ///< dB, of all pixels of all photographs; 0 without photographs
};

/// Parameters that no knot sits on: `count` of them spread over the field's axes, the same for a seed. Sizes
/// start at 0.7 px: below, blends are all but the identity. Source of the sequence (R1, R2): Roberts, "The
/// unreasonable effectiveness of quasirandom sequences", 2018.
std::vector<glm::dvec2> spread_parameters(const KernelField& field, int count, std::uint64_t seed);

struct BlendQualityOptions {
    int threads = 0;  ///< 0 = as many as the machine has
    const std::atomic<bool>* cancel = nullptr;
    std::function<void(double done)> on_progress = {};  ///< [0, 1]; may be empty
};

/// One point a parameter, in their order. Photographs are linear light, filtered through the impulse
/// response, clamped to the edge. Error: a kernel that cannot be made, a photograph smaller than a kernel,
/// cancelled.
Result<std::vector<BlendPoint>> blend_quality(const TapTable& table, const KernelField& field,
                                              std::span<const glm::dvec2> parameters,
                                              std::span<const Image> photographs,
                                              const BlendQualityOptions& options);

/// Mean, worst, and where.
struct BlendSummary {
    double mean = 0.0, worst = 0.0;
    glm::dvec2 worst_at{0.0};
    int count = 0;
};
BlendSummary summarise(std::span<const BlendPoint> points, double BlendPoint::*value);

}  // namespace tapestry::offline
