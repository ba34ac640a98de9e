/// Counts the heap allocations of the code under test.
#pragma once

#include <cstddef>

namespace tapestry::test {

/// Calls of operator new on this thread so far.
std::size_t allocation_count();

}  // namespace tapestry::test
