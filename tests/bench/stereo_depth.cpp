#include "stereo_depth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "reference/filters.h"
#include "scene/lens_samples.h"
#include "scene/picture_sum.h"

namespace tapestry::bench {
namespace {

constexpr double step_px = 0.5;
constexpr int samples_of_a_view = 4;

struct View {
    glm::dvec2 point;  ///< on the aperture of radius 1
    Image image;
};

Result<std::vector<View>> views_from(const GladGLContext& gl, const DofCase& of,
                                     std::initializer_list<glm::dvec2> points) {
    auto sum = demo::PictureSum::create(gl, of.choice.size);
    if (!sum) return sum.error();
    std::vector<View> views;
    for (const glm::dvec2& point : points) {
        sum->clear();
        for (int i = 0; i < samples_of_a_view; ++i)
            sum->add(*of.renderer, of.scene->camera, {point, demo::pinhole_sample(i).pixel_offset});
        views.push_back({point, sum->mean()});
    }
    return views;
}

/// As cameras store it: so that what is bright does not outweigh everything.
void compress(Image& image) {
    for (glm::dvec4& pixel : image.pixels)
        for (int c = 0; c < 3; ++c) pixel[c] = std::sqrt(std::clamp(pixel[c], 0.0, 1.0));
}

/// Of a width x height picture, a number a pixel.
struct Costs {
    int width = 0, height = 0;
    std::vector<float> values;

    float& at(int x, int y) { return values[static_cast<std::size_t>(y) * width + x]; }
    float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

/// Means over windows of 2 * radius + 1, cut at the picture's edge.
Costs windowed(const Costs& costs, int radius) {
    Costs rows = costs, result = costs;
    const auto mean = [radius](int at, int end, auto value) {
        const int first = std::max(0, at - radius), last = std::min(end - 1, at + radius);
        float sum = 0.0f;
        for (int i = first; i <= last; ++i) sum += value(i);
        return sum / static_cast<float>(last - first + 1);
    };
    for (int y = 0; y < costs.height; ++y)
        for (int x = 0; x < costs.width; ++x)
            rows.at(x, y) = mean(x, costs.width, [&](int i) { return costs.at(i, y); });
    for (int y = 0; y < costs.height; ++y)
        for (int x = 0; x < costs.width; ++x)
            result.at(x, y) = mean(y, costs.height, [&](int i) { return rows.at(x, i); });
    return result;
}

/// How much the pixels differ from what the view shows of them if they have this CoC.
Costs differences(const Image& picture, const View& view, double coc_px, int window_radius) {
    constexpr double most = 0.25;  // of what the view hides nothing is known
    Costs costs{picture.width, picture.height, std::vector<float>(picture.pixels.size())};
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const glm::dvec4 seen =
                read_bilinear(view.image, x + coc_px * view.point.x, y + coc_px * view.point.y);
            double difference = 0.0;
            for (int c = 0; c < 3; ++c) difference += std::abs(seen[c] - picture.at(x, y)[c]);
            costs.at(x, y) = static_cast<float>(std::min(difference / 3.0, most));
        }
    return windowed(costs, window_radius);
}

/// Of every pixel the CoC of least cost, between steps by a parabola; `cost_of(coc)` gives all pixels' costs.
template <class CostOf>
std::vector<float> best_cocs(double least_px, double most_px, const CostOf& cost_of) {
    std::vector<Costs> all;
    for (double coc = least_px; coc <= most_px + step_px; coc += step_px) all.push_back(cost_of(coc));
    std::vector<float> result(all.front().values.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
        std::size_t best = 0;
        for (std::size_t k = 1; k < all.size(); ++k)
            if (all[k].values[i] < all[best].values[i]) best = k;
        double between = 0.0;
        if (best > 0 && best + 1 < all.size()) {
            const double before = static_cast<double>(all[best - 1].values[i]),
                         at = static_cast<double>(all[best].values[i]),
                         after = static_cast<double>(all[best + 1].values[i]);
            const double bend = before - 2.0 * at + after;
            if (bend > 0.0) between = 0.5 * (before - after) / bend;
        }
        result[i] = static_cast<float>(least_px + step_px * (static_cast<double>(best) + between));
    }
    return result;
}

std::vector<float> median_of(const std::vector<float>& values, int width, int height, int radius) {
    std::vector<float> result(values.size()), window;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            window.clear();
            for (int j = std::max(0, y - radius); j <= std::min(height - 1, y + radius); ++j)
                for (int i = std::max(0, x - radius); i <= std::min(width - 1, x + radius); ++i)
                    window.push_back(values[static_cast<std::size_t>(j) * width + i]);
            const auto middle = window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2);
            std::nth_element(window.begin(), middle, window.end());
            result[static_cast<std::size_t>(y) * width + x] = *middle;
        }
    return result;
}

}  // namespace

