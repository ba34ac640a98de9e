/// A progress bar with the time left, on standard error when that is a terminal.
#pragma once

#include <string>

namespace tapestry::offline::cli {

class ProgressBar {
  public:
    explicit ProgressBar(std::string title);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    /// done: [0, 1]; seconds: since the start; note: a few words behind the bar.
    void show(double done, double seconds, const std::string& note);

  private:
    std::string title_;
    bool terminal_;
    double last_shown_ = -1.0;
};

}  // namespace tapestry::offline::cli
