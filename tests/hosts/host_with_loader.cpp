// A host with a GL loader of its own, in its own version: both it and the engine draw and read what they
// should.
#include <glad/gl.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "platform/headless_context.h"
#include "tapestry/device.h"
#include "tapestry/table_file.h"
#include "tapestry/uniform_blur.h"

using namespace tapestry;

namespace {

[[noreturn]] void fail(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

GLADapiproc look_up(const char* name) {
    return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
}

#ifdef TAPESTRY_HOST_MX
std::unique_ptr<GladGLContext> gl;
#define HOST_GL(name) gl->name
int load() {
    gl = std::make_unique<GladGLContext>();
    return gladLoadGLContext(gl.get(), look_up);
}
#else
#define HOST_GL(name) gl##name
int load() {
    return gladLoadGL(look_up);
}
#endif

constexpr int size = 32;

GLuint make_texture(const std::vector<float>& pixels) {
    GLuint texture = 0;
    HOST_GL(GenTextures)(1, &texture);
    HOST_GL(BindTexture)(GL_TEXTURE_2D, texture);
    HOST_GL(TexImage2D)(GL_TEXTURE_2D, 0, GL_RGBA32F, size, size, 0, GL_RGBA, GL_FLOAT, pixels.data());
    HOST_GL(TexParameteri)(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
    return texture;
}

}  // namespace

int main() {
    const auto context = demo::HeadlessContext::create();
    if (!context) fail(context.error().message);
    if (load() == 0) fail("the host's loader finds nothing");
    const auto device = Device::create({.get_proc_address = demo::HeadlessContext::get_proc_address});
    if (!device) fail(device.error().message);
    const auto table = read_table(TAPESTRY_ASSETS "/tables/gaussian_0-11_12x4_photo.tap");
    if (!table) fail(table.error().message);
    auto blur = UniformBlur::create(*device, *table);
    if (!blur) fail(blur.error().message);

    std::vector<float> pixels;  // black on the left, white on the right
    for (int i = 0; i < size * size; ++i)
        for (int channel = 0; channel < 4; ++channel) pixels.push_back(i % size < size / 2 ? 0.0f : 1.0f);
    EffectFrame frame;
    frame.source = {make_texture(pixels)};
    frame.target = {make_texture(std::vector<float>(pixels.size()))};
    if (const auto status = blur->apply(frame, {.sigma = 3.0f}); !status) fail(status.error().message);

    std::vector<float> blurred(pixels.size());
    HOST_GL(BindTexture)(GL_TEXTURE_2D, frame.target.texture);
    HOST_GL(GetTexImage)(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, blurred.data());
    if (HOST_GL(GetError)() != GL_NO_ERROR) fail("a GL error is left");
    const auto column = [&](int x) { return blurred[std::size_t(4 * (size / 2 * size + x))]; };
    // An edge under a Gaussian: half of one pixel past it, (1 + erf(0.5 / (3 * sqrt(2)))) / 2.
    if (std::abs(column(size / 2) - 0.5662f) > 0.01f || column(0) > 0.01f || column(size - 1) < 0.99f)
        fail("the edge is not blurred: " + std::to_string(column(size / 2)));
}
