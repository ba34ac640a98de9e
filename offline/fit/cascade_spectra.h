/// Spectra of a cascade's layers: their product is the spectrum of the impulse response.
#pragma once

#include <cstddef>
#include <vector>

#include "offline/fit/fft.h"
#include "tapestry/fit/tap_cascade.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// out = a b, cell by cell; out may be a or b.
void multiply(const Spectrum& a, const Spectrum& b, Spectrum& out);

/// out = scale conj(a) b; scale (one number a cell) may be null.
void correlate(const Spectrum& a, const Spectrum& b, const double* scale, Spectrum& out);

/// Spectrum of a kernel whose origin is cell (0, 0) of the periodic grid. Precondition: it fits.
Spectrum spectrum_of(const DenseKernel& kernel, Fft2d& fft);

class CascadeSpectra {
  public:
    CascadeSpectra(Fft2d& fft, int layers);

    /// Transforms the layers' splats and multiplies them up.
    void transform(const Cascade& cascade);

    /// Fills `others` for the cascade that was transformed last.
    void compute_others();

    const Spectrum& response() const { return response_; }              ///< K^ = product of the layers
    const Spectrum& others(int layer) const { return others_[layer]; }  ///< O^_l = product of all but layer l

    std::size_t memory() const;

  private:
    Fft2d& fft_;
    std::vector<double> grid_;
    std::vector<Spectrum> splats_;
    std::vector<Spectrum> others_;
    Spectrum response_;
    Spectrum suffix_;
};

}  // namespace tapestry::offline
