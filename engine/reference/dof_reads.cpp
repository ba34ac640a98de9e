#include "reference/dof_reads.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <glm/common.hpp>
#include <numbers>
#include <set>
#include <tuple>
#include <vector>

#include "reference/dof_surfaces.h"

namespace tapestry {
namespace {

struct TileShares {
    double focused = 0.0, is_split = 0.0, has_focus = 0.0;  ///< of the tiles
    std::array<double, 5> slices = {};                      ///< by Slice
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
        if (need.w > 0.0) shares.is_split += one;
        if (tiles.kinds[i] == focus_tile) shares.focused += one;
        if (tiles.kinds[i] != layered_tile) continue;
        if (need.w >= 2.0) shares.has_focus += one;
    }
    return shares;
}

double edge_share(const DofSettings& settings, const Image& ranges) {
    const auto count = std::ranges::count_if(
        ranges.pixels, [&](const glm::dvec4& range) { return has_edge(settings, range); });
    return double(count) / double(ranges.pixels.size());
}

/// Of the pixels, those with two surfaces.
double two_surfaces_share(const DofEdges& edges) {
    const auto count = std::ranges::count_if(edges.fronts.pixels, [](const glm::dvec4& front) {
        return front.a > 0.0 && front.a < dof_single_surface;
    });
    return double(count) / double(edges.fronts.pixels.size());
}

/// Of the pixels, those before the plane of focus.
double near_share(const DofSettings& settings, const Image& work) {
    const auto count = std::ranges::count_if(
        work.pixels, [&](const glm::dvec4& pixel) { return pixel.a <= -settings.near_focus_px; });
    return double(count) / double(work.pixels.size());
}

/// The pyramid's fills of its finest level.
DofLevelImages finest_fills(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                            const DofLights* lights) {
    std::vector<DofLevelImages> levels = {dof_cells(settings, coc, edges, lights)};
    while (levels.back()[0].width > 1 || levels.back()[0].height > 1)
        levels.push_back(dof_push(levels.back()));
    DofLevelImages fills = dof_pull(levels.back(), nullptr);
    for (std::size_t level = levels.size() - 1; level-- > 0;) fills = dof_pull(levels[level], &fills);
    return fills;
}

/// What dof_composite.comp reads, pixel by pixel: the taps in focus, and the rest.
struct CompositeReads {
    double taps = 0.0;
    double others = 0.0;
};

int bits_of(double need) {
    return std::popcount(static_cast<unsigned>(need));
}

/// Taps of the slice in focus around a pixel that is not copied, and their CoCs where it is mixed.
int focus_taps_at(const Image& cells, int x, int y) {
    const glm::dvec4 around = read_at(cells, x + 0.5, y + 0.5, dof_focus_cell_px);
    if (around.x == 0.0) return 0;
    return around.y > 0.0 ? 2 * focus_tap_count : focus_tap_count;
}

CompositeReads composite_reads(const DofSettings& settings, const DofTiles& tiles, const DofCoc& coc,
                               const Image& focus) {
    const Image cells = dof_focus_cells(settings, focus, coc.ranges, tiles.needs);
    CompositeReads reads;
    for (int y = 0; y < settings.height; ++y)
        for (int x = 0; x < settings.width; ++x) {
            const int tile = y / 16 * tiles.needs.width + x / 16;
            const int kind = tiles.kinds[static_cast<std::size_t>(tile)];
            const glm::dvec4& need = tiles.needs.at(x / 16, y / 16);
            reads.others += 1.0;  // the host's texel
            if (kind < focus_tile) continue;
            reads.others += 1.0;  // light and CoC
            const double own_coc = coc.work.at(x, y).a;
            const bool copies = std::abs(own_coc) < dof_least_radius_px;
            if (copies) reads.others += 1.0;  // whether the slice in focus covers the pixel
            const bool is_whole = copies && focus.at(x, y).a >= 1.0;
            if (kind == layered_tile) {
                const bool asks_focus = need.w >= 2.0 && slice_of(settings, own_coc) != Slice::focus;
                reads.others += bits_of(need.x);
                if (asks_focus) reads.others += 1.0;                                 // the CoC around
                if ((static_cast<unsigned>(need.z) & 2u) != 0) reads.others += 1.0;  // near sprites
            }
            if (is_whole && (kind == focus_tile || (need.x == 0.0 && need.z < 2.0))) continue;
            if (kind == focus_tile || need.w >= 2.0) {
                reads.taps += copies ? 1.0 : focus_taps_at(cells, x, y);
                if (!copies) reads.others += 1.0;  // what of the slice is around
            }
            if (kind == layered_tile && !is_whole)
                reads.others += bits_of(need.y) + (static_cast<unsigned>(need.z) & 1u);
        }
    const double pixels = double(coc.work.pixels.size());
    return {reads.taps / pixels, reads.others / pixels};
}

DofLights all_lights(const DofSettings& settings, const Image& source, const DofCoc& coc,
                     const DofTiles& tiles) {
    DofLights lights = dof_lights(settings, source, coc, tiles.contents);
    for (int level = 1; level < settings.light_cells.levels; ++level)
        dof_lights_push(settings, lights, level);
    return lights;
}

/// Reads a pixel of dof_coc.comp and dof_lights.comp to tell lights from skies, and whose they are. Where a
/// workgroup has one that may be a light, dof_coc reads light and depth of what lies up to 10 pixels around.
double light_reads(const DofSettings& settings, const Image& source, const DofCoc& coc,
                   const DofLights& lights) {
    const Image bright = dof_bright(settings, source);
    const auto coc_at = [&](int column, int row) { return coc.work.at(column, row).a; };
    constexpr glm::ivec2 group = {16, 8};
    constexpr long wide_reads = 2 * (16 + 2 * 10) * (8 + 2 * 10);
    const int groups_across = (source.width + group.x - 1) / group.x;
    std::set<int> searched;
    long reads = lights.texels_read;
    for (int y = 0; y < source.height; ++y)
        for (int x = 0; x < source.width; ++x) {
            const LightApart apart = light_apart(settings, bright, source, coc_at, x, y);
            if (apart.is_bright) reads += 4;
            if (apart.is_searched) searched.insert(y / group.y * groups_across + x / group.x);
        }
    reads += wide_reads * static_cast<long>(searched.size());
    return 1.0 / 128.0 + double(reads) / double(source.pixels.size());  // and what tiles hold
}

/// Texels that workgroups of 16x8 pixels read to find the lights that reach them: of every block of cells
/// within reach how far its lights reach, of those that may reach here all lights, and their places.
double search_reads(const DofSettings& settings, const DofTiles& tiles, const DofLights& lights) {
    const DofLightCells& cells = settings.light_cells;
    const glm::ivec2 group = {16, 8};
    long reads = 0;
    for (int level = 0; level < cells.levels; ++level) {
        const glm::ivec2 block_px = cells.side_px(level) * DofLightCells::block;
        const glm::ivec2 first_block = cells.first(level) / DofLightCells::block;
        const glm::ivec2 last = cells.cells(level) / DofLightCells::block - 1;
        std::vector<glm::ivec2> places(static_cast<std::size_t>((last.x + 1) * (last.y + 1)));  // far, near
        for (const DofLight& light : lights_drawn(settings, lights, level)) {
            const glm::ivec2 block = glm::min(glm::ivec2(light.place_px) / block_px, last);
            ++places[static_cast<std::size_t>(block.y * (last.x + 1) + block.x)][light.coc > 0.0 ? 0 : 1];
        }
        const double top_px = std::min(cells.top_px(level), settings.limit_px);
        const auto farthest = static_cast<int>(std::ceil(settings.aperture_reach * top_px + 1.0));
        for (int y = 0; y < 2 * tiles.needs.height; ++y)
            for (int x = 0; x < tiles.needs.width; ++x) {
                if (tiles.needs.at(x, y / 2).z <= 0.0) continue;
                const glm::ivec2 first = group * glm::ivec2(x, y), end = first + group;
                const glm::ivec2 low = glm::max(first - farthest, glm::ivec2(0)) / block_px;
                const glm::ivec2 high = glm::min((end + farthest) / block_px, last);
                for (int row = low.y; row <= high.y; ++row)
                    for (int column = low.x; column <= high.x; ++column) {
                        const glm::dvec4& reach =
                            lights.reaches.at(first_block.x + column, first_block.y + row);
                        const glm::ivec2 block = {column, row};
                        const glm::ivec2 away =
                            glm::max(block_px * block - end, first - block_px * (block + 1));
                        ++reads;
                        for (int side = 0; side < 2; ++side)
                            if (reach[side] > 0.0 &&
                                std::max(away.x, away.y) <= settings.aperture_reach * reach[side] + 1.0)
                                reads += 2 * DofLightCells::block.x * DofLightCells::block.y +
                                         places[static_cast<std::size_t>(row * (last.x + 1) + column)][side];
                    }
            }
    }
    return double(reads) / double(settings.width * settings.height);
}

/// Reads a pixel to draw sprites: the aperture's distances within its reach, and three steps of the way where
/// a far light's disk is.
double sprite_reads(const DofSettings& settings, const DofLights& lights) {
    double reads = 0.0;
    for (int level = 0; level < settings.light_cells.levels; ++level)
        for (const DofLight& light : lights_drawn(settings, lights, level)) {
            const double radius = settings.aperture_reach * std::abs(light.coc) + 1.0;
            reads += std::numbers::pi * radius * radius;
            if (light.coc > 0.0) reads += 3.0 * std::numbers::pi * light.coc * light.coc;
        }
    return reads / double(settings.width * settings.height);
}

/// Reads a pixel of dof_split.comp but for surfaces: of the blocks of tiles that are split the range, and the
/// far fill where not all is far, the near one and its CoC where something is in the outer near slice.
double split_reads(const DofSettings& settings, const DofTiles& tiles, const Image& ranges) {
    long reads = 0;
    for (int y = 0; y < ranges.height; ++y)
        for (int x = 0; x < ranges.width; ++x)
            if (tiles.needs.at(x / 8, y / 8).w > 0.0) {
                const double nearest = ranges.at(x, y).x;
                reads += nearest < settings.focus_px ? 2 : 1;
                if (nearest <= -settings.near_split_px) reads += 2;
            }
    const double slice_pixels = 1.0 / (settings.step * settings.step);
    return slice_pixels * (2.0 / 128.0 + double(reads) / double(ranges.pixels.size()));
}

/// Reads a pixel of what hides: by dof_hidden.comp light and depth, and the picture's CoC around; by
/// dof_coc.comp its CoC; by dof_unmix.comp that and the light, of blocks with edges.
double hidden_reads(const DofHidden& hidden, double edges) {
    const auto& lights = hidden.light.pixels;
    const auto there = std::ranges::count_if(lights, [](const glm::dvec4& light) { return light.a > 0.0; });
    const auto seen = std::ranges::count_if(hidden.coc.pixels,
                                            [](const glm::dvec4& coc) { return coc.x < dof_nothing_hidden; });
    return 1.0 + double(there + hidden.coc_read + seen) / double(lights.size()) + 1.0 + edges;
}

}  // namespace

