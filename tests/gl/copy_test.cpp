// Where the parameter sits on an identity entry the target gets the source's bits.
#include <doctest/doctest.h>

#include <cmath>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"

namespace tapestry::test {
namespace {

TapTable copied_radius_table() {
    std::mt19937 random(test_seed());
    RandomTableShape shape;
    shape.axes = {radius_axis()};
    return random_table(shape, random);
}

struct View {
    Encoding encoding;
    Alpha alpha;
};

constexpr std::array<View, 6> views = {{{Encoding::linear, Alpha::opaque},
                                        {Encoding::linear, Alpha::straight},
                                        {Encoding::linear, Alpha::premultiplied},
                                        {Encoding::srgb, Alpha::opaque},
                                        {Encoding::srgb, Alpha::straight},
                                        {Encoding::srgb, Alpha::premultiplied}}};

/// The three ways to ask for no blur at all.
enum class Ask { uniform, map, no_factor };
constexpr std::array<Ask, 3> asks = {Ask::uniform, Ask::map, Ask::no_factor};

/// Copies `source` to a new texture of the same format.
GLuint copy(GlFixture& fixture, SparseFilter& filter, GLuint source, GLenum format, int width, int height,
            View view, Ask ask, WorkPrecision precision) {
    SparseFilterFrame frame;
    frame.source = {source, view.encoding, view.alpha};
    frame.target = {make_texture(fixture, format, width, height), view.encoding, view.alpha};
    frame.precision = precision;
    if (ask != Ask::uniform) {
        const double radius_px = ask == Ask::map ? 0.0 : 5.0;
        frame.parameter_texture =
            upload(fixture, GL_R32F, ParameterMap(width, height, glm::dvec2(radius_px, 0.0)), Row0::bottom);
        frame.parameter_scale[0] = ask == Ask::map ? 1.0f : 0.0f;
    }
    if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
    return frame.target.texture;
}

template <class Check>
void for_every_way(Check check) {
    for (const View& view : views)
        for (const Ask ask : asks)
            for (const WorkPrecision precision : {WorkPrecision::half, WorkPrecision::single})
                check(view, ask, precision);
}

/// All 256 values in every channel, beside alphas that are not 255.
std::vector<std::uint8_t> every_byte() {
    std::vector<std::uint8_t> bytes;
    for (int value = 0; value < 256; ++value)
        for (const int number : {value, 255 - value, value / 2, value ^ 0x5a})
            bytes.push_back(static_cast<std::uint8_t>(number));
    return bytes;
}

/// The target's alpha is 1 where alpha means nothing.
template <class Number>
std::vector<Number> with_alpha(std::vector<Number> numbers, Alpha alpha, Number one) {
    if (alpha == Alpha::opaque)
        for (std::size_t i = 3; i < numbers.size(); i += 4) numbers[i] = one;
    return numbers;
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "8 bits come through a parameter of 0 unchanged") {
    SparseFilter filter = make_filter(device, copied_radius_table());
    const std::vector<std::uint8_t> bytes = every_byte();
    const GLuint source = upload_bytes(*this, GL_RGBA8, 256, 1, bytes);
    for_every_way([&](View view, Ask ask, WorkPrecision precision) {
        const GLuint target = copy(*this, filter, source, GL_RGBA8, 256, 1, view, ask, precision);
        CHECK(download_bytes(*this, target, 256, 1) ==
              with_alpha<std::uint8_t>(bytes, view.alpha, std::uint8_t{255}));
    });
}

TEST_CASE_FIXTURE(GlFixture, "every finite half comes through a parameter of 0 unchanged") {
    SparseFilter filter = make_filter(device, copied_radius_table());
    // 256 x 64 pixels of 4 channels are all 65536 patterns; those that are no finite number become 1.
    std::vector<std::uint16_t> halves(65536);
    for (std::size_t bits = 0; bits < halves.size(); ++bits)
        halves[bits] = (bits & 0x7c00) == 0x7c00 ? std::uint16_t{0x3c00} : static_cast<std::uint16_t>(bits);
    const GLuint source = upload_halves(*this, 256, 64, halves);
    REQUIRE(download_halves(*this, source, 256, 64) == halves);
    for_every_way([&](View view, Ask ask, WorkPrecision precision) {
        const GLuint target = copy(*this, filter, source, GL_RGBA16F, 256, 64, view, ask, precision);
        CHECK(download_halves(*this, target, 256, 64) ==
              with_alpha<std::uint16_t>(halves, view.alpha, std::uint16_t{0x3c00}));
    });
}

TEST_CASE_FIXTURE(GlFixture, "finite floats come through a parameter of 0 unchanged") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, copied_radius_table());
    Image image = value_noise(random, 61, 33, 1, 1.0);
    image.at(0, 0) = glm::vec4(1e30f, -1e30f, 65536.0f, 1.0f);
    const GLuint source = upload(*this, GL_RGBA32F, image, Row0::bottom);
    const std::vector<float> floats = download_floats(*this, source, 61, 33);
    for_every_way([&](View view, Ask ask, WorkPrecision precision) {
        const GLuint target = copy(*this, filter, source, GL_RGBA32F, 61, 33, view, ask, precision);
        CHECK(download_floats(*this, target, 61, 33) == with_alpha(floats, view.alpha, 1.0f));
    });
}

