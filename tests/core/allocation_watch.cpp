#include "allocation_watch.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {
std::atomic<bool> watching = false;
std::atomic<std::size_t> largest_seen = 0;
}  // namespace

void* operator new(std::size_t size) {
    if (watching && size > largest_seen) largest_seen = size;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace tapestry::test {

AllocationWatch::AllocationWatch() {
    largest_seen = 0;
    watching = true;
}

AllocationWatch::~AllocationWatch() {
    watching = false;
}

std::size_t AllocationWatch::largest() const {
    return largest_seen;
}

}  // namespace tapestry::test