Result<StereoDepth> plane_sweep(const GladGLContext& gl, const DofCase& of) {
    auto views = views_from(gl, of, {{1.0, 0.0}, {-1.0, 0.0}, {0.0, 1.0}, {0.0, -1.0}});
    if (!views) return views.error();
    Image picture = of.pinhole;
    compress(picture);
    for (View& view : *views) compress(view.image);
    const auto cost_of = [&](double coc) {
        std::array<Costs, 4> sides;
        for (std::size_t i = 0; i < 4; ++i) sides[i] = differences(picture, (*views)[i], coc, 2);
        Costs best = sides[0];
        for (std::size_t i = 0; i < best.values.size(); ++i) {
            std::array<float, 4> costs = {sides[0].values[i], sides[1].values[i], sides[2].values[i],
                                          sides[3].values[i]};
            std::ranges::sort(costs);
            best.values[i] = costs[0] + costs[1];
        }
        return best;
    };
    const std::vector<float> found = best_cocs(of.least_coc_px, of.most_coc_px, cost_of);
    return StereoDepth{median_of(found, picture.width, picture.height, 2)};
}

Result<StereoDepth> block_matching(const GladGLContext& gl, const DofCase& of) {
    auto views = views_from(gl, of, {{1.0, 0.0}});
    if (!views) return views.error();
    const int width = of.choice.size.width, height = of.choice.size.height;
    Image picture = of.pinhole;
    compress(picture);
    View& right = views->front();
    compress(right.image);
    const View left{{-1.0, 0.0}, picture};
    const auto found = best_cocs(of.least_coc_px, of.most_coc_px,
                                 [&](double coc) { return differences(picture, right, coc, 4); });
    const auto back = best_cocs(of.least_coc_px, of.most_coc_px,
                                [&](double coc) { return differences(right.image, left, coc, 4); });
    std::vector<float> confirmed = found;
    constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            float& coc = confirmed[static_cast<std::size_t>(y) * width + x];
            const int there =
                std::clamp(static_cast<int>(std::lround(x + static_cast<double>(coc))), 0, width - 1);
            if (std::abs(back[static_cast<std::size_t>(y) * width + there] - coc) > 1.0f) coc = unknown;
        }
    // The farther of the neighbours: what the view does not confirm it hides, most often.
    std::vector<float> filled = confirmed;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            if (!std::isnan(confirmed[static_cast<std::size_t>(y) * width + x])) continue;
            float farther = -std::numeric_limits<float>::infinity();
            for (const int direction : {-1, 1})
                for (int i = x; i >= 0 && i < width; i += direction)
                    if (const float coc = confirmed[static_cast<std::size_t>(y) * width + i];
                        !std::isnan(coc)) {
                        farther = std::max(farther, coc);
                        break;
                    }
            filled[static_cast<std::size_t>(y) * width + x] = std::isinf(farther) ? 0.0f : farther;
        }
    return StereoDepth{median_of(filled, width, height, 1)};
}

}  // namespace tapestry::bench
