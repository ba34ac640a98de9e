/// Geometry of a tilted plane of focus.
#pragma once

#include "tapestry/focal_plane_options.h"

namespace tapestry {

/// The focus distance over the distance at which the ray through a picture position meets the plane.
double nearness_of_plane(const FocalPlaneOptions& valid, double x, double y, int width, int height);

}  // namespace tapestry
