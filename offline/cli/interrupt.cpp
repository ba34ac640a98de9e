#include "offline/cli/interrupt.h"

#include <csignal>

namespace tapestry::offline::cli {
namespace {

std::atomic<bool> interrupted{false};

void on_interrupt(int) {
    interrupted.store(true);
}

}  // namespace

InterruptRequest::InterruptRequest() {
    std::signal(SIGINT, on_interrupt);
}

InterruptRequest::~InterruptRequest() {
    std::signal(SIGINT, SIG_DFL);
}

const std::atomic<bool>& InterruptRequest::requested() const {
    return interrupted;
}

}  // namespace tapestry::offline::cli
