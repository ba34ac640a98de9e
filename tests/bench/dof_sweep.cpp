#include "dof_sweep.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <utility>

#include "dof_methods.h"
#include "scene/camera_motion.h"
#include "scene/lens_samples.h"
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

/// A method's error, light cut at 1, in a frame.
using Errors = std::vector<glm::dvec3>;

Errors errors_of(const Image& image, const Image& reference) {
    Errors errors;
    errors.reserve(image.pixels.size());
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        errors.push_back(glm::clamp(glm::dvec3(image.pixels[i]), 0.0, 1.0) -
                         glm::clamp(glm::dvec3(reference.pixels[i]), 0.0, 1.0));
    return errors;
}

/// Means of squares over the pixels inside the border, and over those of them that are blurred.
struct MeanSquares {
    double all = 0.0;
    double blurred = 0.0;
};

template <class Value>
MeanSquares mean_squares(const DofCase& of, const std::vector<double>& coc_px, const Value& value) {
    constexpr double least_blur_px = 1.5;
    const auto [width, height] = of.choice.size;
    const int border = of.border_px();
    MeanSquares sum;
    int count = 0, blurred_count = 0;
    for (int y = border; y < height - border; ++y)
        for (int x = border; x < width - border; ++x) {
            const std::size_t i = static_cast<std::size_t>(y) * width + x;
            const glm::dvec3 v = value(i);
            const double square = glm::dot(v, v) / 3.0;
            sum.all += square;
            ++count;
            if (std::abs(coc_px[i]) <= least_blur_px) continue;
            sum.blurred += square;
            ++blurred_count;
        }
    return {sum.all / std::max(1, count), sum.blurred / std::max(1, blurred_count)};
}

/// What is known of a method while the frames go by.
struct Follower {
    DofSweepRow row;
    Errors last, before_last;
    double error_squares = 0.0;

    /// Sums squares up in the row.
    void follow(const DofCase& of, const std::vector<double>& coc_px, Errors errors) {
        error_squares += mean_squares(of, coc_px, [&](std::size_t i) { return errors[i]; }).all;
        if (!last.empty()) {
            const MeanSquares change =
                mean_squares(of, coc_px, [&](std::size_t i) { return errors[i] - last[i]; });
            row.unsteadiness += change.all;
            row.blurred += change.blurred;
            row.largest = std::max(row.largest, std::sqrt(change.all));
        }
        if (!before_last.empty())
            row.to_and_fro += mean_squares(of, coc_px, [&](std::size_t i) {
                                  return errors[i] - 2.0 * last[i] + before_last[i];
                              }).blurred;
        before_last = std::exchange(last, std::move(errors));
    }

    DofSweepRow finished(int frames) const {
        const auto root_of_mean = [](double sum, int count) { return std::sqrt(sum / std::max(1, count)); };
        DofSweepRow result = row;
        result.unsteadiness = root_of_mean(row.unsteadiness, frames - 1);
        result.blurred = root_of_mean(row.blurred, frames - 1);
        result.to_and_fro = root_of_mean(row.to_and_fro / 3.0, frames - 2);
        result.psnr = -10.0 * std::log10(error_squares / frames);
        return result;
    }
};

/// Signed, of what the case's depth texture has.
std::vector<double> cocs_of(const DofCase& of, const std::vector<float>& distances_m) {
    std::vector<double> cocs;
    cocs.reserve(distances_m.size());
    for (const float distance_m : distances_m) {
        const auto index = static_cast<int>(cocs.size());
        const glm::dvec2 pixel(index % of.choice.size.width, index / of.choice.size.width);
        cocs.push_back(demo::signed_coc_px(of.scene->camera, static_cast<double>(distance_m), pixel + 0.5,
                                           of.choice.size));
    }
    return cocs;
}

