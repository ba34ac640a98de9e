/// Options that change over the frames of a sequence, as a small JSON file says:
///
///     {"frames": 96, "keys": [{"frame": 1, "focus_distance_m": 1.2, "f_number": 1.4},
///                             {"frame": 96, "focus_distance_m": 6.0, "f_number": 4.0}]}
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/document.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Frames count from 1. Between two keys that name an option it goes evenly, a distance evenly in 1 / metres,
/// an f-number evenly in stops; before the first and after the last it stands still.
struct OptionAnimation {
    int frames = 0;  ///< [1, 1000000]
    /// By name, as set_option takes it, or "exposure_stops"; frames in rising order.
    std::map<std::string, std::vector<std::pair<int, double>>> tracks;
};

/// Error: what is wrong in it, and where.
Result<OptionAnimation> parse_animation(std::string_view text);
/// Error: the path, too.
Result<OptionAnimation> read_animation(const std::filesystem::path& path);

/// The document at a frame. Error: an option that none of its effects has, or a value out of its range.
Result<Document> document_at(const Document& document, const OptionAnimation& animation, int frame);

}  // namespace tapestry::demo
