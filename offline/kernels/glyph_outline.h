/// Letters and signs of a font as outlines.
#pragma once

#include <filesystem>
#include <string>

#include "tapestry/outline.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// The font when none is named: Debian's package fonts-dejavu-core.
inline constexpr const char* standard_font = "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf";

/// The outline of one character, in font units, y down, about its centroid. glyph: one character in UTF-8.
/// font: a TrueType or OpenType file, or the first font of a collection. Error, with the path: a file that
/// cannot be read or is damaged (its tables' checksums do not hold), a character that it does not draw.
Result<Outline> glyph_outline(const std::filesystem::path& font, const std::string& glyph);

}  // namespace tapestry::offline
