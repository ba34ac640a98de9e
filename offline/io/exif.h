/// What cameras say beside a picture, by the library libexif.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tapestry::offline {

/// A block's orientation, 1 to 8 (1 where it says none): how the stored rows are to be turned for the picture
/// to be upright; EXIF 2.32, tag 0x0112. `block`: from its TIFF header on.
int exif_orientation(std::span<const std::uint8_t> block);

/// The block as it goes with a result that is upright: all tags, times above all, but the thumbnail, and the
/// maker's note, which does not survive being moved. Empty when nothing is left.
std::vector<std::uint8_t> exif_for_result(std::span<const std::uint8_t> block);

/// As EXIF writes times, "2026:11:30 12:34:56"; empty: unknown.
struct ExifTimes {
    std::string changed;  ///< DateTime
    std::string taken;    ///< DateTimeOriginal
};

/// A block of nothing but times; empty where both are.
std::vector<std::uint8_t> exif_of_times(const ExifTimes& times);
ExifTimes exif_times(std::span<const std::uint8_t> block);

}  // namespace tapestry::offline
