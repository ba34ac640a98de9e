#include <cmath>
#include <numbers>
#include <vector>

#include "rivals/rival_pass.h"
#include "rivals/varying_rival.h"

namespace tapestry::demo {
namespace {

/// Spread evenly: on a spiral of golden angles where each tap stands for the same area, or along the line.
std::vector<float> places_of(GatherShape shape, int count) {
    const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
    const double aspect = shape == GatherShape::ellipse ? 0.5 : 1.0;
    std::vector<float> places;
    for (int i = 0; i < count; ++i) {
        const double share = (i + 0.5) / count;
        const double distance = std::sqrt(share);
        const bool is_line = shape == GatherShape::line;
        places.push_back(static_cast<float>(is_line ? share - 0.5 : distance * std::cos(i * golden_angle)));
        places.push_back(static_cast<float>(is_line ? 0.0 : aspect * distance * std::sin(i * golden_angle)));
        places.insert(places.end(), {0.0f, 0.0f});
    }
    return places;
}

}  // namespace

Result<VaryingRival> varying_gather_rival(RivalContext& context, GatherShape shape, int taps,
                                          RivalSize size) {
    const auto program = rival_program(context, "varying_gather.comp");
    if (!program) return program.error();
    auto places = rival_buffer(context, places_of(shape, taps));
    if (!places) return places.error();
    VaryingRival rival;
    rival.name = "plain gather " + std::to_string(taps);
    rival.reads = taps;
    rival.bytes = static_cast<std::size_t>(taps) * 4 * sizeof(float);
    rival.run = [=, &context, found = *program, buffer = *places](GLuint source, GLuint map, GLuint target) {
        const GladGLContext& gl = context.gl;
        gl.UseProgram(found);
        gl.Uniform2i(0, size.width, size.height);
        gl.Uniform2f(1, 1.0f / static_cast<float>(size.width), 1.0f / static_cast<float>(size.height));
        gl.Uniform1i(2, taps);
        bind_buffer(context, *buffer);
        bind_source(context, 0, source);
        bind_source(context, 1, map);
        bind_target(context, 0, target);
        dispatch(context, size);
    };
    return rival;
}

}  // namespace tapestry::demo
