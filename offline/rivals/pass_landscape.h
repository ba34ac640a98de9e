/// What one pass of a cascade sees of the error while the other passes are held still.
///
/// Let O be the response of the other passes, O_p its bilinear splat at p, T the target and <,> the sum over
/// cells. For a pass of taps (p_i, w_i) the relative squared error is exactly quadratic in the weights,
///
///     |sum_i w_i O_p_i - T|^2 / |T|^2 = sum_ij w_i w_j overlap(p_i, p_j) - 2 sum_i w_i match(p_i) + 1
///     overlap(p, q) = <O_p, O_q> / |T|^2          match(p) = <O_p, T> / |T|^2
///
/// and both are bilinear reads of two images: the autocorrelation of O at p - q and its correlation with T at
/// p. Three FFTs a visit to a pass (0.4 ms on a grid of 128) make each change of a tap cost about 1 us.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "offline/fit/fft.h"
#include "offline/fit/splat.h"
#include "tapestry/fit/tap_cascade.h"
#include "tapestry/image.h"

namespace tapestry::offline {

class PassLandscape {
  public:
    /// n: power of two. The caller keeps the passes' reaches (largest coordinate, rounded up) in sum at most
    /// n / 2 - 1: then no light wraps around the periodic grid and the error is that of the plane.
    PassLandscape(const DenseKernel& target, int passes, int n);

    void set_pass(int pass, std::span<const SplatTap> taps);

    /// Makes `pass` the one whose landscape is read. Its own taps do not matter.
    void focus(int pass);

    SplatCell cell(const SplatTap& tap) const { return splat_cell(tap, grid()); }
    double overlap(const SplatCell& p, const SplatCell& q) const;
    double match(const SplatCell& p) const;

    int grid() const { return fft_.size(); }
    std::size_t memory() const;

  private:
    Fft2d fft_;
    Spectrum target_;               // T^
    std::vector<double> scale_;     // 1 / |T|^2 at every frequency
    std::vector<Spectrum> splats_;  // S^_l
    Spectrum others_, scratch_;
    std::vector<double> overlap_;  // autocorrelation of O
    std::vector<double> match_;    // correlation of O with T
    std::vector<double> grid_;
};

}  // namespace tapestry::offline
