// Transient textures over frames: views of many sizes, a resolution or a region that changes every frame, and
// what is done with textures that are larger than the pictures in them.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "gl/device_state.h"
#include "gl_pictures.h"
#include "intercepted_gl.h"
#include "pictures.h"
#include "sampler_precision.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"

namespace tapestry::test {
namespace {

Device device_of(void* (*get_proc_address)(const char*), std::size_t most_bytes = 0) {
    DeviceDescription description;
    description.get_proc_address = get_proc_address;
    description.shader_dir = test_shader_folder();
    description.max_transient_bytes = most_bytes;
    auto made = Device::create(description);
    if (!made) FAIL(made.error().message);
    return std::move(*made);
}

TapTable small_disk_table() {
    auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap");
    if (!table) FAIL(table.error().message);
    return std::move(*table);
}

struct FrameSize {
    int width = 0;
    int height = 0;
};

/// Textures of the largest size, with a near card before a far wall, of which views show regions or which are
/// made anew for every size.
struct TransientsFixture : GlFixture {
    std::mt19937 random{test_seed()};

    int between(int low, int high) {
        return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    }

    /// A host's textures of one size.
    struct View {
        EffectFrame effect;
        DepthOfFieldFrame depth_of_field;
    };

    View view(FrameSize size) {
        View made;
        const GLuint source =
            upload(*this, GL_RGBA16F, value_noise(random, size.width, size.height, 8, 3.0), Row0::top);
        const GLuint target = make_texture(*this, GL_RGBA16F, size.width, size.height);
        ParameterMap depth(size.width, size.height, glm::dvec2(20.0));
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width / 3; ++x) depth.at(x, y).x = 0.7;
        made.effect.source.texture = made.depth_of_field.source.texture = source;
        made.effect.target.texture = made.depth_of_field.target.texture = target;
        made.depth_of_field.depth_texture = upload(*this, GL_R32F, depth, Row0::top);
        made.depth_of_field.depth.kind = DepthKind::metres;
        return made;
    }

    /// Blocks of everything that slices and the slice in focus are for, also at the edges.
    GLuint upload_of_cocs(FrameSize size) {
        constexpr std::array<double, 8> cocs_px = {-12.0, -4.0, -1.0, 0.0, 0.8, 2.0, 5.0, 12.0};
        ParameterMap cocs(size.width, size.height);
        std::vector<double> blocks(std::size_t(size.width / 8 + 1) * std::size_t(size.height / 8 + 1));
        for (double& coc : blocks) coc = cocs_px[random() % cocs_px.size()] / size.height;
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width; ++x)
                cocs.at(x, y).x =
                    blocks[std::size_t(y / 8) * std::size_t(size.width / 8 + 1) + std::size_t(x / 8)];
        return upload(*this, GL_R32F, cocs, Row0::top);
    }

    void forget(const View& view) {
        const std::array<GLuint, 3> names = {view.effect.source.texture, view.effect.target.texture,
                                             view.depth_of_field.depth_texture.texture};
        gl.DeleteTextures(3, names.data());
    }
};

/// The effects that a host draws over each of its views. Programs take longest to make, so hosts are few.
struct Host {
    Device device;
    TiltShift tilt_shift;
    UniformBlur blur;
    bool ends_frames = true;
    std::optional<DepthOfField> depth_of_field = {};

    static Host make(bool ends_frames) {
        Device device = device_of(find_counted);
        const TapTable table = small_disk_table();
        TapTable of_sigma = table;
        of_sigma.axes[0].name = "sigma_px";
        auto tilt_shift = TiltShift::create(device, table);
        auto blur = UniformBlur::create(device, of_sigma);
        REQUIRE(tilt_shift);
        REQUIRE(blur);
        return {std::move(device), std::move(*tilt_shift), std::move(*blur), ends_frames};
    }

