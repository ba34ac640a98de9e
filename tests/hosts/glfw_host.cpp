// A host of its own making: GLFW, a core profile, and a depth buffer that is reversed and has no far plane.
#include <glad/gl.h>
// GLFW's own header of GL stays out once glad's is in.
#include <GLFW/glfw3.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <string>
#include <utility>
#include <vector>

#include "effects.h"
#include "scene.h"

#ifdef TAPESTRY_WITH_PANELS
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "tapestry/imgui.h"
#endif

using namespace tapestry;
using namespace tapestry::hosts;

namespace {

GladGLContext gl;

GLuint link(const char* vertex, const char* fragment) {
    const GLuint program = gl.CreateProgram();
    for (const auto& [kind, text] :
         {std::pair(GLenum(GL_VERTEX_SHADER), vertex), std::pair(GLenum(GL_FRAGMENT_SHADER), fragment)}) {
        const GLuint shader = gl.CreateShader(kind);
        gl.ShaderSource(shader, 1, &text, nullptr);
        gl.CompileShader(shader);
        gl.AttachShader(program, shader);
        gl.DeleteShader(shader);
    }
    gl.LinkProgram(program);
    GLint linked = GL_FALSE;
    gl.GetProgramiv(program, GL_LINK_STATUS, &linked);
    if (!linked) fail("a program of the host does not link");
    return program;
}

// Each box is drawn as 36 vertices that come out of gl_VertexID.
const char* const box_vertex = R"(#version 430 core
layout(location = 0) uniform mat4 view_projection;
layout(location = 1) uniform vec3 low;
layout(location = 2) uniform vec3 high;
out vec2 place;
flat out vec3 normal;
const vec2 corners[6] = vec2[](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1));
void main() {
    int axis = gl_VertexID / 12;
    float side = float(gl_VertexID / 6 % 2);
    place = corners[gl_VertexID % 6];
    vec3 unit = axis == 0 ? vec3(side, place) : axis == 1 ? vec3(place.x, side, place.y) : vec3(place, side);
    normal = vec3(0.0);
    normal[axis] = 2.0 * side - 1.0;
    gl_Position = view_projection * vec4(mix(low, high, unit), 1.0);
})";
const char* const box_fragment = R"(#version 430 core
layout(location = 3) uniform vec3 color;
layout(location = 4) uniform float checks;
layout(location = 5) uniform float dark;
layout(location = 6) uniform bool is_light;
in vec2 place;
flat in vec3 normal;
out vec4 light;
void main() {
    ivec2 square = ivec2(floor(place * checks));
    float check = (square.x + square.y) % 2 == 0 ? 1.0 : dark;
    float shade = 0.35 + 0.65 * max(0.0, dot(normal, normalize(vec3(-0.5, 1.0, 0.8))));
    light = vec4(is_light ? color : color * check * shade, 1.0);
})";
const char* const show_vertex = R"(#version 430 core
void main() { gl_Position = vec4(4.0 * float(gl_VertexID % 2) - 1.0, 4.0 * float(gl_VertexID / 2) - 1.0, 0.0, 1.0); }
)";
const char* const show_fragment = R"(#version 430 core
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) uniform int left;
out vec4 shown;
void main() {
    vec3 light = texelFetch(picture, ivec2(gl_FragCoord.xy) - ivec2(left, 0), 0).rgb;
    shown = vec4(pow(clamp(light, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
})";

GLuint make_texture(GLenum format, glm::ivec2 size) {
    GLuint texture = 0;
    gl.GenTextures(1, &texture);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, format, size.x, size.y);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    return texture;
}

/// One half of the split screen: what it is drawn into, and what the lens remembers of it.
struct SplitView {
    DepthOfFieldHistory history;
    glm::ivec2 size{};
    GLuint color = 0, depth = 0, framebuffer = 0;
    GLuint focused = 0, miniature = 0;

    void resize(glm::ivec2 new_size) {
        if (size == new_size) return;
        for (const GLuint texture : {color, depth, focused, miniature}) gl.DeleteTextures(1, &texture);
        size = new_size;
        color = make_texture(GL_RGBA16F, size);
        depth = make_texture(GL_DEPTH_COMPONENT32F, size);
        focused = make_texture(GL_RGBA16F, size);
        miniature = make_texture(GL_RGBA16F, size);
        if (framebuffer == 0) gl.GenFramebuffers(1, &framebuffer);
        gl.BindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color, 0);
        gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, depth, 0);
    }
};

/// Reversed, and the far plane at infinity: 1 is near, 0 the sky.
glm::mat4 projection_of(glm::ivec2 size) {
    const float f = 1.0f / std::tan(0.5f * static_cast<float>(fov_y_deg) * 3.14159265f / 180.0f);
    glm::mat4 projection(0.0f);
    projection[0][0] = f * static_cast<float>(size.y) / static_cast<float>(size.x);
    projection[1][1] = f;
    projection[2][3] = -1.0f;
    projection[3][2] = near_m;
    return projection;
}

void draw_scene(const SplitView& view, const Shot& shot, GLuint program) {
    gl.BindFramebuffer(GL_FRAMEBUFFER, view.framebuffer);
    gl.Viewport(0, 0, view.size.x, view.size.y);
    gl.Enable(GL_DEPTH_TEST);
    gl.DepthFunc(GL_GREATER);
    gl.ClearColor(sky[0], sky[1], sky[2], 1.0f);
    gl.ClearDepth(0.0);
    gl.Clear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glm::mat4 camera(1.0f);
    camera[3] = glm::vec4(-shot.eye, 1.0f);
    const glm::mat4 view_projection = projection_of(view.size) * camera;
    gl.UseProgram(program);
    gl.UniformMatrix4fv(0, 1, GL_FALSE, &view_projection[0][0]);
    gl.Uniform1f(5, dark_square);
    for (const Box& box : scene_boxes()) {
        gl.Uniform3fv(1, 1, &box.low.x);
        gl.Uniform3fv(2, 1, &box.high.x);
        gl.Uniform3fv(3, 1, &box.color.x);
        gl.Uniform1f(4, box.checks);
        gl.Uniform1i(6, box.is_light);
        gl.DrawArrays(GL_TRIANGLES, 0, 36);
    }
    gl.Disable(GL_DEPTH_TEST);
}

