// Every pass of DepthOfField against its plain reference, which gets what the GPU's pass read.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <optional>

#include "core/aperture_distances.h"
#include "core/focus_taps.h"
#include "effects/dof_run.h"
#include "gl/compute_pass.h"
#include "gl/dof_settings.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/dof_reference.h"
#include "reference/filters.h"
#include "sampler_precision.h"
#include "tapestry/half.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

/// Things of random CoC before each other, a ramp behind them, and some lights. CoC are rounded to half.
struct DofScene {
    Image source;
    ParameterMap coc;
    Image hidden;  ///< premultiplied
    ParameterMap hidden_coc;
};

DofScene random_scene(std::mt19937& random, int width, int height, double largest_px) {
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    DofScene scene{value_noise(random, width, height, 6, 1.0), ParameterMap(width, height),
                   value_noise(random, width, height, 6, 1.0), ParameterMap(width, height)};
    const double start = uniform(-1.0, 1.0) * largest_px, end = uniform(-1.0, 1.0) * largest_px;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) scene.coc.at(x, y).x = start + (end - start) * y / height;
    for (int thing = 0; thing < 7; ++thing) {
        const double radius = uniform(2.0, 0.3 * height), left = uniform(0, width), top = uniform(0, height);
        const double coc = uniform(0.0, 1.0) < 0.3 ? uniform(-2.0, 2.0) : uniform(-1.2, 1.2) * largest_px;
        const Image light = value_noise(random, width, height, 5, uniform(0.2, 1.5));
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (std::hypot(x - left, y - top) < radius) {
                    scene.coc.at(x, y).x = coc;
                    scene.source.at(x, y) = light.at(x, y);
                }
    }
    // Some lights stand alone, some beside others of any CoC.
    for (int light = 0; light < 9; ++light) {
        const int left = static_cast<int>(uniform(0, width - 1)), top = static_cast<int>(uniform(0, height));
        for (int x = left; x < left + (light < 6 ? 1 : 2); ++x) {
            scene.source.at(x, top) *= uniform(5.0, 100.0);
            if (light >= 6) scene.coc.at(x, top).x = uniform(-1.0, 1.0) * largest_px;
        }
    }
    // Round lights behind a hair, whose pixels show a part of them.
    for (int light = 0; light < 3; ++light) {
        const int left = static_cast<int>(uniform(8, width - 8)),
                  top = static_cast<int>(uniform(8, height - 8));
        const double coc = uniform(0.4, 1.0) * largest_px, hair = uniform(-0.5, 0.3) * largest_px;
        for (int y = top - 7; y <= top + 7; ++y)
            for (int x = left - 7; x <= left + 7; ++x) {
                const bool is_light = std::hypot(x - left, y - top) < 2.5,
                           is_hair = x - left == (y - top) / 3;
                scene.source.at(x, y) *= (is_light ? 30.0 : 0.3) * (is_hair ? 0.3 : 1.0);
                scene.coc.at(x, y).x = is_hair ? hair : coc;
            }
    }
    // Patches of what hides, known wholly, in part and not at all, some of it before the picture.
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int patch = (x / 16 + y / 16) % 4;
            glm::dvec4& light = scene.hidden.at(x, y);
            light *= patch == 0 ? 0.0 : patch == 1 ? 0.6 : 1.0;
            light.a = patch == 0 ? 0.0 : patch == 1 ? 0.6 : 1.0;
            scene.hidden_coc.at(x, y).x =
                scene.coc.at(x, y).x + (patch == 3 ? 12.0 : 3.0 * ((x / 5) % 4) - 1.0);
        }
    for (ParameterMap* map : {&scene.coc, &scene.hidden_coc})
        for (glm::dvec2& coc : map->values) coc.x = round_to_half(std::clamp(coc.x, -largest_px, largest_px));
    scene.hidden = rounded_to_half(scene.hidden);
    for (glm::dvec4& pixel : scene.source.pixels) pixel.a = 1.0;
    scene.source = rounded_to_half(scene.source);
    return scene;
}

Image cut_out(const Image& image, glm::ivec2 first, glm::ivec2 size) {
    Image part(size.x, size.y);
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x) part.at(x, y) = image.at(first.x + x, first.y + y);
    return part;
}

struct DofPassFixture : GlFixture {
    /// Of both axes.
    double fraction_error = 2.0 * sampler_fraction_error(*this);
    /// CoCs that are read between texels decide, too.
    double stray_share = has_coarse_fractions(fraction_error) ? 2e-3 : 1e-3;

