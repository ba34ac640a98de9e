#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
namespace {

constexpr double slice_margin = 4.0;

double largest_within(double least_radius, double most_radius, double least, double most) {
    return most_radius >= least && least_radius < most ? std::min(most_radius, most) : 0.0;
}

void add_block(const DofSettings& settings, const glm::dvec4& range, glm::dvec4& reach, glm::dvec4& content) {
    constexpr double outer = 1e30;
    reach = glm::max(
        reach, glm::dvec4(largest_within(-range.y, -range.x, settings.near_split_px, outer),
                          largest_within(-range.y, -range.x, settings.near_focus_px, settings.near_split_px),
                          largest_within(range.x, range.y, settings.focus_px, settings.far_split_px),
                          largest_within(range.x, range.y, settings.far_split_px, outer)));
    const double limit = settings.focus_px, near_limit = settings.near_focus_px;
    if (range.x < limit && range.y > -near_limit) {
        content.x = std::max(
            {content.x, -std::clamp(range.x, -near_limit, limit), std::clamp(range.y, -near_limit, limit)});
        content.w = std::max(content.w, 1.0);
    }
    if (range.w > 0.0) content.w = 2.0;
    if (range.z > 0.0) {
        if (range.y >= limit) content.y = std::max(content.y, range.y);
        if (-range.x >= limit) content.z = std::max(content.z, -range.x);
    }
}

/// Of what reaches nothing.
constexpr double no_reach = -1.0;

double squared_reach(double radius_px, double margin_px) {
    return radius_px > 0.0 ? (radius_px + margin_px) * (radius_px + margin_px) : no_reach;
}

/// Square of the pixels between two tiles so many rows or columns apart.
double squared_gap(int tiles) {
    const double gap_px = dof_tile_px * std::max(std::abs(tiles) - 1, 0);
    return gap_px * gap_px;
}

/// By how much the squared reach of the slices, and of far and near lights, is over the squared distance of a
/// tile, at the most.
struct Excess {
    glm::dvec4 slices = glm::dvec4(no_reach);
    glm::dvec2 lights = glm::dvec2(no_reach);

    void add(const Excess& other, int tiles_apart) {
        slices = glm::max(slices, other.slices - squared_gap(tiles_apart));
        lights = glm::max(lights, other.lights - squared_gap(tiles_apart));
    }
};

/// How tiles reach.
struct Spread {
    double stretched = 1.0;
    glm::dvec4 margins_px = glm::dvec4(0.0);
    double sprite_margin_px = 4.0;
    int side = 1;  ///< the most rows or columns between a tile and one that it reaches

    Excess of(const glm::dvec4& reach, const glm::dvec4& content) const {
        Excess result;
        for (int slice = 0; slice < 4; ++slice)
            result.slices[slice] = squared_reach(stretched * reach[slice], margins_px[slice]);
        result.lights = {squared_reach(stretched * content.y, sprite_margin_px),
                         squared_reach(stretched * content.z, sprite_margin_px)};
        return result;
    }
};

Spread spread_of(const DofSettings& settings, double largest_px) {
    Spread spread;
    spread.stretched = std::max(settings.aperture_reach, 1.0);
    const int cell_px = settings.light_cells.side_px(settings.light_cells.levels - 1);
    if (cell_px > dof_tile_px) spread.sprite_margin_px = 1.5 * cell_px;
    double margin_px = spread.sprite_margin_px;
    for (int slice = 0; slice < 4; ++slice) {
        spread.margins_px[slice] = slice_margin * settings.slice_steps[static_cast<std::size_t>(slice)];
        margin_px = std::max(margin_px, spread.margins_px[slice]);
    }
    spread.side = static_cast<int>(std::ceil((spread.stretched * largest_px + margin_px) / dof_tile_px)) + 1;
    return spread;
}

/// Adds what `excess_at` says of all within reach of `tile`, among `count`. Returns how many.
template <class At>
int look_along(Excess& sum, int tile, int side, int count, const At& excess_at) {
    const int first = std::max(tile - side, 0), last = std::min(tile + side, count - 1);
    for (int other = first; other <= last; ++other) sum.add(excess_at(other), other - tile);
    return last - first + 1;
}

/// What every tile is reached by: along the rows, then down the columns.
std::vector<Excess> reach_tiles(const DofSettings& settings, DofTiles& tiles) {
    const int width = tiles.reaches.width, height = tiles.reaches.height;
    const Spread spread = spread_of(settings, tiles.largest_px);
    std::vector<Excess> rows(tiles.reaches.pixels.size()), result(rows.size());
    const auto look = [&](std::vector<Excess>& into, int x, int y, int tile, int count,
                          const auto& excess_at) {
        const int steps =
            look_along(into[static_cast<std::size_t>(y * width + x)], tile, spread.side, count, excess_at);
        tiles.texels_read += 2L * steps;
        tiles.most_steps = std::max(tiles.most_steps, steps);
    };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            look(rows, x, y, x, width, [&](int column) {
                return spread.of(tiles.reaches.at(column, y), tiles.contents.at(column, y));
            });
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            look(result, x, y, y, height,
                 [&](int row) { return rows[static_cast<std::size_t>(row * width + x)]; });
    return result;
}

}  // namespace

