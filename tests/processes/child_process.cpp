#include "tests/processes/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

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

// Reads both streams until both end, or until the deadline when there is one (milliseconds, negative = none).
void drain(const Child& child, ChildResult& result, int deadline) {
    const auto begin = std::chrono::steady_clock::now();
    std::array<pollfd, 2> files{{{child.out, POLLIN, 0}, {child.err, POLLIN, 0}}};
    std::array<std::string*, 2> texts{&result.out, &result.err};
    while (files[0].fd >= 0 || files[1].fd >= 0) {
        int wait = -1;
        if (deadline >= 0) {
            const auto passed = std::chrono::steady_clock::now() - begin;
            wait = deadline -
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count());
            if (wait <= 0) return;
        }
        if (poll(files.data(), files.size(), wait) <= 0) continue;
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
    drain(child, result, -1);
    finish(child, result);
    return result;
}

ChildResult run_and_kill(const std::vector<std::string>& arguments, int milliseconds) {
    ChildResult result;
    const Child child = start(arguments);
    drain(child, result, milliseconds);
    kill(child.pid, SIGKILL);
    finish(child, result);
    return result;
}

bool is_one_line(const std::string& text) {
    return !text.empty() && text.back() == '\n' && std::count(text.begin(), text.end(), '\n') == 1;
}

}  // namespace tapestry::test