    static Host with_depth_of_field() {
        Host host = make(true);
        auto made = DepthOfField::create(host.device, {.bokeh = small_disk_table()});
        REQUIRE(made);
        host.depth_of_field = std::move(*made);
        return host;
    }

    void draw(const TransientsFixture::View& view, Region region = {}) {
        if (depth_of_field) draw_depth_of_field(view, region);
        draw_tilt_shift(view, region);
        EffectFrame frame = view.effect;
        frame.region = region;
        frame.resolution = Resolution::half;
        check(blur.apply(frame, {.sigma = 4.0f}));
    }

    void draw_depth_of_field(const TransientsFixture::View& view, Region region) {
        DepthOfFieldFrame frame = view.depth_of_field;
        frame.region = region;
        DepthOfFieldOptions options;
        options.lens.focus_distance_m = 2.0f;
        options.lens.f_number = 1.4f;
        options.near_limit = options.far_limit = 0.2f;
        check(depth_of_field->apply(frame, options));
    }

    void draw_tilt_shift(const TransientsFixture::View& view, Region region = {}) {
        EffectFrame frame = view.effect;
        frame.region = region;
        check(tilt_shift.apply(frame, {.max_radius = 0.1f}));
    }

    void end_frame() {
        if (ends_frames) device.end_frame();
    }

  private:
    static void check(const Result<void>& status) {
        if (!status) FAIL_CHECK(status.error().message);
    }
};

/// Draws frames until nothing should be made any more, then checks that none of so many more makes or deletes
/// anything.
template <class Draw>
void check_settles(Host& host, int first_frames, int frames, const Draw& draw) {
    for (int frame = 0; frame < first_frames; ++frame) {
        draw();
        host.end_frame();
    }
    for (int frame = 0; frame < frames; ++frame) {
        const ObjectCounts before = object_counts();
        draw();
        host.end_frame();
        INFO("frame " << frame << " after those in which it settles");
        CHECK(object_counts().made == before.made);
        CHECK(object_counts().live == before.live);
    }
}

}  // namespace

TEST_CASE_FIXTURE(TransientsFixture,
                  "views of many sizes, resolutions and regions that change make and delete nothing after "
                  "the first frames") {
    for (const bool ends_frames : {true, false}) {
        INFO(std::string(ends_frames ? "frames are ended" : "nobody ends frames")
             << ", seed " << test_seed());
        Host host = Host::make(ends_frames);
        const View whole = view({160, 90});
        SUBCASE("one to eight views of different size") {
            for (const int count : {1, 2, 3, 8}) {
                std::vector<View> views;
                for (int i = 0; i < count; ++i) views.push_back(view({between(20, 160), between(16, 90)}));
                host.device.release_transient();
                check_settles(host, 3, 8, [&] {
                    for (const View& view : views) host.draw(view);
                });
                for (const View& view : views) forget(view);
            }
        }
        SUBCASE("ten panels of one effect") {
            check_settles(host, 3, 70, [&] {
                for (int i = 0; i < 10; ++i)
                    host.draw_tilt_shift(whole, {3 * i, 2 * i, 30 + 10 * i, 60 - 5 * i});
            });
        }
        SUBCASE("a resolution that changes every frame, half to all of it; it begins with all of it") {
            host.draw(whole);
            check_settles(host, 24, 200, [&] {
                const int share = between(500, 1000);
                const View now = view({160 * share / 1000, 90 * share / 1000});
                host.draw(now);
                forget(now);
            });
        }
        SUBCASE("a region that changes every frame; it begins with all of it") {
            host.draw(whole);
            check_settles(host, 24, 200, [&] {
                const int width = between(60, 160), height = between(40, 90);
                host.draw(whole, {between(0, 160 - width), between(0, 90 - height), width, height});
            });
        }
    }
}

