#include <algorithm>
#include <array>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>
#include <optional>

#include "reference/dof_reference.h"
#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
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

    bool is_edge() const {
        double most = 0.0;
        for (int y = 1; y < 4; ++y)
            for (int x = 1; x < 4; ++x) most = std::max(most, std::abs(coc(x, y) - coc(2, 2)));
        return most > std::max(1.0, 0.2 * std::abs(coc(2, 2)));
    }

    /// What dof_unmix.comp writes of a pixel.
    struct Apart {
        glm::dvec4 front = glm::dvec4(0.0, 0.0, 0.0, dof_single_surface);
        glm::dvec4 back = glm::dvec4(0.0);
    };

    Apart unmixed() const {
        constexpr double least_share = 1e-5;  // less is what rounding leaves of nothing
        const glm::dvec4 own = around_[12];
        if (!is_edge()) return {};
        const double middle = middle_coc();
        const bool is_front = own.a < middle;
        Side front = side_of(true, middle);
        const Side back = side_of(false, middle);
        if (front.weight == 0.0 && back.weight > 0.0) front = thin_side_of(true, middle, rgb(back.mean));
        if (front.weight == 0.0 || back.weight == 0.0) return {};
        const glm::dvec3 difference = rgb(front.mean) - rgb(back.mean);
        const double contrast = glm::dot(difference, difference);
        const double distinct = glm::smoothstep(0.002, 0.01, contrast);
        const double by_light =
            std::clamp(glm::dot(rgb(own) - rgb(back.mean), difference) / std::max(contrast, 1e-9), 0.0, 1.0);
        const glm::dvec3 rest = rgb(own) - rgb(back.mean) - by_light * difference;
        const double noise = (front.variance + back.variance) / std::max(contrast, 1e-9);
        const double unexplained = 3.0 * glm::dot(rest, rest) / std::max(contrast, 1e-9);
        const double confidence = distinct * (1.0 - glm::smoothstep(0.05, 0.3, noise + unexplained));
        const double whole = distinct * glm::smoothstep(0.2, 1.0, noise);
        const double by_sides = glm::mix(share_of_sides(middle), is_front ? 1.0 : 0.0, whole);
        const double share = glm::mix(by_sides, by_light, confidence);
        if (share < least_share || share > 1.0 - least_share) return {};
        const glm::dvec3 behind = is_front ? rgb(back.mean) : glm::mix(rgb(own), rgb(back.mean), confidence);
        const glm::dvec3 least = glm::min(glm::min(rgb(own), share * rgb(front.mean)), glm::dvec3(0.0));
        const glm::dvec3 before = glm::max(rgb(own) - (1.0 - share) * behind, least);
        return {glm::dvec4(before, share), glm::dvec4(behind, is_front ? back.mean.a : front.mean.a)};
    }

    /// Before what the host knows to hide; nothing where that cannot be told.
    std::optional<Apart> before_known(double behind_coc, const glm::dvec4& known) const {
        const glm::dvec4 own = around_[12];
        const bool is_front = own.a < behind_coc - 1.0;
        if (!is_front && known.a > 0.9) return {};
        const double other_coc = is_front ? behind_coc : coc_before(own.a);
        if (other_coc == own.a) return {};
        const glm::dvec3 behind = rgb(known) / std::max(known.a, 1e-6);
        const glm::dvec3 before =
            glm::max(rgb(own) - (1.0 - known.a) * behind, glm::min(rgb(own), glm::dvec3(0.0)));
        return Apart{glm::dvec4(before, known.a), glm::dvec4(rgb(own) - before + rgb(known), other_coc)};
    }

  private:
    struct Side {
        glm::dvec4 mean = glm::dvec4(0.0);
        double variance = 0.0;
        double weight = 0.0;
    };

    double coc(int x, int y) const { return around_[5 * y + x].a; }

    double coc_before(double behind_coc) const {
        double sum = 0.0, weights = 0.0;
        for (int y = 1; y < 4; ++y)
            for (int x = 1; x < 4; ++x) {
                if (coc(x, y) >= behind_coc - std::max(1.0, 0.2 * std::abs(behind_coc))) continue;
                const double weight = x == 2 || y == 2 ? 1.0 : 0.5;
                sum += weight * coc(x, y);
                weights += weight;
            }
        return weights > 0.0 ? sum / weights : behind_coc;
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

DofEdges dof_unmix(const DofSettings& settings, const DofCoc& coc, const DofHidden* hidden) {
    DofEdges edges{Image(settings.width, settings.height), Image(settings.width, settings.height)};
    std::vector<bool> has_edge_pixels(coc.ranges.pixels.size());
    const auto apart_at = [&](const Neighbourhood& around, int x, int y) {
        if (hidden && hidden->coc.at(x, y).x < dof_nothing_hidden)
            if (const auto known = around.before_known(hidden->coc.at(x, y).x, hidden->light.at(x, y)))
                return *known;
        return around.unmixed();
    };
    for (int y = 0; y < settings.height; ++y)
        for (int x = 0; x < settings.width; ++x) {
            if (!has_edge(settings, coc.ranges.at(x / 2, y / 2))) continue;
            const Neighbourhood around(coc.work, x, y);
            const Neighbourhood::Apart apart = apart_at(around, x, y);
            edges.fronts.at(x, y) = stored(apart.front, Storage::half);
            edges.backs.at(x, y) = stored(apart.back, Storage::half);
            const auto block = static_cast<std::size_t>(y / 2 * coc.ranges.width + x / 2);
            if (x % 2 == 0 && y % 2 == 0) edges.work_read += 16;
            if (around.is_edge() && !has_edge_pixels[block]) {
                has_edge_pixels[block] = true;
                edges.work_read += 20;
            }
        }
    return edges;
}

}  // namespace tapestry
