/// Tables for the tests: a small one to reason about by hand, and random ones.
#pragma once

#include <cstdint>
#include <random>

#include "tapestry/tap_table.h"

namespace tapestry::test {

/// The seed of this run's random tests: TAPESTRY_TEST_SEED of the environment, or always the same one.
std::uint64_t test_seed();

double uniform(std::mt19937_64& random, double least, double most);
int uniform_int(std::mt19937_64& random, int least, int most);

/// One layer of two taps over radius_px {0, 4, 8}: the identity at 0, then taps at (-r, 0) and (0, r) of
/// weights 0.25 and 0.75.
TapTable wedge_table();

/// A valid table with 0, 1 or 2 axes and everything else random: counts, axes, taps, names, metadata.
TapTable random_table(std::mt19937_64& random, int axes);

/// A filter whose layers sum to 1, with offsets up to `longest_px` on either axis.
Filter random_filter(std::mt19937_64& random, std::uint32_t layers, std::uint32_t taps, double longest_px);

}  // namespace tapestry::test
