#include "offline/cli/progress_bar.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/core/os.h"

namespace tapestry::offline::cli {

ProgressBar::ProgressBar(std::string title) : title_(std::move(title)), terminal_(os::is_terminal(stderr)) {}

ProgressBar::~ProgressBar() {
    if (terminal_ && last_shown_ >= 0.0) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(double done, double seconds, const std::string& note) {
    constexpr double interval = 0.1;
    constexpr int width = 30;
    if (!terminal_ || (done < 1.0 && last_shown_ >= 0.0 && seconds - last_shown_ < interval)) return;
    last_shown_ = seconds;
    done = std::clamp(done, 0.0, 1.0);
    std::string bar(width, '.');
    std::fill_n(bar.begin(), static_cast<int>(done * width), '#');
    const double left = done > 0.02 ? seconds / done - seconds : 0.0;
    std::fprintf(stderr, "\r\033[K%s [%s] %3.0f %%  %.0f s left  %s", title_.c_str(), bar.c_str(),
                 100.0 * done, left, note.c_str());
    std::fflush(stderr);
}

}  // namespace tapestry::offline::cli
