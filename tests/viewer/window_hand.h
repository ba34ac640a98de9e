/// A hand on the mouse and the keyboard of a virtual display, over a window found by its title.
#pragma once

#include <filesystem>
#include <string>

// Xlib.h defines macros such as None and Success, which other headers do not survive.
struct _XDisplay;
union _XEvent;

namespace tapestry::test {

class WindowHand {
  public:
    /// Waits until a window whose title contains `title` is on the display; the pointer goes into it.
    explicit WindowHand(const std::string& title);
    WindowHand(const WindowHand&) = delete;
    WindowHand& operator=(const WindowHand&) = delete;
    ~WindowHand();

    /// All positions are pixels of the window.
    void move(int x, int y);
    void press(unsigned button = 1);
    void release(unsigned button = 1);
    void click(int x, int y);
    void drag(int from_x, int from_y, int to_x, int to_y);
    /// The gap is between press and release, and between release and press.
    void double_click(int x, int y, int gap_milliseconds = 60);
    void scroll(bool up);
    void key(unsigned long symbol, bool with_control = false);

    /// Without waiting for the program; wait_a_frame() is for after many of them.
    void key_now(unsigned long symbol, bool with_control);
    void button_now(unsigned button, bool is_down);
    void wait_a_frame() const { rest(); }

    /// Drops a file on the window, as a file manager does (XDND 5). True when the window took it.
    bool drop(const std::filesystem::path& file);

  private:
    void rest() const;  ///< long enough for the program to draw a frame
    void key_event(unsigned long symbol, bool is_down);
    bool wait_for_message(const char* type, _XEvent& event);
    bool offer(const std::string& uri_list);

    _XDisplay* display_ = nullptr;
    unsigned long window_ = 0;
    unsigned long source_ = 0;  ///< where drops come from
};

}  // namespace tapestry::test
