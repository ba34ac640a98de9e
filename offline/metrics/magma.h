/// Error maps as pictures.
#pragma once

#include "offline/io/image_file.h"
#include "offline/metrics/plane.h"

namespace tapestry::offline {

/// Values in [0, 1], clamped, from black over violet and orange to pale yellow, ever lighter: the colours in
/// which FLIP's authors show its maps.
Picture8 magma_picture(const Plane& values);

}  // namespace tapestry::offline
