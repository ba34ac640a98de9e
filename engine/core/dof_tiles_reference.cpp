#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

#include "dof_surfaces.h"
#include "layer_reference.h"

namespace tapestry {
namespace {

constexpr int tile_px = 16;
constexpr double slice_margin = 4.0, sprite_margin_px = 4.0;

// TAPESTRY_DOF_TILES_*
constexpr int sharp = 0, rim = 1, focus = 2, layered = 3;

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
    if (range.z > settings.threshold) {
        if (range.y >= limit) content.y = std::max(content.y, range.y);
        if (-range.x >= limit) content.z = std::max(content.z, -range.x);
    }
}

double distance_px(int x, int y) {
    return tile_px * std::hypot(std::max(std::abs(x) - 1, 0), std::max(std::abs(y) - 1, 0));
}

bool reaches(double reach, double margin, double away) {
    return reach > 0.0 && reach + margin >= away;
}

}  // namespace

DofTiles dof_tiles(const DofSettings& settings, const Image& ranges) {
    const int width = (settings.width + tile_px - 1) / tile_px,
              height = (settings.height + tile_px - 1) / tile_px;
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

    std::array<double, 4> margins;
    for (std::size_t slice = 0; slice < 4; ++slice)
        margins[slice] = slice_margin * settings.slice_steps[slice];
    const double spread = std::max(settings.aperture_reach, 1.0);
    for (const glm::dvec4& reach : tiles.reaches.pixels)
        tiles.largest_px = std::max({tiles.largest_px, reach.x, reach.y, reach.z, reach.w});
    const int side = static_cast<int>(std::ceil(
                         (spread * tiles.largest_px + *std::ranges::max_element(margins)) / tile_px)) +
                     1;
    tiles.reaches_read = long(2 * side + 1) * (2 * side + 1) * width * height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            std::array<bool, 4> reached = {};
            bool far_lit = false, near_lit = false;
            bool around_layers = false, around_near = false, around_focus = false, around_blur = false;
            for (int row = std::max(y - side, 0); row <= std::min(y + side, height - 1); ++row)
                for (int column = std::max(x - side, 0); column <= std::min(x + side, width - 1); ++column) {
                    const glm::dvec4 reach = spread * tiles.reaches.at(column, row);
                    const double away = distance_px(column - x, row - y);
                    bool reaches_here = false;
                    for (int i = 0; i < 4; ++i) {
                        const auto slice = static_cast<std::size_t>(i);
                        if (!reaches(reach[i], margins[slice], away)) continue;
                        reached[slice] = reaches_here = true;
                    }
                    const bool is_beside = std::abs(column - x) <= 1 && std::abs(row - y) <= 1;
                    // Lights are in slices, and reach no farther.
                    if (!is_beside && !reaches_here) continue;
                    const glm::dvec4 content = tiles.contents.at(column, row);
                    ++tiles.contents_read;
                    far_lit = far_lit || reaches(spread * content.y, sprite_margin_px, away);
                    near_lit = near_lit || reaches(spread * content.z, sprite_margin_px, away);
                    if (!is_beside) continue;
                    around_near = around_near || reach.x > 0.0 || reach.y > 0.0;
                    around_layers =
                        around_layers || around_near || reach.z > 0.0 || reach.w > 0.0 || content.w > 1.0;
                    around_focus = around_focus || content.w > 0.0;
                    around_blur = around_blur || content.x >= dof_least_radius_px;
                }
            if (around_near) reached[2] = reached[3] = true;
            around_focus = around_focus || around_near;
            const bool is_layered = around_layers || reached[0] || reached[1];
            int kind = around_blur ? rim : sharp;
            if (tiles.contents.at(x, y).x >= dof_least_radius_px) kind = focus;
            if (is_layered) kind = layered;
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
