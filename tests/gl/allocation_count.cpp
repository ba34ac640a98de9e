#include "allocation_count.h"

#include <cstdlib>
#include <new>

namespace {
[[maybe_unused]] thread_local std::size_t made_in_thread = 0;
}

// Sanitizers watch allocations themselves, and want theirs all or none: nothing is counted then.
#ifndef TAPESTRY_SANITIZED
void* operator new(std::size_t size) {
    ++made_in_thread;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
#endif

namespace tapestry::test {

std::size_t allocation_count() {
    return made_in_thread;
}

}  // namespace tapestry::test
