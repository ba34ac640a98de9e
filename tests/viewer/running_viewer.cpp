#include "tests/viewer/running_viewer.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/processes/waiting.h"

namespace tapestry::test {

RunningViewer::RunningViewer(const Folder& folder, const std::vector<std::string>& arguments)
    : errors_(folder / "stderr.txt") {
    const auto command = viewer_command(arguments);
    std::vector<char*> argv;
    for (const std::string& argument : command) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    child_ = fork();
    if (child_ == 0) {
        const int errors = open(errors_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        const int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDOUT_FILENO);
        dup2(errors, STDERR_FILENO);
        // What the window remembers stays in the folder.
        setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
        if (chdir(folder.path().c_str()) != 0) _exit(126);
        execv(argv[0], argv.data());
        _exit(127);
    }
    REQUIRE(child_ > 0);
}

RunningViewer::~RunningViewer() {
    if (child_ <= 0) return;
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
}

std::string RunningViewer::standard_error() const {
    return bytes_of(errors_);
}

int RunningViewer::wait_for_end() {
    int status = 0;
    if (!wait_until([&] { return waitpid(child_, &status, WNOHANG) == child_; })) return -1;
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

offline::Picture8 take_picture(const std::filesystem::path& path) {
    wait_until([&] { return std::filesystem::exists(path); });
    auto picture = read_or_fail(path);
    std::filesystem::remove(path);
    return picture;
}

}  // namespace tapestry::test
