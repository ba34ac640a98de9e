/// Colours that people with the common colour blindnesses tell apart.
#pragma once

#include <cstdint>
#include <string>

namespace tapestry::offline::report {

struct Colour {
    std::uint8_t r = 0, g = 0, b = 0;

    bool operator==(const Colour&) const = default;
};

/// Okabe, Ito, "Color Universal Design", 2008; without its yellow, which is too faint for lines on white.
namespace palette {
inline constexpr Colour blue{0, 114, 178};
inline constexpr Colour vermillion{213, 94, 0};
inline constexpr Colour green{0, 158, 115};
inline constexpr Colour purple{204, 121, 167};
inline constexpr Colour orange{230, 159, 0};
inline constexpr Colour sky{86, 180, 233};
inline constexpr Colour ink{34, 34, 34};
inline constexpr Colour grey{110, 110, 110};
inline constexpr Colour grid{228, 228, 228};
inline constexpr Colour paper{255, 255, 255};
}  // namespace palette

/// Blue (-1) through near-white (0) to red (1), darkness even on both sides: ColorBrewer's RdBu. Clamps.
Colour diverging(double value);

/// "#0072b2"
std::string to_hex(Colour colour);

}  // namespace tapestry::offline::report
