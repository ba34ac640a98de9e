/// The sRGB curve, IEC 61966-2-1: code values in [0, 1] and linear light.
#pragma once

#include <cmath>

namespace tapestry::offline {

inline double srgb_to_linear(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

inline double linear_to_srgb(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
}

}  // namespace tapestry::offline
