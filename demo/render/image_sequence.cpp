#include "render/image_sequence.h"

#include "effects/known_effects.h"

namespace tapestry::demo {
namespace {

template <class Entries>
auto* first_lens(Entries& effects) {
    for (auto& effect : effects)
        if (effect.on && find_effect_kind(effect.kind)->needs_depth) return &effect;
    return static_cast<decltype(effects.data())>(nullptr);
}

}  // namespace

CameraKey key_of(const Document& document) {
    CameraKey key;
    key.camera = document.camera;
    if (const EffectEntry* lens = first_lens(document.effects)) {
        const DepthOfFieldOptions options = depth_of_field_options(lens->values);
        key.focus_distance_m = options.lens.focus_distance_m;
        key.f_number = options.lens.f_number;
    }
    return key;
}

Document document_at(const Document& document, const CameraKey& key) {
    Document moved = document;
    if (key.camera.is_set) moved.camera = key.camera;
    if (EffectEntry* lens = first_lens(moved.effects)) {
        focus_distance_of(lens->values) = key.focus_distance_m;
        f_number_of(lens->values) = key.f_number;
    }
    return moved;
}

Result<ImageSequence> ImageSequence::begin(const Document& document, const DocumentRenderer& renderer,
                                           std::filesystem::path path, bool resumes) {
    if (!renderer.has_depth()) return Error{"a sequence needs a scene, or a picture with depth"};
    const bool moves_alone = renderer.is_animated() && document.scene_plays;
    if (document.path.keys.size() < 2 && !moves_alone)
        return Error{"a sequence goes from key to key: set two of them or more"};
    return ImageSequence(document, NumberedFiles::after(path), resumes);
}

Result<void> ImageSequence::step(DocumentRenderer& renderer) {
    std::error_code error;
    if (resumes_ && std::filesystem::is_regular_file(file(done_ + 1), error)) {
        ++done_;
        return {};
    }
    const double share = static_cast<double>(done_) / std::max(1, total_ - 1);
    Document now =
        document_.path.keys.size() < 2 ? document_ : document_at(document_, key_at(document_.path, share));
    if (document_.scene_plays) now.scene_time_s += static_cast<float>(done_ / frames_a_second);
    auto status = renderer.save(now, file(done_ + 1));
    done_ = status ? done_ + 1 : total_;
    return status;
}

}  // namespace tapestry::demo
