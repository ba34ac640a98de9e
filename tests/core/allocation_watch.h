/// Watches how much memory the code under test asks for at once.
#pragma once

#include <cstddef>

namespace tapestry::test {

/// The largest single allocation by operator new while this lives. One at a time.
class AllocationWatch {
  public:
    AllocationWatch();
    ~AllocationWatch();
    AllocationWatch(const AllocationWatch&) = delete;
    AllocationWatch& operator=(const AllocationWatch&) = delete;

    std::size_t largest() const;
};

}  // namespace tapestry::test
