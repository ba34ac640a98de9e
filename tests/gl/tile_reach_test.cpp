// Which tiles are reached by others: as looking at every pair of tiles finds it, in steps that grow with the
// picture's sides and not with their product.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <random>
#include <set>
#include <span>

#include "altered_shaders.h"
#include "gl/effect_scope.h"
#include "gl/shader_library.h"
#include "gl/tile_lists.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "shared/dof.h"
#include "single_pass.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

using TileSet = std::set<std::pair<int, int>>;

/// What tiles hold, as dof_tiles.comp leaves it, and how radii are drawn.
struct DofTileCase {
    int width = 0, height = 0;  ///< tiles
    Image reaches, contents;
    glm::vec2 stretch = glm::vec2(1.0f);
    float aperture_reach = 1.0f;
    glm::vec4 slice_steps = glm::vec4(1.0f);
    layout::uint light_levels = 1;

    float largest() const {
        double most = 0.0;
        for (const glm::dvec4& reach : reaches.pixels)
            most = std::max({most, reach.x, reach.y, reach.z, reach.w});
        return static_cast<float>(most);
    }
};

struct TileReachFixture : GlFixture {
    std::mt19937 random{test_seed()};
    DeviceState& state = *device.state();
    const ShaderTexts texts = counting(shader_texts());
    const std::vector<ShaderFile> files = files_of(texts);
    ShaderLibrary library{gl, files, {}};
    TileLists tiles{gl};
    GLuint steps = 0;

    TileReachFixture() { gl.GenBuffers(1, &steps); }
    ~TileReachFixture() { gl.DeleteBuffers(1, &steps); }

    static std::vector<ShaderFile> files_of(const ShaderTexts& texts) {
        std::vector<ShaderFile> files;
        for (const auto& [name, text] : texts) files.push_back({name, text});
        return files;
    }

    int uniform(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }
    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    /// Over the pixels of the block's area; what it wrote may be read.
    template <class Block>
    void run(std::string_view file, const std::vector<ShaderBinding>& bindings, const Block& block) {
        const auto made = library.program(file, {}, bindings);
        if (!made) FAIL(made.error().message);
        dispatch_over(state, **made, std::as_bytes(std::span(&block, 1)), block.area);
        gl.MemoryBarrier(GL_ALL_BARRIER_BITS);
    }