    /// What GPU and reference say, both as the pass stores it. Floats and doubles may fall on different sides
    /// of a hard decision (which slice, which side of an edge): that is allowed at one number in a thousand.
    /// Elsewhere they may round to neighbouring halves, and `slack` is for what the sampler's positions move;
    /// where its fractions are coarse, that is their share of the contrast around.
    void check_pass(const char* name, const Image& got, const Image& expected, double slack = 2e-5) {
        INFO(std::string(name));
        REQUIRE(got.width == expected.width);
        REQUIRE(got.height == expected.height);
        const LocalRange range = local_range(expected, 2);
        std::size_t strays = 0;
        double worst = 0.0, worst_stray = 0.0;
        for (std::size_t i = 0; i < got.pixels.size(); ++i)
            for (int channel = 0; channel < 4; ++channel) {
                const double difference = std::abs(got.pixels[i][channel] - expected.pixels[i][channel]);
                const double contrast = range.most.pixels[i][channel] - range.least.pixels[i][channel];
                const double allowed =
                    1.01 * half_ulp_at(expected.pixels[i][channel]) + slack + fraction_error * contrast;
                if (!(difference <= allowed)) {
                    ++strays;
                    worst_stray = std::max(worst_stray, difference / allowed);
                } else {
                    worst = std::max(worst, difference / allowed);
                }
            }
        CHECK(double(strays) <= stray_share * 4.0 * double(got.pixels.size()));
        if (strays > 0)
            MESSAGE(std::string(name) << ": " << strays << " strays of " << 4 * got.pixels.size()
                                      << ", the worst of " << worst_stray << " of what is allowed");
    }

    /// The same where the GPU wrote at all.
    void check_pass_where(const char* name, Image got, Image expected, const std::vector<bool>& written,
                          double slack = 2e-5) {
        for (std::size_t i = 0; i < written.size(); ++i)
            if (!written[i]) got.pixels[i] = expected.pixels[i] = glm::dvec4(0.0);
        check_pass(name, got, expected, slack);
    }

    PassList passes{*device.state()};

    DofPassFixture() { passes.keep_all(); }

