#include "offline/kernels/mask.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <numbers>

#include "tapestry/outline.h"

namespace tapestry::offline {
namespace {

template <class Visit>
void each_lit(const GreyPicture& mask, Visit&& visit) {
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            const double value = mask.values[static_cast<std::size_t>(y) * mask.width + x];
            if (value != 0.0) visit(glm::dvec2(x, y), value);
        }
}

Result<void> check_mask(const GreyPicture& mask, const MaskOptions& options) {
    if (!(options.radius_px >= 0.0 && options.radius_px <= max_kernel_radius_px))
        return Error{"mask: the radius must be between 0 and 127 px"};
    if (!(options.rotation_deg >= -360.0 && options.rotation_deg <= 360.0))
        return Error{"mask: the rotation must be between -360 and 360 deg"};
    double sum = 0.0;
    bool lit = false, has_negative = false;
    for (const double value : mask.values) {
        if (!std::isfinite(value)) return Error{"mask: a pixel holds no finite number"};
        if (value < 0.0 && !options.is_signed)
            return Error{"mask: a pixel is below 0; --signed takes weights below 0"};
        lit = lit || value > 0.0;
        has_negative = has_negative || value < 0.0;
        sum += value;
    }
    if (!lit) return Error{"mask: no pixel is lit"};
    if (has_negative && !(sum > 0.0)) return Error{"mask: its weights sum to no more than 0"};
    return {};
}

// Weights are taken relative to the brightest pixel, so that sums of denormal or huge ones hold.
glm::dvec2 centroid_of(const GreyPicture& mask) {
    const double peak = *std::max_element(mask.values.begin(), mask.values.end());
    glm::dvec2 sum(0.0);
    double light = 0.0;
    each_lit(mask, [&](glm::dvec2 at, double value) {
        sum += at * (value / peak);
        light += value / peak;
    });
    return sum / light;
}

enum class Middle { between_pixels, pixel, unknown };

// How much light is not where it would be if it were mirrored at `twice` / 2.
double asymmetry(const GreyPicture& mask, bool across, int twice) {
    const double peak = *std::max_element(mask.values.begin(), mask.values.end());
    double sum = 0.0;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            const int u = across ? twice - x : x, v = across ? y : twice - y;
            const bool inside = u >= 0 && v >= 0 && u < mask.width && v < mask.height;
            const double mirrored = inside ? mask.values[row_major(u, v, mask.width)] / peak : 0.0;
            sum += std::abs(mask.values[row_major(x, y, mask.width)] / peak - mirrored);
        }
    return sum;
}

// What an even size is symmetrical about.
Middle middle_of(const GreyPicture& mask, bool across) {
    const int size = across ? mask.width : mask.height;
    if (size % 2 == 1) return Middle::unknown;
    // Noise and rounding make both unequal to 0; half a pixel makes the wrong one many times as large.
    constexpr double clearly = 0.25;
    const double between = asymmetry(mask, across, size - 1), pixel = asymmetry(mask, across, size);
    if (pixel < clearly * between) return Middle::pixel;
    return between < clearly * pixel ? Middle::between_pixels : Middle::unknown;
}

// A mask's pixels on the kernel's grid: turned and scaled about the origin.
class Placement {
  public:
    Placement(glm::dvec2 origin, double scale, double rotation_deg)
        : origin_(origin), half_across_(0.5 * scale, 0.0), half_down_(0.0, 0.5 * scale) {
        if (rotation_deg == 0.0) return;
        const double angle = rotation_deg * std::numbers::pi / 180.0;
        half_across_ = 0.5 * scale * glm::dvec2(std::cos(angle), std::sin(angle));
        half_down_ = {-half_across_.y, half_across_.x};
    }

    glm::dvec2 centre(glm::dvec2 pixel) const {
        const glm::dvec2 from_origin = pixel - origin_;
        return 2.0 * (from_origin.x * half_across_ + from_origin.y * half_down_);
    }

    Outline::Contour square(glm::dvec2 pixel) const {
        const glm::dvec2 c = centre(pixel);
        return {c - half_across_ - half_down_, c + half_across_ - half_down_, c + half_across_ + half_down_,
                c - half_across_ + half_down_};
    }

  private:
    glm::dvec2 origin_, half_across_, half_down_;
};

}  // namespace

glm::dvec2 mask_origin(const GreyPicture& mask, bool centred) {
    if (centred) return centroid_of(mask);
    const Middle across = middle_of(mask, true), down = middle_of(mask, false);
    const auto place = [](int size, Middle middle, Middle other) {
        const bool is_pixel =
            middle == Middle::pixel || (middle == Middle::unknown && other == Middle::pixel);
        return size % 2 == 1 || is_pixel ? static_cast<double>(size / 2) : 0.5 * (size - 1);
    };
    return {place(mask.width, across, down), place(mask.height, down, across)};
}

Result<DenseKernel> mask_kernel(const GreyPicture& mask, const MaskOptions& options) {
    if (auto status = check_mask(mask, options); !status) return status.error();
    const glm::dvec2 origin = mask_origin(mask, options.centred);
    double farthest = 0.0;
    each_lit(mask, [&](glm::dvec2 at, double) { farthest = std::max(farthest, glm::length(at - origin)); });
    if (options.radius_px > 0.0 && farthest < 1e-9)
        return Error{"mask: only its origin is lit, so it cannot be scaled to a radius"};
    const double scale = options.radius_px > 0.0 ? options.radius_px / farthest : 1.0;
    const Placement placement(origin, scale, options.rotation_deg);
    double reach = 0.0;
    each_lit(mask, [&](glm::dvec2 at, double) {
        for (const glm::dvec2 corner : placement.square(at))
            reach = std::max({reach, std::abs(corner.x), std::abs(corner.y)});
    });
    // Half a cell beyond the radius: the farthest pixel's own half.
    if (reach > max_kernel_radius_px + 0.5 + 1e-9)
        return Error{"mask: its light reaches beyond 127 px from its origin"};
    const int half = half_size(reach - 1e-9);
    const double peak = *std::max_element(mask.values.begin(), mask.values.end());
    // Light and what is taken from it apart: an accumulator counts no cell below 0.
    AreaAccumulator light(half), taken(half);
    bool has_negative = false;
    each_lit(mask, [&](glm::dvec2 at, double value) {
        (value > 0.0 ? light : taken).add(placement.square(at), std::abs(value) / peak);
        has_negative = has_negative || value < 0.0;
    });
    DenseKernel kernel = light.kernel();
    if (has_negative) {
        const DenseKernel below = taken.kernel();
        double sum = 0.0, size = 0.0;
        for (std::size_t i = 0; i < kernel.values.size(); ++i) {
            size += kernel.values[i] + below.values[i];
            kernel.values[i] -= below.values[i];
            sum += kernel.values[i];
        }
        // What roundings leave of weights that cancel is no light to divide by.
        if (!(sum > 1e-12 * size) || !std::isfinite(size))
            return Error{"mask: its weights sum to no more than 0"};
    }
    normalise(kernel);
    return kernel;
}

Result<DenseKernel> mask_kernel(const GreyPicture& mask, double radius_px) {
    return mask_kernel(mask, MaskOptions{.radius_px = radius_px});
}

}  // namespace tapestry::offline
