/// Threads that work on what nobody waits for leave the machine to those that draw.
#pragma once

namespace tapestry::demo {

/// Lowers the calling thread's priority, where the system knows such a thing.
void yield_to_others();

}  // namespace tapestry::demo
