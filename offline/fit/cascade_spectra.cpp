#include "offline/fit/cascade_spectra.h"

#include <algorithm>

#include "offline/fit/splat.h"

namespace tapestry::offline {

void multiply(const Spectrum& a, const Spectrum& b, Spectrum& out) {
    const std::size_t count = a.re.size();
    const double *ar = a.re.data(), *ai = a.im.data(), *br = b.re.data(), *bi = b.im.data();
    double *re = out.re.data(), *im = out.im.data();
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
        const double r = ar[i] * br[i] - ai[i] * bi[i];
        im[i] = ar[i] * bi[i] + ai[i] * br[i];
        re[i] = r;
    }
}

void correlate(const Spectrum& a, const Spectrum& b, const double* scale, Spectrum& out) {
    const std::size_t count = a.re.size();
    const double *ar = a.re.data(), *ai = a.im.data(), *br = b.re.data(), *bi = b.im.data();
    double *re = out.re.data(), *im = out.im.data();
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
        const double s = scale ? scale[i] : 1.0;
        const double r = ar[i] * br[i] + ai[i] * bi[i];
        im[i] = s * (ar[i] * bi[i] - ai[i] * br[i]);
        re[i] = s * r;
    }
}

Spectrum spectrum_of(const DenseKernel& kernel, Fft2d& fft) {
    const int n = fft.size();
    std::vector<double> grid(static_cast<std::size_t>(n) * n, 0.0);
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const int gx = (x - kernel.width / 2) & (n - 1), gy = (y - kernel.height / 2) & (n - 1);
            grid[static_cast<std::size_t>(gy) * n + gx] += kernel.at(x, y);
        }
    Spectrum spectrum = fft.make_spectrum();
    fft.forward(grid.data(), spectrum);
    return spectrum;
}

CascadeSpectra::CascadeSpectra(Fft2d& fft, int layers)
    : fft_(fft),
      grid_(static_cast<std::size_t>(fft.size()) * fft.size()),
      splats_(layers, fft.make_spectrum()),
      others_(layers, fft.make_spectrum()),
      response_(fft.make_spectrum()),
      suffix_(fft.make_spectrum()) {}

void CascadeSpectra::transform(const Cascade& cascade) {
    for (int l = 0; l < cascade.layers(); ++l) {
        splat_layer(cascade.layer(l), fft_.size(), grid_.data());
        fft_.forward(grid_.data(), splats_[l]);
    }
    response_ = splats_[0];
    for (int l = 1; l < cascade.layers(); ++l) multiply(response_, splats_[l], response_);
}

void CascadeSpectra::compute_others() {
    // Prefix products left to right, then suffix products right to left.
    const int layers = static_cast<int>(splats_.size());
    std::fill(others_[0].re.begin(), others_[0].re.end(), 1.0);
    std::fill(others_[0].im.begin(), others_[0].im.end(), 0.0);
    for (int l = 1; l < layers; ++l) multiply(others_[l - 1], splats_[l - 1], others_[l]);
    if (layers < 2) return;
    suffix_ = splats_[layers - 1];
    for (int l = layers - 2; l >= 0; --l) {
        multiply(others_[l], suffix_, others_[l]);
        if (l > 0) multiply(suffix_, splats_[l], suffix_);
    }
}

std::size_t CascadeSpectra::memory() const {
    return sizeof(double) * (grid_.size() + (2 + splats_.size() + others_.size()) * 2 * fft_.spectrum_size());
}

}  // namespace tapestry::offline
