/// What a running viewer tells about its window (--write-layout): where its controls are, and how far it has
/// come.
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

    /// How many acts of the hand the window has seen and answered.
    int acts_seen() const;
    /// Waits until nothing is on its way in the window.
    void rest() const;
    /// Waits until there is such a control and it lies still. Fails the test when there never is one.
    Place place(const std::string& name) const;
    /// Whether there is one when the window is at rest.
    bool has(const std::string& name) const;

  private:
    std::filesystem::path file_;
};

}  // namespace tapestry::test