TEST_CASE_FIXTURE(GlFixture, "textures of glTexImage2D are read whatever their own filters ask for") {
    SparseFilter filter = make_filter(device, copied_radius_table());
    const std::vector<std::uint8_t> bytes = every_byte();
    const auto make_mutable = [&](const void* pixels) {
        GLuint texture = 0;
        gl.GenTextures(1, &texture);
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.TexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, 256, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
        gl.BindTexture(GL_TEXTURE_2D, 0);
        return own(texture);
    };
    SparseFilterFrame frame;
    // The default filter asks for mipmaps, and there are none.
    frame.source = {make_mutable(bytes.data()), Encoding::srgb, Alpha::straight};
    frame.target = {make_mutable(nullptr), Encoding::srgb, Alpha::straight};
    gl.BindTexture(GL_TEXTURE_2D, frame.target.texture);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    gl.BindTexture(GL_TEXTURE_2D, 0);
    CHECK(filter.apply(frame));
    CHECK(download_bytes(*this, frame.target.texture, 256, 1) == bytes);
}

TEST_CASE_FIXTURE(GlFixture, "what a map leaves at 0 keeps its bits beside what it blurs") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, copied_radius_table());
    constexpr int width = 93;
    constexpr int height = 51;
    ParameterMap map(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) map.at(x, y).x = x < width / 2 ? 0.0 : 6.0;

    std::vector<std::uint8_t> bytes(width * height * 4);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    SparseFilterFrame frame;
    frame.source = {upload_bytes(*this, GL_RGBA8, width, height, bytes), Encoding::srgb, Alpha::straight};
    frame.target = {make_texture(*this, GL_RGBA8, width, height), Encoding::srgb, Alpha::straight};
    frame.parameter_texture = upload(*this, GL_R32F, map, Row0::bottom);
    if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);

    const std::vector<std::uint8_t> got = download_bytes(*this, frame.target.texture, width, height);
    int changed_sharp = 0;
    int changed_blurred = 0;
    for (std::size_t i = 0; i < got.size(); ++i) {
        const bool is_sharp = i / 4 % width < width / 2;
        if (got[i] != bytes[i]) ++(is_sharp ? changed_sharp : changed_blurred);
    }
    CHECK(changed_sharp == 0);
    CHECK(changed_blurred > static_cast<int>(got.size()) / 3);
}

