#include "tests/viewer/virtual_display.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace tapestry::test {

VirtualDisplay::VirtualDisplay() {
    std::array<int, 2> number{};
    REQUIRE(pipe(number.data()) == 0);
    server_ = fork();
    if (server_ == 0) {
        const int quiet = open("/dev/null", O_WRONLY);
        dup2(quiet, STDOUT_FILENO);
        dup2(quiet, STDERR_FILENO);
        close(number[0]);
        const std::string descriptor = std::to_string(number[1]);
        execlp("Xvfb", "Xvfb", "-displayfd", descriptor.c_str(), "-screen", "0", "1400x900x24", "-nolisten",
               "tcp", "-noreset", static_cast<char*>(nullptr));
        _exit(127);
    }
    close(number[1]);
    // The server writes its number when it is ready to be connected to.
    std::array<char, 16> name{':'};
    std::size_t length = 1;
    while (length + 1 < name.size()) {
        const ssize_t got = read(number[0], name.data() + length, 1);
        if (got <= 0 || name[length] == '\n') break;
        ++length;
    }
    close(number[0]);
    REQUIRE_MESSAGE(length > 1, "Xvfb does not start");
    name_.assign(name.data(), length);
    setenv("DISPLAY", name_.c_str(), 1);
}

VirtualDisplay::~VirtualDisplay() {
    kill(server_, SIGTERM);
    waitpid(server_, nullptr, 0);
}

}  // namespace tapestry::test
