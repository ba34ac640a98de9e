/// The list of effects: add, order, switch on and off, choose one to change.
#pragma once

#include "document/document.h"
#include "render/document_renderer.h"
#include "window/theme.h"

namespace tapestry::demo {

/// The effects in the order in which they are applied, and which of them is chosen.
struct EffectStack {
    Document& document;
    int& chosen;
    DocumentRenderer& renderer;
};

/// `closes_menu`: the list of effects to add, if it is open.
void draw_effect_stack(const Theme& theme, EffectStack stack, bool closes_menu);

}  // namespace tapestry::demo
