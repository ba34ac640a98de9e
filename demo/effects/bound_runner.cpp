#include "effects/bound_runner.h"

namespace tapestry::demo {

EffectFrame effect_frame(const EffectInput& input) {
    EffectFrame frame;
    frame.source = input.source;
    frame.target = input.target;
    frame.row0 = input.row0;
    return frame;
}

}  // namespace tapestry::demo