    /// The picture in a texture that may be larger.
    Image read(PassTexture texture, int width, int height) {
        gl.BindTexture(GL_TEXTURE_2D, passes.name(texture));
        GLint texture_width = 0, texture_height = 0;
        gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &texture_width);
        gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &texture_height);
        const Image texels = download(*this, passes.name(texture), texture_width, texture_height, Row0::top);
        Image picture(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) picture.at(x, y) = texels.at(x, y);
        return picture;
    }
    DofLevelImages read(const std::array<PassTexture, 4>& level, int width, int height) {
        const Image stacked = read(level[0], width, 2 * height);
        DofLevelImages images = {Image(width, height), read(level[1], width, height),
                                 read(level[2], width, height), read(level[3], width, height),
                                 Image(width, height)};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                images[0].at(x, y) = stacked.at(x, y);
                images[4].at(x, y) = stacked.at(x, height + y);
            }
        return images;
    }

    void run(std::mt19937& random, int width, int height, Row0 row0, Resolution resolution, float limit,
             bool has_hidden = false) {
        const double limit_px = double{limit} * height;
        const DofScene scene = random_scene(random, width, height, limit_px);
        Image source = scene.source;
        ParameterMap coc = scene.coc;
        for (glm::dvec2& value : coc.values) value.x /= height;

        auto table = read_table(TAPESTRY_ASSETS "/tables/heart_0-24_12x3_flat.tap");
        REQUIRE(table);
        DeviceState& state = *device.state();
        // Rows of the pictures are the textures'; only the bokeh's orientation depends on row0.
        DepthOfFieldFrame frame;
        frame.source = {upload(*this, GL_RGBA32F, source, Row0::top), Encoding::linear, Alpha::opaque};
        frame.target = {make_texture(*this, GL_RGBA32F, width, height), Encoding::linear, Alpha::opaque};
        frame.row0 = row0;
        frame.depth_texture = upload(*this, GL_R32F, coc, Row0::top);
        frame.depth.kind = DepthKind::signed_coc;
        if (has_hidden) {
            ParameterMap hidden_coc = scene.hidden_coc;
            for (glm::dvec2& value : hidden_coc.values) value.x /= height;
            frame.hidden.color = {upload(*this, GL_RGBA32F, scene.hidden, Row0::top), Encoding::linear,
                                  Alpha::premultiplied};
            frame.hidden.depth_texture = upload(*this, GL_R32F, hidden_coc, Row0::top);
        }
        frame.resolution = resolution;
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = limit;

        const EffectScope scope(state);
        gl.ActiveTexture(GL_TEXTURE0);
        auto aperture = create_dof_aperture(device.state(), {*table, {}});
        REQUIRE(aperture);
        const auto checked = check_dof_frame(state, frame, options);
        REQUIRE(checked);
        DofRun run(state, *aperture, nullptr, *checked, passes);
        passes.clear();
        REQUIRE(run.declare());
        REQUIRE(passes.prepare());
        passes.run();
        check(run.textures(), *checked, scene, *table, frame.target.texture);
    }

    /// What the GPU made of what hides, held against its reference; nothing without any.
    std::optional<DofHidden> check_hidden(const DofTextures& textures, const DofFrame& frame,
                                          const DofSettings& settings, const DofScene& scene) {
        if (frame.hidden_color == 0) return {};
        const DofHidden expected = dof_hidden(settings, scene.coc, scene.hidden, scene.hidden_coc);
        DofHidden got{read(textures.hidden, frame.width, frame.height),
                      read(textures.hidden_coc, frame.width, frame.height)};
        for (glm::dvec4& coc : got.coc.pixels) coc = glm::dvec4(coc.x > 1e29 ? dof_nothing_hidden : coc.x);
        check_pass("hidden", got.light, expected.light);
        check_pass("hidden CoC", got.coc, expected.coc);
        return got;
    }

    /// Those that are written: of blocks with lights.
    void read_light_cocs(DofCoc& coc, const DofTextures& textures) {
        const Image written = read(textures.light_cocs, coc.work.width, coc.work.height);
        for (int y = 0; y < written.height; ++y)
            for (int x = 0; x < written.width; ++x)
                if (coc.ranges.at(x / 2, y / 2).z > 0.0) coc.light_cocs.at(x, y).x = written.at(x, y).x;
    }

    /// What the GPU made of the lights, held against its reference level by level.
    DofLights check_lights(const DofTextures& textures, const DofSettings& settings, const Image& source,
                           const DofCoc& coc) {
        const DofLightCells& cells = settings.light_cells;
        const glm::ivec2 all = cells.all_levels();
        const DofLights got{read(textures.lights, 4 * all.x, all.y),
                            read(textures.light_places, 2 * all.x, all.y),
                            read(textures.light_reaches, all.x / 4, all.y / 2)};
        const DofLights finest = dof_lights(settings, source, coc, dof_tiles(settings, coc.ranges).contents);
        for (int level = 0; level < cells.levels; ++level) {
            INFO("level " << level << " of lights");
            DofLights expected = level == 0 ? finest : got;
            if (level > 0) dof_lights_push(settings, expected, level);
            const auto check_level = [&](const char* name, const Image& one, const Image& other,
                                         glm::ivec2 scale, double slack) {
                const glm::ivec2 first = cells.first(level) / scale, count = cells.cells(level) / scale;
                const int width = all.x / scale.x;
                for (int part = 0; part < one.width / width; ++part)
                    check_pass(name, cut_out(one, first + glm::ivec2(part * width, 0), count),
                               cut_out(other, first + glm::ivec2(part * width, 0), count), slack);
            };
            check_level("lights", got.lights, expected.lights, {1, 1}, 2e-5);
            check_level("places", got.places, expected.places, {1, 1}, 1e-3);
            check_level("reaches", got.reaches, expected.reaches, DofLightCells::block, 2e-5);
        }
        return got;
    }

    void check(const DofTextures& textures, const DofFrame& frame, const DofScene& scene,
               const TapTable& table, GLuint target) {
        const Image& source = scene.source;
        const int width = frame.width, height = frame.height;
        const int half_width = (width + 1) / 2, half_height = (height + 1) / 2;
        DofSettings settings = dof_settings(frame);
        const ApertureDistances distances = aperture_distances(aperture_mask(table));
        settings.aperture_reach = distances.reach;
        settings.aperture_variance = make_focus_taps(table, dof_focus_px).variance;

        DofCoc got{read(textures.work, width, height), read(textures.ranges, half_width, half_height),
                   Image(width, height)};
        if (frame.options.highlights.on) read_light_cocs(got, textures);
        const std::optional<DofHidden> hidden = check_hidden(textures, frame, settings, scene);
        const DofHidden* const behind = hidden ? &*hidden : nullptr;
        const DofCoc expected = dof_coc(settings, source, scene.coc, behind);
        check_pass("work", got.work, expected.work);
        check_pass("ranges", got.ranges, expected.ranges);
        check_pass("CoCs of lights", got.light_cocs, expected.light_cocs);

        const glm::dvec4 splits = read(textures.splits, 1, 1).at(0, 0);
        const DofSplits chosen = dof_splits(settings, got.work);
        CHECK(std::abs(splits.x - chosen.near_px) <= half_ulp_at(chosen.near_px));
        CHECK(std::abs(splits.y - chosen.far_px) <= half_ulp_at(chosen.far_px));
        settings.near_split_px = splits.x;
        settings.far_split_px = splits.y;

        DofEdges edges;
        edges.backs = read(textures.backs, width, height);
        edges.fronts = read(textures.fronts, width, height);
        std::vector<bool> has_edges;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                has_edges.push_back(has_edge(settings, got.ranges.at(x / 2, y / 2)));
        const DofEdges unmixed = dof_unmix(settings, got, behind);
        check_pass_where("backs", edges.backs, unmixed.backs, has_edges);
        // Shares divide by contrasts from 0.002 on, whose terms cancel in floats.
        check_pass_where("fronts", edges.fronts, unmixed.fronts, has_edges, 1e-3);

        const DofLevel& finest = textures.levels.front();
        const DofLights lights = check_lights(textures, settings, source, got);

        const std::size_t last = textures.levels.size() - 1;
        std::vector<DofLevelImages> cells, fills;
        for (const DofLevel& level : textures.levels) {
            cells.push_back(read(level.cells, level.width, level.height));
            fills.push_back(read(level.fills, level.width, level.height));
        }
        for (std::size_t level = 0; level <= last; ++level) {
            const DofLevelImages up =
                level == 0 ? dof_cells(settings, got, edges, &lights) : dof_push(cells[level - 1]);
            const DofLevelImages down = dof_pull(cells[level], level == last ? nullptr : &fills[level + 1]);
            for (std::size_t i = 0; i < up.size(); ++i) {
                INFO("level " << level << " texture " << i);
                check_pass("cells", cells[level][i], up[i]);
                check_pass("fills", fills[level][i], down[i], 2e-4);
            }
        }
        const DofTiles sorted = dof_tiles(settings, got.ranges);
        const Image radii = read(textures.radii, finest.width, finest.height);
        check_pass("radii", radii, dof_smooth(fills[0], cells[std::min<std::size_t>(1, last)], sorted.needs),
                   2e-3);

        const int tiles_wide = sorted.needs.width, tiles_high = sorted.needs.height;
        check_pass("reaches", read(textures.reaches, tiles_wide, tiles_high), sorted.reaches);
        check_pass("contents", read(textures.contents, tiles_wide, tiles_high), sorted.contents);
        check_pass("needs", read(textures.needs, tiles_wide, tiles_high), sorted.needs);

        std::array<Image, 4> blurred;
        const std::array<Image, 4> split = dof_split(settings, got, edges, fills[0], sorted.needs);
        for (std::size_t slice = 0; slice < 4; ++slice) {
            INFO("slice " << slice);
            const Image slice_picture = read(textures.slices[slice], split[slice].width, split[slice].height);
            check_pass("split", slice_picture, split[slice], 1e-4);
            Image from = slice_picture;
            for (const PassTexture texture : textures.halves[slice]) {
                const Image half = dof_halve(from);
                from = read(texture, half.width, half.height);
                check_pass("half", from, half);
            }
            const Slice kind =
                std::array{Slice::near_outer, Slice::near_inner, Slice::far_inner, Slice::far_outer}[slice];
            const Image radius = dof_radius(settings, kind, radii, from.width, from.height);
            Image radius_read = read(textures.parameters[slice], from.width, from.height);
            for (glm::dvec4& parameter : radius_read.pixels) parameter = glm::dvec4(parameter.x);
            // What the way down has blurred is taken off under a root: tiny radii tell of little.
            check_pass("radius", radius_read, radius, 1e-2);
            ParameterMap map(from.width, from.height);
            for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i].x = radius.pixels[i].x;
            CascadeOptions options;
            options.storage = Storage::half;
            options.turn_deg = kind < Slice::focus ? 180.0 : 0.0;
            blurred[slice] = read(textures.blurred[slice], from.width, from.height);
            if (frame.row0 == Row0::top)
                // Radii may differ by some 1e-3 of a pixel, and taps move by as much.
                check_pass("blurred", blurred[slice], filter_cascade(from, table, map, options), 4e-3);
        }
        check_pixels(textures, frame, settings, got, edges, fills[0], lights, sorted, blurred, source, table,
                     distances, target);
    }

    /// Cells that are read: those of tiles with some of the slice.
    void check_focus_cells(const Image& cells, const Image& expected, const DofTiles& sorted) {
        for (int y = 0; y < cells.height; ++y)
            for (int x = 0; x < cells.width; ++x)
                if (sorted.needs.at(x / 2, y / 2).w >= 2.0)
                    REQUIRE(glm::dvec2(cells.at(x, y)) == glm::dvec2(expected.at(x, y)));
    }

    void check_pixels(const DofTextures& textures, const DofFrame& frame, const DofSettings& settings,
                      const DofCoc& coc, const DofEdges& edges, const DofLevelImages& fills,
                      const DofLights& lights, const DofTiles& sorted, const std::array<Image, 4>& blurred,
                      const Image& source, const TapTable& table, const ApertureDistances& distances,
                      GLuint target) {
        const int width = frame.width, height = frame.height;
        std::vector<bool> has_focus, far_lit, near_lit;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const int tile = y / 16 * sorted.needs.width + x / 16;
                const int kind = sorted.kinds[static_cast<std::size_t>(tile)];
                has_focus.push_back(kind != TAPESTRY_DOF_TILES_SHARP &&
                                    sorted.needs.at(x / 16, y / 16).w >= 2.0);
                const bool is_layered = kind == TAPESTRY_DOF_TILES_LAYERED;
                const auto lit = static_cast<unsigned>(sorted.needs.at(x / 16, y / 16).z);
                far_lit.push_back(is_layered && (lit & 1u) != 0);
                near_lit.push_back(is_layered && (lit & 2u) != 0);
            }
        const Image focus = read(textures.focus, width, height);
        check_pass_where("focus", focus, dof_focus(settings, coc, edges, fills), has_focus, 1e-4);
        const Image cells = dof_focus_cells(settings, focus, coc.ranges, sorted.needs);
        check_focus_cells(read(textures.focus_cells, cells.width, cells.height), cells, sorted);

        Image aperture(distances.size, distances.size);
        for (std::size_t i = 0; i < distances.values.size(); ++i)
            aperture.pixels[i].r = round_to_half(distances.values[i]);
        const DofSprites sprites{read(textures.far_sprites, width, height),
                                 read(textures.near_sprites, width, height)};
        const DofSprites drawn = dof_sprites(settings, lights, coc.work, aperture, distances.area);
        check_pass_where("far sprites", sprites.far, drawn.far, far_lit, 2e-3);
        check_pass_where("near sprites", sprites.near, drawn.near, near_lit, 2e-3);

        const Image picture = download(*this, target, width, height, Row0::top);
        const Image expected = dof_composite(settings, source, coc.work, focus, cells, fills[2], blurred,
                                             sorted, sprites, make_focus_taps(table, dof_focus_px));
        check_pass("picture", picture, expected, 1e-3);
    }
};

}  // namespace

TEST_CASE_FIXTURE(DofPassFixture, "every pass of depth of field agrees with its reference") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run(random, 128, 96, Row0::top, Resolution::half, 0.2f);
    run(random, 131, 77, Row0::bottom, Resolution::half, 0.12f);
    run(random, 67, 90, Row0::top, Resolution::full, 0.2f);
}

TEST_CASE_FIXTURE(DofPassFixture, "with hidden surfaces, too, every pass agrees with its reference") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run(random, 128, 96, Row0::top, Resolution::half, 0.2f, true);
    run(random, 131, 77, Row0::bottom, Resolution::half, 0.12f, true);
    run(random, 67, 90, Row0::top, Resolution::full, 0.2f, true);
}

TEST_CASE_FIXTURE(DofPassFixture, "outer slices run at the resolution that keeps their radii small") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run(random, 150, 330, Row0::top, Resolution::half, 0.2f);
}

}  // namespace tapestry::test
