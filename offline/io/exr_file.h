/// OpenEXR pictures, by the library OpenEXR: linear light of any range, and depths.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "offline/io/linear_picture.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

bool is_exr_name(const std::filesystem::path& path);

/// A picture of an EXR, and what its reader has to say of it, a sentence each.
struct ExrPicture {
    LinearPicture picture;
    bool has_alpha = false;
    std::vector<std::string> remarks;
};

/// Colours of one layer, of any part, compression, scan lines or tiles: R, G, B (black where one is missing)
/// and A (1 where there is none), Y as grey, or Y, RY and BY. All of the display window: black and
/// transparent where the data do not reach. Pixels that are not square are made square.
/// layer: a name ("ViewLayer.Combined"), or a unique end of one ("Combined"); empty: the only picture there
/// is, the one without a name, or the one that is called Combined, beauty or rgba. Error, without a path: no
/// such layer, several that fit, with their names, more than 2^26 pixels, or how the file is damaged.
Result<ExrPicture> decode_exr(std::span<const std::uint8_t> file, const std::string& layer = {});

/// One channel of numbers: Z, or what a layer or part called depth holds; else Y or R, where there is nothing
/// else that they could be. layer: a layer, part or channel by its name. Error: as decode_exr.
Result<GreyPicture> decode_exr_grey(std::span<const std::uint8_t> file, const std::string& layer = {});

/// True where there is a depth by name, rather than some channel.
bool has_exr_depth(std::span<const std::uint8_t> file);

/// As above, from files. Error, with the path.
Result<Image> read_exr(const std::filesystem::path& path);
Result<GreyPicture> read_exr_grey(const std::filesystem::path& path);

enum class ExrDepth { half, single };

/// A channel of floats beside the colours.
struct ExrChannel {
    std::string name;
    std::vector<float> values;  ///< one a pixel, row 0 on top
};

/// RGBA by scan lines, ZIP-compressed, whole or not at all.
Result<void> write_exr(const std::filesystem::path& path, const Image& image,
                       ExrDepth depth = ExrDepth::half);
Result<void> write_exr(const std::filesystem::path& path, const LinearPicture& picture, ExrDepth depth,
                       const std::vector<ExrChannel>& more = {});

}  // namespace tapestry::offline
