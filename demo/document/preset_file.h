/// Documents as JSON that people can read and change.
///
///     {
///       "tapestry preset": 1,
///       "picture": "coffee.png",
///       "effects": [
///         {"effect": "tilt-shift", "on": true, "bokeh": "disk_0-24_24x4_photo",
///          "options": {"max_radius": 0.03, "falloff": "smooth", ...}}
///       ],
///       "kernel": {"kernel": "painted", "taps": 24, "layers": 4, ..., "mask": ["000...", ...]}
///     }
///
/// What is left out is at its standard; what is not known is an error, by name. A picture or table inside
/// the preset's folder is written relative to it; relative names are looked for beside the preset, then among
/// what ships.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "document/document.h"

namespace tapestry::demo {

/// Names in the document are absolute paths or names of what ships.
std::string preset_text(const Document& document);

/// Error: where and what, in one line.
Result<Document> parse_preset(std::string_view text);

/// Error: the path and the reason.
Result<Document> read_preset(const std::filesystem::path& path);

/// Whole or not at all.
Result<void> write_preset(const std::filesystem::path& path, const Document& document);

}  // namespace tapestry::demo
