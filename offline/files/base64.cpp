#include "offline/files/base64.h"

namespace tapestry::offline {
namespace {

/// Of a letter; -1: it is none of the alphabets'.
int value_of(char letter) {
    if (letter >= 'A' && letter <= 'Z') return letter - 'A';
    if (letter >= 'a' && letter <= 'z') return letter - 'a' + 26;
    if (letter >= '0' && letter <= '9') return letter - '0' + 52;
    if (letter == '+' || letter == '-') return 62;
    return letter == '/' || letter == '_' ? 63 : -1;
}

}  // namespace

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<std::uint8_t> bytes;
    bytes.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        if (letter == '=') break;
        if (blanks.find(letter) != std::string_view::npos) continue;
        const int value = value_of(letter);
        if (value < 0) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes.push_back(static_cast<std::uint8_t>(bits >> count));
    }
    return bytes;
}

}  // namespace tapestry::offline
