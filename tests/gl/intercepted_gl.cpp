#include "intercepted_gl.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <vector>

#include "gl_fixture.h"

namespace tapestry::test {
namespace {

ObjectCounts counts;

void count(std::ptrdiff_t made) {
    counts.live += made;
    if (made > 0) counts.made += made;
}

template <class Function>
Function real(const char* name) {
    return reinterpret_cast<Function>(get_proc_address(name));
}

void GLAD_API_PTR gen_textures(GLsizei n, GLuint* names) {
    count(n);
    real<PFNGLGENTEXTURESPROC>("glGenTextures")(n, names);
}
void GLAD_API_PTR delete_textures(GLsizei n, const GLuint* names) {
    count(-n);
    real<PFNGLDELETETEXTURESPROC>("glDeleteTextures")(n, names);
}
void GLAD_API_PTR gen_buffers(GLsizei n, GLuint* names) {
    count(n);
    real<PFNGLGENBUFFERSPROC>("glGenBuffers")(n, names);
}
void GLAD_API_PTR delete_buffers(GLsizei n, const GLuint* names) {
    count(-n);
    real<PFNGLDELETEBUFFERSPROC>("glDeleteBuffers")(n, names);
}
void GLAD_API_PTR gen_samplers(GLsizei n, GLuint* names) {
    count(n);
    real<PFNGLGENSAMPLERSPROC>("glGenSamplers")(n, names);
}
void GLAD_API_PTR delete_samplers(GLsizei n, const GLuint* names) {
    count(-n);
    real<PFNGLDELETESAMPLERSPROC>("glDeleteSamplers")(n, names);
}
void GLAD_API_PTR gen_queries(GLsizei n, GLuint* names) {
    count(n);
    real<PFNGLGENQUERIESPROC>("glGenQueries")(n, names);
}
void GLAD_API_PTR delete_queries(GLsizei n, const GLuint* names) {
    count(-n);
    real<PFNGLDELETEQUERIESPROC>("glDeleteQueries")(n, names);
}
GLuint GLAD_API_PTR create_shader(GLenum type) {
    count(1);
    return real<PFNGLCREATESHADERPROC>("glCreateShader")(type);
}
void GLAD_API_PTR delete_shader(GLuint name) {
    count(-1);
    real<PFNGLDELETESHADERPROC>("glDeleteShader")(name);
}
GLuint GLAD_API_PTR create_program() {
    count(1);
    return real<PFNGLCREATEPROGRAMPROC>("glCreateProgram")();
}
void GLAD_API_PTR delete_program(GLuint name) {
    count(-1);
    real<PFNGLDELETEPROGRAMPROC>("glDeleteProgram")(name);
}

int texture_scale = 0;

void GLAD_API_PTR tex_storage_2d(GLenum target, GLsizei levels, GLenum format, GLsizei width,
                                 GLsizei height) {
    const int scale = std::max(texture_scale, 1);
    width *= scale;
    height *= scale;
    real<PFNGLTEXSTORAGE2DPROC>("glTexStorage2D")(target, levels, format, width, height);
    if (texture_scale == 0) return;
    const std::vector<float> nothing(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4,
                                     std::numeric_limits<float>::quiet_NaN());
    real<PFNGLTEXSUBIMAGE2DPROC>("glTexSubImage2D")(
        target, 0, 0, 0, width, height, format == GL_R32F ? GL_RED : GL_RGBA, GL_FLOAT, nothing.data());
}

const GLubyte* text(const char* characters) {
    return reinterpret_cast<const GLubyte*>(characters);
}
const GLubyte* GLAD_API_PTR no_string(GLenum) {
    return nullptr;
}
const GLubyte* GLAD_API_PTR string_of_gl_4_2(GLenum name) {
    return text(name == GL_VERSION ? "4.2.0 test" : "a renderer");
}
const GLubyte* GLAD_API_PTR string_of_gles_3_0(GLenum name) {
    return text(name == GL_VERSION ? "OpenGL ES 3.0 test" : "a renderer");
}

const GLubyte* GLAD_API_PTR string_of_other_renderer(GLenum name) {
    return name == GL_RENDERER ? text("a renderer") : real<PFNGLGETSTRINGPROC>("glGetString")(name);
}

void GLAD_API_PTR small_integers(GLenum name, GLint64* value) {
    if (name == GL_MAX_SHADER_STORAGE_BLOCK_SIZE)
        *value = 1024;
    else
        real<PFNGLGETINTEGER64VPROC>("glGetInteger64v")(name, value);
}

bool context_is_reset = false;

GLenum GLAD_API_PTR reset_status() {
    constexpr GLenum unknown_context_reset = 0x8255;
    return context_is_reset ? unknown_context_reset : GL_NO_ERROR;
}

template <class Function>
void* address(Function* function) {
    return reinterpret_cast<void*>(function);
}

}  // namespace

void* find_nothing(const char*) {
    return nullptr;
}

void* find_all_but_dispatch(const char* name) {
    return name == std::string_view("glDispatchCompute") ? nullptr : get_proc_address(name);
}

void* find_without_context(const char* name) {
    return name == std::string_view("glGetString") ? address(no_string) : get_proc_address(name);
}

void* find_gl_4_2(const char* name) {
    return name == std::string_view("glGetString") ? address(string_of_gl_4_2) : get_proc_address(name);
}

void* find_gles_3_0(const char* name) {
    return name == std::string_view("glGetString") ? address(string_of_gles_3_0) : get_proc_address(name);
}

void* find_other_renderer(const char* name) {
    return name == std::string_view("glGetString") ? address(string_of_other_renderer)
                                                   : get_proc_address(name);
}

void* find_get_string_only(const char* name) {
    return name == std::string_view("glGetString") ? get_proc_address(name) : nullptr;
}

void* find_small_blocks(const char* name) {
    return name == std::string_view("glGetInteger64v") ? address(small_integers) : get_proc_address(name);
}

void* find_reset_context(const char* name) {
    return std::string_view(name).starts_with("glGetGraphicsResetStatus") ? address(reset_status)
                                                                          : get_proc_address(name);
}

void set_context_reset(bool is_reset) {
    context_is_reset = is_reset;
}

void* find_scaled_textures(const char* name) {
    return name == std::string_view("glTexStorage2D") ? address(tex_storage_2d) : get_proc_address(name);
}

void set_texture_scale(int scale) {
    texture_scale = scale;
}

void* find_counted(const char* name) {
    static const std::map<std::string_view, void*> counted = {
        {"glGenTextures", address(gen_textures)},     {"glDeleteTextures", address(delete_textures)},
        {"glGenBuffers", address(gen_buffers)},       {"glDeleteBuffers", address(delete_buffers)},
        {"glGenSamplers", address(gen_samplers)},     {"glDeleteSamplers", address(delete_samplers)},
        {"glGenQueries", address(gen_queries)},       {"glDeleteQueries", address(delete_queries)},
        {"glCreateShader", address(create_shader)},   {"glDeleteShader", address(delete_shader)},
        {"glCreateProgram", address(create_program)}, {"glDeleteProgram", address(delete_program)}};
    const auto found = counted.find(name);
    return found != counted.end() ? found->second : get_proc_address(name);
}

ObjectCounts object_counts() {
    return counts;
}

}  // namespace tapestry::test