TEST_CASE_FIXTURE(TransientsFixture,
                  "depth of field makes and deletes nothing after the first frames either") {
    INFO("seed " << test_seed());
    Host host = Host::with_depth_of_field();
    const View whole = view({96, 54});
    std::vector<View> views;
    for (int i = 0; i < 4; ++i) views.push_back(view({between(20, 96), between(16, 54)}));
    check_settles(host, 3, 2, [&] {
        for (const View& view : views) host.draw(view);
    });
    // A region is a picture of its own, so this is dynamic resolution, too; it begins with all of it.
    host.device.release_transient();
    host.draw_depth_of_field(whole, {});
    check_settles(host, 20, 50, [&] {
        const int share = between(500, 1000);
        host.draw_depth_of_field(whole, {0, 0, 96 * share / 1000, 54 * share / 1000});
    });
}

namespace {

/// Draws with textures of the engine's own that are `scale` times as large as asked for, see
/// set_texture_scale.
template <class Draw>
std::vector<float> drawn_in(Device& device, GlFixture& fixture, int scale, GLuint target, FrameSize size,
                            const Draw& draw) {
    device.release_transient();
    set_texture_scale(scale);
    const Result<void> status = draw();
    set_texture_scale(0);
    if (!status) FAIL_CHECK(status.error().message);
    return download_floats(fixture, target, size.width, size.height);
}

bool are_same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

double largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = std::abs(double{a[i]} - double{b[i]});
        largest = std::isnan(difference) ? INFINITY : std::max(largest, difference);
    }
    return largest;
}

/// The same bits whatever is in textures before it is written and behind the picture. Coordinates in textures
/// of twice the size are halved, and so exactly the same; but samplers of coarse fractions may round them
/// to other fractions, which moves nothing as far as what is beside would.
template <class Draw>
void check_beside(Device& device, GlFixture& fixture, GLuint target, FrameSize size, double fraction_error,
                  const Draw& draw) {
    const std::vector<float> expected = drawn_in(device, fixture, 0, target, size, draw);
    CHECK(are_same_bits(drawn_in(device, fixture, 1, target, size, draw), expected));
    const std::vector<float> beside = drawn_in(device, fixture, 2, target, size, draw);
    if (has_coarse_fractions(fraction_error))
        CHECK(largest_difference(beside, expected) < 0.05);
    else
        CHECK(are_same_bits(beside, expected));
}

}  // namespace

TEST_CASE_FIXTURE(EffectFixture,
                  "no effect reads beside the picture in a larger texture, nor what was not written") {
    const double fraction_error = sampler_fraction_error(*this);
    device = device_of(find_scaled_textures);
    for (const Subject& subject : every_effect(*this))
        for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter})
            for (const bool is_part : {false, true}) {
                INFO(subject.name << ", resolution 1/" << int(resolution)
                                  << std::string(is_part ? ", a region" : "") << ", seed " << test_seed());
                EffectFrame frame = float_frame(Row0::top);
                frame.precision = is_part ? WorkPrecision::half : WorkPrecision::single;
                frame.resolution = resolution;
                frame.tiles = !is_part || resolution != Resolution::full;
                if (is_part) frame.region = {width - 41, 3, 41, 33};
                check_beside(device, *this, frame.target.texture, {width, height}, fraction_error,
                             [&] { return subject.apply(frame, 1.0f); });
            }
}

TEST_CASE_FIXTURE(TransientsFixture, "depth of field does not either") {
    const double fraction_error = sampler_fraction_error(*this);
    Device scaled = device_of(find_scaled_textures);
    auto round = DepthOfField::create(scaled, {.bokeh = small_disk_table()});
    REQUIRE(round);
    // Sizes at which levels, tiles and cells end beside, at and within the picture's edge.
    for (const FrameSize size : {FrameSize{96, 48}, FrameSize{57, 43}, FrameSize{3, 2}})
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            const View now = view(size);
            DepthOfFieldFrame frame = now.depth_of_field;
            frame.resolution = resolution;
            frame.depth.kind = DepthKind::signed_coc;
            frame.depth_texture = upload_of_cocs(size);
            DepthOfFieldOptions options;
            options.near_limit = options.far_limit = 0.3f;
            options.highlights.threshold = 2.0f;
            for (const bool has_layers : {false, true}) {
                INFO(size.width << " x " << size.height << ", resolution 1/" << int(resolution)
                                << std::string(has_layers ? ", all layers" : "") << ", seed " << test_seed());
                if (has_layers) {
                    frame.layer.color = frame.hidden.color = frame.source;
                    frame.layer.depth_texture = frame.hidden.depth_texture = frame.depth_texture;
                    frame.mask_texture = frame.source.texture;
                }
                check_beside(scaled, *this, frame.target.texture, size, fraction_error,
                             [&] { return round->apply(frame, options); });
            }
            forget(now);
        }
}

