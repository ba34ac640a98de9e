#include "dof_scores.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

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

DofJudge::DofJudge(const Image& reference, int border_px)
    : border_px_(border_px), truth_(cropped(reference, border_px)), flip_(demo::toned(reference)) {}

DofJudgement DofJudge::judge(const Image& picture) const {
    const Image test = cropped(picture, border_px_);
    DofJudgement result;
    DofScores& scores = result.scores;
    scores.psnr_db = offline::image_psnr(cut_at_white(test), cut_at_white(truth_));
    result.flip = offline::flip(offline::FlipPicture(demo::toned(picture)), flip_).error;
    std::vector<double> errors;
    for (int y = border_px_; y < picture.height - border_px_; ++y)
        for (int x = border_px_; x < picture.width - border_px_; ++x) errors.push_back(result.flip.at(x, y));
    scores.flip = std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size());
    const auto worst = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, errors.size() / 100));
    std::nth_element(errors.begin(), errors.begin() + worst - 1, errors.end(), std::greater<>());
    scores.worst_flip =
        std::accumulate(errors.begin(), errors.begin() + worst, 0.0) / static_cast<double>(worst);
    scores.light = all_light(test) / all_light(truth_) - 1.0;
    return result;
}

}  // namespace tapestry::bench
