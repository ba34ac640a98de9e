/// Values that change with time, as glTF 2.0's animations have them. No OpenGL here.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tapestry::demo {

enum class Interpolation { step, linear, cubic };

struct Keyframes {
    Interpolation interpolation = Interpolation::linear;
    bool is_rotation = false;   ///< unit quaternions, x y z w: linear is along the sphere
    std::size_t width = 0;      ///< numbers a value
    std::vector<float> times;   ///< seconds, ascending
    std::vector<float> values;  ///< one a time; cubic: tangent before, value, tangent after
};

/// The value at a time; before the first and after the last it stays. Precondition: a time or more, as many
/// values as times ask for, and `into` is `width` long.
void sample(const Keyframes& frames, double time_s, std::span<float> into);

}  // namespace tapestry::demo
