/// Pictures in and out of files: photographs as 8-bit sRGB, masks as linear weights.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// A photograph as it is in its file: 8-bit sRGB, straight alpha, row-major, row 0 on top, 4 bytes a pixel.
struct Picture8 {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgba;
};

/// Any photograph (see photograph.h) as 8-bit sRGB, upright, cut to its gamut. Error: the path and why; a
/// file that is damaged or cut short anywhere is refused.
Result<Picture8> read_picture8(const std::filesystem::path& path);

/// Any picture, PFMs too, as linear weights: the mean of its colour channels times alpha, upright. Values of
/// whole numbers are scaled to [0, 1] at their full depth; floats are as they are. Error: as read_picture8.
/// At most 2^26 pixels, so 1 GiB.
Result<GreyPicture> read_grey(const std::filesystem::path& path);

struct TurnedGrey {
    GreyPicture picture;  ///< upright
    int orientation = 1;  ///< EXIF's, that it was stored in
    double full = 0.0;    ///< what 1 is in the file, 255 or 65535; 0: floats
};

/// The same from memory; errors have no path.
Result<TurnedGrey> decode_grey(std::span<const std::uint8_t> file);

/// Writes an RGBA PNG (RGB when every pixel is opaque) whole or not at all.
Result<void> write_png8(const std::filesystem::path& path, const Picture8& picture);

/// Writes a grey PNG of 8 or 16 bits whole or not at all: 0 black, 1 white, clamped, no gamma.
Result<void> write_grey_png(const std::filesystem::path& path, const GreyPicture& picture, int depth);

/// Writes a grey PFM whole or not at all: the values as floats.
Result<void> write_pfm(const std::filesystem::path& path, const GreyPicture& picture);

/// sRGB picture to linear, premultiplied light and back (rounded to nearest, clamped). IEC 61966-2-1.
Image to_linear(const Picture8& picture);
Picture8 to_srgb8(const Image& image);

}  // namespace tapestry::offline
