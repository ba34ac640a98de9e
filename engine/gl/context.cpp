#include "gl/context.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/error_of.h"

namespace tapestry {

std::string string_of(const GladGLContext& gl, GLenum name) {
    const GLubyte* const text = gl.GetString(name);
    return text ? reinterpret_cast<const char*>(text) : "";
}

namespace {

bool has_extension(const GladGLContext& gl, std::string_view extension) {
    GLint count = 0;
    gl.GetIntegerv(GL_NUM_EXTENSIONS, &count);
    for (GLint i = 0; i < count; ++i) {
        const GLubyte* const name = gl.GetStringi(GL_EXTENSIONS, static_cast<GLuint>(i));
        if (name && extension == reinterpret_cast<const char*>(name)) return true;
    }
    return false;
}

/// An address says little: loaders return one for every name. So the context has to claim the extension too.
void forget_multi_bind_unless_claimed(GladGLContext& gl) {
    if (has_extension(gl, "GL_ARB_multi_bind")) return;
    gl.BindTextures = nullptr;
    gl.BindSamplers = nullptr;
}

/// 43 of "4.3.0 NVIDIA ..." and of "OpenGL ES 3.1 ..." 31; 0 where there is no such thing.
int version_in(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == text.npos || dot == 0 || dot + 1 >= text.size()) return 0;
    const auto digit = [&](std::size_t at) {
        return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 0;
    };
    return 10 * digit(dot - 1) + digit(dot + 1);
}

GLint version_of(const GladGLContext& gl) {
    GLint major = 0;
    GLint minor = 0;
    gl.GetIntegerv(GL_MAJOR_VERSION, &major);
    gl.GetIntegerv(GL_MINOR_VERSION, &minor);
    return 10 * major + minor;
}

/// An address says little: loaders return one for every name. So the context has to claim the function too.
const char* reset_status_name(const GladGLContext& gl, bool is_es) {
    const GLint version = version_of(gl);
    if (version >= (is_es ? 32 : 45)) return "glGetGraphicsResetStatus";
    if (has_extension(gl, "GL_KHR_robustness"))
        return is_es ? "glGetGraphicsResetStatusKHR" : "glGetGraphicsResetStatus";
    if (has_extension(gl, "GL_ARB_robustness")) return "glGetGraphicsResetStatusARB";
    if (has_extension(gl, "GL_EXT_robustness")) return "glGetGraphicsResetStatusEXT";
    return nullptr;
}

/// The extension has the same entry in OpenGL and OpenGL ES.
const char* compiler_threads_name(const GladGLContext& gl) {
    if (has_extension(gl, "GL_KHR_parallel_shader_compile")) return "glMaxShaderCompilerThreadsKHR";
    if (has_extension(gl, "GL_ARB_parallel_shader_compile")) return "glMaxShaderCompilerThreadsARB";
    return nullptr;
}

/// What OpenGL 4.3 has and ES 3.1 has not, by the names of extensions.
void find_es_functions(GladGLContext& gl, ProcLookup get_proc_address, ContextTraits& traits) {
    const auto load = [&](auto& function, std::initializer_list<const char*> extensions, const char* name) {
        for (const char* extension : extensions)
            if (has_extension(gl, std::string("GL_") + extension)) {
                const std::string suffix(extension, 3);
                function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(
                    get_proc_address((name + suffix).c_str()));
                return function != nullptr;
            }
        return false;
    };
    traits.has_texture_views =
        load(gl.TextureView, {"OES_texture_view", "EXT_texture_view"}, "glTextureView");
    traits.copies_images =
        load(gl.CopyImageSubData, {"OES_copy_image", "EXT_copy_image"}, "glCopyImageSubData");
    if (traits.copies_images || version_of(gl) < 32) return;
    gl.CopyImageSubData = reinterpret_cast<PFNGLCOPYIMAGESUBDATAPROC>(get_proc_address("glCopyImageSubData"));
    traits.copies_images = gl.CopyImageSubData != nullptr;
}

bool is_software(const GladGLContext& gl) {
    const std::string renderer = string_of(gl, GL_RENDERER);
    return std::ranges::any_of(std::array{"llvmpipe", "softpipe", "swrast", "SwiftShader"},
                               [&](const char* name) { return renderer.find(name) != renderer.npos; });
}

ContextTraits traits_of(const GladGLContext& gl, ProcLookup lookup, bool is_es) {
    ContextTraits traits;
    traits.is_es = is_es;
    traits.filters_floats = !is_es || has_extension(gl, "GL_OES_texture_float_linear");
    traits.takes_all_branches = is_software(gl);
    if (const char* const name = reset_status_name(gl, is_es))
        traits.get_reset_status = reinterpret_cast<GLenum(GLAD_API_PTR*)()>(lookup(name));
    if (const char* const name = compiler_threads_name(gl))
        traits.set_compiler_threads = reinterpret_cast<void(GLAD_API_PTR*)(GLuint)>(lookup(name));
    return traits;
}

}  // namespace

Result<LoadedContext> load_context(ProcLookup get_proc_address) {
    if (!get_proc_address) return error_of("DeviceDescription::get_proc_address is null");
    auto gl = std::make_unique<GlFunctions>();
    gl->GetString = reinterpret_cast<PFNGLGETSTRINGPROC>(get_proc_address("glGetString"));
    if (!gl->GetString)
        return error_of("get_proc_address does not find glGetString: is a GL context current?");
    const std::string version = string_of(*gl, GL_VERSION);
    if (version.empty())
        return error_of("no OpenGL context is current: glGetString(GL_VERSION) returns nothing");

    const bool is_es = version.starts_with("OpenGL ES");
    if (version_in(version) < (is_es ? 31 : 43))
        return error_of("OpenGL 4.3 or OpenGL ES 3.1 or later is needed, but the context says '", version,
                        "' on '", string_of(*gl, GL_RENDERER), "'");
    gl->VERSION_4_3 = !is_es;
    gl->ES_VERSION_3_1 = is_es;
    if (const char* const missing = load_functions(*gl, get_proc_address, is_es))
        return error_of("the context says '", version, "', but get_proc_address does not find ", missing);
    forget_multi_bind_unless_claimed(*gl);
    ContextTraits traits = traits_of(*gl, get_proc_address, is_es);
    if (is_es) find_es_functions(*gl, get_proc_address, traits);
    return LoadedContext{std::move(gl), traits};
}

}  // namespace tapestry