/// For the case's methods: RG32F of what has moved since the last camera, row 0 at the bottom.
Result<void> upload_motion(const GladGLContext& gl, DofCase& of, const demo::LensCamera& last,
                           const std::vector<float>& distances_m) {
    const auto [width, height] = of.choice.size;
    const std::vector<glm::vec2> motion =
        demo::camera_motion(last, of.scene->camera, of.choice.size, distances_m);
    gl.ActiveTexture(GL_TEXTURE0);
    if (!of.motion) {
        auto texture = create_texture(gl, GL_RG32F, width, height, "sweep motion");
        if (!texture) return texture.error();
        of.motion = std::make_shared<Texture>(std::move(*texture));
    }
    gl.BindTexture(GL_TEXTURE_2D, of.motion->name());
    for (int y = 0; y < height; ++y)
        gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, y, width, 1, GL_RG, GL_FLOAT,
                         &motion[static_cast<std::size_t>(height - 1 - y) * width]);
    return {};
}

/// The sprites that rings are lent were made for one depth and focus.
Result<std::vector<DofMethod>> swept_methods(Device& device, demo::RivalContext& context, const DofCase& of,
                                             const DofSweep& sweep) {
    auto methods = dof_methods(device, context, of, 0, DofMethodSet::swept);
    if (methods && sweep.kind == SweepKind::pull)
        std::erase_if(*methods, [](const DofMethod& method) { return method.name.ends_with("our sprites"); });
    return methods;
}

/// Where the frame's depth is drawn within the pixels.
demo::LensSample depth_sample(const DofSweep& sweep, int frame) {
    return sweep.kind == SweepKind::jitter ? demo::pinhole_sample(frame) : demo::LensSample{};
}

void move_on(demo::LensCamera& camera, const DofCase& of, const DofSweep& sweep) {
    if (sweep.kind == SweepKind::pull)
        camera.lens.focus_distance_m *= std::pow(4.0f, 1.0f / static_cast<float>(sweep.frames));
    if (sweep.kind == SweepKind::camera) move_right(camera.pose, sweep.step_px * metres_a_pixel(of));
}

}  // namespace

Result<std::vector<DofSweepRow>> sweep_dof(Device& device, demo::RivalContext& context, DofCase& of,
                                           const DofSweep& sweep) {
    const GladGLContext& gl = context.gl;
    const auto methods = swept_methods(device, context, of, sweep);
    if (!methods) return methods.error();
    const auto target = create_texture(gl, GL_RGBA16F, of.choice.size.width, of.choice.size.height, "sweep");
    if (!target) return target.error();
    std::vector<Follower> followers;
    for (const DofMethod& method : *methods) followers.push_back({{of.scene->name, method.name}, {}, {}});
    demo::LensCamera& camera = of.scene->camera;
    if (sweep.kind == SweepKind::pull) camera.lens.focus_distance_m *= 0.5f;
    demo::LensCamera last = camera;
    demo::ReferenceRequest request;
    request.size = of.choice.size;
    request.samples = sweep.samples;
    Image reference;
    for (int frame = 0; frame < sweep.frames; ++frame) {
        of.frame->draw(*of.renderer, camera, pinhole_samples, depth_sample(sweep, frame));
        const std::vector<float> distances_m = read_distances(gl, of, of.frame->depth_texture());
        if (Result<void> status = upload_motion(gl, of, last, distances_m); !status) return status.error();
        if (frame == 0 || sweep.kind != SweepKind::jitter) {
            auto drawn = demo::draw_reference(gl, *of.scene, *of.renderer, of.apertures[0], request);
            if (!drawn) return drawn.error();
            reference = std::move(*drawn);
        }
        const std::vector<double> coc_px = cocs_of(of, distances_m);
        for (std::size_t i = 0; i < methods->size(); ++i) {
            auto picture = picture_of(gl, (*methods)[i], *target, of.choice.size);
            if (!picture) return picture.error();
            followers[i].follow(of, coc_px, errors_of(*picture, reference));
        }
        last = camera;
        move_on(camera, of, sweep);
        std::fprintf(stderr, "\r  %s: frame %d of %d", of.scene->name.c_str(), frame + 1, sweep.frames);
    }
    std::fputc('\n', stderr);
    std::vector<DofSweepRow> rows;
    for (const Follower& follower : followers) rows.push_back(follower.finished(sweep.frames));
    return rows;
}

}  // namespace tapestry::bench
