#include "actions/update_lab.h"

namespace tapestry::demo {
namespace {

void ask_for_fit(ViewerState& state) {
    LabState& lab = state.lab;
    const KernelRecipe& recipe = state.document.kernel;
    const bool is_wanted = state.tab == Tab::lab || uses_lab(state.document);
    const bool is_changed = recipe != lab.asked;
    if (!is_wanted || (!is_changed && lab.was_asked)) return;
    // A stroke that goes on lets each fit come as far as something to show.
    const bool let_it_show =
        lab.hand_is_painting && lab.fit.state().phase == "first look" && lab.fit.state().running;
    if (let_it_show) return;
    if (is_changed && lab.was_asked && state.tab == Tab::lab) {
        if (EffectEntry* effect = state.chosen()) effect->bokeh = lab_bokeh;
    }
    lab.fit.start(recipe);
    lab.asked = recipe;
    lab.was_asked = true;
}

}  // namespace

void update_lab(ViewerState& state) {
    ask_for_fit(state);
    if (auto snapshot = state.lab.fit.take_snapshot()) {
        state.renderer.shelf().set_lab_table(snapshot->table);
        state.lab.shown = std::move(*snapshot);
    }
}

}  // namespace tapestry::demo
