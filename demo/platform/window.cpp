#include "platform/window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <bitset>
#include <cmath>
#include <string_view>
#include <utility>

namespace tapestry::demo {
namespace {

constexpr int min_width = 640;
constexpr int min_height = 420;

std::string& last_glfw_error() {
    static std::string text;
    return text;
}

void remember_error(int, const char* description) {
    last_glfw_error() = description;
}

/// GLFW's description in one line without a full stop, so that a sentence can go on behind it.
std::string glfw_error_line() {
    std::string text = last_glfw_error().empty() ? "GLFW gives no reason" : last_glfw_error();
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.ends_with('.')) text.pop_back();
    return text;
}

void hint_context(bool debug) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, debug ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
}

/// The size that was asked for, grown by the display's scale and kept inside its work area.
std::pair<int, int> window_size(const WindowOptions& options) {
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    if (options.exact_size || !monitor) return {options.width, options.height};
    float scale_x = 1.0f;
    float scale_y = 1.0f;
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    glfwGetMonitorContentScale(monitor, &scale_x, &scale_y);
    glfwGetMonitorWorkarea(monitor, &x, &y, &width, &height);
    const auto fit = [](int wanted, float scale, int room, int least) {
        const int grown = static_cast<int>(std::lround(static_cast<float>(wanted) * scale));
        return room > least ? std::min(grown, room * 95 / 100) : grown;
    };
    return {fit(options.width, scale_x, width, min_width), fit(options.height, scale_y, height, min_height)};
}

}  // namespace

struct Window::Impl {
    GLFWwindow* handle = nullptr;
    InputQueue input;
    std::bitset<GLFW_KEY_LAST + 1> keys_down;
    double last_look = 0.0;  ///< when events were looked for before
    bool is_asleep = false;  ///< until one comes, which then is not late

    Impl() = default;
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    // GLFW itself stays initialised until the process ends: glfwTerminate unloads the driver, which some
    // drivers only half clean up after.
    ~Impl() {
        if (handle) glfwDestroyWindow(handle);
    }

    static void push(GLFWwindow* window, InputEvent event) {
        auto* self = static_cast<Impl*>(glfwGetWindowUserPointer(window));
        event.latest = glfwGetTime();
        event.earliest = self->is_asleep ? event.latest : self->last_look;
        self->input.push(std::move(event));
    }

    static void on_pointer(GLFWwindow* window, double x, double y) {
        push(window, {.kind = InputEvent::Kind::pointer, .x = x, .y = y, .is_down = true});
    }

    static void on_enter(GLFWwindow* window, int entered) {
        if (!entered) return push(window, {.kind = InputEvent::Kind::pointer});
        double x = 0.0;
        double y = 0.0;
        glfwGetCursorPos(window, &x, &y);
        on_pointer(window, x, y);
    }

    static void on_button(GLFWwindow* window, int button, int action, int) {
        push(window, {.kind = InputEvent::Kind::button, .code = button, .is_down = action == GLFW_PRESS});
    }

    static void on_wheel(GLFWwindow* window, double x, double y) {
        push(window, {.kind = InputEvent::Kind::wheel, .x = x, .y = y});
    }

    static void on_key(GLFWwindow* window, int key, int scancode, int action, int modifiers) {
        if (action == GLFW_REPEAT) return;
        push(window, {.kind = InputEvent::Kind::key,
                      .code = key,
                      .scancode = scancode,
                      .modifiers = modifiers,
                      .is_down = action == GLFW_PRESS});
    }

    static void on_text(GLFWwindow* window, unsigned code_point) {
        push(window, {.kind = InputEvent::Kind::text, .code = static_cast<int>(code_point)});
    }

    static void on_drop(GLFWwindow* window, int count, const char** paths) {
        for (int i = 0; i < count; ++i) push(window, {.kind = InputEvent::Kind::drop, .path = paths[i]});
    }

    static void on_focus(GLFWwindow* window, int focused) {
        push(window, {.kind = InputEvent::Kind::focus, .is_down = focused != 0});
    }

    void listen() {
        glfwSetWindowUserPointer(handle, this);
        glfwSetCursorPosCallback(handle, on_pointer);
        glfwSetCursorEnterCallback(handle, on_enter);
        glfwSetMouseButtonCallback(handle, on_button);
        glfwSetScrollCallback(handle, on_wheel);
        glfwSetKeyCallback(handle, on_key);
        glfwSetCharCallback(handle, on_text);
        glfwSetDropCallback(handle, on_drop);
        glfwSetWindowFocusCallback(handle, on_focus);
    }
};

Window::Window(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;
Window::~Window() = default;

Result<Window> Window::create(const WindowOptions& options) {
    glfwSetErrorCallback(remember_error);
    if (!glfwInit()) return Error{"no display to open a window on: " + glfw_error_line()};
    auto impl = std::make_unique<Impl>();

    hint_context(options.debug);
    const auto [width, height] = window_size(options);
    impl->handle = glfwCreateWindow(width, height, options.title.c_str(), nullptr, nullptr);
    if (!impl->handle) return Error{"no window with OpenGL 4.3: " + glfw_error_line()};

    if (!options.exact_size) {
        glfwSetWindowSizeLimits(impl->handle, min_width, min_height, GLFW_DONT_CARE, GLFW_DONT_CARE);
    }
    impl->listen();
    glfwMakeContextCurrent(impl->handle);
    glfwSwapInterval(1);
    return Window(std::move(impl));
}

GLFWwindow* Window::handle() const {
    return impl_->handle;
}

ProcLookup::Proc Window::get_proc_address(const char* name) {
    return glfwGetProcAddress(name);
}

FramebufferSize Window::framebuffer_size() const {
    FramebufferSize size;
    glfwGetFramebufferSize(impl_->handle, &size.width, &size.height);
    return size;
}

float Window::pixel_ratio() const {
    int width = 0;
    int height = 0;
    glfwGetWindowSize(impl_->handle, &width, &height);
    return width > 0 ? static_cast<float>(framebuffer_size().width) / static_cast<float>(width) : 1.0f;
}

float Window::content_scale() const {
    float x = 1.0f;
    float y = 1.0f;
    glfwGetWindowContentScale(impl_->handle, &x, &y);
    return x > 0.0f ? x : 1.0f;
}

bool Window::should_close() const {
    return glfwWindowShouldClose(impl_->handle) != 0;
}
void Window::close() {
    glfwSetWindowShouldClose(impl_->handle, GLFW_TRUE);
}
void Window::set_title(const std::string& title) {
    glfwSetWindowTitle(impl_->handle, title.c_str());
}
void Window::poll_events() {
    glfwPollEvents();
    impl_->last_look = glfwGetTime();
}
void Window::wait_events(double seconds) {
    impl_->is_asleep = true;
    glfwWaitEventsTimeout(seconds);
    impl_->is_asleep = false;
    impl_->last_look = glfwGetTime();
}
void Window::swap_buffers() {
    glfwSwapBuffers(impl_->handle);
}

std::vector<InputEvent> Window::take_input() {
    std::vector<InputEvent> events = impl_->input.take_frame();
    for (const InputEvent& event : events) {
        const bool has_name = event.kind == InputEvent::Kind::key && event.code != GLFW_KEY_UNKNOWN;
        if (has_name) impl_->keys_down[static_cast<std::size_t>(event.code)] = event.is_down;
    }
    return events;
}
bool Window::has_input() const {
    return !impl_->input.is_empty();
}
bool Window::is_key_down(int key) const {
    return impl_->keys_down[static_cast<std::size_t>(key)];
}

}  // namespace tapestry::demo
