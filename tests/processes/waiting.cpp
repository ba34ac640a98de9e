#include "tests/processes/waiting.h"

#include <sys/wait.h>

#include <chrono>
#include <thread>

namespace tapestry::test {
namespace {

constexpr auto patience = std::chrono::minutes(10);
constexpr auto step = std::chrono::milliseconds(10);

bool has_child_ended() {
    siginfo_t info = {};
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0;
}

}  // namespace

bool wait_until(const std::function<bool()>& condition) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        // Asked first: what it did before it ended counts.
        const bool is_over = has_child_ended();
        if (condition()) return true;
        if (is_over) return false;
        std::this_thread::sleep_for(step);
    }
    return false;
}

}  // namespace tapestry::test
