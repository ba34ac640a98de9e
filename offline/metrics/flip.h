/// LDR-FLIP, the difference that is seen when two pictures are flipped between on a display: Andersson,
/// Nilsson, Akenine-Moller, Oskarsson, Astrom, Fairchild, "FLIP: A Difference Evaluator for Alternating
/// Images", PACMCGIT 3(2), 2020.
///
/// An own implementation; its numbers agree with the authors' program to 1e-4 (tests/offline/flip_test.cpp).
#pragma once

#include "offline/metrics/plane.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// The authors' viewing condition: 0.7 m from a display 0.7 m wide with 3840 pixels.
inline constexpr double default_pixels_per_degree = 67.02065;

struct FlipMap {
    Plane error;  ///< [0, 1] a pixel
    double mean = 0.0;
};

/// One side of a comparison, prepared: the reference is the same for many tests.
class FlipPicture {
  public:
    /// Linear RGB, clamped to [0, 1]; alpha is not looked at. pixels_per_degree: of visual angle, above 0.
    explicit FlipPicture(const Image& image, double pixels_per_degree = default_pixels_per_degree);

  private:
    friend FlipMap flip(const FlipPicture& test, const FlipPicture& reference);

    Plane lightness_, a_,
        b_;  // L*a*b* of the picture as the eye's contrast sensitivity leaves it, Hunt-adjusted
    Plane edges_, points_;  // how strong the features are
};

/// Precondition: equal sizes and pixels per degree.
FlipMap flip(const FlipPicture& test, const FlipPicture& reference);

FlipMap flip(const Image& test, const Image& reference, double pixels_per_degree = default_pixels_per_degree);

}  // namespace tapestry::offline
