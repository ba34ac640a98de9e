// Every pass of DepthOfField against its own shader on the CPU, in double precision, which gets what the
// GPU's pass read: what they do not agree on is a driver's, a binding's, a barrier's or a rounding's fault.
// The maths is judged by other tests.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "gl_pictures.h"
#include "passes/dof_pass_run.h"
#include "pictures.h"
#include "random_tables.h"
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

/// By how much a pass may differ beside what its format rounds, in its own numbers.
double slack_of(std::string_view shader, std::string_view image) {
    static const std::map<std::string_view, double> slacks = {
        // Shares divide by contrasts from 0.002 on, whose terms cancel in floats.
        {"dof_unmix.comp", 1e-3},
        // Bilinear reads, whose positions are floats.
        {"dof_pull.comp", 2e-4},
        {"dof_split.comp", 1e-4},
        {"dof_focus.comp", 1e-4},
        {"dof_smooth.comp", 2e-3},
        {"dof_sprites.comp", 2e-3},
        {"dof_composite.comp", 1e-3},
        {"dof_view.comp", 1e-3},
        {"dof_depth.comp", 1e-4},
        {"data_align.comp", 1e-4},
        {"dof_steady.comp", 2e-3},
        {"filter_varying.comp", 2e-3},
        // What the way down has blurred is taken off under a root: tiny radii tell of little.
        {"dof_radius.comp", 1e-2},
        // Squares of radii, in RGBA32F.
        {"dof_reach_across.comp", 1e-2},
    };
    if (image == "places") return 1e-3;
    const auto found = slacks.find(shader);
    return found != slacks.end() ? found->second : 2e-5;
}

/// What a run of depth of field is made of.
struct DofCase {
    int width = 128;
    int height = 96;
    Row0 row0 = Row0::top;
    Resolution resolution = Resolution::half;
    float limit = 0.2f;
    const char* table = "heart_0-24_12x3_flat";
    bool has_hidden = false;
    bool has_layer = false;
    bool has_mask = false;
    bool is_encoded = false;  ///< sRGB with straight alpha, in a part of the textures
    float aspect = 1.0f;
    bool has_lights = true;
    bool has_autofocus = false;
    bool is_estimated = false;
    bool is_sparse = false;   ///< depth and mask of fewer pixels, jittered
    int steadied_frames = 0;  ///< 0: without a history
    DepthOfFieldView view = DepthOfFieldView::picture;
};

struct DofPassFixture : GlFixture {
    /// Of both axes.
    double fraction_error = 2.0 * sampler_fraction_error(*this);
    /// CoCs that are read between texels decide, too.
    double stray_share = has_coarse_fractions(fraction_error) ? 2e-3 : 1e-3;
    std::map<std::string, int> checked;  ///< passes, by shader

    /// What GPU and CPU say, both as the pass stores it. Floats and doubles may fall on different sides of a
    /// hard decision (which slice, which side of an edge): that is allowed at one number in a thousand.
    /// Elsewhere they may round to neighbouring halves, and `slack` is for what the sampler's positions move;
    /// where its fractions are coarse, that is their share of the contrast around.
    void check_texture(const WrittenTexture& texture, double slack) {
        const bool is_coarse = has_coarse_fractions(fraction_error);
        const LocalRange range =
            is_coarse ? local_range(texture.cpu, 2) : LocalRange{texture.cpu, texture.cpu};
        std::size_t strays = 0, written = 0;
        double worst_stray = 0.0;
        for (std::size_t i = 0; i < texture.gpu.pixels.size(); ++i) {
            if (texture.is_written[i] == 0) continue;
            ++written;
            for (int channel = 0; channel < 4; ++channel) {
                const double expected = texture.cpu.pixels[i][channel];
                const double difference = std::abs(texture.gpu.pixels[i][channel] - expected);
                const double contrast = range.most.pixels[i][channel] - range.least.pixels[i][channel];
                const double allowed = 1.01 * half_ulp_at(expected) + slack + fraction_error * contrast;
                if (difference <= allowed) continue;
                ++strays;
                worst_stray = std::max(worst_stray, difference / allowed);
            }
        }
        CHECK(double(strays) <= stray_share * 4.0 * double(written));
        if (strays > 0)
            MESSAGE(std::string(texture.name) << ": " << strays << " strays of " << 4 * written
                                              << ", the worst of " << worst_stray << " of what is allowed");
    }

