#include "offline/kernels/zernike.h"

#include <cassert>
#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>

namespace tapestry::offline {
namespace {

double factorial(int n) {
    return std::tgamma(n + 1.0);
}

}  // namespace

Zernike::Zernike(int noll) : cosine_(noll % 2 == 0) {
    assert(noll >= 1 && "Zernike: Noll's indices begin at 1");
    // Rows of n + 1 polynomials each; within a row m grows, by pairs where m > 0.
    int n = 0, before = 0;
    while (before + n + 1 < noll) before += ++n;
    const int place = noll - before - 1;
    const int m = n % 2 == 0 ? 2 * ((place + 1) / 2) : 2 * (place / 2) + 1;
    azimuthal_ = m;
    const double scale = std::sqrt((m == 0 ? 1.0 : 2.0) * (n + 1.0));
    for (int s = 0; s <= (n - m) / 2; ++s)
        radial_.push_back(scale * (s % 2 == 0 ? 1.0 : -1.0) * factorial(n - s) /
                          (factorial(s) * factorial((n + m) / 2 - s) * factorial((n - m) / 2 - s)));
}

double Zernike::operator()(glm::dvec2 pupil) const {
    const double rho_squared = glm::dot(pupil, pupil);
    double value = 0.0;
    for (const double coefficient : radial_) value = value * rho_squared + coefficient;
    if (azimuthal_ == 0) return value;
    const double angle = azimuthal_ * std::atan2(pupil.y, pupil.x);
    return value * std::pow(rho_squared, 0.5 * azimuthal_) * (cosine_ ? std::cos(angle) : std::sin(angle));
}

Wavefront::Wavefront(const std::vector<ZernikeTerm>& terms) {
    for (const ZernikeTerm& term : terms) {
        polynomials_.emplace_back(term.noll);
        waves_.push_back(term.waves);
    }
}

double Wavefront::operator()(glm::dvec2 pupil) const {
    double waves = 0.0;
    for (std::size_t i = 0; i < waves_.size(); ++i) waves += waves_[i] * polynomials_[i](pupil);
    return waves;
}

}  // namespace tapestry::offline
