/// Photographs as people have them, in any format: upright, in linear light or as they are in the file, with
/// what a result is to keep of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "offline/io/decoded_picture.h"
#include "offline/io/image_file.h"
#include "offline/io/linear_picture.h"
#include "offline/io/result_tags.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// What a result keeps of the picture that it was made from.
struct PictureOrigin {
    int bits = 8;     ///< a channel: 8, 16 or, of floats, 32
    ResultTags tags;  ///< profile: colours go back into it
};

struct Photograph {
    /// 8 bits of sRGB with straight alpha are as they are in the file; all else is linear light.
    std::variant<Picture8, LinearPicture> pixels;
    bool has_alpha = false;
    bool is_hdr = false;  ///< light above 1 means something
    int orientation = 1;  ///< EXIF's, that it was stored in; it is upright now
    PictureOrigin origin;
    std::vector<std::string> remarks;  ///< for people, a sentence each

    int width() const;
    int height() const;
};

struct PhotographOptions {
    std::string layer;     ///< of EXRs; see decode_exr
    int largest_side = 0;  ///< pixels: larger pictures are reduced to it in linear light; 0: never
};

/// PNG, JPEG, EXR, and where Tapestry was built with their libraries WebP, TIFF, HEIC and AVIF, by content
/// rather than by name. At most 2^28 pixels of 8 bits, 2^26 of others. Error: the path, and how it is
/// damaged, or which package reads it.
Result<Photograph> read_photograph(const std::filesystem::path& path, const PhotographOptions& options = {});

/// The same without a path, from memory.
Result<Photograph> decode_photograph(std::span<const std::uint8_t> file,
                                     const PhotographOptions& options = {});

/// Samples as they are stored, not turned; not of EXR or PFM. Error, without a path.
Result<DecodedPicture> decode_samples(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// The samples as 8 bits, rounded, with all else that the file says left alone; of inks, what they leave.
Picture8 as_bytes(DecodedPicture picture);

/// EXIF's, of the file's own or of its EXIF block; 1 where neither says any.
int orientation_of(const PictureTags& tags);

LinearPicture to_linear_picture(const Photograph& photograph);

/// sRGB, cut to its gamut, straight alpha.
Picture8 to_srgb8(const LinearPicture& picture);

/// Writes PNG, JPEG, WebP or TIFF as the name says, whole or not at all. JPEGs are of quality 95 and stand
/// over black where alpha is not 1. Error: the path, and what the name may end with.
Result<void> write_picture(const std::filesystem::path& path, const Picture8& picture,
                           const ResultTags& tags);

/// The same from linear light: in the origin's profile where it has one, and of 16 bits where the origin has
/// more than 8 and the format takes them.
Result<void> write_picture(const std::filesystem::path& path, const LinearPicture& picture,
                           const PictureOrigin& origin);

}  // namespace tapestry::offline