    void check_pass(const PassList& passes, const PassList::Pass& pass) {
        const std::string shader(pass.shader());
        INFO(shader);
        const std::optional<CpuPass> on_cpu = run_on_cpu(passes, pass);
        // Tiles with one filter each, and their sorting: filter_cascade judges those.
        if (!on_cpu) {
            CHECK(!shader.starts_with("dof_"));
            return;
        }
        ++checked[shader];
        CHECK(on_cpu->reads.outside == 0);
        for (const WrittenTexture& texture : on_cpu->textures) {
            INFO(std::string(texture.name));
            check_texture(texture, slack_of(shader, texture.name));
        }
        CHECK(on_cpu->gpu_lists == on_cpu->cpu_lists);
    }

    GLuint upload_depths(ParameterMap coc, int height) {
        for (glm::dvec2& value : coc.values) value.x /= height;
        return upload(*this, GL_R32F, coc, Row0::top);
    }

    TextureView encoded(const Image& image, bool is_encoded) {
        return {upload(*this, GL_RGBA32F, image, Row0::top), is_encoded ? Encoding::srgb : Encoding::linear,
                is_encoded ? Alpha::straight : Alpha::premultiplied};
    }

    DepthOfFieldFrame frame_of(const DofCase& one, const DofScene& scene, std::mt19937& random) {
        const int width = one.width, height = one.height;
        DepthOfFieldFrame frame;
        frame.source = encoded(scene.source, one.is_encoded);
        frame.target = {make_texture(*this, GL_RGBA16F, width, height), frame.source.encoding,
                        frame.source.alpha};
        frame.row0 = one.row0;
        frame.depth_texture = upload_depths(scene.coc, height);
        frame.depth.kind = DepthKind::signed_coc;
        if (one.is_encoded) frame.region = {5, 3, width - 9, height - 7};
        if (one.has_hidden) {
            frame.hidden.color = encoded(scene.hidden, one.is_encoded);
            frame.hidden.depth_texture = upload_depths(scene.hidden_coc, height);
        }
        if (one.has_layer) {
            frame.layer.color = encoded(scene.hidden, one.is_encoded);
            frame.layer.depth_texture = upload_depths(scene.hidden_coc, height);
        }
        if (one.has_mask)
            frame.mask_texture =
                upload(*this, GL_R16F, random_map(random, width, height, -0.3, 1.3), Row0::top);
        frame.resolution = one.resolution;
        if (one.has_autofocus) {
            frame.depth = {DepthKind::metres, 0.1f, 1000.0f};
            frame.depth_texture =
                upload(*this, GL_R32F, random_map(random, width, height, 0.5, 20.0), Row0::top);
            frame.layer.depth_texture = frame.hidden.depth_texture = frame.depth_texture;
        }
        if (one.is_sparse) {
            ParameterMap coc(width / 2, height / 2);
            for (int y = 0; y < coc.height; ++y)
                for (int x = 0; x < coc.width; ++x) coc.at(x, y) = scene.coc.at(2 * x + 1, 2 * y + 1);
            frame.depth_texture = upload_depths(coc, height);
            frame.depth_texture.jitter_x = 0.25f;
            frame.depth_texture.jitter_y = -0.375f;
            frame.mask_texture =
                upload(*this, GL_R16F, random_map(random, width / 3, height / 2, -0.3, 1.3), Row0::top);
        }
        return frame;
    }

    void run(const DofCase& one, std::mt19937& random) {
        INFO(one.width << "x" << one.height << " " << one.table);
        const DofScene scene = random_scene(random, one.width, one.height, double{one.limit} * one.height);
        auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + one.table + ".tap");
        REQUIRE(table);
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = one.limit;
        options.aspect = one.aspect;
        options.highlights.on = one.has_lights;
        options.autofocus.on = one.has_autofocus;
        options.view = one.view;
        if (one.is_estimated) options.depth_quality = DepthQuality::estimated;
        DepthOfFieldFrame frame = frame_of(one, scene, random);
        if (one.steadied_frames > 0) {
            run_steadied(one, *table, frame, options, random);
            return;
        }
        auto dof = DofPassRun::create(device, {*table, {}}, frame, options);
        REQUIRE(dof);
        (*dof)->run([&](const PassList::Pass& pass) { check_pass((*dof)->passes(), pass); });
    }

    /// One frame after the other, each of which moves.
    void run_steadied(const DofCase& one, const TapTable& table, DepthOfFieldFrame& frame,
                      DepthOfFieldOptions& options, std::mt19937& random) {
        auto history = DofHistory::create(device.state());
        REQUIRE(history);
        options.steadiness = 0.8f;
        frame.motion_texture =
            upload(*this, GL_RG16F, random_map(random, one.width, one.height, -4.0, 4.0), Row0::top);
        for (int index = 0; index < one.steadied_frames; ++index) {
            auto dof = DofPassRun::create(device, {table, {}}, frame, options, history->get());
            REQUIRE(dof);
            (*dof)->run([&](const PassList::Pass& pass) { check_pass((*dof)->passes(), pass); });
            (*dof)->keep_history();
        }
    }
};

}  // namespace

