/// Bytes written as letters: RFC 4648.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace tapestry::offline {

/// Of either alphabet, with padding or without; blanks and line ends are passed over. None: another letter.
std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

}  // namespace tapestry::offline
