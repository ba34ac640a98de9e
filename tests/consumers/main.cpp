/// A host: makes a context, hands a picture to the README's code and looks at what comes back. EGL is opened
/// as it runs, so that the project which builds this is the README's, line by line. With
/// TAPESTRY_README_IN_C it is the README's C, compiled apart.
#include <dlfcn.h>
#include <tapestry/result.h>
#include <tapestry/version.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#ifdef TAPESTRY_README_IN_C
#include <tapestry/tapestry.h>

extern "C" tapestry_status readme_example_in_c(tapestry_get_proc_address get_proc_address,
                                               std::uint32_t color, std::uint32_t result);
#else
#include "readme_example.h"
#endif

namespace {

[[noreturn]] void fail(const char* why) {
    std::fprintf(stderr, "consumer: %s\n", why);
    std::exit(1);
}

void* (*egl_look_up)(const char*) = nullptr;

template <class Function>
Function* function(const char* name) {
    auto* found = reinterpret_cast<Function*>(egl_look_up(name));
    if (found == nullptr) fail(name);
    return found;
}

/// Without a window: Mesa's surfaceless platform.
void make_context() {
    void* egl = dlopen("libEGL.so.1", RTLD_NOW | RTLD_GLOBAL);
    if (egl == nullptr) fail("there is no libEGL.so.1");
    egl_look_up = reinterpret_cast<void* (*)(const char*)>(dlsym(egl, "eglGetProcAddress"));
    constexpr unsigned surfaceless = 0x31DD, opengl = 0x30A2;
    const int attributes[] = {0x3098, 4, 0x30FB, 3, 0x3038};  // version 4.3, none
    void* display = function<void*(unsigned, void*, const int*)>("eglGetPlatformDisplayEXT")(
        surfaceless, nullptr, nullptr);
    if (!function<unsigned(void*, int*, int*)>("eglInitialize")(display, nullptr, nullptr))
        fail("eglInitialize");
    function<unsigned(unsigned)>("eglBindAPI")(opengl);
    void* context = function<void*(void*, void*, void*, const int*)>("eglCreateContext")(display, nullptr,
                                                                                         nullptr, attributes);
    if (context == nullptr) fail("no OpenGL 4.3");
    function<unsigned(void*, void*, void*, void*)>("eglMakeCurrent")(display, nullptr, nullptr, context);
}

constexpr int size = 128;
constexpr unsigned texture_2d = 0x0DE1, rgba8 = 0x8058, rgba = 0x1908, bytes = 0x1401;
using Picture = std::vector<std::uint8_t>;

std::uint32_t make_texture(const Picture& picture) {
    std::uint32_t texture = 0;
    function<void(int, std::uint32_t*)>("glGenTextures")(1, &texture);
    function<void(unsigned, std::uint32_t)>("glBindTexture")(texture_2d, texture);
    function<void(unsigned, int, int, int, int)>("glTexStorage2D")(texture_2d, 1, rgba8, size, size);
    function<void(unsigned, int, int, int, int, int, unsigned, unsigned, const void*)>("glTexSubImage2D")(
        texture_2d, 0, 0, 0, size, size, rgba, bytes, picture.data());
    return texture;
}

Picture read(std::uint32_t texture) {
    Picture picture(std::size_t{size} * size * 4);
    function<void(unsigned, std::uint32_t)>("glBindTexture")(texture_2d, texture);
    function<void(unsigned, int, unsigned, unsigned, void*)>("glGetTexImage")(texture_2d, 0, rgba, bytes,
                                                                              picture.data());
    return picture;
}

#ifdef TAPESTRY_README_IN_C
tapestry_proc look_up_for_c(void* /*user*/, const char* name) {
    return reinterpret_cast<tapestry_proc>(egl_look_up(name));
}

tapestry::Result<void> blur(std::uint32_t color, std::uint32_t result) {
    if (readme_example_in_c(look_up_for_c, color, result) == TAPESTRY_OK) return {};
    return tapestry::Error{tapestry_last_error()};
}
#else
tapestry::Result<void> blur(std::uint32_t color, std::uint32_t result) {
    return readme_example(egl_look_up, color, result);
}
#endif

/// Mean difference of a row's pixels from those beside them: what blur takes.
double contrast(const Picture& picture, int row) {
    double sum = 0.0;
    for (int x = 1; x < size; ++x) {
        const std::size_t at =
            (std::size_t{size} * static_cast<std::size_t>(row) + static_cast<std::size_t>(x)) * 4;
        sum += std::abs(picture[at] - picture[at - 4]);
    }
    return sum / (size - 1);
}

}  // namespace

int main() {
    static_assert(TAPESTRY_VERSION >= 100);
    make_context();
    Picture stripes;
    for (int i = 0; i < size * size; ++i)
        for (int channel = 0; channel < 4; ++channel)
            stripes.push_back(channel == 3 || i % 8 < 4 ? std::uint8_t{255} : std::uint8_t{0});
    const std::uint32_t color = make_texture(stripes), result = make_texture(stripes);
    const tapestry::Result<void> status = blur(color, result);
    if (!status) fail(status.error().message.c_str());
    const Picture picture = read(result);
    const double sharp = contrast(picture, size * 4 / 10), blurred = contrast(picture, size - 4);
    if (sharp != contrast(stripes, 0)) fail("what is in the band is not as it was");
    if (blurred > sharp / 2.0) fail("what is outside of the band is not blurred");
    std::printf("consumer: Tapestry %s: contrast %.1f in the band, %.1f outside\n", TAPESTRY_VERSION_STRING,
                sharp, blurred);
}