DofTiles dof_tiles(const DofSettings& settings, const Image& ranges) {
    const int width = (settings.width + dof_tile_px - 1) / dof_tile_px,
              height = (settings.height + dof_tile_px - 1) / dof_tile_px;
    DofTiles tiles;
    tiles.reaches = tiles.contents = tiles.needs = Image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            glm::dvec4 reach(0.0), content(0.0);
            for (int row = 8 * y; row < std::min(8 * y + 8, ranges.height); ++row)
                for (int column = 8 * x; column < std::min(8 * x + 8, ranges.width); ++column)
                    add_block(settings, ranges.at(column, row), reach, content);
            tiles.reaches.at(x, y) = stored(reach, Storage::half);
            tiles.contents.at(x, y) = stored(content, Storage::half);
        }

    for (const glm::dvec4& reach : tiles.reaches.pixels)
        tiles.largest_px = std::max({tiles.largest_px, reach.x, reach.y, reach.z, reach.w});
    const std::vector<Excess> reached_by = reach_tiles(settings, tiles);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const Excess& excess = reached_by[static_cast<std::size_t>(y * width + x)];
            std::array<bool, 4> reached = {};
            for (int slice = 0; slice < 4; ++slice)
                reached[static_cast<std::size_t>(slice)] = excess.slices[slice] >= 0.0;
            const bool far_lit = excess.lights.x >= 0.0, near_lit = excess.lights.y >= 0.0;
            bool around_layers = false, around_near = false, around_outer = false, around_focus = false,
                 around_blur = false;
            for (int row = std::max(y - 1, 0); row <= std::min(y + 1, height - 1); ++row)
                for (int column = std::max(x - 1, 0); column <= std::min(x + 1, width - 1); ++column) {
                    const glm::dvec4 &reach = tiles.reaches.at(column, row),
                                     &content = tiles.contents.at(column, row);
                    tiles.texels_read += 2;
                    around_near = around_near || reach.x > 0.0 || reach.y > 0.0;
                    around_outer = around_outer || reach.x > 0.0;
                    around_layers =
                        around_layers || around_near || reach.z > 0.0 || reach.w > 0.0 || content.w > 1.0;
                    around_focus = around_focus || content.w > 0.0;
                    around_blur = around_blur || content.x >= dof_least_radius_px;
                }
            if (around_near) reached[2] = reached[3] = true;
            if (around_outer) reached[1] = true;
            around_focus = around_focus || around_near;
            const bool is_layered = around_layers || reached[0] || reached[1];
            int kind = around_blur ? rim_tile : sharp_tile;
            if (tiles.contents.at(x, y).x >= dof_least_radius_px) kind = focus_tile;
            if (is_layered) kind = layered_tile;
            tiles.kinds.push_back(kind);
            const auto bits = [](bool first, bool second) {
                return (first ? 1.0 : 0.0) + (second ? 2.0 : 0.0);
            };
            const double near = bits(reached[0], reached[1]), far = bits(reached[2], reached[3]);
            tiles.needs.at(x, y) = {near, far, bits(far_lit, near_lit),
                                    bits(near + far > 0.0 || is_layered, around_focus)};
        }
    return tiles;
}

}  // namespace tapestry
