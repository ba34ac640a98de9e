#include "offline/fit/fft.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>

// One binary serves every x86-64: the butterflies are compiled twice and picked at load time. Contraction is
// off, so both give the same bits. Sanitizers and ifunc resolvers do not mix.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(TAPESTRY_SANITIZED)
#define TAPESTRY_VECTOR_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define TAPESTRY_VECTOR_CLONES
#endif

namespace tapestry::offline {
namespace {

// Columns are transformed four at a time: one AVX2 register holds the same element of four columns, so that a
// butterfly has no shuffles. Eight columns (two registers) make a block: one cache line of the grid a row.
typedef double Lanes __attribute__((vector_size(32), aligned(8), may_alias));
constexpr int lanes = 4;
constexpr int block_columns = 8;

[[gnu::always_inline]] inline const Lanes& lanes_at(const double* first) {
    return *reinterpret_cast<const Lanes*>(first);
}
[[gnu::always_inline]] inline Lanes& lanes_at(double* first) {
    return *reinterpret_cast<Lanes*>(first);
}

struct Planes {
    double* re;
    double* im;
};

// One Stockham stage of radix 4: sub-transforms of length `length`, `span` of them interleaved. Reads x,
// writes y. Source of the index pattern: Stockham autosort FFT, as in Van Loan, "Computational Frameworks for
// the FFT", 1.7.
[[gnu::always_inline]] inline void radix4(Planes x, Planes y, int length, int span, const double* wr,
                                          const double* wi, int n) {
    const int quarter = length / 4;
    const int run = span * block_columns;
    const int step = n / length;
    for (int p = 0; p < quarter; ++p) {
        const double w1r = wr[p * step], w1i = wi[p * step];
        const double w2r = wr[2 * p * step], w2i = wi[2 * p * step];
        const double w3r = wr[3 * p * step], w3i = wi[3 * p * step];
        const double* ar = x.re + run * p;
        const double* ai = x.im + run * p;
        double* or_ = y.re + 4 * run * p;
        double* oi = y.im + 4 * run * p;
        const std::ptrdiff_t in = static_cast<std::ptrdiff_t>(run) * quarter;
        for (int q = 0; q < run; q += lanes) {
            const Lanes a_r = lanes_at(ar + q), a_i = lanes_at(ai + q);
            const Lanes b_r = lanes_at(ar + q + in), b_i = lanes_at(ai + q + in);
            const Lanes c_r = lanes_at(ar + q + 2 * in), c_i = lanes_at(ai + q + 2 * in);
            const Lanes d_r = lanes_at(ar + q + 3 * in), d_i = lanes_at(ai + q + 3 * in);
            const Lanes apc_r = a_r + c_r, apc_i = a_i + c_i;
            const Lanes amc_r = a_r - c_r, amc_i = a_i - c_i;
            const Lanes bpd_r = b_r + d_r, bpd_i = b_i + d_i;
            const Lanes jbmd_r = d_i - b_i, jbmd_i = b_r - d_r;
            lanes_at(or_ + q) = apc_r + bpd_r;
            lanes_at(oi + q) = apc_i + bpd_i;
            const Lanes u_r = amc_r - jbmd_r, u_i = amc_i - jbmd_i;
            lanes_at(or_ + q + run) = u_r * w1r - u_i * w1i;
            lanes_at(oi + q + run) = u_r * w1i + u_i * w1r;
            const Lanes v_r = apc_r - bpd_r, v_i = apc_i - bpd_i;
            lanes_at(or_ + q + 2 * run) = v_r * w2r - v_i * w2i;
            lanes_at(oi + q + 2 * run) = v_r * w2i + v_i * w2r;
            const Lanes t_r = amc_r + jbmd_r, t_i = amc_i + jbmd_i;
            lanes_at(or_ + q + 3 * run) = t_r * w3r - t_i * w3i;
            lanes_at(oi + q + 3 * run) = t_r * w3i + t_i * w3r;
        }
    }
}

// The last stage of an odd power of two: length 2, no twiddles.
[[gnu::always_inline]] inline void radix2_last(Planes x, Planes y, int span) {
    const int run = span * block_columns;
    for (int q = 0; q < run; ++q) {
        const double ar = x.re[q], ai = x.im[q], br = x.re[q + run], bi = x.im[q + run];
        y.re[q] = ar + br;
        y.im[q] = ai + bi;
        y.re[q + run] = ar - br;
        y.im[q + run] = ai - bi;
    }
}

// Transforms `columns` columns of an n-row array in place. Swap re and im for the inverse.
TAPESTRY_VECTOR_CLONES
void transform_columns(double* re, double* im, int n, int columns, int stride, const double* wr,
                       const double* wi, double* scratch) {
    const std::size_t plane = static_cast<std::size_t>(n) * block_columns;
    for (int first = 0; first < columns; first += block_columns) {
        const int width = columns - first < block_columns ? columns - first : block_columns;
        Planes x{scratch, scratch + plane}, y{scratch + 2 * plane, scratch + 3 * plane};
        for (int row = 0; row < n; ++row) {
            const std::size_t at = static_cast<std::size_t>(row) * stride + first;
            std::memcpy(x.re + row * block_columns, re + at, width * sizeof(double));
            std::memcpy(x.im + row * block_columns, im + at, width * sizeof(double));
        }
        int length = n, span = 1;
        while (length >= 4) {
            radix4(x, y, length, span, wr, wi, n);
            const Planes done = y;
            y = x;
            x = done;
            length /= 4;
            span *= 4;
        }
        if (length == 2) {
            radix2_last(x, y, span);
            x = y;
        }
        for (int row = 0; row < n; ++row) {
            const std::size_t at = static_cast<std::size_t>(row) * stride + first;
            std::memcpy(re + at, x.re + row * block_columns, width * sizeof(double));
            std::memcpy(im + at, x.im + row * block_columns, width * sizeof(double));
        }
    }
}

}  // namespace

Fft2d::Fft2d(int n) : n_(n), stride_((n / 2 + 1 + block_columns - 1) / block_columns * block_columns) {
    assert(n >= 8 && n <= 4096 && std::has_single_bit(static_cast<unsigned>(n)) &&
           "Fft2d: power of two, 8..4096");
    for (int k = 0; k < n; ++k) {
        const double angle = -2.0 * std::numbers::pi * k / n;
        twiddle_re_.push_back(std::cos(angle));
        twiddle_im_.push_back(std::sin(angle));
    }
    half_re_.resize(static_cast<std::size_t>(n) * n / 2);
    half_im_.resize(half_re_.size());
    block_.resize(static_cast<std::size_t>(4) * n * block_columns);
}

Spectrum Fft2d::make_spectrum() const {
    return {std::vector<double>(spectrum_size(), 0.0), std::vector<double>(spectrum_size(), 0.0)};
}

void Fft2d::forward(const double* grid, Spectrum& out) {
    // Two real columns make one complex column: z = f(x) + i f(x + n/2). Transform along y, then take the two
    // real transforms apart by their symmetry, writing them transposed, and transform along x.
    const int half = n_ / 2;
    for (int y = 0; y < n_; ++y) {
        const double* row = grid + static_cast<std::size_t>(y) * n_;
        std::memcpy(&half_re_[static_cast<std::size_t>(y) * half], row, half * sizeof(double));
        std::memcpy(&half_im_[static_cast<std::size_t>(y) * half], row + half, half * sizeof(double));
    }
    transform_columns(half_re_.data(), half_im_.data(), n_, half, half, twiddle_re_.data(),
                      twiddle_im_.data(), block_.data());
    for (int first = 0; first < half; first += lanes) {
        for (int ky = 0; ky <= half; ++ky) {
            const std::size_t at = static_cast<std::size_t>(ky) * half + first;
            const std::size_t mirror = static_cast<std::size_t>((n_ - ky) % n_) * half + first;
            for (int i = 0; i < lanes; ++i) {
                const double zr = half_re_[at + i], zi = half_im_[at + i];
                const double mr = half_re_[mirror + i], mi = half_im_[mirror + i];
                const std::size_t left = static_cast<std::size_t>(first + i) * stride_ + ky;
                const std::size_t right = left + static_cast<std::size_t>(half) * stride_;
                out.re[left] = 0.5 * (zr + mr);
                out.im[left] = 0.5 * (zi - mi);
                out.re[right] = 0.5 * (zi + mi);
                out.im[right] = 0.5 * (mr - zr);
            }
        }
    }
    transform_columns(out.re.data(), out.im.data(), n_, half + 1, stride_, twiddle_re_.data(),
                      twiddle_im_.data(), block_.data());
}

void Fft2d::inverse(Spectrum& in, double* grid) {
    const int half = n_ / 2;
    transform_columns(in.im.data(), in.re.data(), n_, half + 1, stride_, twiddle_re_.data(),
                      twiddle_im_.data(), block_.data());
    for (int first = 0; first < half; first += lanes) {
        for (int ky = 0; ky <= half; ++ky) {
            const std::size_t at = static_cast<std::size_t>(ky) * half + first;
            const std::size_t mirror = static_cast<std::size_t>((n_ - ky) % n_) * half + first;
            // At ky = 0 and n/2 a real grid's spectrum is its own mirror image; what rounding left there is
            // dropped by writing the mirror first.
            for (int i = 0; i < lanes; ++i) {
                const std::size_t left = static_cast<std::size_t>(first + i) * stride_ + ky;
                const std::size_t right = left + static_cast<std::size_t>(half) * stride_;
                const double ar = in.re[left], ai = in.im[left], br = in.re[right], bi = in.im[right];
                half_re_[mirror + i] = ar + bi;
                half_im_[mirror + i] = br - ai;
                half_re_[at + i] = ar - bi;
                half_im_[at + i] = ai + br;
            }
        }
    }
    transform_columns(half_im_.data(), half_re_.data(), n_, half, half, twiddle_re_.data(),
                      twiddle_im_.data(), block_.data());
    const double scale = 1.0 / (static_cast<double>(n_) * n_);
    for (int y = 0; y < n_; ++y) {
        double* row = grid + static_cast<std::size_t>(y) * n_;
        const double* re = &half_re_[static_cast<std::size_t>(y) * half];
        const double* im = &half_im_[static_cast<std::size_t>(y) * half];
        for (int x = 0; x < half; ++x) {
            row[x] = re[x] * scale;
            row[x + half] = im[x] * scale;
        }
    }
}

}  // namespace tapestry::offline
