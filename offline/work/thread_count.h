/// What an option `threads` stands for.
#pragma once

#include <algorithm>
#include <thread>

namespace tapestry::offline {

/// The number that was asked for; for 0 as many as the machine has.
inline int thread_count(int asked) {
    return asked > 0 ? asked : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

}  // namespace tapestry::offline
