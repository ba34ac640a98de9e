// Hosts hand over their window library's look-up of GL functions as it is.
#include <doctest/doctest.h>

#define EGL_NO_X11
#define GLFW_INCLUDE_NONE
#include <EGL/egl.h>
#include <GLFW/glfw3.h>

#include <functional>
#include <string_view>

#include "gl_fixture.h"

namespace tapestry::test {
namespace {

int asked = 0;

// As window libraries declare them, but for the names. Each answers as EGL does.
GLFWglproc like_glfw(const char* name) {
    ++asked;
    return eglGetProcAddress(name);
}
void* like_sdl(const char* name) {
    ++asked;
    return reinterpret_cast<void*>(eglGetProcAddress(name));
}
void (*like_glx(const GLubyte* name))() {
    ++asked;
    return eglGetProcAddress(reinterpret_cast<const char*>(name));
}
using WindowsProc = long long (*)();
WindowsProc like_wgl(const char* name) noexcept {
    ++asked;
    return reinterpret_cast<WindowsProc>(eglGetProcAddress(name));
}

void check_device_of(ProcLookup lookup, const int& asked_of_it = asked) {
    asked = 0;
    REQUIRE(lookup);
    const bool finds_the_same = lookup("glDispatchCompute") == eglGetProcAddress("glDispatchCompute");
    CHECK(finds_the_same);
    CHECK(asked_of_it == 1);
    const auto device = Device::create({.get_proc_address = lookup});
    REQUIRE_MESSAGE(device, device.error().message);
    CHECK(asked_of_it > 50);
}

template <class Lookup>
constexpr bool is_taken = std::is_convertible_v<Lookup, ProcLookup>;

static_assert(is_taken<decltype(&glfwGetProcAddress)>);
static_assert(is_taken<decltype(&eglGetProcAddress)>);
static_assert(!is_taken<int (*)(const char*)>);
static_assert(!is_taken<const char* (*)(const char*)>);
static_assert(!is_taken<void* (*)(const wchar_t*)>);
static_assert(!is_taken<void* (*)()>);
static_assert(!is_taken<void*>);
static_assert(!is_taken<std::function<void*(const char*)>>);
const auto capturing = [answer = static_cast<void*>(nullptr)](const char*) { return answer; };
static_assert(!is_taken<decltype(capturing)>);

}  // namespace

TEST_CASE("a device takes the look-ups of window libraries without a cast") {
    current_gl();
    check_device_of(like_glfw);
    check_device_of(like_sdl);
    check_device_of(like_glx);
    check_device_of(like_wgl);
    check_device_of([](const char* name) { return like_sdl(name); });
    check_device_of([](const GLubyte* name) { return like_glx(name); });
    DeviceDescription description;
    description.get_proc_address = eglGetProcAddress;
    CHECK(Device::create(description));
    CHECK(Device::create({.get_proc_address = &eglGetProcAddress}));
}

TEST_CASE("a look-up is handed what the host has for it") {
    current_gl();
    int own = 0;
    const ProcLookup lookup(
        [](void* user, const char* name) -> ProcLookup::Proc {
            ++*static_cast<int*>(user);
            return eglGetProcAddress(name);
        },
        &own);
    check_device_of(lookup, own);
}

TEST_CASE("a look-up of nothing is none") {
    CHECK_FALSE(ProcLookup());
    CHECK_FALSE(ProcLookup(nullptr));
    CHECK_FALSE(ProcLookup(static_cast<void* (*)(const char*)>(nullptr)));
    CHECK_FALSE(ProcLookup(static_cast<ProcLookup::Proc (*)(void*, const char*)>(nullptr), &asked));
    CHECK_FALSE(DeviceDescription().get_proc_address);
}

}  // namespace tapestry::test
