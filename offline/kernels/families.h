/// The kinds of kernels, one source file a kind, and the parameters that several share.
#pragma once

#include <string>

#include "tapestry/fit/kernel_family.h"
#include "tapestry/outline.h"

namespace tapestry::offline {

KernelFamily gaussian_family();
KernelFamily disk_family();
KernelFamily ring_family();
KernelFamily square_family();
KernelFamily ngon_family();
KernelFamily ellipse_family();
KernelFamily catseye_family();
KernelFamily star_family();
KernelFamily flower_family();
KernelFamily heart_family();
KernelFamily bird_family();
KernelFamily ampersand_family();
KernelFamily glyph_family();
KernelFamily line_family();
KernelFamily coma_family();
KernelFamily spherical_family();

/// radius: the farthest extent from the origin, (0, 127] px.
KernelParameter radius_parameter(const std::string& help);

/// rotation: turns the upright shape clockwise on the picture, [-360, 360] deg, axis angle_deg.
KernelParameter rotation_parameter();

/// angle: a direction, 0 to the right and clockwise on the picture, [-360, 360] deg, axis angle_deg.
KernelParameter angle_parameter(const std::string& what);

/// Periods of shapes that are themselves at any angle, or only after a whole turn.
double at_any_angle(const KernelSettings&);
double after_a_whole_turn(const KernelSettings&);

/// The shape at the settings' radius and rotation, about the origin that it was drawn around.
DenseKernel placed_shape(const Outline& shape, const KernelSettings& settings);
DenseKernel placed_shape(const Outline& shape, double radius_px, double rotation_deg);

}  // namespace tapestry::offline
