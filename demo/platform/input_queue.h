/// What the hand does, given to the program's frames so that a slow frame loses none of it.
#pragma once

#include <deque>
#include <filesystem>
#include <vector>

namespace tapestry::demo {

struct InputEvent {
    enum class Kind {
        pointer,  ///< it is at x, y now, in screen coordinates of the window; or outside, and is_down is
                  ///< false
        button,   ///< `code` counts from 0, left, right, middle
        wheel,    ///< turned by x, y steps
        key,      ///< `code` is GLFW's
        text,     ///< `code` is Unicode's
        drop,     ///< `path` was dropped on the window
        focus     ///< the window has the keyboard now, or has not
    };
    Kind kind = Kind::pointer;
    double x = 0.0, y = 0.0;
    int code = 0;
    int scancode = 0;   ///< of a key
    int modifiers = 0;  ///< of a key: GLFW_MOD_... bits
    bool is_down = false;
    std::filesystem::path path = {};
    /// Seconds between which it happened: the program looks for events once a frame, and learns no more.
    double earliest = 0.0, latest = 0.0;
};

/// A program that draws frame after frame sees each time what is pressed and where the pointer is *now*. Of
/// what happens within one frame it would miss a press that was released again, and take what was pressed to
/// be where the pointer went next. So a frame gets as many events as it can tell apart, and what follows
/// waits for the next.
class InputQueue {
  public:
    void push(InputEvent event) { events_.push_back(std::move(event)); }
    bool is_empty() const { return events_.empty(); }

    /// The events of the next frame, in their order.
    std::vector<InputEvent> take_frame();

  private:
    std::deque<InputEvent> events_;
};

}  // namespace tapestry::demo