DofReadCount dof_reads(const DofSettings& usual, const Image& source, const ParameterMap& coc,
                       const TapTable& table, const DofHidden* hidden) {
    const DofCoc work = dof_coc(usual, source, coc, hidden);
    DofSettings settings = usual;
    const DofSplits splits = dof_splits(usual, work.work);
    settings.near_split_px = splits.near_px;
    settings.far_split_px = splits.far_px;
    const DofTiles sorted = dof_tiles(settings, work.ranges);
    const TileShares tiles = shares_of(sorted);
    const double edges = edge_share(settings, work.ranges);
    const DofEdges apart = dof_unmix(settings, work, hidden);
    const double surfaces = edges + two_surfaces_share(apart);  // fronts and backs
    const bool has_lights = settings.threshold < 1e30;
    const DofLights lights = has_lights ? all_lights(settings, source, work, sorted) : DofLights();
    const DofLevelImages fills = finest_fills(settings, work, apart, has_lights ? &lights : nullptr);
    const double reach = double(sorted.texels_read) / double(source.pixels.size());

    constexpr double pyramid = 4.0 / 3.0;  // of a level and all above it
    DofReadCount count;
    count.preparation += 1.0 + 180.0 / 128.0;  // dof_coc: light; CoC with a border
    if (hidden) count.preparation += hidden_reads(*hidden, edges);
    count.preparation += 4096.0 / double(source.pixels.size());  // dof_splits
    count.preparation += 0.25 + reach;                           // dof_tiles, dof_reach_across, dof_reach
    count.preparation += 0.25 + double(apart.work_read) / double(source.pixels.size());  // dof_unmix
    count.preparation += 0.25 + 1.0 + surfaces;                                          // dof_cells
    count.preparation += pyramid * 20.0 / 64.0 + pyramid * 10.0 / 16.0;                  // dof_push, dof_pull
    const auto share_of = [&](Slice slice) { return tiles.slices[static_cast<std::size_t>(slice)]; };
    const double averaged = share_of(Slice::near_outer) + share_of(Slice::near_inner);
    count.preparation +=
        (1.0 + 4.0 + 4.0 * share_of(Slice::far_outer) + 8.0 * averaged) / 16.0;  // dof_smooth
    count.preparation += split_reads(settings, sorted, work.ranges) + tiles.is_split * (1.0 + surfaces);
    for (const int last_step : settings.slice_steps)
        for (int step = settings.step; step < last_step; step *= 2)
            count.preparation += 1.0 / (step * step);  // dof_halve
    const std::set<int> steps(settings.slice_steps.begin(), settings.slice_steps.end());
    const bool has_turns = table.axes.size() > 1;
    if (!has_turns)
        for (const int step : steps) count.preparation += 1.0 / (step * step);  // dof_radius
    const double taps = double(table.first_tap(table.layers())), layers = double(table.layers());
    for (const Slice slice : {Slice::near_outer, Slice::near_inner, Slice::far_inner, Slice::far_outer}) {
        const int step = step_of(settings, slice);
        const double share = share_of(slice);
        const double size = 1.0 / (step * step);
        if (has_turns) count.preparation += size;   // dof_radius, slice by slice
        count.preparation += size * (share + 1.0);  // the cascade's ingest and its tiles
        count.preparation += size * (1.0 - share);  // copies of tiles that are not blurred
        count.blur += size * share * (taps + layers);
    }
    count.preparation += (tiles.focused + tiles.has_focus) *
                         (0.25 + 1.0 + surfaces + near_share(settings, work.work));  // dof_focus
    const CompositeReads composite =
        composite_reads(settings, sorted, work, dof_focus(settings, work, apart, fills));
    count.blur += composite.taps;
    count.composite += composite.others;
    if (has_lights) {
        count.preparation += 4.0 / (settings.bright_cell_px * settings.bright_cell_px);  // dof_bright
        count.preparation += 2.0 / 16.0;                                                 // dof_cells
        count.preparation += light_reads(settings, source, work, lights);
        count.composite += search_reads(settings, sorted, lights) + sprite_reads(settings, lights);
    }
    return count;
}

}  // namespace tapestry