    /// Empty lists with room for an area in tiles; `largest` is what the pass before found.
    void begin_lists(const Area& area, float largest) {
        REQUIRE(tiles.reserve(area));
        tiles.empty();
        gl.BufferSubData(GL_SHADER_STORAGE_BUFFER, sizeof(layout::TapestryTileList) * TAPESTRY_TILE_LISTS,
                         sizeof(largest), &largest);
        constexpr layout::uint none = 0;
        gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, steps_binding, steps);
        gl.BufferData(GL_SHADER_STORAGE_BUFFER, sizeof(none), &none, GL_DYNAMIC_COPY);
        gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_TILES, tiles.name());
    }

    /// The numbers of a storage block.
    std::vector<layout::uint> numbers(GLuint binding, std::size_t count) {
        GLint name = 0;
        gl.GetIntegeri_v(GL_SHADER_STORAGE_BUFFER_BINDING, binding, &name);
        gl.MemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
        gl.BindBuffer(GL_SHADER_STORAGE_BUFFER, static_cast<GLuint>(name));
        std::vector<layout::uint> result(count);
        const auto bytes = static_cast<GLsizeiptr>(count * sizeof(layout::uint));
        std::copy_n(static_cast<const layout::uint*>(
                        gl.MapBufferRange(GL_SHADER_STORAGE_BUFFER, 0, bytes, GL_MAP_READ_BIT)),
                    count, result.data());
        gl.UnmapBuffer(GL_SHADER_STORAGE_BUFFER);
        return result;
    }

    int most_steps() { return static_cast<int>(numbers(steps_binding, 1)[0]); }

    /// Where a list begins in the buffer's numbers.
    std::size_t first_of(layout::uint list) {
        return 4 * TAPESTRY_TILE_LISTS + 1 + std::size_t{list} * tiles.capacity();
    }

    /// The tiles of a list, which holds none twice; only those that `is_wanted` says of what they need.
    template <class Wanted>
    TileSet listed(layout::uint list, const Wanted& is_wanted) {
        const auto all = numbers(TAPESTRY_STORAGE_TILES, tiles.bytes() / sizeof(layout::uint));
        const std::size_t count = all[4 * list + 3];
        std::size_t wanted = 0;
        TileSet result;
        for (std::size_t i = 0; i < count; ++i) {
            if (!is_wanted(all, i)) continue;
            ++wanted;
            const layout::uint origin = all[first_of(list) + i];
            result.emplace((int(origin & 0xffffu) - TAPESTRY_TILE_BIAS) / TAPESTRY_TILE,
                           (int(origin >> 16) - TAPESTRY_TILE_BIAS) / TAPESTRY_TILE);
        }
        CHECK(result.size() == wanted);
        return result;
    }

    TileSet listed(layout::uint list) {
        return listed(list, [](const auto&, std::size_t) { return true; });
    }

    /// Those that layers read, or those that are copied, of what is done before the first layer.
    TileSet listed_before(bool is_read) {
        return listed(TAPESTRY_TILES_BEFORE, [&](const std::vector<layout::uint>& all, std::size_t i) {
            const layout::uint need = all[first_of(TAPESTRY_TILE_LISTS + TAPESTRY_TILES_BEFORE) + i];
            return is_read ? (need & TAPESTRY_TILE_READ) != 0
                           : (need >> TAPESTRY_TILE_KIND_BIT & 3u) == TAPESTRY_TILE_COPY;
        });
    }

    DofTileCase random_case() {
        DofTileCase tile_case;
        tile_case.width = uniform(1, 70), tile_case.height = uniform(1, 50);
        tile_case.reaches = tile_case.contents = Image(tile_case.width, tile_case.height);
        tile_case.stretch[uniform(0, 1)] = static_cast<float>(uniform(0.25, 4.0));
        tile_case.aperture_reach = static_cast<float>(uniform(0.7, 1.5));
        for (int slice = 0; slice < 4; ++slice)
            tile_case.slice_steps[slice] = static_cast<float>(1 << uniform(0, 4));
        tile_case.light_levels = static_cast<layout::uint>(uniform(1, 6));
        const double share = std::pow(10.0, uniform(-3.0, 0.0)), most = uniform(3.0, 200.0);
        const auto some = [&] { return uniform(0.0, 1.0) < share; };
        for (std::size_t i = 0; i < tile_case.reaches.pixels.size(); ++i) {
            glm::dvec4 &reach = tile_case.reaches.pixels[i], &content = tile_case.contents.pixels[i];
            for (int slice = 0; slice < 4; ++slice)
                if (some()) reach[slice] = round_to_half(uniform(1.5, most));
            content.x = some() ? round_to_half(uniform(0.0, 3.0)) : 0.0;
            // Lights are in slices.
            content.y = some() ? std::max(reach.z, reach.w) : 0.0;
            content.z = some() ? std::max(reach.x, reach.y) : 0.0;
            content.w = some() ? uniform(1, 7) : 0;
        }
        return tile_case;
    }

    /// The needs of the tiles, and into the lists what is to be done for them.
    Image needs_of(const DofTileCase& tile_case) {
        const int width = tile_case.width, height = tile_case.height;
        const GLuint reaches = upload(*this, GL_RGBA16F, tile_case.reaches, Row0::top),
                     contents = upload(*this, GL_RGBA16F, tile_case.contents, Row0::top),
                     slice_rows = make_texture(*this, GL_RGBA32F, width, height),
                     light_rows = make_texture(*this, GL_RGBA32F, width, height),
                     needs = make_texture(*this, GL_RGBA16F, width, height);
        layout::DofPass block = {};
        block.area = {{0, 0}, {width, height}};
        block.aspect = tile_case.stretch;
        block.aperture_reach = tile_case.aperture_reach;
        block.slice_steps = tile_case.slice_steps;
        block.light_levels = tile_case.light_levels;
        begin_lists(block.area, tile_case.largest());
        block.tile_capacity = tiles.capacity();
        bind_texels(state, 0, reaches);
        bind_texels(state, 1, contents);
        bind_image(state, 0, slice_rows, GL_RGBA32F);
        bind_image(state, 1, light_rows, GL_RGBA32F);
        run("dof_reach_across.comp",
            {{"reaches"}, {"contents"}, {"slice_rows", GL_RGBA32F}, {"light_rows", GL_RGBA32F}}, block);
        bind_texels(state, 2, slice_rows);
        bind_texels(state, 3, light_rows);
        bind_image(state, 0, needs, GL_RGBA16F);
        run("dof_reach.comp",
            {{"reaches"}, {"contents"}, {"slice_rows"}, {"light_rows"}, {"needs", GL_RGBA16F}}, block);
        return download(*this, needs, width, height, Row0::top);
    }
};

