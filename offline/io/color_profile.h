/// Colours of ICC profiles and back, by the library Little CMS 2.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "offline/io/decoded_picture.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Chromaticities x, y and the power that turns values into light.
struct RgbSpace {
    std::array<double, 2> white = {0.3127, 0.3290};
    std::array<double, 2> red = {0.64, 0.33}, green = {0.30, 0.60}, blue = {0.15, 0.06};
    double gamma = 0.0;  ///< 0: sRGB's curve
};

/// An ICC profile of it; empty: it is sRGB, or makes no sense.
std::vector<std::uint8_t> profile_of_space(const RgbSpace& space);

/// The primaries of H.273's table 2. Error: reserved, or none that are used for pictures.
Result<RgbSpace> space_of_primaries(int primaries);

class ColorProfile {
  public:
    enum class Model { grey, rgb, cmyk };

    /// Linear light of these primaries.
    static ColorProfile linear(const RgbSpace& space);
    /// Error, without a path: no profile, or one of colours that no picture has.
    static Result<ColorProfile> open(std::span<const std::uint8_t> icc);

    ColorProfile(ColorProfile&&) noexcept;
    ColorProfile& operator=(ColorProfile&&) noexcept;
    ~ColorProfile();

    Model model() const;
    /// False of profiles that only describe an input, and of those that are not of RGB.
    bool has_way_back() const;
    /// Within an 8-bit step everywhere, so that it need not be converted.
    bool is_srgb() const;

    /// Values in [0, 1] (1, 3 or 4 a pixel; inks: 1 is all of it) to three of linear light of sRGB's
    /// primaries; out-of-gamut colours are kept, by numbers below 0. Sizes are of as many pixels.
    void to_linear(std::span<const float> values, std::span<float> rgb) const;
    /// Back, cut to [0, 1]. Precondition: has_way_back().
    void from_linear(std::span<const float> rgb, std::span<float> values) const;

  private:
    struct Impl;
    static Result<ColorProfile> make(void* opened);
    explicit ColorProfile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::offline
