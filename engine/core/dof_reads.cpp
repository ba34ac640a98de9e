#include "dof_reads.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace tapestry {
namespace {

constexpr double tile_pixels = 256.0;
constexpr int focus = 2, layered = 3;  // TAPESTRY_DOF_TILES_*

struct TileShares {
    double focused = 0.0, is_layered = 0.0, has_focus = 0.0, lit = 0.0;  ///< of the tiles
    std::array<double, 5> slices = {};                                   ///< by Slice
};

TileShares shares_of(const DofTiles& tiles) {
    TileShares shares;
    const double one = 1.0 / double(tiles.kinds.size());
    for (std::size_t i = 0; i < tiles.kinds.size(); ++i) {
        const glm::dvec4& need = tiles.needs.pixels[i];
        const auto near = static_cast<unsigned>(need.x), far = static_cast<unsigned>(need.y);
        for (const auto& [bits, bit, slice] : {std::tuple{near, 1u, Slice::near_outer},
                                               {near, 2u, Slice::near_inner},
                                               {far, 1u, Slice::far_inner},
                                               {far, 2u, Slice::far_outer}})
            if ((bits & bit) != 0) shares.slices[static_cast<std::size_t>(slice)] += one;
        if (tiles.kinds[i] == focus) shares.focused += one;
        if (tiles.kinds[i] != layered) continue;
        shares.is_layered += one;
        if (need.w >= 2.0) shares.has_focus += one;
        if (need.z > 0.0) shares.lit += one;
    }
    return shares;
}

double edge_share(const DofSettings& settings, const Image& ranges) {
    const auto count = std::ranges::count_if(
        ranges.pixels, [&](const glm::dvec4& range) { return has_edge(settings, range); });
    return double(count) / double(ranges.pixels.size());
}

/// Sprite reads a pixel: for each light the pixels that it covers.
double sprite_reads(const DofSettings& settings, const Image& source, const DofCoc& coc, double lit) {
    const DofLights lights = dof_lights(settings, source, coc);
    double covered = 0.0;
    for (std::size_t i = 0; i < lights.lights.pixels.size(); ++i) {
        if (lights.lights.pixels[i].a <= 0.0) continue;
        const double radius = lights.places.pixels[i].z;
        // The aperture's distances over its square; the way of eight steps where a far light's disk is.
        covered += 4.0 * 1.25 * 1.25 * radius * radius;
        if (radius > 0.0) covered += 8.0 * std::numbers::pi * radius * radius;
    }
    // A workgroup of 16x8 pixels looks at every tile that a light may reach it from, and at the cells of
    // those that have some: counted as if each light had a tile to itself.
    const double reach = 1.25 * (settings.limit_px + 1.0);
    const double tiles = ((16.0 + 2.0 * reach) / 16.0 + 1.0) * ((8.0 + 2.0 * reach) / 16.0 + 1.0);
    const double pixels = double(source.pixels.size());
    return lit * tiles / 128.0 + 16.0 * covered / pixels / 128.0 + covered / pixels;
}

}  // namespace

DofReadCount dof_reads(const DofSettings& settings, const Image& source, const ParameterMap& coc,
                       const TapTable& table) {
    const DofCoc work = dof_coc(settings, source, coc);
    const TileShares tiles = shares_of(dof_tiles(settings, work.ranges));
    const double edges = edge_share(settings, work.ranges);
    const double reach_side = 2.0 * (std::ceil((settings.limit_px + 16.0) / 16.0) + 1.0) + 1.0;
    constexpr double pyramid = 4.0 / 3.0;  // of a level and all above it

    DofReadCount count;
    count.preparation += 1.0 + 180.0 / 128.0;  // dof_coc: light; CoC with a border
    count.preparation += 0.25 + 2.0 * reach_side * reach_side / tile_pixels;  // dof_tiles, dof_reach
    count.preparation += 0.25 + edges * 25.0;                                 // dof_unmix
    count.preparation += 0.25 + 1.0 + edges * 2.0;                            // dof_cells
    count.preparation += pyramid * 16.0 / 64.0 + pyramid * 8.0 / 16.0;        // dof_push, dof_pull
    count.preparation += (4.0 + 4.0 + 2.0 * 8.0) / 16.0;                      // dof_smooth
    const double inner = 1.0 / (settings.step * settings.step);
    count.preparation += inner * (1.0 + 1.0 + 1.0) + 1.0 + edges * 2.0;  // dof_split
    for (const int outer_step : {settings.near_outer_step, settings.far_outer_step})
        for (int step = settings.step; step < outer_step; step *= 2)
            count.preparation += 1.0 / (step * step);  // dof_halve
    const double taps = double(table.first_tap(table.layers())), layers = double(table.layers());
    for (const Slice slice : {Slice::near_outer, Slice::near_inner, Slice::far_inner, Slice::far_outer}) {
        const int step = slice == Slice::near_outer  ? settings.near_outer_step
                         : slice == Slice::far_outer ? settings.far_outer_step
                                                     : settings.step;
        const double share = tiles.slices[static_cast<std::size_t>(slice)];
        const double size = 1.0 / (step * step);
        count.preparation += size * (1.0 + share);  // dof_radius
        count.preparation += size * (share + 1.0);  // the cascade's ingest and its tiles
        count.preparation += size * (1.0 - share);  // copies of tiles that are not blurred
        count.blur += size * share * (taps + layers);
    }
    count.preparation += (tiles.focused + tiles.has_focus) * (1.0 + 1.0 + 1.0 + edges * 2.0);  // dof_focus
    count.blur += (tiles.focused + tiles.has_focus) * 16.0;
    count.composite += 1.0;                                     // the host's texel
    count.composite += tiles.focused + 2.0 * tiles.is_layered;  // CoC, tile, CoCs around
    for (const double share : tiles.slices) count.composite += share;
    if (settings.threshold < 1e30) {
        count.preparation += 4.0 / (settings.bright_cell_px * settings.bright_cell_px);  // dof_bright
        count.preparation += 0.25;                                                       // dof_lights
        count.composite += sprite_reads(settings, source, work, tiles.lit) + tiles.lit;
    }
    return count;
}

}  // namespace tapestry
