/// Where the controls of a running viewer are, as it writes them (--write-layout).
#pragma once

#include <filesystem>
#include <string>

namespace tapestry::test {

struct Place {
    int x = 0, y = 0;  ///< the middle, pixels of the window
    int left = 0, top = 0, right = 0, bottom = 0;
};

class WindowLayout {
  public:
    explicit WindowLayout(std::filesystem::path file) : file_(std::move(file)) {}

    /// Waits until there is such a control and it lies still. Fails the test when there never is one.
    Place place(const std::string& name) const;
    bool has(const std::string& name) const;

  private:
    std::filesystem::path file_;
};

}  // namespace tapestry::test
