// No stall in play: after DepthOfField::prepare frames compile nothing, and a device that is given the
// programs of another compiles none at all.
#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <glm/vec2.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/temporary_folder.h"
#include "counted_calls.h"
#include "gl_pictures.h"
#include "intercepted_gl.h"
#include "multisample_depth.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

using Bytes = std::vector<std::byte>;

struct PrepareFixture : GlFixture {
    std::mt19937 random{test_seed()};
    std::vector<std::string> warnings;
    TapTable table = [] {
        auto read = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap");
        if (!read) FAIL(read.error().message);
        return std::move(*read);
    }();

    Device make_device(const Bytes& binaries, void* (*lookup)(const char*) = find_call_counting) {
        DeviceDescription description;
        description.get_proc_address = lookup;
        description.program_binaries = binaries;
        description.keeps_program_binaries = true;
        description.log = [this](LogLevel level, std::string_view text) {
            if (level == LogLevel::warning) warnings.emplace_back(text);
        };
        auto made = Device::create(description);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    DepthOfField make_effect(const Device& from) {
        auto made = DepthOfField::create(from, {.bokeh = table});
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    static DepthOfFieldPreparation everything() {
        DepthOfFieldPreparation wanted = least();
        wanted.layer = {.format = GL_RGBA16F, .alpha = Alpha::premultiplied};
        wanted.hidden = {.format = GL_RGBA16F, .alpha = Alpha::straight};
        wanted.masks = wanted.highlights = wanted.autofocus = wanted.steadiness = true;
        wanted.estimated_depth = wanted.views = wanted.data_of_other_sizes = true;
        wanted.depth_samples = 4;
        return wanted;
    }

    static DepthOfFieldPreparation least() {
        DepthOfFieldPreparation wanted;
        wanted.source = {.format = GL_RGBA16F};
        wanted.target = {.format = GL_RGBA8, .encoding = Encoding::srgb};
        wanted.highlights = false;
        return wanted;
    }

    bool coin() { return std::bernoulli_distribution()(random); }

    TextureView texture(const TextureFormat& format, int width, int height) {
        Image picture = value_noise(random, width, height, 5, 6.0);
        if (format.format == GL_RGBA8) picture = Image(width, height);
        return {upload(*this, format.format, picture, Row0::bottom), format.encoding, format.alpha};
    }

    DepthOfFieldFrame plain_frame(const DepthOfFieldPreparation& prepared, int width, int height) {
        DepthOfFieldFrame frame;
        frame.source = texture(prepared.source, width, height);
        frame.target = texture(prepared.target, width, height);
        frame.depth_texture =
            upload(*this, GL_R32F, random_map(random, width, height, 1.0, 9.0), Row0::bottom);
        frame.depth.kind = DepthKind::metres;
        return frame;
    }

    /// Anything that was said to come, or not.
    void draw_any(DepthOfField& effect, const DepthOfFieldPreparation& prepared,
                  DepthOfFieldHistory& history) {
        // Few sizes: software GL makes code anew for each kind of them.
        constexpr std::array<glm::ivec2, 3> sizes = {{{50, 41}, {21, 290}, {1, 1}}};
        const glm::ivec2 size = sizes[std::uniform_int_distribution<std::size_t>(0, 2)(random)];
        const int width = size.x, height = size.y;
        DepthOfFieldFrame frame = plain_frame(prepared, width, height);
        DepthOfFieldOptions options;
        if (prepared.hidden.format != 0 && coin())
            frame.hidden = {texture(prepared.hidden, width, height), frame.depth_texture};
        if (prepared.layer.format != 0 && coin())
            frame.layer = {texture(prepared.layer, width, height), frame.depth_texture};
        if (prepared.masks && coin())
            frame.mask_texture =
                upload(*this, GL_R16F, random_map(random, width, height, 0.0, 1.0), Row0::top);
        if (coin()) frame.motion_texture = upload(*this, GL_RG16F, ParameterMap(width, height), Row0::top);
        if (prepared.data_of_other_sizes)
            for (DataView* const data : {&frame.depth_texture, &frame.mask_texture, &frame.motion_texture,
                                         &frame.hidden.depth_texture, &frame.layer.depth_texture}) {
                if (coin()) data->region = {0, 0, (width + 1) / 2, (height + 1) / 2};
                if (coin()) data->jitter_x = 0.25f;
            }
        if (prepared.data_of_other_sizes && coin()) {
            frame.depth_texture =
                upload(*this, GL_R32F, random_map(random, 2 * width, 2 * height, 1.0, 9.0), Row0::bottom);
            frame.hidden.depth_texture = frame.layer.depth_texture = frame.depth_texture;
        }
        if (prepared.depth_samples > 1 && coin()) {
            const std::vector<ParameterMap> samples(4, random_map(random, width, height, 1.0, 9.0));
            frame.depth_texture = own(multisample_depth(gl, GL_R32F, samples, -1));
            frame.depth_texture.samples = 4;
        }
        if (coin()) frame.resolution = Resolution::full;
        if (coin()) frame.row0 = Row0::top;
        if (coin()) options.defocus = Defocus::ranges;
        if (coin()) options.near_limit = options.far_limit = 0.2f;
        options.highlights.on = prepared.highlights && coin();
        options.autofocus.on = prepared.autofocus && coin();
        if (prepared.steadiness && coin()) options.steadiness = 0.7f;
        if (options.steadiness > 0.0f || coin()) frame.history = &history;
        if (prepared.estimated_depth && coin()) options.depth_quality = DepthQuality::estimated;
        if (prepared.views && coin() && coin()) options.view = DepthOfFieldView::far_field;
        if (const Result<void> drawn = effect.apply(frame, options); !drawn) FAIL(drawn.error().message);
    }

    void check_compiles_nothing(const DepthOfFieldPreparation& prepared) {
        Device device = make_device({});
        DepthOfField effect = make_effect(device);
        auto history = DepthOfFieldHistory::create(device);
        REQUIRE(history);
        reset_call_counts();
        REQUIRE(effect.prepare(prepared));
        MESSAGE(compiled() << " programs");
        CHECK(compiled() > 0);
        reset_call_counts();
        for (int frame = 0; frame < 12; ++frame) draw_any(effect, prepared, *history);
        INFO(describe_calls());
        CHECK(compiled() == 0);
        CHECK(call_count({"glLinkProgram", "glCreateProgram", "glProgramBinary"}) == 0);
    }

    static int compiled() { return call_count({"glCompileShader"}); }

    /// Of a device of its own.
    struct Drawn {
        std::vector<float> picture;
        int compiled = 0;
        int linked = 0;
        int loaded = 0;
    };
    Drawn draw_with(const Bytes& binaries, const DepthOfFieldFrame& frame,
                    void* (*lookup)(const char*) = find_call_counting) {
        reset_call_counts();
        Device device = make_device(binaries, lookup);
        DepthOfField effect = make_effect(device);
        if (const Result<void> drawn = effect.apply(frame, {}); !drawn) FAIL(drawn.error().message);
        return {download_floats(*this, frame.target.texture, picture_width, picture_height), compiled(),
                call_count({"glLinkProgram"}), call_count({"glProgramBinary"})};
    }

    /// Those of the frames that a device without any has drawn.
    Bytes binaries_of(const DepthOfFieldFrame& frame) {
        Device device = make_device({});
        DepthOfField effect = make_effect(device);
        REQUIRE(effect.apply(frame, {}));
        return device.program_binaries();
    }

    static constexpr int picture_width = 50, picture_height = 40;
};

}  // namespace

TEST_CASE_FIXTURE(PrepareFixture, "after everything was prepared no frame compiles a program") {
    check_compiles_nothing(everything());
}

TEST_CASE_FIXTURE(PrepareFixture, "after a part was prepared no frame of that part compiles a program") {
    DepthOfFieldPreparation wanted = least();
    SUBCASE("the least") {}
    SUBCASE("highlights") {
        wanted.highlights = true;
    }
    SUBCASE("hidden surfaces, steadied") {
        wanted.hidden = everything().hidden;
        wanted.steadiness = true;
    }
    check_compiles_nothing(wanted);
}

TEST_CASE_FIXTURE(PrepareFixture, "tables of two axes have programs of their own, which are prepared") {
    auto read = read_table(TAPESTRY_ASSETS "/tables/catseye_0-24_16x3_flat.tap");
    if (!read) FAIL(read.error().message);
    table = std::move(*read);
    check_compiles_nothing(least());
}

TEST_CASE_FIXTURE(PrepareFixture, "a preparation tells how far it is, and ends with all done") {
    DepthOfField effect = make_effect(device);
    int last = 0, whole = 0;
    const Result<void> status = effect.prepare(everything(), [&](int done, int total) {
        CHECK(done == last + 1);
        CHECK((whole == 0 || total == whole));
        last = done;
        whole = total;
        return true;
    });
    REQUIRE(status);
    CHECK(last == whole);
    CHECK(whole > 50);
}

TEST_CASE_FIXTURE(PrepareFixture, "a preparation that is stopped keeps what it has, and frames draw") {
    const DepthOfFieldFrame frame = plain_frame(least(), picture_width, picture_height);
    const std::vector<float> expected = draw_with({}, frame).picture;
    int total = 0;
    REQUIRE(make_effect(device).prepare(least(), [&](int, int all) {
        total = all;
        return true;
    }));
    for (const int stop : {1, total / 3, total / 2, total - 1}) {
        Device stopped = make_device({});
        DepthOfField effect = make_effect(stopped);
        int steps = 0;
        CHECK(fails_with(effect.prepare(least(), [&](int done, int) { return ++steps, done < stop; }),
                         "stopped by the host after " + std::to_string(stop) + " of"));
        CHECK(steps == stop);
        REQUIRE(effect.apply(frame, {}));
        CHECK(download_floats(*this, frame.target.texture, picture_width, picture_height) == expected);
        reset_call_counts();
        DepthOfFieldPreparation wanted = least();
        wanted.highlights = true;
        CHECK(effect.prepare(wanted));
    }
}

TEST_CASE_FIXTURE(PrepareFixture, "frames of any effects are prepared by drawing them for nothing") {
    Device counting = make_device({});
    auto tilt_shift = TiltShift::create(counting, table);
    REQUIRE(tilt_shift);
    DepthOfField depth_of_field = make_effect(counting);
    auto history = DepthOfFieldHistory::create(counting);
    REQUIRE(history);
    DepthOfFieldFrame scene = plain_frame(least(), picture_width, picture_height);
    scene.history = &*history;
    const EffectFrame frame = {.source = scene.source, .target = scene.target};
    int draws = 0;
    const auto draw = [&]() -> Result<void> {
        ++draws;
        if (Result<void> status = depth_of_field.apply(scene, {.steadiness = 0.5f}); !status) return status;
        return tilt_shift->apply(frame, {});
    };
    reset_call_counts();
    int last = 0, whole = 0;
    REQUIRE(counting.prepare(draw, [&](int done, int total) {
        // The first time is without drawing.
        if (last == 0) CHECK(call_count_of_prefix("glDispatch") == 0);
        last = done;
        whole = total;
        return true;
    }));
    CHECK(draws == 2);
    CHECK(last == whole);
    CHECK(whole == 2 * compiled() + 1);
    reset_call_counts();
    REQUIRE(draw());
    CHECK(compiled() == 0);

    SUBCASE("an error of a frame is the preparation's") {
        CHECK(fails_with(counting.prepare([&] { return tilt_shift->apply({}, {}); }), "source: 0"));
        CHECK(draw());
    }
    SUBCASE("not one in another") {
        CHECK(fails_with(counting.prepare([&] { return counting.prepare(draw); }), "within another"));
        CHECK(draw());
    }
}

TEST_CASE_FIXTURE(PrepareFixture, "what cannot be prepared is named") {
    DepthOfField effect = make_effect(device);
    DepthOfFieldPreparation wanted = least();
    SUBCASE("no format") {
        wanted.target.format = 0;
        CHECK(fails_with(effect.prepare(wanted), "formats of source and target are required"));
    }
    SUBCASE("a format that is none") {
        wanted.source.format = GL_RGBA;
        CHECK(fails_with(effect.prepare(wanted), "source: the driver has no textures of format"));
        take_complaints();
    }
    SUBCASE("depth of more samples than there are") {
        wanted.depth_samples = 1000;
        CHECK(fails_with(effect.prepare(wanted), "depth_samples: 1000 are not within 1 and"));
    }
    SUBCASE("a target that cannot be stored to") {
        wanted.target.format = GL_RGB16F;
        CHECK(fails_with(effect.prepare(wanted), "target: format"));
    }
}

TEST_CASE_FIXTURE(PrepareFixture, "the first shader that does not compile is the preparation's error") {
    TemporaryFolder folder;
    std::ofstream(folder.path() / "dof_push.comp") << "nonsense\n";
    DeviceDescription description;
    description.get_proc_address = get_proc_address;
    description.shader_dir = folder.path();
    auto broken = Device::create(description);
    REQUIRE(broken);
    CHECK(
        fails_with(make_effect(*broken).prepare(least()), "dof_push.comp does not compile: dof_push.comp:1"));
    CHECK_FALSE(take_complaints().empty());  // the driver's about the shader
}

TEST_CASE_FIXTURE(PrepareFixture, "a device that is given another's programs compiles none") {
    const DepthOfFieldFrame frame = plain_frame(least(), picture_width, picture_height);
    const Bytes binaries = binaries_of(frame);
    if (binaries.empty()) {
        MESSAGE("this driver has no program binaries");
        return;
    }
    const Drawn first = draw_with({}, frame);
    MESSAGE(first.compiled << " programs, " << binaries.size() << " bytes");
    const Drawn again = draw_with(binaries, frame);
    CHECK(again.compiled == 0);
    CHECK(again.linked == 0);
    CHECK(again.loaded == first.compiled);
    CHECK(again.picture == first.picture);
    CHECK(warnings.empty());

    // It gives them on, used or not.
    CHECK(make_device(binaries).program_binaries() == binaries);
}

TEST_CASE_FIXTURE(PrepareFixture, "programs that are damaged or another driver's are compiled instead") {
    const DepthOfFieldFrame frame = plain_frame(least(), picture_width, picture_height);
    const Bytes binaries = binaries_of(frame);
    if (binaries.empty()) return;
    const Drawn first = draw_with({}, frame);
    Bytes given = binaries;
    bool is_damaged = true;
    const auto at = [&](double share) {
        return static_cast<std::size_t>(share * static_cast<double>(binaries.size() - 1));
    };
    SUBCASE("nothing of it") {
        given.resize(1);
    }
    SUBCASE("a part of the header") {
        given.resize(20);
    }
    SUBCASE("cut short") {
        given.resize(at(0.7));
    }
    SUBCASE("a byte more") {
        given.push_back(std::byte{0});
    }
    SUBCASE("the magic") {
        given[3] ^= std::byte{1};
    }
    SUBCASE("the driver") {
        given[25] ^= std::byte{1};
    }
    SUBCASE("a byte early") {
        given[at(0.1)] ^= std::byte{64};
    }
    SUBCASE("a byte late") {
        given[at(0.9)] ^= std::byte{1};
    }
    SUBCASE("another version") {
        given[8] = std::byte{99};
        is_damaged = false;
    }
    const Drawn drawn = draw_with(given, frame);
    CHECK(drawn.loaded == 0);
    CHECK(drawn.compiled == first.compiled);
    CHECK(drawn.picture == first.picture);
    CHECK(warnings.empty() == !is_damaged);
}

TEST_CASE_FIXTURE(PrepareFixture, "another renderer's programs are not looked at") {
    const DepthOfFieldFrame frame = plain_frame(least(), picture_width, picture_height);
    Bytes others;
    {
        Device other = make_device({}, find_other_renderer);
        DepthOfField effect = make_effect(other);
        REQUIRE(effect.apply(frame, {}));
        others = other.program_binaries();
    }
    const Drawn drawn = draw_with(others, frame);
    CHECK(drawn.loaded == 0);
    CHECK(drawn.compiled > 0);
    CHECK(warnings.empty());
}

}  // namespace tapestry::test
