#include "dof_case.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tapestry::bench {
namespace {

Result<std::vector<Image>> references_of(const GladGLContext& gl, const DofCase& of) {
    const DofCaseChoice& choice = of.choice;
    demo::ReferenceRequest request;
    request.size = choice.size;
    request.samples = choice.samples;
    std::string file = of.scene->name;
    for (const std::string& aperture : choice.apertures) file.append("-").append(aperture);
    file.append("-").append(std::to_string(choice.size.height));
    if (choice.tilt_deg != 0.0 || choice.swing_deg != 0.0)
        file.append("-tilt")
            .append(std::to_string(choice.tilt_deg))
            .append("-")
            .append(std::to_string(choice.swing_deg));
    file.append(".lens");
    if (!choice.references.empty()) request.checkpoint = choice.references / file;
    bool has_drawn = false;
    request.progress = [&](int done) {
        if (done % 64 == 0 || done == choice.samples)
            std::fprintf(stderr, "\r  %s: %d of %d pinholes", of.scene->name.c_str(), done, choice.samples);
        has_drawn = true;
        return true;
    };
    auto images = demo::draw_references(gl, *of.scene, *of.renderer, of.apertures, request);
    if (has_drawn) std::fputc('\n', stderr);
    return images;
}

}  // namespace

int DofCase::border_px() const {
    return static_cast<int>(std::ceil(std::max(-least_coc_px, most_coc_px))) + 2;
}

std::vector<float> read_distances(const GladGLContext& gl, const DofCase& of, std::uint32_t depth_texture) {
    const auto [width, height] = of.choice.size;
    std::vector<float> stored(static_cast<std::size_t>(width) * height), distances(stored.size());
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, depth_texture);
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, stored.data());
    const double n = of.scene->camera.planes.near_m, f = of.scene->camera.planes.far_m;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double depth =
                static_cast<double>(stored[static_cast<std::size_t>(height - 1 - y) * width + x]);
            distances[static_cast<std::size_t>(y) * width + x] =
                static_cast<float>(n * f / (f - depth * (f - n)));
        }
    return distances;
}

Result<DofCase> make_dof_case(const GladGLContext& gl, const DofCaseChoice& choice) {
    auto scene = demo::read_scene(choice.scene);
    if (!scene) return scene.error();
    scene->camera.tilt_focus(choice.tilt_deg, choice.swing_deg);
    std::vector<demo::ApertureShape> apertures;
    for (const std::string& name : choice.apertures) {
        auto aperture = demo::ApertureShape::named(name);
        if (!aperture) return aperture.error();
        apertures.push_back(std::move(*aperture));
    }
    auto renderer = demo::SceneRenderer::create(gl, *scene);
    if (!renderer) return renderer.error();
    auto frame = demo::PinholeFrame::create(gl, choice.size, demo::PinholeFrame::Hidden::drawn);
    if (!frame) return frame.error();
    frame->draw(*renderer, scene->camera, pinhole_samples);

    DofCase result{.choice = choice,
                   .scene = std::make_shared<demo::Scene>(std::move(*scene)),
                   .renderer = std::make_shared<demo::SceneRenderer>(std::move(*renderer)),
                   .frame = std::make_shared<demo::PinholeFrame>(std::move(*frame)),
                   .pinhole = {},
                   .apertures = std::move(apertures),
                   .references = {},
                   .imperfect_depth = {}};
    result.pinhole = demo::read_picture(gl, result.frame->color_texture(), choice.size);
    const std::vector<float> distances = read_distances(gl, result, result.frame->depth_texture());
    for (std::size_t i = 0; i < distances.size(); ++i) {
        const glm::dvec2 at(static_cast<double>(i % static_cast<std::size_t>(choice.size.width)) + 0.5,
                            static_cast<double>(i / static_cast<std::size_t>(choice.size.width)) + 0.5);
        const double coc =
            demo::signed_coc_px(result.scene->camera, static_cast<double>(distances[i]), at, choice.size);
        result.least_coc_px = std::min(result.least_coc_px, coc);
        result.most_coc_px = std::max(result.most_coc_px, coc);
        if (std::abs(coc) > 0.5) result.blurred_share += 1.0 / static_cast<double>(distances.size());
    }
    if (choice.samples == 0) return result;
    auto references = references_of(gl, result);
    if (!references) return references.error();
    result.references = std::move(*references);
    return result;
}

}  // namespace tapestry::bench
