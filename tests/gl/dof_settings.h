/// A frame of DepthOfField as the references take it.
#pragma once

#include "effects/dof_frame.h"
#include "reference/dof_reference.h"

namespace tapestry::test {

DofSettings dof_settings(const DofFrame& frame);

}  // namespace tapestry::test
