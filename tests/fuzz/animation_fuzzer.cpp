/// Options that change over the frames of a sequence.
#include "document/option_animation.h"
#include "effects/effect_kind.h"
#include "fuzz_target.h"

using namespace tapestry::demo;

TAPESTRY_FUZZ_TARGET(animation) {
    const auto animation = parse_animation({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!animation) return;
    Document document;
    document.effects.push_back(new_effect(*find_effect_kind("depth-of-field")));
    for (const int frame : {1, 2, animation->frames / 2, animation->frames, animation->frames + 1})
        (void)document_at(document, *animation, frame);
}
