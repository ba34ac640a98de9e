/// Random tables of every kind, each with parameters below, on, between and above its knots.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "random_tables.h"

namespace tapestry::test {

struct FilterCase {
    std::string name;
    RandomTableShape shape;
    std::array<float, 2> parameter = {0.0f, 0.0f};  ///< of a uniform filter
    double low = 0.0, high = 0.0;                   ///< of a texture of parameters, before its factor
    float factor = 1.0f;

    bool takes_a_map() const { return shape.axes.size() == 1; }
};

std::vector<FilterCase> filter_cases();

}  // namespace tapestry::test
