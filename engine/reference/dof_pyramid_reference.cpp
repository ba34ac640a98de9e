#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

#include "core/resolution.h"
#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
namespace {

constexpr int tile_cells = 4;  // a side of a tile

/// struct Cells of shaders/include/dof_cells.glsl, in DofLevelImages' order.
struct Cells {
    glm::dvec4 focus = glm::dvec4(0.0);
    glm::dvec4 far_light = glm::dvec4(0.0);  ///< and in focus CoC times coverage
    glm::dvec4 far = glm::dvec4(0.0);
    glm::dvec4 near = glm::dvec4(0.0);
    glm::dvec4 near_inner = glm::dvec4(0.0);
};

void add_surface(const DofSettings& settings, Cells& cells, glm::dvec4 light, double coc) {
    constexpr double brightest_fill = 4.0;
    if (light.a <= 0.0) return;
    const double weighted = light.a * coc, coverage = light.a;
    for (int i = 0; i < 3; ++i)
        light[i] = std::clamp(light[i], -brightest_fill * coverage, brightest_fill * coverage);
    switch (slice_of(settings, coc)) {
        case Slice::focus:
            cells.focus += light;
            cells.far_light.a += weighted;
            return;
        case Slice::near_outer:
            cells.near += glm::dvec4(weighted, coverage, 0.0, 0.0);
            return;
        case Slice::near_inner:
            cells.near += glm::dvec4(0.0, 0.0, weighted, coverage);
            cells.near_inner += light;
            return;
        case Slice::far_inner:
            cells.far += glm::dvec4(weighted, coverage, 0.0, 0.0);
            break;
        case Slice::far_outer:
            cells.far += glm::dvec4(0.0, 0.0, weighted, coverage);
            break;
    }
    cells.far_light += glm::dvec4(light.r, light.g, light.b, 0.0);
}

double over_one(double coverage) {
    return 1.0 / std::max(coverage, 1.0);
}

Cells saturated(const Cells& cells) {
    const double focus = over_one(cells.focus.a);
    const double far = over_one(cells.far.y + cells.far.w);
    const double outer = over_one(cells.near.y), inner = over_one(cells.near.w);
    return {focus * cells.focus, glm::dvec4(far, far, far, focus) * cells.far_light, far * cells.far,
            glm::dvec4(outer, outer, inner, inner) * cells.near, inner * cells.near_inner};
}

DofLevelImages make_level(int width, int height) {
    DofLevelImages level;
    level.fill(Image(width, height));
    return level;
}

Cells cells_at(const DofLevelImages& level, int x, int y) {
    return {level[0].at(x, y), level[1].at(x, y), level[2].at(x, y), level[3].at(x, y), level[4].at(x, y)};
}

void store_cells(DofLevelImages& level, int x, int y, const Cells& cells) {
    level[0].at(x, y) = stored(cells.focus, Storage::half);
    level[1].at(x, y) = stored(cells.far_light, Storage::half);
    level[2].at(x, y) = stored(cells.far, Storage::half);
    level[3].at(x, y) = stored(cells.near, Storage::half);
    level[4].at(x, y) = stored(cells.near_inner, Storage::half);
}

}  // namespace

DofLevelImages dof_cells(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                         const DofLights* lights) {
    constexpr double brightest_lights = 1.0;
    DofLevelImages level = make_level(halved(halved(settings.width)), halved(halved(settings.height)));
    for (int y = 0; y < level[0].height; ++y)
        for (int x = 0; x < level[0].width; ++x) {
            Cells sum;
            for (int block = 0; block < 4; ++block) {
                const int left = std::min(4 * x + 2 * (block & 1), settings.width - 1);
                const int top = std::min(4 * y + 2 * (block >> 1), settings.height - 1);
                const bool edge = has_edge(settings, coc.ranges.at(left / 2, top / 2));
                for (int index = 0; index < 4; ++index) {
                    const Surfaces surfaces =
                        surfaces_at(coc, edges, std::min(left + (index & 1), settings.width - 1),
                                    std::min(top + (index >> 1), settings.height - 1), edge);
                    add_surface(settings, sum, surfaces.front, surfaces.front_coc);
                    add_surface(settings, sum, seen_back(settings, surfaces), surfaces.back_coc);
                }
            }
            if (lights) {
                const int rest = x + settings.light_cells.all_levels().x;
                const glm::dvec4 far = lights->lights.at(x, y) + lights->lights.at(rest, y);
                for (int i = 0; i < 3; ++i)
                    sum.far_light[i] += 16.0 * std::clamp(far[i], -brightest_lights, brightest_lights);
            }
            constexpr double share = 2.0 / 16.0;
            store_cells(level, x, y,
                        saturated({share * sum.focus, share * sum.far_light, share * sum.far,
                                   share * sum.near, share * sum.near_inner}));
        }
    return level;
}

DofLevelImages dof_push(const DofLevelImages& finer) {
    DofLevelImages level = make_level(halved(finer[0].width), halved(finer[0].height));
    for (int y = 0; y < level[0].height; ++y)
        for (int x = 0; x < level[0].width; ++x) {
            Cells sum;
            for (int row = 2 * y; row < std::min(2 * y + 2, finer[0].height); ++row)
                for (int column = 2 * x; column < std::min(2 * x + 2, finer[0].width); ++column) {
                    const Cells other = cells_at(finer, column, row);
                    sum = {sum.focus + other.focus, sum.far_light + other.far_light, sum.far + other.far,
                           sum.near + other.near, sum.near_inner + other.near_inner};
                }
            store_cells(level, x, y, saturated(sum));
        }
    return level;
}

