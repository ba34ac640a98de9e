/// Dear ImGui inside our window: set up once, begun and drawn every frame.
#pragma once

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

    void begin_frame();
    /// Draws what was laid out since begin_frame into the bound framebuffer.
    void draw();

  private:
    explicit Interface(Theme theme) : theme_(theme) {}
    Theme theme_;
    bool alive_ = true;
};

}  // namespace tapestry::demo
