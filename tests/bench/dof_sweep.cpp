#include "dof_sweep.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/geometric.hpp>

#include "dof_methods.h"
#include "scene/picture_sum.h"

namespace tapestry::bench {
namespace {

/// Metres to the right by which what is in focus moves a pixel to the left.
double metres_a_pixel(const DofCase& of) {
    const Lens& lens = of.scene->camera.lens;
    return static_cast<double>(lens.focus_distance_m * lens.sensor_height_mm / lens.focal_length_mm) /
           of.choice.size.height;
}

void move_right(demo::CameraPose& pose, double metres) {
    const glm::dvec3 right = glm::normalize(glm::cross(pose.target_m - pose.eye_m, pose.up));
    pose.eye_m += metres * right;
    pose.target_m += metres * right;
}

/// Of ((b2 - b1) - (a2 - a1)).
double square_of_change(const Image& a1, const Image& a2, const Image& b1, const Image& b2, int border) {
    double sum = 0.0;
    int count = 0;
    for (int y = border; y < a1.height - border; ++y)
        for (int x = border; x < a1.width - border; ++x)
            for (int c = 0; c < 3; ++c, ++count) {
                const auto cut = [&](const Image& image) { return std::clamp(image.at(x, y)[c], 0.0, 1.0); };
                const double change = (cut(b2) - cut(b1)) - (cut(a2) - cut(a1));
                sum += change * change;
            }
    return sum / count;
}

}  // namespace

namespace {

/// The sprites that rings are lent were made for one focus.
Result<std::vector<DofMethod>> swept_methods(Device& device, demo::RivalContext& context, const DofCase& of,
                                             const DofSweep& sweep) {
    auto methods = dof_methods(device, context, of, 0, DofMethodSet::swept);
    if (methods && sweep.is_pull)
        std::erase_if(*methods, [](const DofMethod& method) { return method.name.ends_with("our sprites"); });
    return methods;
}

}  // namespace

Result<std::vector<DofSweepRow>> sweep_dof(Device& device, demo::RivalContext& context, DofCase& of,
                                           const DofSweep& sweep) {
    const GladGLContext& gl = context.gl;
    const auto methods = swept_methods(device, context, of, sweep);
    if (!methods) return methods.error();
    const auto target = create_texture(gl, GL_RGBA16F, of.choice.size.width, of.choice.size.height, "sweep");
    if (!target) return target.error();
    std::vector<DofSweepRow> rows;
    for (const DofMethod& method : *methods) rows.push_back({of.scene->name, method.name});
    float& focus_m = of.scene->camera.lens.focus_distance_m;
    if (sweep.is_pull) focus_m *= 0.5f;
    std::vector<Image> before, now(methods->size() + 1);
    demo::ReferenceRequest request;
    request.size = of.choice.size;
    request.samples = sweep.samples;
    for (int frame = 0; frame < sweep.frames; ++frame) {
        of.frame->draw(*of.renderer, of.scene->camera, pinhole_samples);
        auto reference = demo::draw_reference(gl, *of.scene, *of.renderer, of.apertures[0], request);
        if (!reference) return reference.error();
        now.back() = std::move(*reference);
        for (std::size_t i = 0; i < methods->size(); ++i) {
            auto picture = picture_of(gl, (*methods)[i], *target, of.choice.size);
            if (!picture) return picture.error();
            now[i] = std::move(*picture);
            if (frame == 0) continue;
            const double square =
                square_of_change(before.back(), now.back(), before[i], now[i], of.border_px());
            rows[i].unsteadiness += square;
            rows[i].largest = std::max(rows[i].largest, std::sqrt(square));
        }
        before = now;
        if (sweep.is_pull)
            focus_m *= std::pow(4.0f, 1.0f / static_cast<float>(sweep.frames));
        else
            move_right(of.scene->camera.pose, sweep.step_px * metres_a_pixel(of));
        std::fprintf(stderr, "\r  %s: frame %d of %d", of.scene->name.c_str(), frame + 1, sweep.frames);
    }
    std::fputc('\n', stderr);
    for (DofSweepRow& row : rows)
        row.unsteadiness = std::sqrt(row.unsteadiness / std::max(1, sweep.frames - 1));
    return rows;
}

}  // namespace tapestry::bench
