#include "scene/model_scene.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include "scene/scene_rig.h"

namespace tapestry::demo {
namespace {

/// Half of a model's diagonal, within which lenses focus and blur as people know them.
constexpr double least_radius_m = 0.02, most_radius_m = 100.0;
/// Blur at the model's far end, as a share of the picture's height.
constexpr double end_blur = 0.012;
/// Light over pi at the model's middle from all its lights: exporters write sunlight as 683 lux and more,
/// for which cameras stop down.
constexpr double most_light = 4.0, usual_light = 1.0;

std::string short_number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

struct Extent {
    SceneBox box;
    glm::dvec3 middle_m;
    double radius_m;  ///< 1 of what is empty
};

/// Of all places where an animation takes it, as far as a few looks tell.
SceneBox box_of(const SceneModel& model) {
    SceneBox box = bounding_box(model);
    if (!model.rig) return box;
    SceneModel moved;
    for (int i = 1; i <= 4; ++i) {
        if (!pose(*model.rig, 0.25 * i * model.duration_s, moved)) break;
        const SceneBox then = bounding_box(moved);
        box = {glm::min(box.low_m, then.low_m), glm::max(box.high_m, then.high_m)};
    }
    return box;
}

Extent extent_of(const SceneBox& box) {
    const glm::dvec3 low(box.low_m), high(box.high_m);
    const double radius = 0.5 * glm::length(high - low);
    return {box, 0.5 * (low + high), radius > 0.0 ? radius : 1.0};
}

void suit_scale(SceneModel& model, Extent& extent) {
    const double radius = extent.radius_m;
    if (radius >= least_radius_m && radius <= most_radius_m) return;
    // A power of ten, so that people can go on reckoning.
    const double scale = std::pow(10.0, -std::floor(std::log10(radius)));
    scale_model(model, scale);
    const auto factor = static_cast<float>(scale);
    extent = extent_of({factor * extent.box.low_m, factor * extent.box.high_m});
    model.remarks.push_back(
        "it is " + short_number(2.0 * radius) + " m across, and drawn " +
        (scale < 1.0 ? "1 : " + short_number(1.0 / scale) : short_number(scale) + " : 1"));
}

double light_at(const SceneModel& model, const glm::dvec3& place_m) {
    const auto strongest = [](const glm::vec3& light) {
        return static_cast<double>(std::max({light.r, light.g, light.b}));
    };
    double sum = model.sun ? strongest(model.sun->irradiance) : 0.0;
    for (const SceneLight& light : model.lights) {
        const double distance = glm::length(glm::dvec3(light.position_m) - place_m);
        const bool is_sun = light.kind == SceneLight::Kind::sun;
        sum += strongest(light.intensity) / (is_sun ? 1.0 : std::max(1e-4, distance * distance));
    }
    return sum;
}

void suit_lights(SceneModel& model, const Extent& extent) {
    const double light = light_at(model, extent.middle_m);
    if (!(light > most_light)) return;
    dim_lights(model, usual_light / light);
    model.remarks.push_back("its lights are dimmed to 1 : " + short_number(light / usual_light) +
                            ", as an exposure that suits them would do");
}

/// From the front, from above and to the side; all of the box is within four fifths of the picture.
CameraPose framing(const Extent& extent, const Lens& lens) {
    constexpr double share = 0.8, aspect = 16.0 / 9.0;
    const double tangent = 0.5 * static_cast<double>(lens.sensor_height_mm / lens.focal_length_mm);
    const SceneBox& box = extent.box;
    const glm::dvec3 back = glm::normalize(glm::dvec3(0.45, 0.3, 1.0));
    const glm::dvec3 right = glm::normalize(glm::cross(glm::dvec3(0.0, 1.0, 0.0), back));
    const glm::dvec3 up = glm::cross(back, right);
    double distance = 1.2 * extent.radius_m;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::dvec3 at =
            glm::dvec3(corner & 1 ? box.high_m.x : box.low_m.x, corner & 2 ? box.high_m.y : box.low_m.y,
                       corner & 4 ? box.high_m.z : box.low_m.z) -
            extent.middle_m;
        const double across = std::max(std::abs(glm::dot(at, up)), std::abs(glm::dot(at, right)) / aspect);
        distance = std::max(distance, glm::dot(at, back) + across / (share * tangent));
    }
    return {extent.middle_m + distance * back, extent.middle_m, {0.0, 1.0, 0.0}};
}

LensCamera camera_of(const SceneModel& model, const Extent& extent) {
    LensCamera camera;
    if (model.camera) {
        const ModelCamera& own = *model.camera;
        camera.lens.focal_length_mm = static_cast<float>(std::clamp(
            0.5 * static_cast<double>(camera.lens.sensor_height_mm) / std::tan(0.5 * own.field_of_view_rad),
            1.0, 2000.0));
        const double along = glm::dot(extent.middle_m - own.eye_m, own.forward);
        // What is behind it, or at its lens, nothing can be focused on.
        const double distance = std::max(along, 0.1 * extent.radius_m);
        camera.pose = {own.eye_m, own.eye_m + distance * own.forward, own.up};
    } else {
        camera.pose = framing(extent, camera.lens);
    }
    const double distance = glm::length(camera.pose.target_m - camera.pose.eye_m);
    camera.planes = {0.01 * extent.radius_m, 200.0 * extent.radius_m + 2.0 * distance};
    camera.planes.near_m = std::min(camera.planes.near_m, 0.5 * distance);
    camera.lens.focus_distance_m = static_cast<float>(std::clamp(distance, 0.05, 1000.0));
    camera.lens.f_number = 1.0f;
    const double blur = coc_at_infinity(camera.lens) * (1.0 - distance / (distance + extent.radius_m));
    camera.lens.f_number = static_cast<float>(std::clamp(blur / end_blur, 1.0, 16.0));
    return camera;
}

}  // namespace

Result<Scene> read_model_scene(const std::filesystem::path& path, ModelParts parts) {
    auto model = read_gltf(path, parts);
    if (!model) return model.error();
    Scene scene;
    scene.name = path.stem().string();
    scene.title = path.filename().string();
    scene.model = std::move(*model);
    Extent extent = extent_of(box_of(scene.model));
    suit_scale(scene.model, extent);
    suit_lights(scene.model, extent);
    scene.camera = camera_of(scene.model, extent);
    // Where lights shine, the sky is what fills their shadows.
    scene.look.panorama_strength = scene.model.sun || !scene.model.lights.empty() ? 0.4f : 1.0f;
    scene.look.background_level = 3.0f;
    if (parts == ModelParts::all) scene.panorama = soft_sky(scene.look.panorama_strength);
    return scene;
}

}  // namespace tapestry::demo
