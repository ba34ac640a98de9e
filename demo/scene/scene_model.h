/// What is in a scene: triangles, materials, pictures, a light. Plain data; no OpenGL here.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <glm/vec4.hpp>
#include <optional>
#include <string>
#include <vector>

#include "offline/io/image_file.h"

namespace tapestry::demo {

/// In the world's metres: a scene stands still, so what moves it is applied when it is loaded.
struct SceneVertex {
    glm::vec3 position_m = {0.0f, 0.0f, 0.0f};
    glm::vec3 normal = {0.0f, 1.0f, 0.0f};
    glm::vec2 uv = {0.0f, 0.0f};
    glm::vec4 color = {1.0f, 1.0f, 1.0f, 1.0f};  ///< multiplies the base colour
};

/// Index into SceneModel::pictures; none where there is no texture.
using PictureIndex = std::optional<std::size_t>;

/// glTF 2.0's metallic-roughness material.
struct SceneMaterial {
    glm::vec4 base_color = {1.0f, 1.0f, 1.0f, 1.0f};  ///< linear
    float metallic = 1.0f;                            ///< [0, 1]
    float roughness = 1.0f;                           ///< [0, 1]
    glm::vec3 emission = {0.0f, 0.0f, 0.0f};          ///< linear light, 1 = display white; to 1000 and more
    float normal_scale = 1.0f;
    float alpha_cutoff = 0.0f;  ///< 0: opaque; else what has less alpha is not there
    bool double_sided = false;
    PictureIndex base_color_picture;  ///< sRGB
    PictureIndex roughness_picture;   ///< linear: green roughness, blue metallic
    PictureIndex normal_picture;      ///< linear, tangent space, y up
    PictureIndex emission_picture;    ///< sRGB
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

struct SceneModel {
    std::vector<SceneBatch> batches;  ///< one a material that is used
    std::vector<SceneMaterial> materials;
    std::vector<offline::Picture8> pictures;
    std::optional<SunLight> sun;
};

struct SceneBox {
    glm::vec3 low_m, high_m;
};

/// Around all of the scene; the origin when it is empty.
SceneBox bounding_box(const SceneModel& model);

}  // namespace tapestry::demo