/// What the effects are given of a view.
View describe(SplitView& split, int number, const Shot& shot) {
    View view(number, split.size, shot);
    view.shot.sky_m = 0.0f;

    view.focus.source.texture = split.color;
    view.focus.target.texture = split.focused;
    view.focus.depth_texture = split.depth;
    const glm::mat4 projection = projection_of(split.size);
    view.focus.depth = value_of(
        depth_of_projection(std::span<const float, 16>(&projection[0][0], 16), ClipDepth::zero_to_one));
    view.focus.history = &split.history;
    if (number == 1) {
        view.miniature.source.texture = split.focused;
        view.miniature.target.texture = split.miniature;
    }
    return view;
}

void show(std::span<const View> views, glm::ivec2 window, GLuint program) {
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    gl.UseProgram(program);
    for (const View& view : views) {
        const int left = view_left(view.number, window);
        gl.Viewport(left, 0, view.size.x, view.size.y);
        gl.BindTexture(GL_TEXTURE_2D, view.shown().texture);
        gl.Uniform1i(0, left);
        gl.DrawArrays(GL_TRIANGLES, 0, 3);
    }
    // The overlay.
    const Bar bar;
    const auto pixels = [](float part, int of) {
        return static_cast<GLint>(std::lround(part * static_cast<float>(of)));
    };
    gl.Enable(GL_SCISSOR_TEST);
    gl.Scissor(pixels(bar.left, window.x), pixels(bar.bottom, window.y),
               pixels(bar.right - bar.left, window.x), pixels(bar.top - bar.bottom, window.y));
    gl.ClearColor(bar.color[0], bar.color[1], bar.color[2], 1.0f);
    gl.Clear(GL_COLOR_BUFFER_BIT);
    gl.Disable(GL_SCISSOR_TEST);
}

#ifdef TAPESTRY_WITH_PANELS
/// Where the lens is tweaked, over everything else. Here nobody touches it.
class LensPanel {
  public:
    explicit LensPanel(GLFWwindow* window) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        ImGui_ImplGlfw_InitForOpenGL(window, true);
        ImGui_ImplOpenGL3_Init("#version 430 core");
    }
    LensPanel(const LensPanel&) = delete;
    LensPanel& operator=(const LensPanel&) = delete;
    ~LensPanel() {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
    }

    void draw(DepthOfFieldOptions& options, int picture_height) {
        ImGui_ImplOpenGL3_NewFrame();
        ImGui_ImplGlfw_NewFrame();
        ImGui::NewFrame();
        ImGui::Begin("Depth of field");
        if (imgui::panel(options, picture_height)) fail("a panel that nobody touches has changed an option");
        ImGui::End();
        ImGui::Render();
        ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    }
};
#endif

GLFWwindow* open_window() {
    if (!glfwInit()) fail("GLFW does not start");
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_DEBUG_CONTEXT, GLFW_TRUE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    const glm::ivec2 size = window_size(0);
    GLFWwindow* const window = glfwCreateWindow(size.x, size.y, "GLFW host", nullptr, nullptr);
    if (!window) fail("GLFW makes no window");
    glfwMakeContextCurrent(window);
    glfwSwapInterval(0);
    gladLoadGLContext(&gl, glfwGetProcAddress);
    using ClipControl = void(GLAD_API_PTR*)(GLenum, GLenum);
    constexpr GLenum lower_left = 0x8CA1, zero_to_one = 0x935F;
    const auto clip_control = reinterpret_cast<ClipControl>(glfwGetProcAddress("glClipControl"));
    if (!clip_control) fail("no glClipControl");
    clip_control(lower_left, zero_to_one);
    GLuint vertex_array = 0;
    gl.GenVertexArrays(1, &vertex_array);
    gl.BindVertexArray(vertex_array);
    return window;
}

int run(GLFWwindow* window) {
    Effects effects("glfw", glfwGetProcAddress);
    const GLuint box_program = link(box_vertex, box_fragment),
                 show_program = link(show_vertex, show_fragment);
    std::vector<SplitView> splits;
    for (int i = 0; i < 2; ++i) splits.push_back({effects.make_history()});

#ifdef TAPESTRY_WITH_PANELS
    LensPanel panel(window);
#endif
    for (int frame = 0; frame < frames; ++frame) {
        const glm::ivec2 size = window_size(frame);
        glfwSetWindowSize(window, size.x, size.y);
        glfwPollEvents();
        for (int i = 0; i < 2; ++i) {
            SplitView& split = splits[std::size_t(i)];
            split.resize(view_size(i, size));
            const Shot shot = shot_of(i, frame, static_cast<double>(split.size.x) / split.size.y);
            draw_scene(split, shot, box_program);
            effects.apply(describe(split, i, shot));
        }
        show(effects.views, size, show_program);
#ifdef TAPESTRY_WITH_PANELS
        DepthOfFieldOptions lens = effects.views.front().lens;
#endif
        effects.end_frame(size);
#ifdef TAPESTRY_WITH_PANELS
        panel.draw(lens, size.y);
#endif
        glfwSwapBuffers(window);
    }
    return effects.check.result();
}

}  // namespace

int main() {
    GLFWwindow* const window = open_window();
    const int code = run(window);
    glfwTerminate();
    return code;
}
