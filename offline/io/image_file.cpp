#include "offline/io/image_file.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include "offline/files/file_bytes.h"
#include "offline/io/exr_file.h"
#include "offline/io/orientation.h"
#include "offline/io/pfm_file.h"
#include "offline/io/photograph.h"
#include "offline/io/picture_format.h"
#include "offline/io/png_file.h"
#include "offline/io/srgb.h"
#include "tapestry/atomic_file.h"

namespace tapestry::offline {
namespace {

// Bounds what a small, malicious file can make us allocate: half a GiB of RGBA16 and as much of doubles.
constexpr std::int64_t max_mask_pixels = std::int64_t{1} << 26;
constexpr std::size_t max_file_bytes = std::size_t{1} << 30;

Error failed(const std::filesystem::path& path, const std::string& why) {
    return Error{path.string() + ": " + why};
}

std::uint8_t to_byte(double value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255.0));
}

/// Inks without a profile: the light that they leave.
double ink_light(const std::array<double, 4>& inks) {
    return (3.0 - inks[0] - inks[1] - inks[2]) / 3.0 * (1.0 - inks[3]);
}

template <class Sample>
GreyPicture grey_of(const DecodedPicture& decoded, const std::vector<Sample>& samples) {
    constexpr double full =
        std::is_floating_point_v<Sample> ? 1.0 : static_cast<double>(std::numeric_limits<Sample>::max());
    GreyPicture picture{decoded.width, decoded.height, std::vector<double>(samples.size() / 4)};
    for (std::size_t i = 0; i < picture.values.size(); ++i) {
        std::array<double, 4> pixel;
        for (std::size_t c = 0; c < 4; ++c) pixel[c] = static_cast<double>(samples[4 * i + c]) / full;
        const double alpha = decoded.is_premultiplied ? 1.0 : pixel[3];
        picture.values[i] =
            decoded.is_cmyk ? ink_light(pixel) : (pixel[0] + pixel[1] + pixel[2]) / 3.0 * alpha;
    }
    return picture;
}

GreyPicture grey_of(const LinearPicture& light) {
    GreyPicture picture{light.width, light.height, std::vector<double>(light.rgba.size() / 4)};
    for (std::size_t i = 0; i < picture.values.size(); ++i) {
        const float* p = &light.rgba[4 * i];
        picture.values[i] = (double(p[0]) + double(p[1]) + double(p[2])) / 3.0;
    }
    return picture;
}

template <class Sample>
Result<std::vector<std::byte>> encode_grey(const GreyPicture& picture) {
    constexpr double white = std::numeric_limits<Sample>::max();
    PackedPicture<Sample> png{picture.width, picture.height, 1, {}};
    for (const double value : picture.values)
        png.samples.push_back(static_cast<Sample>(std::lround(std::clamp(value, 0.0, 1.0) * white)));
    return encode_png(png);
}

Result<void> write_encoded(const std::filesystem::path& path, const Result<std::vector<std::byte>>& file) {
    if (!file) return failed(path, file.error().message);
    return write_file_atomically(path, *file);
}

}  // namespace

Result<Picture8> read_picture8(const std::filesystem::path& path) {
    auto photograph = read_photograph(path);
    if (!photograph) return photograph.error();
    if (auto* bytes = std::get_if<Picture8>(&photograph->pixels)) return std::move(*bytes);
    return to_srgb8(std::get<LinearPicture>(photograph->pixels));
}

Result<TurnedGrey> decode_grey(std::span<const std::uint8_t> file) {
    const auto format = format_of_bytes(file);
    if (format == PictureFormat::pfm) {
        auto pfm = decode_pfm(file, max_mask_pixels);
        if (!pfm) return pfm.error();
        return TurnedGrey{std::move(*pfm), 1, 0.0};
    }
    if (format == PictureFormat::exr) {
        const auto exr = decode_exr(file);
        if (!exr) return exr.error();
        return TurnedGrey{grey_of(exr->picture), 1, 0.0};
    }
    auto decoded = decode_samples(file, max_mask_pixels);
    if (!decoded) return decoded.error();
    TurnedGrey grey{{}, orientation_of(decoded->tags), 0.0};
    if (std::holds_alternative<std::vector<std::uint8_t>>(decoded->samples)) grey.full = 255.0;
    if (std::holds_alternative<std::vector<std::uint16_t>>(decoded->samples)) grey.full = 65535.0;
    std::visit([&](const auto& samples) { grey.picture = grey_of(*decoded, samples); }, decoded->samples);
    turn_upright(grey.picture.values, grey.picture.width, grey.picture.height, 1, grey.orientation);
    return grey;
}

Result<GreyPicture> read_grey(const std::filesystem::path& path) {
    const auto file = read_file_bytes(path, max_file_bytes);
    if (!file) return file.error();
    auto grey = decode_grey(*file);
    if (!grey) return failed(path, grey.error().message);
    return std::move(grey->picture);
}

Result<void> write_png8(const std::filesystem::path& path, const Picture8& picture) {
    const std::size_t count = static_cast<std::size_t>(picture.width) * picture.height;
    PackedPicture<std::uint8_t> png{picture.width, picture.height, 3, {}};
    for (std::size_t i = 0; i < count && png.channels == 3; ++i)
        if (picture.rgba[4 * i + 3] != 255) png.channels = 4;
    if (png.channels == 4) {
        png.samples = picture.rgba;
    } else {
        png.samples.reserve(3 * count);
        for (std::size_t i = 0; i < count; ++i)
            png.samples.insert(png.samples.end(), &picture.rgba[4 * i], &picture.rgba[4 * i + 3]);
    }
    return write_encoded(path, encode_png(png));
}

Result<void> write_grey_png(const std::filesystem::path& path, const GreyPicture& picture, int depth) {
    assert((depth == 8 || depth == 16) && "write_grey_png: 8 or 16 bits");
    return write_encoded(
        path, depth == 8 ? encode_grey<std::uint8_t>(picture) : encode_grey<std::uint16_t>(picture));
}

Result<void> write_pfm(const std::filesystem::path& path, const GreyPicture& picture) {
    return write_encoded(path, encode_pfm(picture));
}

Image to_linear(const Picture8& picture) {
    std::array<double, 256> table;
    for (int i = 0; i < 256; ++i) table[i] = srgb_to_linear(i / 255.0);
    Image image(picture.width, picture.height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const std::uint8_t* p = &picture.rgba[4 * i];
        const double alpha = p[3] / 255.0;
        image.pixels[i] = glm::dvec4(table[p[0]] * alpha, table[p[1]] * alpha, table[p[2]] * alpha, alpha);
    }
    return image;
}

Picture8 to_srgb8(const Image& image) {
    Picture8 picture{image.width, image.height, std::vector<std::uint8_t>(4 * image.pixels.size())};
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const glm::dvec4& p = image.pixels[i];
        const double unmultiply = p.a > 0.0 ? 1.0 / p.a : 0.0;
        for (int c = 0; c < 3; ++c)
            picture.rgba[4 * i + c] = to_byte(linear_to_srgb(std::max(0.0, p[c] * unmultiply)));
        picture.rgba[4 * i + 3] = to_byte(p.a);
    }
    return picture;
}

}  // namespace tapestry::offline
