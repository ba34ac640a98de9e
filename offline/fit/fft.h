/// Two-dimensional real FFT of square, power-of-two grids, in double precision.
///
/// Our own because it is the inner loop of every fit: Eigen's (kissfft) takes several times as long here, and
/// the fast packaged one is GPL. Tested against Eigen's.
#pragma once

#include <cstddef>
#include <vector>

namespace tapestry::offline {

/// Half of the spectrum of a real n x n grid, stored by columns: [kx = 0..n-1][ky = 0..n/2], rows padded to
/// `stride` with zeros. Split into real and imaginary parts so that products of spectra run on full vectors.
struct Spectrum {
    std::vector<double> re;
    std::vector<double> im;
};

class Fft2d {
  public:
    /// n: power of two, 8..4096.
    explicit Fft2d(int n);

    int size() const { return n_; }
    int stride() const { return stride_; }
    std::size_t spectrum_size() const { return static_cast<std::size_t>(n_) * stride_; }
    Spectrum make_spectrum() const;

    /// grid: n x n row-major. F(kx, ky) = sum f(x, y) exp(-2 pi i (kx x + ky y) / n).
    void forward(const double* grid, Spectrum& out);

    /// The inverse of `forward`, with its 1 / n^2. Destroys `in`.
    void inverse(Spectrum& in, double* grid);

  private:
    int n_;
    int stride_;
    std::vector<double> twiddle_re_, twiddle_im_;  // exp(-2 pi i k / n)
    std::vector<double> half_re_, half_im_;        // n x n/2: columns x and x + n/2 as one complex number
    std::vector<double> block_;                    // ping-pong of one block of columns
};

}  // namespace tapestry::offline
