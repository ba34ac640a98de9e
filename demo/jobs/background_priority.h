/// Threads that work on what nobody waits for leave the machine to those that draw.
#pragma once

namespace tapestry::demo {

/// Lowers the calling thread's priority, and that of threads which it starts, for good: Linux counts
/// priorities by thread and does not let them rise again. Other systems go on as they were.
void yield_to_others();

}  // namespace tapestry::demo
