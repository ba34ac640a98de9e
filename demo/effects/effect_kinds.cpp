#include <array>

#include "effects/effect_kind.h"

namespace tapestry::demo {

// Each in a file of its name, tilted focus in that of depth of field.
EffectKind cats_eye_kind();
EffectKind depth_of_field_kind();
EffectKind directional_motion_blur_kind();
EffectKind lens_psf_kind();
EffectKind radial_motion_blur_kind();
EffectKind rotational_bokeh_kind();
EffectKind tilt_shift_kind();
EffectKind tilted_focus_kind();
EffectKind uniform_blur_kind();

std::span<const EffectKind> effect_kinds() {
    static const std::array kinds = {
        depth_of_field_kind(),   tilt_shift_kind(),         tilted_focus_kind(),
        rotational_bokeh_kind(), radial_motion_blur_kind(), directional_motion_blur_kind(),
        cats_eye_kind(),         lens_psf_kind(),           uniform_blur_kind()};
    return kinds;
}

const EffectKind* find_effect_kind(std::string_view name) {
    for (const EffectKind& kind : effect_kinds()) {
        if (name == kind.name) return &kind;
    }
    return nullptr;
}

int find_field(const EffectKind& kind, std::string_view name) {
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        if (name == kind.fields[i].name) return static_cast<int>(i);
    }
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        const char* const former = kind.fields[i].former_name;
        if (former && name == former) return static_cast<int>(i);
    }
    return -1;
}

std::vector<float> standard_values(const EffectKind& kind) {
    std::vector<float> values;
    for (const OptionField& field : kind.fields) values.push_back(field.standard);
    return values;
}

}  // namespace tapestry::demo
