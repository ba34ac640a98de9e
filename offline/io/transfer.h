/// Transfer functions that are not sRGB's, by their code points in ITU-T H.273, table 3: values in [0, 1] to
/// light, of which 1 is paper white.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "offline/io/srgb.h"

namespace tapestry::offline {

/// Light of paper white in HDR pictures, cd/m^2: ITU-R BT.2408.
inline constexpr double hdr_white_nits = 203.0;

inline bool is_hdr_transfer(int transfer) {
    return transfer == 16 || transfer == 18;
}

/// SMPTE ST 2084 (PQ).
inline double pq_to_light(double value) {
    constexpr double m1 = 2610.0 / 16384.0, m2 = 2523.0 / 32.0;
    constexpr double c1 = 3424.0 / 4096.0, c2 = 2413.0 / 128.0, c3 = 2392.0 / 128.0;
    const double power = std::pow(std::max(0.0, value), 1.0 / m2);
    return 10000.0 / hdr_white_nits * std::pow(std::max(0.0, power - c1) / (c2 - c3 * power), 1.0 / m1);
}

/// ARIB STD-B67 (HLG), the scene's light in [0, 1]: ITU-R BT.2100, table 5.
inline double hlg_to_scene(double value) {
    constexpr double a = 0.17883277, b = 1.0 - 4.0 * a;
    const double c = 0.5 - a * std::log(4.0 * a);
    return value <= 0.5 ? value * value / 3.0 : (std::exp((value - c) / a) + b) / 12.0;
}

/// HLG's display of 1000 cd/m^2, whose system gamma is 1.2: what a colour's scene light is multiplied by.
inline double hlg_system_gain(double luminance) {
    return 1000.0 / hdr_white_nits * std::pow(std::max(1e-9, luminance), 0.2);
}

/// All others; HLG: the scene's light. None: not one of pictures.
inline std::optional<double> transfer_to_light(int transfer, double value) {
    switch (transfer) {
        case 1:
        case 6:
        case 14:
        case 15:  // BT.709's camera curve
            return value < 0.081 ? value / 4.5 : std::pow((value + 0.099) / 1.099, 1.0 / 0.45);
        case 2:  // unspecified
        case 13:
            return srgb_to_linear(value);
        case 4:
            return std::pow(value, 2.2);
        case 5:
            return std::pow(value, 2.8);
        case 8:
            return value;
        case 16:
            return pq_to_light(value);
        case 18:
            return hlg_to_scene(value);
        default:
            return std::nullopt;
    }
}

}  // namespace tapestry::offline
