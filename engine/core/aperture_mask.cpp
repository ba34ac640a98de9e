#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>

#include "tapestry/aperture.h"
#include "tapestry/impulse_response.h"
#include "tapestry/outline.h"

namespace tapestry {
namespace {

/// What most of the kernel's mass is as bright as: the brightness that half of the mass exceeds.
double plateau(const DenseKernel& kernel) {
    std::vector<double> values = kernel.values;
    std::ranges::sort(values, std::greater<>());
    double total = 0.0;
    for (const double value : values) total += std::max(value, 0.0);
    double sum = 0.0;
    for (const double value : values) {
        sum += std::max(value, 0.0);
        if (sum >= 0.5 * total) return value;
    }
    return values.front();
}

/// The kernel of the table's largest radius, 1 where it is as bright as most of it.
ApertureMask mask_of_kernel(const TapTable& table) {
    const double radius_px = table.axes[0].knots.back();
    const int half = static_cast<int>(std::ceil(1.25 * radius_px)) + 1;
    const double parameter[] = {radius_px};
    const DenseKernel kernel = impulse_response(evaluate(table, parameter), 2 * half + 1);
    const double bright = plateau(kernel);

    ApertureMask mask;
    mask.size = 2 * static_cast<int>(std::clamp(std::ceil(radius_px), 4.0, 256.0));
    mask.values.reserve(static_cast<std::size_t>(mask.size) * static_cast<std::size_t>(mask.size));
    for (int y = 0; y < mask.size; ++y)
        for (int x = 0; x < mask.size; ++x) {
            const glm::dvec2 place = (glm::dvec2(x, y) + 0.5) * (2.0 / mask.size) - 1.0;
            const glm::dvec2 pixel = place * radius_px + double(half);
            mask.values.push_back(
                static_cast<float>(std::clamp(read_bilinear(kernel, pixel.x, pixel.y) / bright, 0.0, 1.0)));
        }
    return mask;
}

}  // namespace

ApertureMask aperture_mask(const DenseKernel& kernel) {
    assert(kernel.width == kernel.height && "aperture_mask: the kernel is square");
    const double peak = *std::max_element(kernel.values.begin(), kernel.values.end());
    assert(peak > 0.0 && "aperture_mask: the kernel has light");
    ApertureMask mask{kernel.width, {}};
    for (const double value : kernel.values)
        mask.values.push_back(static_cast<float>(std::clamp(value / peak, 0.0, 1.0)));
    return mask;
}

ApertureMask aperture_mask(const Outline& outline) {
    const double radius = extent(outline);
    assert(radius > 0.0 && "aperture_mask: the outline reaches beyond the origin");
    // As many cells on each side of the middle one that the outermost lie at 1 - 1/size of the radius.
    constexpr int half = exact_aperture_cells / 2;
    return aperture_mask(covered_cells(scaled_and_turned(outline, (half + 0.5) / radius, 0.0), half));
}

ApertureMask aperture_mask(const TapTable& table) {
    const std::optional<ApertureMask> exact = exact_aperture(table);
    return exact ? *exact : mask_of_kernel(table);
}

}  // namespace tapestry
