/// Scenes as they are stored: a glTF file alone, or a JSON file that names a glTF file and a panorama beside
/// it, and says where the camera stands and how its lens is focused.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scene/lens_camera.h"
#include "scene/panorama.h"
#include "scene/scene_model.h"
#include "tapestry/result.h"

namespace tapestry::demo {

struct SceneLook {
    float exposure = 1.0f;             ///< (0, inf) multiplies all light that the renderer writes
    float panorama_strength = 1.0f;    ///< [0, inf)
    float panorama_brightest = 64.0f;  ///< (0, inf] linear light at which the panorama is cut off
    float panorama_turn_deg = 0.0f;    ///< of the panorama about the vertical, to the right
    float background_level = 0.0f;     ///< [0, 5] which level of the panorama is shown behind the scene
    float background_strength = 1.0f;  ///< [0, inf) multiplies the panorama where it is seen directly
};

struct Scene {
    std::string name;   ///< "night-lights"
    std::string title;  ///< "Night lights"
    std::string about;  ///< one sentence
    LensCamera camera;
    SceneLook look;
    SceneModel model;
    Panorama panorama;
};

/// What is listed before anything is loaded.
struct SceneEntry {
    std::string name;
    std::string title;
    std::filesystem::path path;
};

/// NAME.scene.json, or a glTF file.
bool is_scene_name(const std::filesystem::path& path);

/// NAME.scene.json in a folder, by name; empty when there is no such folder.
std::vector<SceneEntry> list_scenes(const std::filesystem::path& folder);

/// A .scene.json, or a .gltf or .glb alone, as read_model_scene has it. Error: the path and what is missing,
/// malformed or out of range in it, or in the files that it names.
Result<Scene> read_scene(const std::filesystem::path& path);

/// The same file's camera alone, without pictures.
Result<LensCamera> read_scene_camera(const std::filesystem::path& path);

}  // namespace tapestry::demo
