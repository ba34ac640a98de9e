/// The fit's objective: the error between a cascade's impulse response and a kernel, weighted by frequency,
/// with its exact gradient and its Gauss-Newton matrix.
///
/// On an n x n periodic grid the spectra of the layers' splats multiply: K^ = prod S^_l. With the residual R^
/// = K^ - T^,
///
///     cost = 1/2 n^-2 sum_f P(f) |R^(f)|^2 + 1/2 sum_l (sum_i w_li - 1)^2
///
/// Let O^_l be the product of the layers other than l. The gradient image of layer l is G_l = IFFT(conj(O^_l)
/// P R^): a tap's derivative is a bilinear read of it (weight) or the bilinear cell's differences (position).
/// The Gauss-Newton matrix needs only the correlation images C_lm = IFFT(P conj(O^_l) O^_m), read at the
/// difference of two taps' cells.
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <span>
#include <vector>

#include "offline/fit/cascade_spectra.h"
#include "offline/fit/fft.h"
#include "tapestry/fit/error_spectrum.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// Smallest grid on which a kernel's fit is trusted: 2.5 times its size, so that a cascade cannot hide leaked
/// light in the periodic wrap (128 for 49 x 49).
int scoring_grid(const DenseKernel& target);

/// What a further tap of a layer would do to the cost. Valid until the objective is used again.
struct FurtherTap {
    std::span<const double> gradient;  ///< by its weight; [y & (n - 1)][x & (n - 1)], whole pixels
    double curvature = 0.0;            ///< the same everywhere: its best weight is -gradient / curvature
};

/// Unknowns are ordered tap by tap: 3 t + {0: weight, 1: x, 2: y}, t = layer * taps + tap.
class Objective {
  public:
    /// n: power of two, at least the target's size.
    Objective(const Objective&) = delete;
    Objective& operator=(const Objective&) = delete;
    Objective(const DenseKernel& target, ErrorSpectrum spectrum, int layers, int n);

    void set_spectrum(ErrorSpectrum spectrum);

    /// Cost at a cascade; keeps what `linearise` needs.
    double evaluate(const Cascade& cascade);

    /// Gradient and lower triangle of the Gauss-Newton matrix at the cascade that was evaluated last.
    void linearise(const Cascade& cascade, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian);

    /// Gradient alone, for first-order methods.
    void gradient(const Cascade& cascade, Eigen::VectorXd& gradient);

    /// At the cascade that was evaluated last.
    FurtherTap further_tap(int layer);

    int grid() const { return fft_.size(); }

    /// Bytes held.
    std::size_t memory() const;

  private:
    void gradient_image(int layer);
    void correlation_image(int l, int m);
    void hessian_block(const Cascade& cascade, int l, int m, Eigen::MatrixXd& hessian) const;

    Fft2d fft_;
    CascadeSpectra spectra_;
    Spectrum target_;             // T^
    Spectrum residual_;           // P R^
    Spectrum product_;            // scratch
    std::vector<double> weight_;  // P on the half spectrum
    std::vector<double> grid_;    // the image asked for last
};

}  // namespace tapestry::offline
