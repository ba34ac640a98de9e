// A host as they were written for decades: SDL2, a compatibility profile, the fixed-function pipeline, no
// shader. Its effects write what a window shows, sRGB in bytes.
#define GL_GLEXT_PROTOTYPES
#include <SDL2/SDL.h>
#include <SDL2/SDL_opengl.h>

#include <cstdio>
#include <cstdlib>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <string>
#include <utility>
#include <vector>

#include "effects.h"
#include "scene.h"

using namespace tapestry;
using namespace tapestry::hosts;

namespace {

GLuint make_texture(GLenum format, glm::ivec2 size, GLenum layout, GLenum type,
                    const void* pixels = nullptr) {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    // Mutable textures are complete, and may be written by effects, once they say that they have no mipmaps.
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexImage2D(GL_TEXTURE_2D, 0, static_cast<GLint>(format), size.x, size.y, 0, layout, type, pixels);
    return texture;
}

/// One half of the split screen: what it is drawn into, and what the lens remembers of it.
struct SplitView {
    DepthOfFieldHistory history;
    glm::ivec2 size{};
    GLuint color = 0, depth = 0, framebuffer = 0;
    GLuint focused = 0;  ///< light, for the effect that follows
    GLuint shown = 0;    ///< bytes

    void resize(glm::ivec2 new_size) {
        if (size == new_size) return;
        for (const GLuint texture : {color, depth, focused, shown}) glDeleteTextures(1, &texture);
        size = new_size;
        color = make_texture(GL_RGBA16F, size, GL_RGBA, GL_HALF_FLOAT);
        depth = make_texture(GL_DEPTH24_STENCIL8, size, GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8);
        focused = make_texture(GL_RGBA16F, size, GL_RGBA, GL_HALF_FLOAT);
        shown = make_texture(GL_RGBA8, size, GL_RGBA, GL_UNSIGNED_BYTE);
        if (framebuffer == 0) glGenFramebuffers(1, &framebuffer);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, color, 0);
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT, GL_TEXTURE_2D, depth, 0);
    }
};

GLuint make_squares() {
    constexpr auto dark = static_cast<GLubyte>(255.0f * dark_square + 0.5f);
    const GLubyte squares[] = {255, dark, dark, 255};
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    const GLuint texture = make_texture(GL_LUMINANCE8, {2, 2}, GL_LUMINANCE, GL_UNSIGNED_BYTE, squares);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    return texture;
}

void draw_face(const Box& box, int axis, bool high) {
    glm::vec3 normal(0.0f);
    normal[axis] = high ? 1.0f : -1.0f;
    const glm::vec3 color = box.is_light ? box.color : box.color * shade(normal);
    glColor3fv(&color.x);
    for (const glm::vec2 corner : {glm::vec2(0, 0), glm::vec2(1, 0), glm::vec2(1, 1), glm::vec2(0, 1)}) {
        glm::vec3 place;
        place[axis] = high ? box.high[axis] : box.low[axis];
        for (int i = 0; i < 2; ++i) {
            const int other = (axis + 1 + i) % 3;
            place[other] = corner[i] > 0.5f ? box.high[other] : box.low[other];
        }
        const glm::vec2 squares = box.is_light ? glm::vec2(0.25f) : corner * (0.5f * box.checks);
        glTexCoord2f(squares.x, squares.y);
        glVertex3fv(&place.x);
    }
}

