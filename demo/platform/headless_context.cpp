#include "platform/headless_context.h"

#define EGL_NO_X11
#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

namespace tapestry::demo {
namespace {

std::string error_name(EGLint code) {
    switch (code) {
        case EGL_SUCCESS:
            return "EGL_SUCCESS";
        case EGL_NOT_INITIALIZED:
            return "EGL_NOT_INITIALIZED";
        case EGL_BAD_ACCESS:
            return "EGL_BAD_ACCESS";
        case EGL_BAD_ALLOC:
            return "EGL_BAD_ALLOC";
        case EGL_BAD_ATTRIBUTE:
            return "EGL_BAD_ATTRIBUTE";
        case EGL_BAD_CONFIG:
            return "EGL_BAD_CONFIG";
        case EGL_BAD_CONTEXT:
            return "EGL_BAD_CONTEXT";
        case EGL_BAD_CURRENT_SURFACE:
            return "EGL_BAD_CURRENT_SURFACE";
        case EGL_BAD_DISPLAY:
            return "EGL_BAD_DISPLAY";
        case EGL_BAD_MATCH:
            return "EGL_BAD_MATCH";
        case EGL_BAD_NATIVE_PIXMAP:
            return "EGL_BAD_NATIVE_PIXMAP";
        case EGL_BAD_NATIVE_WINDOW:
            return "EGL_BAD_NATIVE_WINDOW";
        case EGL_BAD_PARAMETER:
            return "EGL_BAD_PARAMETER";
        case EGL_BAD_SURFACE:
            return "EGL_BAD_SURFACE";
        case EGL_CONTEXT_LOST:
            return "EGL_CONTEXT_LOST";
        case EGL_BAD_DEVICE_EXT:
            return "EGL_BAD_DEVICE_EXT";
        default:
            return "EGL error " + std::to_string(code);
    }
}

Error egl_error(std::string_view call) {
    return {std::string(call) + ": " + error_name(eglGetError())};
}

bool has_extension(const char* list, std::string_view name) {
    if (!list) return false;
    std::string_view rest(list);
    while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (rest.substr(0, end) == name) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

template <class Function>
Function load(const char* name) {
    return reinterpret_cast<Function>(eglGetProcAddress(name));
}

/// Displays belong to the process, not to us: every caller gets the same one, and eglTerminate would end it
/// for all of them. So it stays initialised until the process ends.
Result<EGLDisplay> open_display(EGLenum platform, void* native) {
    const auto get_display = load<PFNEGLGETPLATFORMDISPLAYEXTPROC>("eglGetPlatformDisplayEXT");
    if (!get_display) return Error{"eglGetPlatformDisplayEXT: not offered"};
    const EGLDisplay display = get_display(platform, native, nullptr);
    if (display == EGL_NO_DISPLAY) return egl_error("eglGetPlatformDisplayEXT");
    if (!eglInitialize(display, nullptr, nullptr)) return egl_error("eglInitialize");
    return display;
}

/// One way to a display that may or may not work here.
struct Candidate {
    EGLenum platform;
    void* native;
    std::string description;
};

std::vector<Candidate> surfaceless_candidates() {
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (!has_extension(extensions, "EGL_MESA_platform_surfaceless")) return {};
    return {{EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, "EGL surfaceless"}};
}

std::vector<Candidate> device_candidates(bool software) {
    const char* extensions = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    if (!has_extension(extensions, "EGL_EXT_platform_device")) return {};
    const auto query_devices = load<PFNEGLQUERYDEVICESEXTPROC>("eglQueryDevicesEXT");
    const auto query_string = load<PFNEGLQUERYDEVICESTRINGEXTPROC>("eglQueryDeviceStringEXT");
    EGLint count = 0;
    if (!query_devices || !query_string || !query_devices(0, nullptr, &count) || count <= 0) return {};
    std::vector<EGLDeviceEXT> devices(static_cast<std::size_t>(count));
    if (!query_devices(count, devices.data(), &count)) return {};

    std::vector<Candidate> found;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        const char* device_extensions = query_string(devices[i], EGL_EXTENSIONS);
        if (has_extension(device_extensions, "EGL_MESA_device_software") != software) continue;
        found.push_back({EGL_PLATFORM_DEVICE_EXT, devices[i],
                         "EGL device " + std::to_string(i) + (software ? " (software)" : " (hardware)")});
    }
    return found;
}

std::vector<Candidate> candidates(HeadlessPlatform platform) {
    std::vector<Candidate> all;
    const auto append = [&all](std::vector<Candidate> more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    if (platform != HeadlessPlatform::surfaceless) append(device_candidates(false));
    if (platform != HeadlessPlatform::device) append(surfaceless_candidates());
    if (platform != HeadlessPlatform::surfaceless) append(device_candidates(true));
    return all;
}

Result<HeadlessPlatform> platform_from_environment() {
    const char* text = std::getenv("TAPESTRY_EGL_PLATFORM");
    const std::string_view name = text ? text : "";
    if (name.empty()) return HeadlessPlatform::automatic;
    if (name == "device") return HeadlessPlatform::device;
    if (name == "surfaceless") return HeadlessPlatform::surfaceless;
    return Error{"TAPESTRY_EGL_PLATFORM is '" + std::string(name) + "', not device or surfaceless"};
}

EGLenum api_of(ContextProfile profile) {
    return profile == ContextProfile::es ? EGL_OPENGL_ES_API : EGL_OPENGL_API;
}

Result<EGLContext> create_context(EGLDisplay display, const HeadlessOptions& options) {
    const char* extensions = eglQueryString(display, EGL_EXTENSIONS);
    for (const char* needed : {"EGL_KHR_no_config_context", "EGL_KHR_surfaceless_context"}) {
        if (!has_extension(extensions, needed)) return Error{std::string(needed) + ": not offered"};
    }
    const EGLenum api = api_of(options.profile);
    if (!eglBindAPI(api)) return egl_error("eglBindAPI");
    std::vector<EGLint> attributes = {EGL_CONTEXT_MAJOR_VERSION, options.major,
                                      EGL_CONTEXT_MINOR_VERSION, options.minor,
                                      EGL_CONTEXT_OPENGL_DEBUG,  options.debug ? EGL_TRUE : EGL_FALSE};
    if (options.profile != ContextProfile::es) {
        attributes.push_back(EGL_CONTEXT_OPENGL_PROFILE_MASK);
        attributes.push_back(options.profile == ContextProfile::core
                                 ? EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT
                                 : EGL_CONTEXT_OPENGL_COMPATIBILITY_PROFILE_BIT);
    }
    attributes.push_back(EGL_NONE);
    const EGLContext context =
        eglCreateContext(display, EGL_NO_CONFIG_KHR, EGL_NO_CONTEXT, attributes.data());
    if (context == EGL_NO_CONTEXT) return egl_error("eglCreateContext");
    return context;
}

std::string wanted(const HeadlessOptions& options) {
    const std::string version = std::to_string(options.major) + "." + std::to_string(options.minor);
    if (options.profile == ContextProfile::es) return "OpenGL ES " + version;
    return "OpenGL " + version + (options.profile == ContextProfile::core ? " core" : " compatibility");
}

}  // namespace

struct HeadlessContext::Impl {
    EGLDisplay display;
    EGLContext context;
    EGLenum api;
    std::string description;

