/// Waiting for what a test expects to see, instead of for a time that suits one machine.
#pragma once

#include <functional>

namespace tapestry::test {

/// Looks again and again until the condition holds. False when it never does: after ten minutes, far longer
/// than anything takes beside sanitizers and a full machine, or soon after a program that this one started
/// has ended, for then nothing will change any more.
bool wait_until(const std::function<bool()>& condition);

}  // namespace tapestry::test
