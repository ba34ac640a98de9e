#include "sampler_precision.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "gl/effect_scope.h"
#include "gl_pictures.h"
#include "single_pass.h"

namespace tapestry::test {
namespace {

constexpr int probes = 8192;  // far more than the 256 steps of hardware

// Reads a picture of two texels, 0 and 1, at `probes` positions between their centres.
constexpr std::array<ShaderFile, 1> probe_files = {{{"probe.comp", R"glsl(
layout(local_size_x = 1) in;
layout(binding = 0) uniform highp sampler2D source;
layout(rgba32f, binding = 0) writeonly uniform highp image2D target;
void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    float position = 0.5 + (float(pixel.x) + 0.5) / 8192.0;
    imageStore(target, pixel, textureLod(source, vec2(position / 2.0, 0.5), 0.0));
}
)glsl"}}};

}  // namespace

double sampler_fraction_error(GlFixture& fixture) {
    DeviceState& device = *fixture.device.state();
    ShaderLibrary library(device.gl, probe_files, {});
    const auto program = library.program("probe.comp", {});
    if (!program) FAIL(program.error().message);

    Image texels(2, 1);
    texels.at(1, 0) = glm::dvec4(1.0);
    const GLuint source = upload(fixture, GL_RGBA32F, texels, Row0::top);
    const GLuint target = make_texture(fixture, GL_RGBA32F, probes, 1);
    {
        const EffectScope scope(device);
        bind_texture(device, 0, source);
        bind_image(device, 0, target, GL_RGBA32F);
        device.gl.UseProgram((*program)->program.name());
        device.gl.DispatchCompute(probes, 1, 1);
    }
    const std::vector<float> read = download_floats(fixture, target, probes, 1);
    double largest = 0.0;
    for (std::size_t i = 0; i < probes; ++i)
        largest = std::max(largest, std::abs(double{read[4 * i]} - (static_cast<double>(i) + 0.5) / probes));
    return largest;
}

std::string describe_fractions(double fraction_error) {
    std::ostringstream text;
    text << (has_coarse_fractions(fraction_error) ? "tolerance of hardware" : "tolerance of exact fractions")
         << " (the sampler's fractions are off by " << fraction_error << " px at most)";
    return text.str();
}

}  // namespace tapestry::test