    Impl(EGLDisplay d, EGLContext c, EGLenum a, std::string text)
        : display(d), context(c), api(a), description(std::move(text)) {}
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        eglBindAPI(api);
        if (eglGetCurrentContext() == context) {
            eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        }
        eglDestroyContext(display, context);
    }
};

HeadlessContext::HeadlessContext(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HeadlessContext::HeadlessContext(HeadlessContext&&) noexcept = default;
HeadlessContext& HeadlessContext::operator=(HeadlessContext&&) noexcept = default;
HeadlessContext::~HeadlessContext() = default;

Result<HeadlessContext> HeadlessContext::create(const HeadlessOptions& options) {
    HeadlessPlatform platform = options.platform;
    if (platform == HeadlessPlatform::automatic) {
        const auto named = platform_from_environment();
        if (!named) return named.error();
        platform = *named;
    }

    std::string reasons;
    for (const Candidate& candidate : candidates(platform)) {
        const auto fail = [&](const Error& error) {
            reasons += (reasons.empty() ? "" : "; ") + candidate.description + ": " + error.message;
        };
        const auto display = open_display(candidate.platform, candidate.native);
        if (!display) {
            fail(display.error());
            continue;
        }
        const auto context = create_context(*display, options);
        if (!context) {
            fail(context.error());
            continue;
        }
        HeadlessContext made(
            std::make_unique<Impl>(*display, *context, api_of(options.profile), candidate.description));
        if (const auto current = made.make_current(); !current) {
            fail(current.error());
            continue;
        }
        return made;
    }
    if (reasons.empty()) reasons = "EGL offers neither the device nor the surfaceless platform";
    return Error{"no " + wanted(options) + " context without a window: " + reasons};
}

Result<void> HeadlessContext::make_current() const {
    // Each thread has an API that it asks about; contexts of both can be current only in turn.
    if (!eglBindAPI(impl_->api)) return egl_error("eglBindAPI");
    if (!eglMakeCurrent(impl_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, impl_->context)) {
        return egl_error("eglMakeCurrent");
    }
    return {};
}

void* HeadlessContext::get_proc_address(const char* name) {
    return reinterpret_cast<void*>(eglGetProcAddress(name));
}

const std::string& HeadlessContext::description() const {
    return impl_->description;
}

}  // namespace tapestry::demo
