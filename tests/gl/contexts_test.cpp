// The same shader sources in every kind of context that EGL offers, and several contexts at once.
#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <thread>
#include <vector>

#include "gl_fixture.h"
#include "pictures.h"
#include "platform/headless_context.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr int frame_width = 83;
constexpr int frame_height = 51;

struct Kind {
    const char* name;
    demo::ContextProfile profile;
    int major, minor;
};
constexpr std::array<Kind, 7> kinds = {
    {{"OpenGL 4.3 core", demo::ContextProfile::core, 4, 3},
     {"OpenGL 4.5 core", demo::ContextProfile::core, 4, 5},
     {"OpenGL 4.6 core", demo::ContextProfile::core, 4, 6},
     {"OpenGL 4.3 compatibility", demo::ContextProfile::compatibility, 4, 3},
     {"OpenGL 4.5 compatibility", demo::ContextProfile::compatibility, 4, 5},
     {"OpenGL ES 3.1", demo::ContextProfile::es, 3, 1},
     {"OpenGL ES 3.2", demo::ContextProfile::es, 3, 2}}};

/// A context of a kind with a device, and what is common to GL and ES to get pictures in and out.
class Place {
  public:
    static std::optional<Place> make(const Kind& kind) {
        demo::HeadlessOptions options;
        options.profile = kind.profile;
        options.major = kind.major;
        options.minor = kind.minor;
        options.debug = true;
        auto context = demo::HeadlessContext::create(options);
        if (!context) return std::nullopt;
        return Place(std::move(*context), kind.profile == demo::ContextProfile::es);
    }

    GLuint texture(GLenum format, GLenum layout, GLenum type, const void* pixels) {
        GLuint name = 0;
        gl_.GenTextures(1, &name);
        gl_.BindTexture(GL_TEXTURE_2D, name);
        gl_.TexStorage2D(GL_TEXTURE_2D, 1, format, frame_width, frame_height);
        gl_.PixelStorei(GL_UNPACK_ALIGNMENT, 1);
        if (pixels)
            gl_.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, frame_width, frame_height, layout, type, pixels);
        gl_.BindTexture(GL_TEXTURE_2D, 0);
        textures_.push_back(name);
        return name;
    }

    std::vector<std::uint8_t> bytes_of(GLuint texture) {
        GLuint framebuffer = 0;
        gl_.GenFramebuffers(1, &framebuffer);
        gl_.BindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer);
        gl_.FramebufferTexture2D(GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
        std::vector<std::uint8_t> bytes(frame_width * frame_height * 4);
        gl_.PixelStorei(GL_PACK_ALIGNMENT, 1);
        gl_.ReadPixels(0, 0, frame_width, frame_height, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data());
        gl_.BindFramebuffer(GL_READ_FRAMEBUFFER, 0);
        gl_.DeleteFramebuffers(1, &framebuffer);
        return bytes;
    }

    /// Deletes the textures. True when the context has no error.
    bool close() {
        gl_.DeleteTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
        textures_.clear();
        return gl_.GetError() == GL_NO_ERROR;
    }

    Result<Device> device() const {
        DeviceDescription description;
        description.get_proc_address = get_proc_address;
        return Device::create(description);
    }

  private:
    Place(demo::HeadlessContext context, bool is_es) : context_(std::move(context)) {
        const auto load = [](const char* name) {
            return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
        };
        is_es ? gladLoadGLES2Context(&gl_, load) : gladLoadGLContext(&gl_, load);
    }

    demo::HeadlessContext context_;
    GladGLContext gl_ = {};
    std::vector<GLuint> textures_;
};

/// What every context is asked to do: the same everywhere, by the seed.
struct Job {
    TapTable table;
    std::vector<std::uint8_t> source;
    std::vector<float> map;
    std::vector<float> turns;

    explicit Job(std::uint32_t seed) {
        std::mt19937 random(seed);
        RandomTableShape shape;
        shape.axes = {radius_axis(Beyond::scale)};
        table = random_table(shape, random);
        table.turnable = true;
        for (int i = 0; i < frame_width * frame_height * 4; ++i)
            source.push_back(static_cast<std::uint8_t>(random()));
        for (int i = 0; i < frame_width * frame_height; ++i) {
            const int x = i % frame_width;
            map.push_back(x < 20 ? 0.0f : x < 50 ? 5.0f : static_cast<float>(random() % 9000) * 1e-3f);
            turns.push_back(static_cast<float>(random() % 360));
        }
    }
};

