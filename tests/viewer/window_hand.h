/// A hand on the mouse and the keyboard of a virtual display, over a window found by its title.
#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>

#include "tests/viewer/window_layout.h"

// Xlib.h defines macros such as None and Success, which other headers do not survive.
struct _XDisplay;
union _XEvent;

namespace tapestry::test {

/// It acts at once, however slow the window is: what it does waits in line there. Before it looks where
/// something is, it waits until the window has seen and answered all of it.
class WindowHand {
  public:
    /// Waits until a window whose title contains `title` is on the display; the pointer goes into it.
    WindowHand(const std::string& title, const WindowLayout& layout);
    WindowHand(const WindowHand&) = delete;
    WindowHand& operator=(const WindowHand&) = delete;
    ~WindowHand();

    /// All positions are pixels of the window.
    void move(int x, int y);
    void button(unsigned button, bool is_down);
    void click(int x, int y);
    void drag(int from_x, int from_y, int to_x, int to_y);
    void double_click(int x, int y);
    void scroll(bool up);
    void key(unsigned long symbol, bool with_control = false);

    /// Drops a file on the window, as a file manager does (XDND 5). True when the window took it.
    bool drop(const std::filesystem::path& file);

    /// Waits until the window has done what it was asked to, and nothing moves in it.
    void rest() const;
    /// Where a control is, once the window rests.
    Place place(const std::string& name) const;
    bool sees(const std::string& name) const;

  private:
    void key_event(unsigned long symbol, bool is_down);
    bool wait_for_message(const char* type, _XEvent& event);
    bool offer(const std::string& uri_list);

    _XDisplay* display_ = nullptr;
    unsigned long window_ = 0;
    unsigned long source_ = 0;  ///< where drops come from
    WindowLayout layout_;
    int acts_ = 0;                                                             ///< that the window is to see
    std::map<unsigned long, std::chrono::steady_clock::time_point> released_;  ///< keys
    std::array<bool, 8> buttons_ = {};                                         ///< that are down
};

}  // namespace tapestry::test
