/// The mean of optimisation curves that need not have points at the same steps.
#pragma once

#include <glm/vec2.hpp>
#include <span>
#include <vector>

#include "offline/study/row.h"

namespace tapestry::offline::report {

/// (x, mean kernel PSNR) at every x where one of the curves has a point; x is a curve's step or its seconds.
/// A curve that has ended stays where it ended; between its points it is linear in the logarithm of x. Points
/// at x = 0 are left out.
std::vector<glm::dvec2> mean_curve(std::span<const study::Row* const> rows, double study::CurvePoint::*x);

}  // namespace tapestry::offline::report
