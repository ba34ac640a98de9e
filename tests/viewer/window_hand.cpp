#include "tests/viewer/window_hand.h"

#include <doctest/doctest.h>

#include "tests/processes/waiting.h"

#include <thread>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

namespace tapestry::test {
namespace {

/// Windows come and go while their tree is walked.
int ignore_error(Display*, XErrorEvent*) {
    return 0;
}

Atom atom(Display* display, const char* name) {
    return XInternAtom(display, name, False);
}

/// _NET_WM_NAME, UTF-8.
std::string title_of(Display* display, Window window) {
    Atom type = 0;
    int format = 0;
    unsigned long count = 0;
    unsigned long rest = 0;
    unsigned char* bytes = nullptr;
    XGetWindowProperty(display, window, atom(display, "_NET_WM_NAME"), 0, 1024, False, AnyPropertyType, &type,
                       &format, &count, &rest, &bytes);
    const std::string title = bytes && format == 8 ? std::string(reinterpret_cast<char*>(bytes), count) : "";
    if (bytes) XFree(bytes);
    return title;
}

Window find_window(Display* display, Window from, const std::string& title) {
    if (title_of(display, from).find(title) != std::string::npos) return from;
    Window root = 0;
    Window parent = 0;
    Window* children = nullptr;
    unsigned count = 0;
    Window found = 0;
    if (!XQueryTree(display, from, &root, &parent, &children, &count)) return 0;
    for (unsigned i = 0; i < count && !found; ++i) found = find_window(display, children[i], title);
    if (children) XFree(children);
    return found;
}

bool is_visible(Display* display, Window window) {
    XWindowAttributes attributes;
    return XGetWindowAttributes(display, window, &attributes) && attributes.map_state == IsViewable;
}

}  // namespace

WindowHand::WindowHand(const std::string& title, const WindowLayout& layout) : layout_(layout) {
    XSetErrorHandler(ignore_error);
    display_ = XOpenDisplay(nullptr);
    REQUIRE(display_ != nullptr);
    const bool is_there = wait_until([&] {
        window_ = find_window(display_, DefaultRootWindow(display_), title);
        return window_ && is_visible(display_, window_);
    });
    REQUIRE_MESSAGE(is_there, "no window is called " << title);
    source_ = XCreateSimpleWindow(display_, DefaultRootWindow(display_), 0, 0, 1, 1, 0, 0, 0);
    move(20, 20);
}

WindowHand::~WindowHand() {
    if (display_) XCloseDisplay(display_);
}

void WindowHand::rest() const {
    const bool has_seen_all = wait_until([&] { return layout_.acts_seen() >= acts_; });
    REQUIRE_MESSAGE(has_seen_all, "the window saw " << layout_.acts_seen() << " of " << acts_ << " acts");
    layout_.rest();
}

Place WindowHand::place(const std::string& name) const {
    rest();
    return layout_.place(name);
}

bool WindowHand::sees(const std::string& name) const {
    rest();
    return layout_.has(name);
}

void WindowHand::move(int x, int y) {
    XWarpPointer(display_, None, window_, 0, 0, 0, 0, x, y);
    XSync(display_, False);
}

void WindowHand::button(unsigned button, bool is_down) {
    bool& was_down = buttons_.at(button);
    if (is_down == was_down) return;
    was_down = is_down;
    // A wheel is a button that is pressed: 4 up, 5 down. Its release says nothing.
    const bool is_wheel = button == 4 || button == 5;
    if (is_down || !is_wheel) ++acts_;
    XTestFakeButtonEvent(display_, button, is_down ? True : False, CurrentTime);
    XSync(display_, False);
}

void WindowHand::click(int x, int y) {
    move(x, y);
    button(1, true);
    button(1, false);
}

void WindowHand::drag(int from_x, int from_y, int to_x, int to_y) {
    move(from_x, from_y);
    button(1, true);
    move((from_x + to_x) / 2, (from_y + to_y) / 2);
    move(to_x, to_y);
    button(1, false);
}

void WindowHand::double_click(int x, int y) {
    click(x, y);
    click(x, y);
}

void WindowHand::scroll(bool up) {
    button(up ? 4 : 5, true);
    button(up ? 4 : 5, false);
}

void WindowHand::key_event(KeySym symbol, bool is_down) {
    // GLFW takes a press within 20 ms of the same key's release for the keyboard's repetition.
    constexpr auto repetition = std::chrono::milliseconds(40);
    if (is_down) std::this_thread::sleep_until(released_[symbol] + repetition);
    ++acts_;
    XTestFakeKeyEvent(display_, XKeysymToKeycode(display_, symbol), is_down ? True : False, CurrentTime);
    XSync(display_, False);
    if (!is_down) released_[symbol] = std::chrono::steady_clock::now();
}

void WindowHand::key(KeySym symbol, bool with_control) {
    if (with_control) key_event(XK_Control_L, true);
    key_event(symbol, true);
    key_event(symbol, false);
    if (with_control) key_event(XK_Control_L, false);
}

bool WindowHand::wait_for_message(const char* type, XEvent& event) {
    const Atom wanted = atom(display_, type);
    return wait_until([&] {
        while (XPending(display_)) {
            XNextEvent(display_, &event);
            const bool is_message = event.type == ClientMessage && event.xclient.message_type == wanted;
            if (is_message || (event.type == SelectionRequest && wanted == atom(display_, "XdndFinished")))
                return true;
        }
        return false;
    });
}

/// Answers the window's question for the dropped data.
bool WindowHand::offer(const std::string& uri_list) {
    XEvent event;
    if (!wait_for_message("XdndFinished", event) || event.type != SelectionRequest) return false;
    const XSelectionRequestEvent& request = event.xselectionrequest;
    XChangeProperty(display_, request.requestor, request.property, request.target, 8, PropModeReplace,
                    reinterpret_cast<const unsigned char*>(uri_list.data()),
                    static_cast<int>(uri_list.size()));
    XEvent reply = {};
    reply.xselection.type = SelectionNotify;
    reply.xselection.requestor = request.requestor;
    reply.xselection.selection = request.selection;
    reply.xselection.target = request.target;
    reply.xselection.property = request.property;
    reply.xselection.time = request.time;
    XSendEvent(display_, request.requestor, False, NoEventMask, &reply);
    return wait_for_message("XdndFinished", event) && event.type == ClientMessage;
}

bool WindowHand::drop(const std::filesystem::path& file) {
    const auto send = [&](const char* type, long l1, long l2, long l3, long l4) {
        XEvent event = {};
        event.xclient.type = ClientMessage;
        event.xclient.window = window_;
        event.xclient.message_type = atom(display_, type);
        event.xclient.format = 32;
        event.xclient.data.l[0] = static_cast<long>(source_);
        event.xclient.data.l[1] = l1;
        event.xclient.data.l[2] = l2;
        event.xclient.data.l[3] = l3;
        event.xclient.data.l[4] = l4;
        XSendEvent(display_, window_, False, NoEventMask, &event);
        XFlush(display_);
    };
    const long uri_list = static_cast<long>(atom(display_, "text/uri-list"));
    XSetSelectionOwner(display_, atom(display_, "XdndSelection"), source_, CurrentTime);
    send("XdndEnter", 5L << 24, uri_list, 0, 0);
    send("XdndPosition", 0, (100L << 16) | 100L, CurrentTime,
         static_cast<long>(atom(display_, "XdndActionCopy")));
    XEvent status;
    if (!wait_for_message("XdndStatus", status) || (status.xclient.data.l[1] & 1) == 0) return false;
    send("XdndDrop", 0, CurrentTime, 0, 0);
    ++acts_;
    return offer("file://" + file.string() + "\r\n");
}

}  // namespace tapestry::test
