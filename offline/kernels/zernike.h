/// Zernike polynomials: the aberrations of a round pupil.
#pragma once

#include <glm/vec2.hpp>
#include <vector>

namespace tapestry::offline {

/// A polynomial by Noll's single index j >= 1 and normalisation: its mean square over the unit disk is 1, so
/// its coefficient is a root-mean-square wavefront error. 1 piston, 2 3 tilts, 4 defocus, 5 6 astigmatism, 7
/// 8 coma along y and x, 9 10 trefoil, 11 spherical aberration. R. J. Noll, "Zernike polynomials and
/// atmospheric turbulence", J. Opt. Soc. Am. 66, 207 (1976), eq. 1-4.
class Zernike {
  public:
    explicit Zernike(int noll);

    /// pupil: in the unit disk.
    double operator()(glm::dvec2 pupil) const;

  private:
    int azimuthal_ = 0;
    bool cosine_ = true;
    std::vector<double> radial_;  ///< coefficients of rho^n, rho^(n-2), ..., rho^m
};

struct ZernikeTerm {
    int noll = 1;
    double waves = 0.0;  ///< root-mean-square wavefront error in wavelengths
};

/// A pupil's wavefront error in wavelengths.
class Wavefront {
  public:
    explicit Wavefront(const std::vector<ZernikeTerm>& terms);

    double operator()(glm::dvec2 pupil) const;

  private:
    std::vector<Zernike> polynomials_;
    std::vector<double> waves_;
};

}  // namespace tapestry::offline