/// The map's numbers as far CoC, and lights that are drawn apart.
Result<void> apply_depth_of_field(const Device& device, const Job& job, const SparseFilterFrame& filtered,
                                  GLuint map) {
    auto effect = DepthOfField::create(device, {job.table, {}});
    if (!effect) FAIL(effect.error().message);
    DepthOfFieldFrame frame;
    frame.source = filtered.source;
    frame.target = filtered.target;
    frame.depth_texture = map;
    frame.depth.kind = DepthKind::signed_coc;
    DepthOfFieldOptions options;
    options.far_limit = 0.15f;
    options.highlights.threshold = 0.9f;
    return effect->apply(frame, options);
}

/// Frames of every path, one after the other: uniform, by a map, turned, reduced; the tilt-shift and
/// depth of field.
std::vector<std::uint8_t> run_job(Place& place, const Job& job) {
    const auto device = place.device();
    if (!device) FAIL(device.error().message);
    auto filter = SparseFilter::create(*device, job.table);
    if (!filter) FAIL(filter.error().message);
    auto effect = TiltShift::create(*device, job.table);
    if (!effect) FAIL(effect.error().message);

    SparseFilterFrame frame;
    frame.source = {place.texture(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, job.source.data()), Encoding::srgb,
                    Alpha::straight};
    const GLuint map = place.texture(GL_R32F, GL_RED, GL_FLOAT, job.map.data());
    const GLuint turns = place.texture(GL_R32F, GL_RED, GL_FLOAT, job.turns.data());
    std::vector<std::uint8_t> all;
    const auto keep = [&](const Result<void>& status) {
        if (!status) FAIL(status.error().message);
        const std::vector<std::uint8_t> bytes = place.bytes_of(frame.target.texture);
        all.insert(all.end(), bytes.begin(), bytes.end());
    };
    for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
        for (int path = 0; path < 3; ++path) {
            frame.target = {place.texture(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, nullptr), Encoding::srgb,
                            Alpha::straight};
            frame.resolution = resolution;
            frame.parameter[0] = 6.0f;
            frame.parameter_texture = path > 0 ? map : 0;
            frame.turn_texture = path > 1 ? turns : 0;
            keep(filter->apply(frame));
        }
    }
    keep(effect->apply({frame.source, frame.target}, {}));
    keep(apply_depth_of_field(*device, job, frame, map));
    return all;
}

/// sin, pow and the like may differ by an ulp between contexts, and half a level then falls to either side.
bool are_near(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (std::abs(a[i] - b[i]) > 1) return false;
    return true;
}

}  // namespace

TEST_CASE("every kind of context draws the same picture from the same shaders") {
    const Job job(test_seed());
    std::vector<std::uint8_t> first;
    int contexts = 0;
    for (const Kind& kind : kinds) {
        INFO(std::string(kind.name));
        std::optional<Place> place = Place::make(kind);
        if (!place) {
            MESSAGE("not offered here: " << std::string(kind.name));
            continue;
        }
        const std::vector<std::uint8_t> pictures = run_job(*place, job);
        CHECK(place->close());
        if (contexts++ == 0) first = pictures;
        CHECK(are_near(pictures, first));
    }
    CHECK(contexts > 0);
    MESSAGE(contexts << " kinds of context");
    current_gl();
}

TEST_CASE("several contexts on several threads do not meet") {
    const Job one(test_seed());
    const Job two(test_seed() + 1);
    const auto run_alone = [](const Job& job) {
        std::optional<Place> place = Place::make(kinds[0]);
        REQUIRE(place);
        return run_job(*place, job);
    };
    const std::vector<std::uint8_t> expected_one = run_alone(one);
    const std::vector<std::uint8_t> expected_two = run_alone(two);
    std::vector<std::uint8_t> got_one;
    std::vector<std::uint8_t> got_two;
    std::thread first([&] { got_one = run_alone(one); });
    std::thread second([&] { got_two = run_alone(two); });
    first.join();
    second.join();
    CHECK(got_one == expected_one);
    CHECK(got_two == expected_two);
    current_gl();
}

TEST_CASE("several devices in one context do not meet") {
    std::optional<Place> place = Place::make(kinds[0]);
    REQUIRE(place);
    const Job job(test_seed());
    const std::vector<std::uint8_t> first = run_job(*place, job);
    const auto beside = place->device();
    REQUIRE(beside);
    CHECK(run_job(*place, job) == first);
    CHECK(place->close());
    current_gl();
}

}  // namespace tapestry::test