/// Pair by pair, what a tile needs where every reach is so much longer.
glm::dvec4 needs_by_pairs(const DofTileCase& tile_case, int x, int y, double longer_px) {
    const double stretched =
        double{std::max(tile_case.stretch.x, tile_case.stretch.y)} * std::max(tile_case.aperture_reach, 1.0f);
    // Lights that were merged into cells larger than a tile have moved.
    const int cell_px = TAPESTRY_LIGHT_CELL << (tile_case.light_levels - 1);
    const double light_margin_px = cell_px > 16 ? 1.5 * cell_px : 4.0;
    std::array<bool, 4> reached = {};
    std::array<bool, 2> lit = {};
    bool layers = false, near = false, outer = false, focus = false;
    for (int row = 0; row < tile_case.height; ++row)
        for (int column = 0; column < tile_case.width; ++column) {
            const glm::dvec4 &reach = tile_case.reaches.at(column, row),
                             &content = tile_case.contents.at(column, row);
            const double away_px =
                16.0 * std::hypot(std::max(std::abs(column - x) - 1, 0), std::max(std::abs(row - y) - 1, 0));
            const auto reaches = [&](double radius_px, double margin_px) {
                return radius_px > 0.0 && stretched * radius_px + margin_px + longer_px >= away_px;
            };
            for (int slice = 0; slice < 4; ++slice)
                reached[static_cast<std::size_t>(slice)] |=
                    reaches(reach[slice], 4.0 * tile_case.slice_steps[slice]);
            lit[0] |= reaches(content.y, light_margin_px);
            lit[1] |= reaches(content.z, light_margin_px);
            if (std::abs(column - x) > 1 || std::abs(row - y) > 1) continue;
            const auto there = static_cast<unsigned>(content.w);
            layers |= glm::any(glm::greaterThan(reach, glm::dvec4(0.0))) || (there & TAPESTRY_DOF_TILE_LAYER);
            near |= reach.x > 0.0 || reach.y > 0.0;
            outer |= reach.x > 0.0;
            focus |= (there & TAPESTRY_DOF_TILE_FOCUS) != 0;
        }
    if (near) reached[2] = reached[3] = true;
    if (outer) reached[1] = true;
    const auto bits = [](bool first, bool second) { return (first ? 1.0 : 0.0) + (second ? 2.0 : 0.0); };
    const bool any_slice = reached[0] || reached[1] || reached[2] || reached[3];
    return {bits(reached[0], reached[1]), bits(reached[2], reached[3]), bits(lit[0], lit[1]),
            bits(any_slice || layers, focus || near)};
}

/// Tiles of an area that are within `reach` columns and rows of a filtered one, or filtered.
TileSet read_by_pairs(const std::vector<bool>& filtered, glm::ivec2 count, const Area& area, int reach) {
    TileSet result;
    for (int y = area.first.y; y < area.end.y; ++y)
        for (int x = area.first.x; x < area.end.x; ++x)
            for (int row = std::max(y - reach, 0); row <= std::min(y + reach, count.y - 1); ++row)
                for (int column = std::max(x - reach, 0); column <= std::min(x + reach, count.x - 1);
                     ++column)
                    if (filtered[static_cast<std::size_t>(row * count.x + column)]) result.emplace(x, y);
    return result;
}

}  // namespace

TEST_CASE_FIXTURE(TileReachFixture, "tiles need what any pair of tiles says they do") {
    const EffectScope scope(state);
    for (int round = 0; round < 60; ++round) {
        INFO("round " << round << ", seed " << test_seed());
        const DofTileCase tile_case = random_case();
        const Image needs = needs_of(tile_case);
        int wrong = 0;
        for (int y = 0; y < tile_case.height; ++y)
            for (int x = 0; x < tile_case.width; ++x) {
                // Floats are within a thousandth of a pixel, of distances up to some thousand.
                const glm::dvec4 least = needs_by_pairs(tile_case, x, y, -1e-3),
                                 most = needs_by_pairs(tile_case, x, y, 1e-3);
                for (int i = 0; i < 4; ++i) {
                    const auto got = static_cast<unsigned>(needs.at(x, y)[i]);
                    const auto low = static_cast<unsigned>(least[i]), high = static_cast<unsigned>(most[i]);
                    wrong += (low & ~got) != 0 || (got & ~high) != 0;
                }
            }
        CHECK(wrong == 0);
        // What is near is drawn over every tile that it reaches.
        const TileSet layered = listed(TAPESTRY_DOF_TILES_LAYERED);
        for (int y = 0; y < tile_case.height; ++y)
            for (int x = 0; x < tile_case.width; ++x)
                if (needs.at(x, y).x > 0.0) REQUIRE(layered.contains({x, y}));
        std::size_t listed_tiles = 0;
        for (layout::uint kind = 0; kind < 3; ++kind) listed_tiles += listed(kind).size();
        CHECK(listed_tiles == tile_case.reaches.pixels.size());
        TileSet with_edge;
        for (int y = 0; y < tile_case.height; ++y)
            for (int x = 0; x < tile_case.width; ++x)
                if (static_cast<unsigned>(tile_case.contents.at(x, y).w) & TAPESTRY_DOF_TILE_EDGE)
                    with_edge.emplace(x, y);
        CHECK(listed(TAPESTRY_DOF_TILES_EDGE) == with_edge);
        TileSet focus_drawn = layered;
        for (int y = 0; y < tile_case.height; ++y)
            for (int x = 0; x < tile_case.width; ++x)
                for (int row = std::max(y - 1, 0); row <= std::min(y + 1, tile_case.height - 1); ++row)
                    for (int column = std::max(x - 1, 0); column <= std::min(x + 1, tile_case.width - 1);
                         ++column)
                        if (tile_case.contents.at(column, row).x >= TAPESTRY_LEAST_BLUR_PX)
                            focus_drawn.emplace(x, y);
        CHECK(listed(TAPESTRY_DOF_TILES_FOCUS_DRAWN) == focus_drawn);
        TileSet lit;
        for (const auto& [x, y] : layered)
            if (needs.at(x, y).z > 0.0) lit.emplace(x, y);
        CHECK(listed(TAPESTRY_DOF_TILES_LIT) == lit);
    }
}

