/// Runs a program as people do: arguments in, exit code and both streams out.
#pragma once

#include <string>
#include <vector>

namespace tapestry::test {

struct ChildResult {
    int exit_code = -1;  ///< -1 when a signal ended it
    int signal = 0;
    std::string out;
    std::string err;
};

/// arguments[0] is the program's path. Waits for the end.
ChildResult run_child(const std::vector<std::string>& arguments);

/// Starts it, sends SIGKILL or SIGINT when it has worked for so long, by the processor's time and not by the
/// clock's, and waits for the end. SIGINT waits until the program says that it catches it, too.
ChildResult run_and_kill(const std::vector<std::string>& arguments, int processor_milliseconds);
ChildResult run_and_interrupt(const std::vector<std::string>& arguments, int processor_milliseconds);

/// True when `text` is exactly one line.
bool is_one_line(const std::string& text);

}  // namespace tapestry::test
