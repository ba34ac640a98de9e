#include "dof_resolutions.h"

#include "dof_methods.h"
#include "offline/metrics/flip.h"
#include "scene/picture_sum.h"
#include "scene/tone_curve.h"

namespace tapestry::bench {
namespace {

Image averaged(const Image& image, int factor) {
    Image result(image.width / factor, image.height / factor);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x)
            for (int i = 0; i < factor * factor; ++i)
                result.at(x, y) += image.at(factor * x + i % factor, factor * y + i / factor) /
                                   static_cast<double>(factor * factor);
    return result;
}

/// A pinhole's picture and the depth of its pixels' middles, to be given to the effect at fewer lines.
struct PinholePicture {
    Image color;
    std::vector<float> depth;  ///< as stored, bottom row first
};

PinholePicture read_pinhole(const GladGLContext& gl, const DofCase& of) {
    PinholePicture picture{of.pinhole, {}};
    picture.depth.resize(picture.color.pixels.size());
    gl.BindTexture(GL_TEXTURE_2D, of.frame->depth_texture());
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, picture.depth.data());
    return picture;
}

/// The same picture at fewer lines in place of what the case drew: colour as a mean, depth of one sample.
void give(const GladGLContext& gl, const DofCase& of, const PinholePicture& finest) {
    const auto [width, height] = of.choice.size;
    const int factor = finest.color.height / height;
    const Image color = averaged(finest.color, factor);
    std::vector<float> texels, depth;
    for (int y = height - 1; y >= 0; --y)
        for (int x = 0; x < width; ++x)
            for (int channel = 0; channel < 4; ++channel)
                texels.push_back(static_cast<float>(color.at(x, y)[channel]));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            depth.push_back(
                finest.depth[static_cast<std::size_t>(factor * y + factor / 2) * finest.color.width +
                             static_cast<std::size_t>(factor * x + factor / 2)]);
    gl.BindTexture(GL_TEXTURE_2D, of.frame->color_texture());
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_FLOAT, texels.data());
    gl.BindTexture(GL_TEXTURE_2D, of.frame->depth_texture());
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_DEPTH_COMPONENT, GL_FLOAT, depth.data());
}

/// What the effect makes of a case's picture, toned, at so many times fewer lines.
Result<Image> seen(Device& device, demo::RivalContext& context, const DofCase& of, int factor) {
    const auto methods = dof_methods(device, context, of, 0, DofMethodSet::contest);
    if (!methods) return methods.error();
    const auto [width, height] = of.choice.size;
    const auto target = create_texture(context.gl, GL_RGBA16F, width, height, "resolution");
    if (!target) return target.error();
    auto picture = picture_of(context.gl, methods->front(), *target, of.choice.size);
    device.release_transient();
    if (!picture) return picture.error();
    return demo::toned(averaged(*picture, factor));
}

Result<void> check_heights(const std::vector<int>& heights) {
    for (std::size_t i = 0; i < heights.size(); ++i) {
        const bool fits = heights[i] >= 128 && (i == 0 || heights[i] % heights[i - 1] == 0);
        if (!fits)
            return Error{"--heights: " + std::to_string(heights[i]) +
                         " is below 128 or no multiple of the one before"};
    }
    return {};
}

}  // namespace

Result<std::vector<DofResolutionRow>> compare_resolutions(Device& device, demo::RivalContext& context,
                                                          const std::filesystem::path& scene,
                                                          const std::vector<int>& heights) {
    if (Result<void> status = check_heights(heights); !status) return status.error();
    std::vector<DofResolutionRow> rows;
    Image anew, same, input;  // of the fewest lines
    const auto case_of = [&](int height) {
        return make_dof_case(context.gl, {scene, {"disk"}, {height * 16 / 9, height}, 0.0, 0.0, 0, {}});
    };
    const auto most = case_of(heights.back());
    if (!most) return most.error();
    const PinholePicture finest = read_pinhole(context.gl, *most);
    for (const int height : heights) {
        const int factor = height / heights.front();
        const auto of = case_of(height);
        if (!of) return of.error();
        const auto drawn = seen(device, context, *of, factor);
        if (!drawn) return drawn.error();
        const Image given = demo::toned(averaged(of->pinhole, factor));
        give(context.gl, *of, finest);
        const auto reduced = seen(device, context, *of, factor);
        if (!reduced) return reduced.error();
        if (anew.width == 0) {
            anew = *drawn;
            same = *reduced;
            input = given;
        }
        rows.push_back({of->scene->name, height, offline::flip(*reduced, same).mean,
                        offline::flip(*drawn, anew).mean, offline::flip(given, input).mean});
    }
    return rows;
}

}  // namespace tapestry::bench