void draw_scene(const SplitView& view, const Shot& shot, GLuint squares) {
    glBindFramebuffer(GL_FRAMEBUFFER, view.framebuffer);
    glViewport(0, 0, view.size.x, view.size.y);
    glClearColor(sky[0], sky[1], sky[2], 1.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    glMatrixMode(GL_PROJECTION);
    glLoadIdentity();
    const double up = near_m * 0.32491970, right = up * view.size.x / view.size.y;  // tan(18 degrees)
    glFrustum(-right, right, -up, up, near_m, far_m);
    glMatrixMode(GL_MODELVIEW);
    glLoadIdentity();
    glTranslatef(-shot.eye.x, -shot.eye.y, -shot.eye.z);
    glEnable(GL_DEPTH_TEST);
    glEnable(GL_TEXTURE_2D);
    glBindTexture(GL_TEXTURE_2D, squares);
    glBegin(GL_QUADS);
    for (const Box& box : scene_boxes())
        for (int face = 0; face < 6; ++face) draw_face(box, face / 2, face % 2 == 1);
    glEnd();
    glDisable(GL_DEPTH_TEST);
}

/// What the effects are given of a view. The matrix that it was drawn with is still GL's.
View describe(SplitView& split, int number, const Shot& shot) {
    View view(number, split.size, shot);

    float projection[16] = {};
    glGetFloatv(GL_PROJECTION_MATRIX, projection);
    view.focus.depth = value_of(depth_of_projection(projection, ClipDepth::minus_one_to_one));
    view.focus.depth_texture = split.depth;
    view.focus.source.texture = split.color;
    view.focus.target = {split.shown, Encoding::srgb};
    view.focus.history = &split.history;
    if (number == 1) {
        view.focus.target = {split.focused};
        view.miniature.source.texture = split.focused;
        view.miniature.target = {split.shown, Encoding::srgb};
    }
    return view;
}

void draw_quad(float left, float right, float bottom, float top) {
    glBegin(GL_QUADS);
    glTexCoord2f(0.0f, 0.0f);
    glVertex2f(left, bottom);
    glTexCoord2f(1.0f, 0.0f);
    glVertex2f(right, bottom);
    glTexCoord2f(1.0f, 1.0f);
    glVertex2f(right, top);
    glTexCoord2f(0.0f, 1.0f);
    glVertex2f(left, top);
    glEnd();
}

void show(std::span<const View> views, glm::ivec2 window) {
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, window.x, window.y);
    glMatrixMode(GL_PROJECTION);
    glLoadIdentity();
    glOrtho(0.0, window.x, 0.0, window.y, -1.0, 1.0);
    glMatrixMode(GL_MODELVIEW);
    glLoadIdentity();
    glColor3f(1.0f, 1.0f, 1.0f);
    for (const View& view : views) {
        glBindTexture(GL_TEXTURE_2D, view.shown().texture);
        const auto left = static_cast<float>(view_left(view.number, window));
        draw_quad(left, left + static_cast<float>(view.size.x), 0.0f, static_cast<float>(view.size.y));
    }
    // The overlay.
    const Bar bar;
    const glm::vec2 size(window);
    glDisable(GL_TEXTURE_2D);
    glColor3fv(bar.color.data());
    draw_quad(bar.left * size.x, bar.right * size.x, bar.bottom * size.y, bar.top * size.y);
}

SDL_Window* open_window() {
    if (SDL_Init(SDL_INIT_VIDEO) != 0) fail(SDL_GetError());
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_COMPATIBILITY);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 4);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_DEBUG_FLAG);
    const glm::ivec2 size = window_size(0);
    SDL_Window* const window = SDL_CreateWindow("SDL2 host", 0, 0, size.x, size.y, SDL_WINDOW_OPENGL);
    if (!window || !SDL_GL_CreateContext(window)) fail(SDL_GetError());
    SDL_GL_SetSwapInterval(0);
    // Fixed functions would cut light at 1, which lenses make disks of.
    glClampColor(GL_CLAMP_VERTEX_COLOR, GL_FALSE);
    glClampColor(GL_CLAMP_FRAGMENT_COLOR, GL_FALSE);
    return window;
}

int run(SDL_Window* window) {
    Effects effects("sdl2", SDL_GL_GetProcAddress);
    const GLuint squares = make_squares();
    std::vector<SplitView> splits;
    for (int i = 0; i < 2; ++i) splits.push_back({effects.make_history()});

    for (int frame = 0; frame < frames; ++frame) {
        const glm::ivec2 size = window_size(frame);
        SDL_SetWindowSize(window, size.x, size.y);
        for (SDL_Event event; SDL_PollEvent(&event) != 0;) {
        }
        for (int i = 0; i < 2; ++i) {
            SplitView& split = splits[std::size_t(i)];
            split.resize(view_size(i, size));
            const Shot shot = shot_of(i, frame, static_cast<double>(split.size.x) / split.size.y);
            draw_scene(split, shot, squares);
            effects.apply(describe(split, i, shot));
        }
        show(effects.views, size);
        effects.end_frame(size);
        SDL_GL_SwapWindow(window);
    }
    return effects.check.result();
}

}  // namespace

int main(int, char**) {
    SDL_Window* const window = open_window();
    const int code = run(window);
    SDL_DestroyWindow(window);
    SDL_Quit();
    return code;
}
