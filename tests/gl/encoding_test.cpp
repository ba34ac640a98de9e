// Every pair of source and target meanings, against the conversions in double precision.
#include <doctest/doctest.h>

#include <cmath>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "sampler_precision.h"

namespace tapestry::test {
namespace {

constexpr int encoded_width = 61;
constexpr int encoded_height = 37;

struct Meaning {
    Encoding encoding;
    Alpha alpha;
};

constexpr std::array<Meaning, 6> meanings = {{{Encoding::linear, Alpha::opaque},
                                              {Encoding::linear, Alpha::straight},
                                              {Encoding::linear, Alpha::premultiplied},
                                              {Encoding::srgb, Alpha::opaque},
                                              {Encoding::srgb, Alpha::straight},
                                              {Encoding::srgb, Alpha::premultiplied}}};

glm::dvec4 decoded(glm::dvec4 texel, Meaning meaning) {
    for (int channel = 0; channel < 3; ++channel)
        if (meaning.encoding == Encoding::srgb) texel[channel] = srgb_to_linear(texel[channel]);
    if (meaning.alpha == Alpha::opaque) texel.a = 1.0;
    const double factor = meaning.alpha == Alpha::straight ? texel.a : 1.0;
    return {factor * texel.r, factor * texel.g, factor * texel.b, texel.a};
}

glm::dvec4 encoded(glm::dvec4 light, Meaning meaning) {
    if (meaning.alpha == Alpha::opaque) light.a = 1.0;
    for (int channel = 0; channel < 3; ++channel) {
        if (meaning.alpha == Alpha::straight) light[channel] = light.a > 0.0 ? light[channel] / light.a : 0.0;
        if (meaning.encoding == Encoding::srgb) light[channel] = linear_to_srgb(light[channel]);
    }
    return light;
}

Image image_of(const std::vector<std::uint8_t>& bytes) {
    Image image(encoded_width, encoded_height);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        image.pixels[i / 4][static_cast<int>(i % 4)] = bytes[i] / 255.0;
    return image;
}

/// Smooth, with alphas between 0.3 and 1 and a few pixels that nothing covers.
std::vector<std::uint8_t> random_bytes(std::mt19937& random) {
    const Image noise = value_noise(random, encoded_width, encoded_height, 5, 1.0);
    std::vector<std::uint8_t> bytes;
    for (const glm::dvec4& pixel : noise.pixels) {
        for (int channel = 0; channel < 3; ++channel)
            bytes.push_back(static_cast<std::uint8_t>(pixel[channel] * 255.0));
        bytes.push_back(random() % 50 == 0 ? std::uint8_t{0}
                                           : static_cast<std::uint8_t>(77.0 + 178.0 * pixel.a));
    }
    return bytes;
}

Image apply(GlFixture& fixture, SparseFilter& filter, GLuint source, Meaning from, Meaning to, GLenum format,
            float radius_px, WorkPrecision precision) {
    SparseFilterFrame frame;
    frame.source = {source, from.encoding, from.alpha};
    frame.target = {make_texture(fixture, format, encoded_width, encoded_height), to.encoding, to.alpha};
    frame.row0 = Row0::top;
    frame.parameter[0] = radius_px;
    frame.precision = precision;
    if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
    return download(fixture, frame.target.texture, encoded_width, encoded_height, Row0::top);
}

Image converted(Image image, Meaning from, Meaning to) {
    for (glm::dvec4& pixel : image.pixels) pixel = encoded(decoded(pixel, from), to);
    return image;
}

Image filtered(Image image, Meaning from, Meaning to, const TapTable& table, double radius_px) {
    for (glm::dvec4& pixel : image.pixels) pixel = decoded(pixel, from);
    image = filter_cascade(image, evaluate(table, std::array{radius_px}));
    for (glm::dvec4& pixel : image.pixels) pixel = encoded(pixel, to);
    return image;
}

TapTable radius_table(std::mt19937& random) {
    RandomTableShape shape;
    shape.axes = {radius_axis()};
    return random_table(shape, random);
}

/// Encoded numbers in [0, 1]. At 61 pixels a cascade is exact to 1e-6 (float_tolerance of cascade_test.cpp),
/// and so is pow; the slope of the sRGB curve at the dark end, 13, or a division by alpha, and both errors
/// together make 26 of it. A fraction of 8 bits is off by 2e-3 of a contrast of up to 1/5 a pixel.
double number_tolerance(double fraction_error) {
    return has_coarse_fractions(fraction_error) ? 13.0 * 2e-3 / 5.0 : 2.6e-5;
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "every meaning of source and target is converted") {
    const double tolerance = number_tolerance(sampler_fraction_error(*this));
    std::mt19937 random(test_seed());
    const TapTable table = radius_table(random);
    SparseFilter filter = make_filter(device, table);
    const std::vector<std::uint8_t> bytes = random_bytes(random);
    const Image source = image_of(bytes);
    const GLuint texture = upload_bytes(*this, GL_RGBA8, encoded_width, encoded_height, bytes);
    double worst = 0.0;
    for (const Meaning from : meanings) {
        for (const Meaning to : meanings) {
            INFO("from " << int(from.encoding) << int(from.alpha) << " to " << int(to.encoding)
                         << int(to.alpha) << ", seed " << test_seed());
            const Image blurred =
                apply(*this, filter, texture, from, to, GL_RGBA32F, 4.0f, WorkPrecision::single);
            const double blur_error = largest_difference(blurred, filtered(source, from, to, table, 4.0));
            CHECK(blur_error <= tolerance);
            worst = std::max(worst, blur_error);
            if (from.encoding == to.encoding && from.alpha == to.alpha) continue;
            const Image copied =
                apply(*this, filter, texture, from, to, GL_RGBA32F, 0.0f, WorkPrecision::half);
            const double copy_error = largest_difference(copied, converted(source, from, to));
            CHECK(copy_error <= tolerance);
            worst = std::max(worst, copy_error);
        }
    }
    MESSAGE("largest difference " << worst << ", allowed " << tolerance);
}

TEST_CASE_FIXTURE(GlFixture, "photographs are filtered in linear light and rounded to 8 bits") {
    const double fraction_error = sampler_fraction_error(*this);
    std::mt19937 random(test_seed());
    const TapTable table = radius_table(random);
    SparseFilter filter = make_filter(device, table);
    const std::vector<std::uint8_t> bytes = random_bytes(random);
    const GLuint texture = upload_bytes(*this, GL_RGBA8, encoded_width, encoded_height, bytes);
    const Meaning photograph = {Encoding::srgb, Alpha::opaque};
    const Image expected = filtered(image_of(bytes), photograph, photograph, table, 5.0);
    const Image got =
        apply(*this, filter, texture, photograph, photograph, GL_RGBA8, 5.0f, WorkPrecision::half);
    // Half a level of rounding to 8 bits, and layers that are each off by half an ulp of a half, 2^-12 of
    // the number, which the sRGB curve does not make larger relative to the encoded number.
    CHECK(largest_difference(got, expected) <=
          0.5 / 255.0 + static_cast<double>(table.layers()) * std::ldexp(1.0, -12) +
              (has_coarse_fractions(fraction_error) ? 2e-3 : 0.0));
    CHECK(std::abs(bias(got, expected)) < 1e-4);
}

TEST_CASE_FIXTURE(GlFixture, "an sRGB texture is decoded by the hardware") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, radius_table(random));
    const std::vector<std::uint8_t> bytes = random_bytes(random);
    const Meaning plain = {Encoding::linear, Alpha::straight};
    const Meaning stored = {Encoding::srgb, Alpha::straight};
    const GLuint by_hardware = upload_bytes(*this, GL_SRGB8_ALPHA8, encoded_width, encoded_height, bytes);
    const GLuint by_us = upload_bytes(*this, GL_RGBA8, encoded_width, encoded_height, bytes);
    // A decoder may be off by 0.6 of a level by the specification.
    CHECK(largest_difference(
              apply(*this, filter, by_hardware, plain, plain, GL_RGBA32F, 4.0f, WorkPrecision::single),
              apply(*this, filter, by_us, stored, plain, GL_RGBA32F, 4.0f, WorkPrecision::single)) <
          0.6 / 255.0);
}

}  // namespace tapestry::test