TEST_CASE_FIXTURE(GlFixture, "between two identity entries pixels are copied too") {
    std::mt19937 random(test_seed());
    TapTable table = copied_radius_table();
    for (std::size_t layer = 0; layer < table.layers(); ++layer)
        for (std::size_t tap = 0; tap < table.layer_taps[layer]; ++tap)
            table.tap(layer, tap, 1).dx = table.tap(layer, tap, 1).dy = 0.0f;
    SparseFilter filter = make_filter(device, table);
    const Run run{value_noise(random, 19, 23, 1, 1.0)};
    CHECK(run_uniform(*this, filter, run, {0.4f, 0.0f}).pixels == run.source.pixels);
    CHECK(run_varying(*this, filter, run, random_map(random, 19, 23, 0.0, 1.0)).pixels == run.source.pixels);
    CHECK(run_varying(*this, filter, run, random_map(random, 19, 23, 1.1, 2.0)).pixels != run.source.pixels);
}

TEST_CASE_FIXTURE(GlFixture, "stores to half round to nearest even and clamp") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, copied_radius_table());
    // Every exponent of a half and some beyond, all ties among them, both signs.
    Image image(512, 64);
    for (glm::dvec4& pixel : image.pixels) {
        for (int channel = 0; channel < 4; ++channel) {
            const double exponent = std::uniform_int_distribution<int>(-27, 17)(random);
            const double fraction = std::uniform_int_distribution<int>(1024 * 4, 2048 * 4)(random) / 4096.0;
            pixel[channel] = std::ldexp(random() % 2 == 0 ? fraction : -fraction, static_cast<int>(exponent));
        }
    }
    SparseFilterFrame frame;
    frame.source = {upload(*this, GL_RGBA32F, image, Row0::bottom), Encoding::linear, Alpha::premultiplied};
    frame.target = {make_texture(*this, GL_RGBA16F, 512, 64), Encoding::linear, Alpha::premultiplied};
    if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
    CHECK(download(*this, frame.target.texture, 512, 64, Row0::bottom).pixels ==
          rounded_to_half(image).pixels);
}

TEST_CASE_FIXTURE(GlFixture, "targets of packed formats get the nearest numbers") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, copied_radius_table());
    // Every number of a packed texture comes back as itself, and those between go to the nearer one.
    for (const GLenum format : {GL_RGB10_A2, GL_R11F_G11F_B10F}) {
        INFO("format " << format);
        const bool is_float = format == GL_R11F_G11F_B10F;
        const Image image = value_noise(random, 61, 33, 1, is_float ? 200.0 : 1.0);
        const GLuint packed = upload(*this, format, image, Row0::bottom);
        const Image stored = download(*this, packed, 61, 33, Row0::bottom);
        SparseFilterFrame frame;
        frame.source = {packed, Encoding::linear, Alpha::premultiplied};
        frame.target = {make_texture(*this, format, 61, 33), Encoding::linear, Alpha::premultiplied};
        CHECK(filter.apply(frame));
        CHECK(download(*this, frame.target.texture, 61, 33, Row0::bottom).pixels == stored.pixels);

        frame.source.texture = upload(*this, GL_RGBA32F, image, Row0::bottom);
        CHECK(filter.apply(frame));
        const Image got = download(*this, frame.target.texture, 61, 33, Row0::bottom);
        for (std::size_t i = 0; i < got.pixels.size(); ++i) {
            for (int channel = 0; channel < (is_float ? 3 : 4); ++channel) {
                const double wanted = image.pixels[i][channel];
                const double spacing = is_float ? std::ldexp(1.0, std::ilogb(wanted) - (channel < 2 ? 6 : 5))
                                                : 1.0 / (channel < 3 ? 1023.0 : 3.0);
                // Half of the spacing, and a float's own rounding.
                if (std::abs(got.pixels[i][channel] - wanted) > 0.5 * spacing + 1e-6) FAIL_CHECK(wanted);
            }
        }
    }
}

}  // namespace tapestry::test
