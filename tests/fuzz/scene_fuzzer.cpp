/// Descriptions of scenes. Models and panoramas that they name are not there, but for what is read before.
#include "scene/scene_file.h"

#include "fuzz_target.h"
#include "scratch_file.h"

using namespace tapestry;

TAPESTRY_FUZZ_TARGET(scene) {
    const auto path = fuzz::scratch_file("a.scene.json", bytes);
    (void)demo::list_scenes(path.parent_path());
    const auto camera = demo::read_scene_camera(path);
    if (!camera) fuzz::require(!camera.error().message.empty(), "an error says why");
    const auto scene = demo::read_scene(path);
    if (!scene) fuzz::require(!scene.error().message.empty(), "an error says why");
}
