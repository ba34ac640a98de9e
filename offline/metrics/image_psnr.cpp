#include "offline/metrics/image_psnr.h"

#include <cassert>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

namespace tapestry::offline {

double image_psnr(const Image& image, const Image& truth, int border_px) {
    assert(image.width == truth.width && image.height == truth.height && "image_psnr: sizes are equal");
    assert(image.width > 2 * border_px && image.height > 2 * border_px && "image_psnr: pixels are left");
    double error = 0.0;
    for (int y = border_px; y < image.height - border_px; ++y)
        for (int x = border_px; x < image.width - border_px; ++x) {
            const glm::dvec3 difference(image.at(x, y) - truth.at(x, y));
            error += glm::dot(difference, difference);
        }
    const double samples = 3.0 * (image.width - 2 * border_px) * (image.height - 2 * border_px);
    return 10.0 * std::log10(samples / error);
}

}  // namespace tapestry::offline
