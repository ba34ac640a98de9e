/// Valid tables with taps at random, for tests that hold two implementations against each other.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "tapestry/tap_table.h"

namespace tapestry::test {

/// TAPESTRY_TEST_SEED of the environment, or always the same one.
std::uint32_t test_seed();
/// How often a test with random input repeats: `usual` times TAPESTRY_TEST_TIMES of the environment, 1 where
/// it says none; tests/full.sh says more.
unsigned test_rounds(unsigned usual);

struct RandomTableShape {
    std::vector<std::uint32_t> layer_taps = {5, 12, 19};
    std::vector<Axis> axes;  ///< an axis at 0 gets the identity there when it measures a size
    double reach_px = 6.0;   ///< offsets lie in [-reach, reach]
    bool is_signed = false;
};

TapTable random_table(const RandomTableShape& shape, std::mt19937& random);

/// 0, 1, 3, 8 px.
Axis radius_axis(Beyond beyond = Beyond::clamp);

/// 10, 100, 190, 300 of 360 degrees.
Axis angle_axis();

}  // namespace tapestry::test
