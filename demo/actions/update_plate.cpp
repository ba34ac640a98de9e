#include "actions/update_plate.h"

#include "actions/update_lab.h"

namespace tapestry::demo {

void begin_plate(const std::filesystem::path& path, ViewerState& state) {
    update_lab(state);
    auto plate = PlateJob::begin(state.document, state.renderer, path);
    if (!plate) return state.show_error(plate.error());
    state.plate = std::move(*plate);
}

void cancel_plate(ViewerState& state) {
    if (!state.plate) return;
    state.plate.reset();
    state.show_info("No plate was written");
}

void update_plate(ViewerState& state) {
    if (!state.plate) return;
    if (const auto status = state.plate->step(state.renderer); !status) {
        state.show_error(status.error());
    } else if (state.plate->is_done()) {
        std::error_code error;
        state.show_info("Saved " + std::filesystem::absolute(state.plate->path(), error).string());
    }
    if (state.plate->is_done()) state.plate.reset();
}

}  // namespace tapestry::demo