TEST_CASE_FIXTURE(DofPassFixture, "every pass of depth of field does what its shader does on the CPU") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run({}, random);
    run({.width = 131, .height = 77, .row0 = Row0::bottom, .limit = 0.12f, .has_hidden = true}, random);
    run({.width = 67, .height = 90, .resolution = Resolution::full, .is_encoded = true}, random);
    CHECK(checked.size() >= 19);
}

TEST_CASE_FIXTURE(DofPassFixture, "so it does with what hosts may add") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run({.width = 97, .height = 66, .has_layer = true, .aspect = 0.5f}, random);
    run({.width = 90, .height = 70, .has_hidden = true, .has_layer = true, .has_mask = true}, random);
    run({.width = 110, .height = 84, .is_sparse = true}, random);
    CHECK(checked.contains("dof_depth.comp"));
    CHECK(checked.contains("data_align.comp"));
    CHECK(checked.contains("dof_layer.comp"));
    run({.width = 90, .height = 70, .limit = 0.15f, .table = "catseye_0-24_16x3_flat", .aspect = 1.7f},
        random);
    run({.width = 80, .height = 64, .has_mask = true, .has_lights = false, .has_autofocus = true}, random);
    run({.width = 90, .height = 70, .is_encoded = true, .is_estimated = true}, random);
    for (const DepthOfFieldView view :
         {DepthOfFieldView::coc, DepthOfFieldView::tiles, DepthOfFieldView::near_field,
          DepthOfFieldView::far_field, DepthOfFieldView::coverage})
        run({.width = 64, .height = 48, .view = view}, random);
}

TEST_CASE_FIXTURE(DofPassFixture, "so it does where frames steady each other") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run({.width = 90, .height = 70, .steadied_frames = 2}, random);
    run({.width = 77,
         .height = 64,
         .row0 = Row0::bottom,
         .has_mask = true,
         .is_encoded = true,
         .steadied_frames = 2},
        random);
    CHECK(checked["dof_steady.comp"] == 4);
}

TEST_CASE_FIXTURE(DofPassFixture, "outer slices run at the resolution that keeps their radii small") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    run({.width = 150, .height = 330}, random);
    CHECK(checked["dof_halve.comp"] > 0);
}

TEST_CASE_FIXTURE(DofPassFixture, "prices of passes count texels once, at their format's bytes") {
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    const DofCase one{.width = 64, .height = 48};
    const DofScene scene = random_scene(random, one.width, one.height, double{one.limit} * one.height);
    const auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + one.table + ".tap");
    REQUIRE(table);
    const auto prices = dof_prices(device, {*table, {}}, frame_of(one, scene, random), {});
    REQUIRE(prices);
    double coc_read = 0.0, composite_written = 0.0;
    for (const PassPrice& price : *prices) {
        INFO(std::string(price.shader));
        if (price.shader == "dof_coc.comp") coc_read += price.bytes_read;
        if (price.shader == "dof_composite.comp") composite_written += price.bytes_written;
        // A read touches at most four texels, of at most 16 bytes.
        if (price.is_exact) CHECK(price.bytes_read <= 4.0 * 16.0 * price.reads);
    }
    // Each pixel of the source, RGBA32F, and of depth, R32F, once, and a few bytes of where lights are.
    CHECK(coc_read >= 20.0);
    CHECK(coc_read < 21.0);
    // Each pixel of the target, RGBA16F, in one of its dispatches.
    CHECK(composite_written == doctest::Approx(8.0));
}

}  // namespace tapestry::test
