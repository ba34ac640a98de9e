#include "offline/io/picture_format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace tapestry::offline {
namespace {

#ifdef TAPESTRY_HAS_WEBP
constexpr bool has_webp = true;
#else
constexpr bool has_webp = false;
#endif
#ifdef TAPESTRY_HAS_TIFF
constexpr bool has_tiff = true;
#else
constexpr bool has_tiff = false;
#endif
#ifdef TAPESTRY_HAS_HEIF
constexpr bool has_heif = true;
#else
constexpr bool has_heif = false;
#endif

struct Known {
    PictureFormat format;
    const char* title;
    const char* package;  ///< Debian's, of the library that it is read with
    bool can_read;
    bool can_write;
    std::array<const char*, 4> extensions;
};

constexpr std::array<Known, 7> known_formats = {{
    {PictureFormat::png, "PNG", "libpng-dev", true, true, {".png"}},
    {PictureFormat::jpeg, "JPEG", "libjpeg-dev", true, true, {".jpg", ".jpeg", ".jpe", ".jfif"}},
    {PictureFormat::exr, "EXR", "libopenexr-dev", true, true, {".exr"}},
    {PictureFormat::webp, "WebP", "libwebp-dev", has_webp, has_webp, {".webp"}},
    {PictureFormat::tiff, "TIFF", "libtiff-dev", has_tiff, has_tiff, {".tif", ".tiff"}},
    {PictureFormat::heif, "HEIC or AVIF", "libheif-dev", has_heif, false, {".heic", ".heif", ".avif"}},
    {PictureFormat::pfm, "PFM", "", true, false, {".pfm"}},
}};

const Known& known(PictureFormat format) {
    return *std::find_if(known_formats.begin(), known_formats.end(),
                         [=](const Known& each) { return each.format == format; });
}

bool starts_with(std::span<const std::uint8_t> file, std::string_view bytes, std::size_t at = 0) {
    return file.size() >= at + bytes.size() &&
           std::equal(bytes.begin(), bytes.end(), file.begin() + static_cast<std::ptrdiff_t>(at),
                      [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
}

/// ISO base media files name what they are in their first box.
bool is_heif(std::span<const std::uint8_t> file) {
    if (!starts_with(file, "ftyp", 4)) return false;
    constexpr std::array<const char*, 11> brands = {"heic", "heix", "heim", "heis", "hevc", "hevx",
                                                    "mif1", "msf1", "mif2", "avif", "avis"};
    return std::ranges::any_of(brands, [&](const char* brand) { return starts_with(file, brand, 8); });
}

std::string package_hint(const Known& format) {
    return std::string("install ") + format.package + " and build Tapestry again";
}

std::string listed(bool Known::*property) {
    std::string text;
    for (const Known& each : known_formats)
        if (each.*property && each.format != PictureFormat::pfm)
            text += (text.empty() ? "" : ", ") + std::string(each.title);
    return text;
}

}  // namespace

std::optional<PictureFormat> format_of_bytes(std::span<const std::uint8_t> file) {
    if (starts_with(file, "\x89PNG\r\n\x1a\n")) return PictureFormat::png;
    if (starts_with(file, "\xff\xd8\xff")) return PictureFormat::jpeg;
    if (starts_with(file, "RIFF") && starts_with(file, "WEBP", 8)) return PictureFormat::webp;
    for (const std::string_view start : {std::string_view("II*\0", 4), std::string_view("MM\0*", 4),
                                         std::string_view("II+\0", 4), std::string_view("MM\0+", 4)})
        if (starts_with(file, start)) return PictureFormat::tiff;
    if (is_heif(file)) return PictureFormat::heif;
    if (starts_with(file, "\x76\x2f\x31\x01")) return PictureFormat::exr;
    if (file.size() >= 3 && file[0] == 'P' && (file[1] == 'f' || file[1] == 'F') && std::isspace(file[2]))
        return PictureFormat::pfm;
    return std::nullopt;
}

bool is_likely_size(std::int64_t pixels, std::size_t file_bytes) {
    constexpr std::int64_t of_any_file = std::int64_t{1} << 25, of_byte = 4096;
    return pixels <= of_any_file || (pixels - of_any_file) / of_byte < static_cast<std::int64_t>(file_bytes);
}

std::optional<PictureFormat> format_of_name(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    for (const Known& each : known_formats)
        for (const char* one : each.extensions)
            if (one && extension == one) return each.format;
    return std::nullopt;
}

std::string too_large(std::int64_t max_pixels) {
    return "is too large: more than " + std::to_string(max_pixels / 1000000) + " million pixels";
}

std::string format_title(PictureFormat format) {
    return std::string(format == PictureFormat::exr || format == PictureFormat::heif ? "an " : "a ") +
           known(format).title + " picture";
}

bool can_read(PictureFormat format) {
    return known(format).can_read;
}

std::string why_unreadable(PictureFormat format) {
    return "is " + format_title(format) + ", which this build cannot read: " + package_hint(known(format));
}

std::string readable_formats() {
    return listed(&Known::can_read);
}

std::string why_unwritable(const std::filesystem::path& path) {
    const auto format = format_of_name(path);
    if (format && known(*format).can_write) return {};
    const std::string choices = "name the result .png, .jpg or .exr";
    if (!format || *format == PictureFormat::heif || *format == PictureFormat::pfm)
        return "results are written as " + listed(&Known::can_write) + ": name it .png, .jpg or .exr";
    return std::string("this build cannot write ") + known(*format).title + ": " +
           package_hint(known(*format)) + ", or " + choices;
}

}  // namespace tapestry::offline
