/// Every kind of effect, each in a file of its name.
#pragma once

#include "effects/effect_kind.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry::demo {

EffectKind tilt_shift_kind();

/// The band's options, for handles that are dragged on the picture.
TiltShiftOptions tilt_shift_options(std::span<const float> values);
void store_tilt_shift_options(const TiltShiftOptions& options, std::span<float> values);

}  // namespace tapestry::demo
