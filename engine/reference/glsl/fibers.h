/// Functions that take turns on one thread: a workgroup's invocations, which wait for each other at barriers.
#pragma once

#include <functional>

namespace tapestry::glsl {

/// Runs body(0) to body(count - 1), each until its next wait_for_others, again and again in this order until
/// all have ended. Nothing may be thrown. Not reentrant.
void run_fibers(int count, const std::function<void(int index)>& body);

/// Within a body: goes on when the others are here, too, or have ended.
void wait_for_others();

}  // namespace tapestry::glsl
