#include "offline/io/image_file.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <string>

#include "offline/files/file_bytes.h"
#include "offline/io/jpeg_file.h"
#include "offline/io/pfm_file.h"
#include "offline/io/png_file.h"
#include "offline/io/srgb.h"
#include "tapestry/atomic_file.h"

namespace tapestry::offline {
namespace {

// Bounds what a small, malicious file can make us allocate: 1 GiB of RGBA8; for a mask, half a GiB of RGBA16
// and as much of doubles.
constexpr std::int64_t max_photograph_pixels = std::int64_t{1} << 28;
constexpr std::int64_t max_mask_pixels = std::int64_t{1} << 26;
constexpr std::size_t max_file_bytes = std::size_t{1} << 30;

Error failed(const std::filesystem::path& path, const std::string& why) {
    return Error{path.string() + ": " + why};
}

std::uint8_t to_byte(double value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255.0));
}

// 8-bit files are widened by 257, so 65535 is full weight either way.
GreyPicture grey_of(const PngPicture<std::uint16_t>& png) {
    GreyPicture picture{png.width, png.height, std::vector<double>(png.samples.size() / 4)};
    for (std::size_t i = 0; i < picture.values.size(); ++i) {
        const std::uint16_t* p = &png.samples[4 * i];
        picture.values[i] = (p[0] + p[1] + p[2]) / (3.0 * 65535.0) * (p[3] / 65535.0);
    }
    return picture;
}

GreyPicture grey_of(const Picture8& photograph) {
    GreyPicture picture{photograph.width, photograph.height, std::vector<double>(photograph.rgba.size() / 4)};
    for (std::size_t i = 0; i < picture.values.size(); ++i) {
        const std::uint8_t* p = &photograph.rgba[4 * i];
        picture.values[i] = (p[0] + p[1] + p[2]) / (3.0 * 255.0) * (p[3] / 255.0);
    }
    return picture;
}

template <class Sample>
Result<std::vector<std::byte>> encode_grey(const GreyPicture& picture) {
    constexpr double white = std::numeric_limits<Sample>::max();
    PngPicture<Sample> png{picture.width, picture.height, 1, {}};
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
    const auto file = read_file_bytes(path, max_file_bytes);
    if (!file) return file.error();
    if (is_png(*file)) {
        auto png = decode_png8(*file, max_photograph_pixels);
        if (!png) return failed(path, png.error().message);
        return Picture8{png->width, png->height, std::move(png->samples)};
    }
    if (!is_jpeg(*file)) return failed(path, "is neither a PNG nor a JPEG picture");
    auto jpeg = decode_jpeg(*file, max_photograph_pixels);
    if (!jpeg) return failed(path, jpeg.error().message);
    return jpeg;
}

Result<GreyPicture> read_grey(const std::filesystem::path& path) {
    const auto file = read_file_bytes(path, max_file_bytes);
    if (!file) return file.error();
    const auto grey = [&](const auto& decoded) -> Result<GreyPicture> {
        if (!decoded) return failed(path, decoded.error().message);
        return grey_of(*decoded);
    };
    if (is_png(*file)) return grey(decode_png16(*file, max_mask_pixels));
    if (is_jpeg(*file)) return grey(decode_jpeg(*file, max_mask_pixels));
    if (!is_pfm(*file)) return failed(path, "is neither a PNG nor a JPEG nor a PFM picture");
    auto pfm = decode_pfm(*file, max_mask_pixels);
    if (!pfm) return failed(path, pfm.error().message);
    return pfm;
}

Result<void> write_png8(const std::filesystem::path& path, const Picture8& picture) {
    const std::size_t count = static_cast<std::size_t>(picture.width) * picture.height;
    PngPicture<std::uint8_t> png{picture.width, picture.height, 3, {}};
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
