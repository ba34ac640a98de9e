/// Filters a picture by what a method does to a point light: for methods that do the same everywhere, that is
/// all there is to know about them.
#pragma once

#include <array>
#include <vector>

#include "offline/fit/fft.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// Convolves one picture with many kernels, by FFT of overlapping tiles whose spectra are kept: a 512 x 512
/// photograph takes a few hundredths of a second a kernel, however many cells the kernel has.
///
/// The picture is clamped to its edge once, as a cascade does too.
class ImpulseFilter {
  public:
    explicit ImpulseFilter(Image image);

    /// out(x) = sum_k impulse(k) in(x - k). The impulse is not normalised. Precondition: it is at most
    /// 2047 x 2047.
    Image apply(const DenseKernel& impulse);

  private:
    struct Layout {
        int n = 0;      // grid of a tile, power of two
        int reach = 0;  // half the size of the largest kernel that the overlap allows
        int tiles_x = 0, tiles_y = 0;
        int step_x = 0, step_y = 0;  // pixels that a tile writes
    };
    struct Channel {
        bool constant = false;          // no spectra: a constant picture is scaled by the kernel's sum
        std::vector<Spectrum> spectra;  // by tile
    };

    static Layout layout_for(int width, int height, int reach);
    void prepare(int reach);
    void read_tile(int channel, int tile, std::vector<double>& grid) const;
    void write_tile(int channel, int tile, const std::vector<double>& grid, Image& out) const;

    Image image_;
    Layout layout_;
    std::array<Channel, 4> channels_;
    Fft2d fft_;
};

/// The same for one picture and one kernel.
Image filter_by_impulse(const Image& image, const DenseKernel& impulse);

}  // namespace tapestry::offline
