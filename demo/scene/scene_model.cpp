#include "scene/scene_model.h"

#include <glm/common.hpp>
#include <limits>

namespace tapestry::demo {

SceneBox bounding_box(const SceneModel& model) {
    constexpr float most = std::numeric_limits<float>::max();
    SceneBox box{glm::vec3(most), glm::vec3(-most)};
    for (const SceneBatch& batch : model.batches)
        for (const SceneVertex& vertex : batch.vertices) {
            box.low_m = glm::min(box.low_m, vertex.position_m);
            box.high_m = glm::max(box.high_m, vertex.position_m);
        }
    if (box.low_m.x > box.high_m.x) return {glm::vec3(0.0f), glm::vec3(0.0f)};
    return box;
}

}  // namespace tapestry::demo
