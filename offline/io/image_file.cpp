#include "offline/io/image_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <memory>
#include <span>

#include "offline/io/srgb.h"
#include "tapestry/atomic_file.h"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_NO_STDIO
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace tapestry::offline {
namespace {

// Bounds what a small, malicious file can make us allocate: 2^28 pixels are 1 GiB of RGBA8.
constexpr std::int64_t max_pixels = std::int64_t{1} << 28;

Error failed(const std::filesystem::path& path, const std::string& why) {
    return Error{path.string() + ": " + why};
}

Result<std::vector<stbi_uc>> read_bytes(const std::filesystem::path& path) {
    std::error_code code;
    if (std::filesystem::is_directory(path, code)) return failed(path, "is a folder, not a picture");
    std::ifstream file(path, std::ios::binary);
    if (!file) return failed(path, std::strerror(errno));
    std::vector<stbi_uc> bytes(std::istreambuf_iterator<char>(file), {});
    if (file.bad()) return failed(path, "cannot be read");
    return bytes;
}

struct Size {
    int width = 0, height = 0;
};

Result<Size> checked_size(const std::filesystem::path& path, const std::vector<stbi_uc>& bytes) {
    Size size;
    int channels = 0;
    if (!stbi_info_from_memory(bytes.data(), static_cast<int>(bytes.size()), &size.width, &size.height,
                               &channels))
        return failed(path, "is neither a PNG nor a JPEG picture");
    if (std::int64_t{size.width} * size.height > max_pixels) return failed(path, "is too large");
    return size;
}

std::uint8_t to_byte(double value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255.0));
}

void append_bytes(void* context, void* data, int size) {
    auto& out = *static_cast<std::vector<std::byte>*>(context);
    const auto* first = static_cast<const std::byte*>(data);
    out.insert(out.end(), first, first + size);
}

}  // namespace

Result<Picture8> read_picture8(const std::filesystem::path& path) {
    auto bytes = read_bytes(path);
    if (!bytes) return bytes.error();
    auto size = checked_size(path, *bytes);
    if (!size) return size.error();
    int width = 0, height = 0, channels = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
        stbi_load_from_memory(bytes->data(), static_cast<int>(bytes->size()), &width, &height, &channels, 4),
        stbi_image_free);
    if (!pixels) return failed(path, std::string("is damaged (") + stbi_failure_reason() + ")");
    const std::size_t count = static_cast<std::size_t>(width) * height * 4;
    return Picture8{width, height, {pixels.get(), pixels.get() + count}};
}

Result<GreyPicture> read_grey(const std::filesystem::path& path) {
    auto bytes = read_bytes(path);
    if (!bytes) return bytes.error();
    auto size = checked_size(path, *bytes);
    if (!size) return size.error();
    int width = 0, height = 0, channels = 0;
    // 8-bit files are widened by 257, so 65535 is full weight either way.
    const std::unique_ptr<stbi_us, void (*)(void*)> pixels(
        stbi_load_16_from_memory(bytes->data(), static_cast<int>(bytes->size()), &width, &height, &channels,
                                 4),
        stbi_image_free);
    if (!pixels) return failed(path, std::string("is damaged (") + stbi_failure_reason() + ")");
    GreyPicture picture{width, height, std::vector<double>(static_cast<std::size_t>(width) * height)};
    for (std::size_t i = 0; i < picture.values.size(); ++i) {
        const stbi_us* p = pixels.get() + 4 * i;
        picture.values[i] = (p[0] + p[1] + p[2]) / (3.0 * 65535.0) * (p[3] / 65535.0);
    }
    return picture;
}

Status write_png8(const std::filesystem::path& path, const Picture8& picture) {
    const std::size_t count = static_cast<std::size_t>(picture.width) * picture.height;
    bool opaque = true;
    for (std::size_t i = 0; i < count && opaque; ++i) opaque = picture.rgba[4 * i + 3] == 255;
    const int channels = opaque ? 3 : 4;
    std::vector<std::uint8_t> packed;
    if (opaque) {
        packed.reserve(3 * count);
        for (std::size_t i = 0; i < count; ++i)
            packed.insert(packed.end(), &picture.rgba[4 * i], &picture.rgba[4 * i + 3]);
    }
    std::vector<std::byte> file;
    const void* data = opaque ? packed.data() : picture.rgba.data();
    if (!stbi_write_png_to_func(append_bytes, &file, picture.width, picture.height, channels, data,
                                picture.width * channels))
        return failed(path, "the picture cannot be encoded as PNG");
    return write_file_atomically(path, file);
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
