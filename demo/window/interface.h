/// Dear ImGui inside our window: set up once, begun and drawn every frame.
#pragma once

#include <array>
#include <limits>
#include <vector>

#include "platform/window.h"
#include "theme.h"

namespace tapestry::demo {

class Interface {
  public:
    /// `ui_scale` 0 takes the display's. The window must outlive the interface.
    static Result<Interface> create(Window& window, float ui_scale);

    Interface(Interface&&) noexcept;
    Interface& operator=(Interface&&) = delete;
    ~Interface();

    const Theme& theme() const { return theme_; }
    void set_layout_log(LayoutLog* log) { theme_.places = log; }

    /// With what the hand did since the last one.
    void begin_frame(const std::vector<InputEvent>& input);
    /// Draws what was laid out since begin_frame into the bound framebuffer.
    void draw();

  private:
    static constexpr double outside = -std::numeric_limits<float>::max();  ///< as ImGui has it

    Interface(Theme theme, GLFWwindow* window) : theme_(theme), window_(window) {}
    void take(const InputEvent& event);
    void press_or_release(const InputEvent& event);

    Theme theme_;
    GLFWwindow* window_;
    double x_ = outside, y_ = outside;  ///< the pointer, in screen coordinates of the window
    std::array<bool, 5> buttons_ = {};  ///< that are down: left, right, middle and two more
    double pressed_at_ = outside;       ///< seconds: any button, last
    bool alive_ = true;
};

}  // namespace tapestry::demo
