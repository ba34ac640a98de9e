/// What is in a scene: triangles, materials, pictures, lights. Plain data; no OpenGL here.
#pragma once

#include <cstdint>
#include <glm/mat2x2.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "offline/io/image_file.h"

namespace tapestry::demo {

struct SceneRig;

/// In the world's metres: what moves a scene is applied when it is loaded, and again where it is animated.
struct SceneVertex {
    glm::vec3 position_m = {0.0f, 0.0f, 0.0f};
    glm::vec3 normal = {0.0f, 1.0f, 0.0f};
    glm::vec2 uv = {0.0f, 0.0f};
    glm::vec2 second_uv = {0.0f, 0.0f};
    glm::vec4 color = {1.0f, 1.0f, 1.0f, 1.0f};  ///< multiplies the base colour
};

enum class TextureWrap { repeat, mirror, clamp };

/// A picture on a surface.
struct SceneTexture {
    std::size_t picture = 0;             ///< index into SceneModel::pictures
    bool uses_second_uv = false;         ///< which coordinates of the vertices
    glm::mat2 uv_scale = glm::mat2(1);   ///< of them: a turn, and a scale
    glm::vec2 uv_offset = {0.0f, 0.0f};  ///< is added then
    TextureWrap wrap_s = TextureWrap::repeat, wrap_t = TextureWrap::repeat;
    bool is_smooth = true;  ///< else texels are seen as squares
};

using MaybeTexture = std::optional<SceneTexture>;

/// glTF 2.0's metallic-roughness material.
struct SceneMaterial {
    glm::vec4 base_color = {1.0f, 1.0f, 1.0f, 1.0f};  ///< linear
    float metallic = 1.0f;                            ///< [0, 1]
    float roughness = 1.0f;                           ///< [0, 1]
    glm::vec3 emission = {0.0f, 0.0f, 0.0f};          ///< linear light, 1 = display white; to 1000 and more
    float normal_scale = 1.0f;
    float occlusion_strength = 1.0f;  ///< [0, 1]
    float alpha_cutoff = 0.0f;        ///< 0: opaque; else what has less alpha is not there
    bool double_sided = false;
    bool is_unlit = false;        ///< shows its base colour, whatever shines on it
    MaybeTexture base_color_map;  ///< sRGB
    MaybeTexture roughness_map;   ///< linear: green roughness, blue metallic
    MaybeTexture normal_map;      ///< linear, tangent space, y up
    MaybeTexture emission_map;    ///< sRGB
    MaybeTexture occlusion_map;   ///< linear: red, of the light from around
};

/// Triangles of one material.
struct SceneBatch {
    std::size_t material = 0;
    std::vector<SceneVertex> vertices;
    std::vector<std::uint32_t> indices;
};

/// A light that is infinitely far, like the sun.
struct SunLight {
    glm::vec3 direction = {0.0f, -1.0f, 0.0f};  ///< in which it shines; unit length
    glm::vec3 irradiance = {0.0f, 0.0f, 0.0f};  ///< on a surface that faces it, over pi
};

/// Any other light; without shadows.
struct SceneLight {
    enum class Kind { sun, point, spot };
    Kind kind = Kind::point;
    glm::vec3 position_m = {0.0f, 0.0f, 0.0f};
    glm::vec3 direction = {0.0f, 0.0f, -1.0f};       ///< in which it shines; unit length
    glm::vec3 intensity = {0.0f, 0.0f, 0.0f};        ///< over pi; at one metre, but of suns
    float range_m = 0.0f;                            ///< where it ends; 0: nowhere
    float inner_cosine = 1.0f, outer_cosine = 0.0f;  ///< of spots: full light within, none beyond
};

/// The model's own.
struct ModelCamera {
    glm::dvec3 eye_m = {0.0, 0.0, 0.0};
    glm::dvec3 forward = {0.0, 0.0, -1.0};  ///< unit length
    glm::dvec3 up = {0.0, 1.0, 0.0};        ///< unit length
    double field_of_view_rad = 0.8;         ///< vertical
};

struct SceneModel {
    static constexpr std::size_t most_lights = 16;

    std::vector<SceneBatch> batches;  ///< one a material that is used
    std::vector<SceneMaterial> materials;
    std::vector<offline::Picture8> pictures;
    std::optional<SunLight> sun;     ///< the first, which has a shadow
    std::vector<SceneLight> lights;  ///< the brightest others, most_lights at most
    std::optional<ModelCamera> camera;
    /// What moves it, and for how long; null of what stands still.
    std::shared_ptr<const SceneRig> rig;
    double duration_s = 0.0;
    /// What of its file is not shown, or not as the file says, a line each.
    std::vector<std::string> remarks;
};

struct SceneBox {
    glm::vec3 low_m, high_m;
};

/// Around all of the scene; the origin when it is empty.
SceneBox bounding_box(const SceneModel& model);

}  // namespace tapestry::demo
