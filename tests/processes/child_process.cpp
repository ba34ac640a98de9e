#include "tests/processes/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>

namespace tapestry::test {
namespace {

struct Child {
    pid_t pid = -1;
    int out = -1, err = -1;
};

Child start(const std::vector<std::string>& arguments) {
    std::array<int, 2> out{}, err{};
    if (pipe2(out.data(), O_CLOEXEC) != 0 || pipe2(err.data(), O_CLOEXEC) != 0) std::abort();
    std::vector<char*> argv;
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        execv(argv[0], argv.data());
        _exit(127);
    }
    close(out[1]);
    close(err[1]);
    return {pid, out[0], err[0]};
}

// Reads both streams until both end or `is_enough`, which is asked now and then, says so.
void drain(const Child& child, ChildResult& result, const std::function<bool()>& is_enough) {
    constexpr int look_milliseconds = 5;
    std::array<pollfd, 2> files{{{child.out, POLLIN, 0}, {child.err, POLLIN, 0}}};
    std::array<std::string*, 2> texts{&result.out, &result.err};
    while ((files[0].fd >= 0 || files[1].fd >= 0) && !(is_enough && is_enough())) {
        if (poll(files.data(), files.size(), is_enough ? look_milliseconds : -1) <= 0) continue;
        for (int i = 0; i < 2; ++i) {
            if (files[i].fd < 0 || files[i].revents == 0) continue;
            std::array<char, 4096> buffer;
            const ssize_t count = read(files[i].fd, buffer.data(), buffer.size());
            if (count > 0)
                texts[i]->append(buffer.data(), static_cast<std::size_t>(count));
            else
                files[i].fd = -1;
        }
    }
}

bool has_worked_for(pid_t pid, int milliseconds) {
    clockid_t clock = {};
    timespec used = {};
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return false;
    return used.tv_sec * 1000 + used.tv_nsec / 1000000 >= milliseconds;
}

/// By the mask that Linux shows: a signal before a program is ready for it would end it as any other.
bool catches(pid_t pid, int signal) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("SigCgt:", 0) == 0)
            return (std::strtoull(line.c_str() + 7, nullptr, 16) >> (signal - 1) & 1) != 0;
    return false;
}

void finish(const Child& child, ChildResult& result) {
    close(child.out);
    close(child.err);
    int status = 0;
    waitpid(child.pid, &status, 0);
    if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& arguments) {
    ChildResult result;
    const Child child = start(arguments);
    drain(child, result, nullptr);
    finish(child, result);
    return result;
}

ChildResult run_and_kill(const std::vector<std::string>& arguments, int processor_milliseconds) {
    ChildResult result;
    const Child child = start(arguments);
    drain(child, result, [&] { return has_worked_for(child.pid, processor_milliseconds); });
    kill(child.pid, SIGKILL);
    finish(child, result);
    return result;
}

ChildResult run_and_interrupt(const std::vector<std::string>& arguments, int processor_milliseconds) {
    ChildResult result;
    const Child child = start(arguments);
    drain(child, result,
          [&] { return catches(child.pid, SIGINT) && has_worked_for(child.pid, processor_milliseconds); });
    kill(child.pid, SIGINT);
    drain(child, result, nullptr);
    finish(child, result);
    return result;
}

bool is_one_line(const std::string& text) {
    return !text.empty() && text.back() == '\n' && std::count(text.begin(), text.end(), '\n') == 1;
}

}  // namespace tapestry::test
