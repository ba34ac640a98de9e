/// Names of files are any bytes; what people read, and JSON, SVG and windows hold, is UTF-8. This decides
/// what becomes of the difference, for the whole project.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tapestry::offline {

/// For showing: well-formed UTF-8 as it is, but U+FFFD for every byte that is no part of it, and for control
/// characters other than tabs and line ends, which XML cannot hold.
std::string readable(std::string_view bytes);

/// For finding again: the bytes with %XX (RFC 3986) in place of all that is not printable ASCII, and of %
/// itself.
std::string percent_encoded(std::string_view bytes);
/// None where a % is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace tapestry::offline
