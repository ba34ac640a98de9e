/// Models, as text and as one binary file.
#include "scene/gltf_model.h"

#include "fuzz_target.h"
#include "scratch_file.h"

using namespace tapestry;

namespace {

void read_and_judge(const std::filesystem::path& path) {
    const auto model = demo::read_gltf(path);
    if (!model) return fuzz::require(!model.error().message.empty(), "an error says why");
    for (const demo::SceneBatch& batch : model->batches) {
        fuzz::require(batch.material < model->materials.size(), "a batch's material is there");
        for (const std::uint32_t index : batch.indices)
            fuzz::require(index < batch.vertices.size(), "an index' vertex is there");
    }
}

}  // namespace

TAPESTRY_FUZZ_TARGET(gltf) {
    const bool is_binary = bytes.size() > 4 && bytes[0] == 'g' && bytes[1] == 'l';
    read_and_judge(fuzz::scratch_file(is_binary ? "a.glb" : "a.gltf", bytes));
}
