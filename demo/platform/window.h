/// A window with an OpenGL context, over GLFW.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/input_queue.h"
#include "tapestry/proc_lookup.h"
#include "tapestry/result.h"

struct GLFWwindow;

namespace tapestry::demo {

struct WindowOptions {
    int width =
        1280;  ///< screen coordinates at content scale 1; grown by the display's scale, kept on the display
    int height = 800;
    bool exact_size = false;  ///< take width and height as they are
    std::string title;
    bool debug = false;  ///< ask for a debug context, whose driver explains errors through KHR_debug
};

struct FramebufferSize {
    int width = 0;
    int height = 0;
};

class Window {
  public:
    /// Opens a window with OpenGL 4.3 core and makes its context current. One window at a time. Error: no
    /// display, or no such OpenGL, in GLFW's words.
    static Result<Window> create(const WindowOptions& options);

    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;
    ~Window();

    GLFWwindow* handle() const;

    /// For tapestry::DeviceDescription; valid while the window's context is current.
    static ProcLookup::Proc get_proc_address(const char* name);

    FramebufferSize framebuffer_size() const;
    /// Framebuffer pixels a screen coordinate (2 on macOS and Wayland at 200 %, 1 on X11).
    float pixel_ratio() const;
    /// How much larger than at 96 dpi the user wants things to be, in framebuffer pixels.
    float content_scale() const;

    bool should_close() const;
    void close();
    void set_title(const std::string& title);

    /// Handles what has happened / sleeps until something happens or `seconds` have passed.
    void poll_events();
    void wait_events(double seconds);
    void swap_buffers();

    /// What the hand did that the next frame is to see; some may be left for the frames after it.
    std::vector<InputEvent> take_input();
    bool has_input() const;
    /// By the input that was taken.
    bool is_key_down(int key) const;

  private:
    struct Impl;
    explicit Window(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::demo