TEST_CASE_FIXTURE(TransientsFixture,
                  "what no frame uses goes, and a window that shrank gives its memory back") {
    for (const bool ends_frames : {true, false}) {
        Host host = Host::make(ends_frames);
        const View large = view({160, 90});
        for (const FrameSize smaller : {FrameSize{60, 34}, FrameSize{140, 78}}) {
            INFO(smaller.width << " x " << smaller.height
                               << std::string(ends_frames ? ", frames are ended" : ""));
            const View small = view(smaller);
            host.device.release_transient();
            host.draw_tilt_shift(small);
            const std::size_t needed = host.device.transient_bytes();
            host.device.release_transient();
            host.draw(large);
            CHECK(host.device.transient_bytes() > needed);
            host.end_frame();
            const std::uint64_t frames = (frames_kept + 2) * (ends_frames ? 1 : 3);
            for (std::uint64_t frame = 0; frame < frames; ++frame) {
                host.draw_tilt_shift(small);
                host.end_frame();
            }
            CHECK(host.device.transient_bytes() == needed);
        }
    }
}

TEST_CASE_FIXTURE(TransientsFixture, "memory stays within three times what the largest picture takes") {
    Host host = Host::make(true);
    const View whole = view({160, 90});
    host.draw(whole);
    const std::size_t of_largest = host.device.transient_bytes();
    host.device.release_transient();
    for (int frame = 0; frame < 200; ++frame) {
        host.draw(whole, {0, 0, between(20, 160), between(12, 90)});
        host.end_frame();
        CHECK(host.device.transient_bytes() <= 3 * of_largest);
    }
}

TEST_CASE_FIXTURE(TransientsFixture, "depth of field's textures share their memory") {
    // 182 MiB where each had its own, when slices were blurred one after the other, and 96 and 384 together.
    const auto drawn_mib = [&](FrameSize size) {
        Host host = Host::with_depth_of_field();
        host.draw_depth_of_field(view(size), {});
        return static_cast<double>(host.device.transient_bytes()) / (1024.0 * 1024.0);
    };
    const double hd = drawn_mib({1920, 1080}), uhd = drawn_mib({3840, 2160});
    MESSAGE(hd << " MiB at 1920 x 1080, " << uhd << " at 3840 x 2160");
    CHECK(hd <= 93.0);
    CHECK(uhd <= 378.0);
}

TEST_CASE_FIXTURE(TransientsFixture,
                  "what fits under the cap in textures of its size fits after any other frames") {
    Host host = Host::with_depth_of_field();
    const View large = view({96, 54}), small = view({81, 47});
    host.draw(small);
    const TexturePool& textures = host.device.state()->textures;  // tiles do not count
    const std::size_t most_bytes = textures.bytes();
    host.device.release_transient();
    host.draw(large);
    host.device.set_transient_limit(most_bytes);
    host.draw(small);
    CHECK(textures.bytes() <= most_bytes);
    for (int frame = 0; frame < 20; ++frame)
        host.draw_tilt_shift(large, {0, 0, between(20, 90), between(12, 50)});
    host.draw(small);
    CHECK(textures.bytes() <= most_bytes);
}

}  // namespace tapestry::test
