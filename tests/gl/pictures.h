/// Pictures to filter, and how far apart two of them may be.
#pragma once

#include <random>

#include "tapestry/image.h"

namespace tapestry::test {

/// Noise of floats in [0, peak), interpolated linearly between knots `cell_px` apart: neighbours differ by at
/// most peak / cell_px.
Image value_noise(std::mt19937& random, int width, int height, int cell_px, double peak);

/// Parameters in [low, high), different at every pixel.
ParameterMap random_map(std::mt19937& random, int width, int height, double low, double high);

/// Every number rounded to what RGBA8 holds.
Image rounded_to_bytes(const Image& image);

/// Every number rounded to what RGBA16F holds.
Image rounded_to_half(const Image& image);

/// IEC 61966-2-1, in double precision.
double srgb_to_linear(double encoded);
double linear_to_srgb(double light);

/// The largest and the smallest number of each pixel's neighbourhood of (2 * reach + 1)^2 pixels, channel by
/// channel.
struct LocalRange {
    Image least;
    Image most;
};
LocalRange local_range(const Image& image, int reach);

/// The spacing of halves around a number.
double half_ulp_at(double value);

/// Infinite where a number is NaN.
double largest_difference(const Image& a, const Image& b);
double mean_difference(const Image& a, const Image& b);  ///< of absolute differences
double bias(const Image& a, const Image& b);             ///< mean of a - b
double largest_number(const Image& image);
double steepness(const Image& image);  ///< the largest difference of neighbouring pixels

}  // namespace tapestry::test
