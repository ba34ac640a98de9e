#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include "dof_surfaces.h"
#include "layer_reference.h"
#include "resolution.h"

namespace tapestry {
namespace {

double brightest(const glm::dvec4& light) {
    return std::max({light.r, light.g, light.b});
}

glm::dvec3 rgb(const glm::dvec4& light) {
    return {light.r, light.g, light.b};
}

double smoothstep(double low, double high, double value) {
    const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace

Slice slice_of(const DofSettings& settings, double coc_px) {
    const double radius = std::abs(coc_px);
    if (radius < (coc_px < 0.0 ? settings.near_focus_px : settings.focus_px)) return Slice::focus;
    if (coc_px < 0.0) return radius < settings.near_split_px ? Slice::near_inner : Slice::near_outer;
    return radius < settings.far_split_px ? Slice::far_inner : Slice::far_outer;
}

bool has_edge(const DofSettings& settings, const glm::dvec4& range) {
    return range.w > 0.0 ||
           (slice_of(settings, range.x) != slice_of(settings, range.y) && range.y - range.x > 1.0);
}

DofCoc dof_coc(const DofSettings& settings, const Image& source, const ParameterMap& coc) {
    const int width = settings.width, height = settings.height;
    DofCoc result{Image(width, height), Image(halved(width), halved(height))};
    const Image bright = dof_bright(settings, source);
    const auto coc_at = [&](int column, int row) { return coc.at(column, row).x; };
    std::vector<double> shown_apart(source.pixels.size());
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            glm::dvec4 light = glm::clamp(source.at(x, y), 0.0, 65504.0);
            const double own = coc.at(x, y).x;
            const double excess = light_apart(settings, bright, source, coc_at, x, y).share;
            if (excess > 0.0) shown_apart[static_cast<std::size_t>(y * width + x)] = brightest(light);
            light *= 1.0 - excess;
            light.a = own;
            result.work.at(x, y) = stored(light, Storage::half);
        }
    for (int y = 0; y < result.ranges.height; ++y)
        for (int x = 0; x < result.ranges.width; ++x) {
            glm::dvec4 range(1e30, -1e30, 0.0, 0.0);
            for (int row = -1; row < 3; ++row)
                for (int column = -1; column < 3; ++column) {
                    const double other = coc.at(std::clamp(2 * x + column, 0, width - 1),
                                                std::clamp(2 * y + row, 0, height - 1))
                                             .x;
                    range.x = std::min(range.x, other);
                    range.y = std::max(range.y, other);
                    const bool is_inside = row >= 0 && row < 2 && column >= 0 && column < 2 &&
                                           2 * x + column < width && 2 * y + row < height;
                    if (is_inside)
                        range.z = std::max(
                            range.z,
                            shown_apart[static_cast<std::size_t>((2 * y + row) * width + 2 * x + column)]);
                }
            result.ranges.at(x, y) = stored(range, Storage::half);
        }
    return result;
}

namespace {

/// dof_unmix.comp for one pixel: light and CoC around it, 5x5.
class Neighbourhood {
  public:
    Neighbourhood(const Image& work, int x, int y) {
        for (int row = 0; row < 5; ++row)
            for (int column = 0; column < 5; ++column)
                around_[5 * row + column] = work.at(std::clamp(x + column - 2, 0, work.width - 1),
                                                    std::clamp(y + row - 2, 0, work.height - 1));
    }

    /// Light behind and the other CoC, and the share.
    std::pair<glm::dvec4, double> unmixed() const {
        const glm::dvec4 own = around_[12];
        if (!is_edge()) return {own, 1.0};
        const double middle = middle_coc();
        const bool is_front = own.a < middle;
        Side front = side_of(true, middle);
        const Side back = side_of(false, middle);
        if (front.weight == 0.0 && back.weight > 0.0) front = thin_side_of(true, middle, rgb(back.mean));
        if (front.weight == 0.0 || back.weight == 0.0) return {own, 1.0};
        const glm::dvec3 difference = rgb(front.mean) - rgb(back.mean);
        const double contrast = glm::dot(difference, difference);
        const double distinct = smoothstep(0.002, 0.01, contrast);
        const double by_light =
            std::clamp(glm::dot(rgb(own) - rgb(back.mean), difference) / std::max(contrast, 1e-9), 0.0, 1.0);
        const glm::dvec3 rest = rgb(own) - rgb(back.mean) - by_light * difference;
        const double noise = (front.variance + back.variance) / std::max(contrast, 1e-9);
        const double unexplained = 3.0 * glm::dot(rest, rest) / std::max(contrast, 1e-9);
        const double confidence = distinct * (1.0 - smoothstep(0.05, 0.3, noise + unexplained));
        const double whole = distinct * smoothstep(0.2, 1.0, noise);
        const double by_sides = glm::mix(share_of_sides(middle), is_front ? 1.0 : 0.0, whole);
        const double share = glm::mix(by_sides, by_light, confidence);
        const glm::dvec3 behind = is_front ? rgb(back.mean) : glm::mix(rgb(own), rgb(back.mean), confidence);
        return {glm::dvec4(behind, is_front ? back.mean.a : front.mean.a), is_front ? share : share - 2.0};
    }

  private:
    struct Side {
        glm::dvec4 mean = glm::dvec4(0.0);
        double variance = 0.0;
        double weight = 0.0;
    };

    double coc(int x, int y) const { return around_[5 * y + x].a; }

    bool is_edge() const {
        double most = 0.0;
        for (int y = 1; y < 4; ++y)
            for (int x = 1; x < 4; ++x) most = std::max(most, std::abs(coc(x, y) - coc(2, 2)));
        return most > std::max(1.0, 0.2 * std::abs(coc(2, 2)));
    }

