/// What the readers of all formats hand on: samples as they are in the file, and what the file says of them.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace tapestry::offline {

/// Code points of ITU-T H.273, as PNG's cICP and HEIF's nclx hold them.
struct CodePoints {
    int primaries = 1;  ///< 1: BT.709, 9: BT.2020, 12: Display P3, ...
    int transfer = 13;  ///< 13: sRGB, 1: BT.709, 8: linear, 16: PQ, 18: HLG, ...
};

/// What a file says of its samples besides their numbers.
struct PictureTags {
    std::vector<std::uint8_t> profile;      ///< ICC; empty: none
    std::optional<CodePoints> code_points;  ///< goes before the profile, as PNG has it
    std::vector<std::uint8_t> exif;         ///< from its TIFF header on; empty: none
    /// What the file itself says, 1 to 8, before its EXIF block; 1: the reader has turned it already.
    std::optional<int> orientation;
};

/// Four samples a pixel, row-major, row 0 on top: R, G, B and straight alpha, or four inks. Grey is three
/// equal colours.
struct DecodedPicture {
    int width = 0;
    int height = 0;
    /// 8 or 16 bits: 0 to 255 or 65535. Floats: [0, 1], or light of any strength where they are linear.
    std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<float>> samples;
    bool is_grey = false;
    bool is_cmyk = false;           ///< cyan, magenta, yellow, black; 0: no ink; no alpha
    bool is_linear = false;         ///< floats of linear light, sRGB's primaries
    bool is_premultiplied = false;  ///< in the samples' own encoding
    PictureTags tags;
};

}  // namespace tapestry::offline
