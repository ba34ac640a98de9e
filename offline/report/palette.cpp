#include "offline/report/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace tapestry::offline::report {
namespace {

constexpr std::array<Colour, 11> blue_to_red = {{{5, 48, 97},
                                                 {33, 102, 172},
                                                 {67, 147, 195},
                                                 {146, 197, 222},
                                                 {209, 229, 240},
                                                 {247, 247, 247},
                                                 {253, 219, 199},
                                                 {244, 165, 130},
                                                 {214, 96, 77},
                                                 {178, 24, 43},
                                                 {103, 0, 31}}};

std::uint8_t between(std::uint8_t a, std::uint8_t b, double t) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * t));
}

}  // namespace

Colour diverging(double value) {
    const double place = (std::clamp(value, -1.0, 1.0) + 1.0) * 0.5 * (blue_to_red.size() - 1);
    const std::size_t lower = std::min(static_cast<std::size_t>(place), blue_to_red.size() - 2);
    const double t = place - static_cast<double>(lower);
    const Colour &a = blue_to_red[lower], &b = blue_to_red[lower + 1];
    return {between(a.r, b.r, t), between(a.g, b.g, t), between(a.b, b.b, t)};
}

std::string to_hex(Colour colour) {
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", colour.r, colour.g, colour.b);
    return text;
}

}  // namespace tapestry::offline::report
