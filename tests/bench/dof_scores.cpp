#include "dof_scores.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"
#include "scene/tone_curve.h"

namespace tapestry::bench {
namespace {

Image cropped(const Image& image, int border) {
    Image result(image.width - 2 * border, image.height - 2 * border);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) result.at(x, y) = image.at(x + border, y + border);
    return result;
}

Image cut_at_white(Image image) {
    for (glm::dvec4& pixel : image.pixels)
        for (int c = 0; c < 3; ++c) pixel[c] = std::clamp(pixel[c], 0.0, 1.0);
    return image;
}

double all_light(const Image& image) {
    double sum = 0.0;
    for (const glm::dvec4& pixel : image.pixels) sum += pixel.r + pixel.g + pixel.b;
    return sum;
}

}  // namespace

DofScores dof_scores(const Image& picture, const Image& reference, int border_px) {
    const Image test = cropped(picture, border_px), truth = cropped(reference, border_px);
    DofScores scores;
    scores.psnr_db = offline::image_psnr(cut_at_white(test), cut_at_white(truth));
    auto map = offline::flip(demo::toned(test), demo::toned(truth));
    scores.flip = map.mean;
    auto& errors = map.error.values;
    const auto worst = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, errors.size() / 100));
    std::nth_element(errors.begin(), errors.begin() + worst - 1, errors.end(), std::greater<>());
    scores.worst_flip =
        std::accumulate(errors.begin(), errors.begin() + worst, 0.0) / static_cast<double>(worst);
    scores.light = all_light(test) / all_light(truth) - 1.0;
    return scores;
}

}  // namespace tapestry::bench