    double middle_coc() const {
        double least = coc(2, 2), most = coc(2, 2);
        for (int y = 1; y < 4; ++y)
            for (int x = 1; x < 4; ++x) {
                least = std::min(least, coc(x, y));
                most = std::max(most, coc(x, y));
            }
        return 0.5 * (least + most);
    }

    bool is_clean(int x, int y, double middle) const {
        const bool side = coc(x, y) < middle;
        const auto agrees = [&](int column, int row) {
            return column < 0 || row < 0 || column > 4 || row > 4 || (coc(column, row) < middle) == side;
        };
        return agrees(x - 1, y) && agrees(x + 1, y) && agrees(x, y - 1) && agrees(x, y + 1);
    }

    Side side_of(bool is_front, double middle) const {
        Side side;
        double squares = 0.0;
        for (int y = 0; y < 5; ++y)
            for (int x = 0; x < 5; ++x) {
                const glm::dvec4& other = around_[5 * y + x];
                if ((other.a < middle) != is_front || !is_clean(x, y, middle)) continue;
                const double weight = 1.0 / (1.0 + (x - 2) * (x - 2) + (y - 2) * (y - 2));
                side.mean += weight * other;
                squares += weight * glm::dot(rgb(other), rgb(other));
                side.weight += weight;
            }
        if (side.weight == 0.0) return side;
        side.mean /= side.weight;
        side.variance = std::max(squares / side.weight - glm::dot(rgb(side.mean), rgb(side.mean)), 0.0);
        return side;
    }

    Side thin_side_of(bool is_front, double middle, const glm::dvec3& other_side) const {
        Side side;
        double most = 0.0;
        for (const glm::dvec4& other : around_) {
            if ((other.a < middle) != is_front) continue;
            const glm::dvec3 difference = rgb(other) - other_side;
            const double contrast = glm::dot(difference, difference);
            if (contrast <= most) continue;
            most = contrast;
            side = {other, 0.0, 1.0};
        }
        return side;
    }

    double share_of_sides(double middle) const {
        double share = 0.0;
        for (int y = 1; y < 4; ++y)
            for (int x = 1; x < 4; ++x)
                if (coc(x, y) < middle) share += (x == 2 ? 0.75 : 0.125) * (y == 2 ? 0.75 : 0.125);
        return share;
    }

    std::array<glm::dvec4, 25> around_;
};

}  // namespace

DofEdges dof_unmix(const DofSettings& settings, const DofCoc& coc) {
    DofEdges edges{Image(settings.width, settings.height), Image(settings.width, settings.height)};
    for (int y = 0; y < settings.height; ++y)
        for (int x = 0; x < settings.width; ++x) {
            if (!has_edge(settings, coc.ranges.at(x / 2, y / 2))) continue;
            const auto [back, share] = Neighbourhood(coc.work, x, y).unmixed();
            edges.backs.at(x, y) = stored(back, Storage::half);
            edges.shares.at(x, y).x = share;
        }
    return edges;
}

Surfaces single_surface(const glm::dvec4& work) {
    return {glm::dvec4(rgb(work), 1.0), glm::dvec4(0.0), work.a, work.a};
}

Surfaces two_surfaces(const glm::dvec4& work, const glm::dvec4& back, double share) {
    if (share >= 3.0) return {glm::dvec4(rgb(back), share - 3.0), glm::dvec4(rgb(work), 1.0), back.a, work.a};
    const bool is_front = share >= 0.0;
    const double coverage = is_front ? share : share + 2.0;
    if (coverage >= 1.0 || coverage <= 0.0) return single_surface(work);
    const glm::dvec3 front = glm::max(rgb(work) - (1.0 - coverage) * rgb(back), glm::dvec3(0.0));
    return {glm::dvec4(front, coverage), glm::dvec4(rgb(back), 1.0), is_front ? work.a : back.a,
            is_front ? back.a : work.a};
}

Surfaces surfaces_at(const DofCoc& coc, const DofEdges& edges, int x, int y, bool edge) {
    if (!edge) return single_surface(coc.work.at(x, y));
    return two_surfaces(coc.work.at(x, y), edges.backs.at(x, y), edges.shares.at(x, y).x);
}

namespace {

double is_behind(double far_coc, double front_coc) {
    return smoothstep(0.3, 0.8, (far_coc - front_coc) / std::max(1.0, std::abs(far_coc)));
}

}  // namespace

glm::dvec4 far_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& far) {
    if (far.a < settings.focus_px) return glm::dvec4(0.0);
    double covered = 0.0;
    if (surfaces.front_coc >= settings.focus_px) covered += surfaces.front.a;
    if (surfaces.back_coc >= settings.focus_px) covered += surfaces.back.a;
    if (covered >= 1.0) return glm::dvec4(0.0);
    const double coc = surfaces.back.a > 0.0 ? surfaces.back_coc : surfaces.front_coc;
    const double behind = coc > -settings.near_focus_px ? is_behind(far.a, coc) : 1.0;
    return (1.0 - covered) * behind * glm::dvec4(rgb(far), 1.0);
}

glm::dvec4 focus_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& focus) {
    const double coc = surfaces.back.a > 0.0 ? surfaces.back_coc : surfaces.front_coc;
    return coc <= -settings.near_focus_px ? focus : glm::dvec4(0.0);
}

glm::dvec4 read_at(const Image& image, double x_px, double y_px, double step) {
    return read_bilinear(image, x_px / step - 0.5, y_px / step - 0.5);
}

}  // namespace tapestry