TEST_CASE_FIXTURE(TileReachFixture,
                  "no invocation looks at more than some hundred tiles, at 2160 lines and aspect 4") {
    const EffectScope scope(state);
    DofTileCase tile_case;
    tile_case.width = 240, tile_case.height = 135;
    tile_case.reaches = Image(240, 135, glm::dvec4(round_to_half(0.2 * 2160)));
    tile_case.contents =
        Image(240, 135, glm::dvec4(3.0, round_to_half(0.2 * 2160), round_to_half(0.2 * 2160), 2.0));
    tile_case.stretch = {4.0f, 1.0f};
    tile_case.aperture_reach = 1.42f;
    tile_case.slice_steps = glm::vec4(16.0f);
    const Image needs = needs_of(tile_case);
    CHECK(needs.at(120, 67) == glm::dvec4(3.0));
    MESSAGE("steps: " << most_steps());
    CHECK(most_steps() > 200);
    CHECK(most_steps() <= 400);
}

TEST_CASE_FIXTURE(TileReachFixture, "layers read the tiles that any pair of tiles says they do") {
    const EffectScope scope(state);
    int most = 0;
    for (int round = 0; round < 60; ++round) {
        INFO("round " << round << ", seed " << test_seed());
        const glm::ivec2 count(uniform(1, 60), uniform(1, 50)), before(uniform(0, 9), uniform(0, 9)),
            after(uniform(0, 9), uniform(0, 9));
        layout::ReadTilesPass block = {};
        block.area = {-before, count + after};
        block.tiles = count;
        block.reach_px = static_cast<float>(uniform(0.5, 100.0));
        // Past 512 px all is read.
        const auto largest = static_cast<float>(uniform(0.0, round % 4 == 0 ? 8.0 : 540.0 / block.reach_px));
        const float reach_px = block.reach_px * std::max(largest, 1.0f);
        begin_lists({{0, 0}, block.area.end - block.area.first}, largest);
        block.tile_capacity = tiles.capacity();
        block.lists_copied = round % 2;
        const double share = std::pow(10.0, uniform(-3.5, 0.0));
        std::vector<bool> filtered;
        std::vector<layout::uint> needs;
        for (int i = 0; i < count.x * count.y; ++i) {
            filtered.push_back(uniform(0.0, 1.0) < share);
            needs.push_back((filtered.back() ? TAPESTRY_TILE_VARYING : TAPESTRY_TILE_COPY)
                            << TAPESTRY_TILE_KIND_BIT);
        }
        const std::size_t first = first_of(TAPESTRY_TILE_LISTS + TAPESTRY_TILES_ALL);
        gl.BufferSubData(GL_SHADER_STORAGE_BUFFER, static_cast<GLintptr>(first * sizeof(layout::uint)),
                         static_cast<GLsizeiptr>(needs.size() * sizeof(layout::uint)), needs.data());
        run("tiles_read.comp", {}, block);

        const int reach = static_cast<int>(std::ceil(reach_px)) / 16 + 1;
        const TileSet read = reach_px > 512.0f ? read_by_pairs(std::vector<bool>(filtered.size(), true),
                                                               count, block.area, 1 << 20)
                                               : read_by_pairs(filtered, count, block.area, reach);
        TileSet copied;
        for (int i = 0; i < count.x * count.y; ++i) {
            const std::pair tile(i % count.x, i / count.x);
            if (!filtered[static_cast<std::size_t>(i)] && (block.lists_copied != 0 || read.contains(tile)))
                copied.insert(tile);
        }
        CHECK(listed_before(true) == read);
        CHECK(listed_before(false) == copied);
        most = std::max(most, most_steps());
    }
    MESSAGE("steps: " << most);
    CHECK(most > 60);
    CHECK(most <= 400);
}

}  // namespace tapestry::test