namespace {

/// A level's own share over the coarser level's fill.
struct Filler {
    bool is_coarsest = true;

    glm::dvec4 operator()(const glm::dvec4& premultiplied, double coverage, const glm::dvec4& coarser) const {
        if (is_coarsest) return coverage > 0.0 ? premultiplied / coverage : glm::dvec4(0.0);
        return premultiplied + (1.0 - coverage) * coarser;
    }
    double operator()(double premultiplied, double coverage, double coarser) const {
        return (*this)(glm::dvec4(premultiplied), coverage, glm::dvec4(coarser)).x;
    }
};

}  // namespace

DofLevelImages dof_pull(const DofLevelImages& cells, const DofLevelImages* coarser) {
    DofLevelImages fills = make_level(cells[0].width, cells[0].height);
    const Filler filled{coarser == nullptr};
    for (int y = 0; y < fills[0].height; ++y)
        for (int x = 0; x < fills[0].width; ++x) {
            const Cells own = cells_at(cells, x, y);
            std::array<glm::dvec4, 5> above = {};
            if (coarser)
                for (std::size_t i = 0; i < above.size(); ++i)
                    above[i] = read_at((*coarser)[i], x + 0.5, y + 0.5, 2.0);

            const double focus_coc = own.far_light.a;
            const glm::dvec4 far(own.far_light.r, own.far_light.g, own.far_light.b, own.far.x + own.far.z);
            const double far_coverage = own.far.y + own.far.w;
            const double coverage = own.focus.a + far_coverage;
            const double nearer_coverage = coverage + own.near_inner.a;

            fills[0].at(x, y) = filled(over_one(coverage) * own.focus, std::min(coverage, 1.0), above[0]);
            fills[1].at(x, y) = filled(far, std::min(far_coverage, 1.0), above[1]);
            fills[2].at(x, y) = {
                filled(own.near.x, own.near.y, above[2].x), filled(own.near.z, own.near.w, above[2].y),
                filled(focus_coc, own.focus.a, above[2].z), filled(own.far.x, own.far.y, above[2].w)};
            fills[3].at(x, y) = {filled(own.far.z, own.far.w, above[3].x), 0.0, 0.0, 0.0};
            fills[4].at(x, y) =
                filled(over_one(nearer_coverage) * own.near_inner, std::min(nearer_coverage, 1.0), above[4]);
            for (Image& fill : fills) fill.at(x, y) = stored(fill.at(x, y), Storage::half);
        }
    return fills;
}

namespace {

glm::dvec4 tent(const Image& values, double x, double y) {
    constexpr double reach = 0.75;
    return 0.25 * (read_at(values, x - reach, y - reach, 1.0) + read_at(values, x + reach, y - reach, 1.0) +
                   read_at(values, x - reach, y + reach, 1.0) + read_at(values, x + reach, y + reach, 1.0));
}

double reach_average(double extended, const Image& coverage, double x, double y, bool is_outer) {
    double weighted = 0.0, covered = 0.0;
    for (int index = 0; index < 8; ++index) {
        const double angle = 2.39996323 * index;
        const double radius = std::abs(extended) / 4.0 * std::sqrt((index + 0.5) / 8.0);
        const glm::dvec4 read =
            read_at(coverage, x + radius * std::cos(angle), y + radius * std::sin(angle), 2.0);
        weighted += is_outer ? read.x : read.z;
        covered += is_outer ? read.y : read.w;
    }
    const double mean = covered > 0.0 ? weighted / covered : extended;
    return glm::mix(extended, mean, std::clamp(4.0 * covered / 8.0, 0.0, 1.0));
}

}  // namespace

Image dof_smooth(const DofLevelImages& fills, const DofLevelImages& second_cells, const Image& needs) {
    Image radii(fills[2].width, fills[2].height);
    for (int y = 0; y < radii.height; ++y)
        for (int x = 0; x < radii.width; ++x) {
            const glm::dvec4 need = needs.at(x / tile_cells, y / tile_cells);
            const auto is_needed = [](double bits, unsigned bit) {
                return (static_cast<unsigned>(bits) & bit) != 0;
            };
            const glm::dvec4 slices = tent(fills[2], x + 0.5, y + 0.5);
            const double far_inner = is_needed(need.y, 1) ? slices.w : 0.0;
            const double far_outer = is_needed(need.y, 2) ? tent(fills[3], x + 0.5, y + 0.5).x : 0.0;
            const auto near = [&](double extended, bool is_outer) {
                if (extended >= 0.0 || !is_needed(need.x, is_outer ? 1 : 2)) return 0.0;
                return -reach_average(extended, second_cells[3], x + 0.5, y + 0.5, is_outer);
            };
            radii.at(x, y) =
                stored({near(slices.x, true), near(slices.y, false), far_inner, far_outer}, Storage::half);
        }
    return radii;
}

}  // namespace tapestry
