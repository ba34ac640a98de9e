#include "offline/fit/damping.h"

#include <algorithm>
#include <cmath>

namespace tapestry::offline {

void Damping::accept(double gain) {
    lambda_ *= std::max(1.0 / 3.0, 1.0 - std::pow(2.0 * gain - 1.0, 3));
    growth_ = 2.0;
}

bool Damping::reject() {
    constexpr double max_lambda = 1e10;
    lambda_ *= growth_;
    growth_ *= 2.0;
    return lambda_ <= max_lambda;
}

bool SmallSteps::add(double from, double to) {
    in_a_row_ = from - to < tolerance_ * from ? in_a_row_ + 1 : 0;
    return in_a_row_ >= patience_;
}

}  // namespace tapestry::offline
