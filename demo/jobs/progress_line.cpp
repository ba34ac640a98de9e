#include "jobs/progress_line.h"

#include <unistd.h>

#include <cstdio>

namespace tapestry::demo {

ProgressLine::ProgressLine(int total, std::string what, int already)
    : total_(total), already_(already), what_(std::move(what)), is_watched_(isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
    if (has_shown_) std::fputc('\n', stderr);
}

void ProgressLine::show(int done) {
    const auto now = Clock::now();
    if (!is_watched_ || (done < total_ && now - last_ < std::chrono::seconds(1))) return;
    last_ = now;
    has_shown_ = true;
    std::string left;
    if (done > already_ && done < total_) {
        const double seconds = std::chrono::duration<double>(now - began_).count();
        left = ", " + readable_duration(seconds / (done - already_) * (total_ - done)) + " left";
    }
    // Blanks over what a longer line has left.
    std::fprintf(stderr, "\r%d of %d %s%s        ", done, total_, what_.c_str(), left.c_str());
    std::fflush(stderr);
}

std::string readable_duration(double seconds) {
    char text[32];
    if (seconds < 90.0)
        std::snprintf(text, sizeof text, "%.0f s", seconds);
    else if (seconds < 90.0 * 60.0)
        std::snprintf(text, sizeof text, "%.0f min", seconds / 60.0);
    else
        std::snprintf(text, sizeof text, "%.1f h", seconds / 3600.0);
    return text;
}

}  // namespace tapestry::demo
