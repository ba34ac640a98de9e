/// The formats of pictures, by their first bytes and by the names of files.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace tapestry::offline {

enum class PictureFormat { png, jpeg, webp, tiff, heif, exr, pfm };

/// heif: HEIC and AVIF. None: something else.
std::optional<PictureFormat> format_of_bytes(std::span<const std::uint8_t> file);

/// Whether a picture of so many pixels may be in a file of so many bytes. Formats that predict whole regions
/// put any flat picture into a few dozen, so a limit is drawn where nobody has pictures: a small file is not
/// to cost gigabytes.
bool is_likely_size(std::int64_t pixels, std::size_t file_bytes);

/// By the extension, in letters of any size.
std::optional<PictureFormat> format_of_name(const std::filesystem::path& path);

/// "is too large: more than 268 million pixels"
std::string too_large(std::int64_t max_pixels);

/// "a WebP picture"; of heif, HEIC or AVIF.
std::string format_title(PictureFormat format);

/// Whether this build has the library that reads it.
bool can_read(PictureFormat format);

/// "is a WebP picture, ...": which package to install. Precondition: !can_read(format).
std::string why_unreadable(PictureFormat format);

/// What is to be opened instead of something unknown: "PNG, JPEG, ...".
std::string readable_formats();

/// Why a result cannot go into a file of this name; empty: it can. PNG, JPEG, EXR, and where their libraries
/// are there WebP and TIFF.
std::string why_unwritable(const std::filesystem::path& path);

}  // namespace tapestry::offline
