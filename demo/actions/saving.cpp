#include "actions/saving.h"

#include <algorithm>

#include "actions/update_lab.h"
#include "document/preset_file.h"
#include "offline/io/photograph.h"
#include "tapestry/fit/export_table.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

std::string full_name(const fs::path& path) {
    std::error_code error;
    return fs::absolute(path, error).string();
}

}  // namespace

void save_image(const fs::path& path, ViewerState& state) {
    update_lab(state);
    if (const auto status = state.renderer.save(state.document, path); !status)
        return state.show_error(status.error());
    state.last_saved = path.string();
    state.show_info("Saved " + full_name(path));
}

void save_preset(const fs::path& path, ViewerState& state) {
    if (const auto status = write_preset(path, state.document); !status)
        return state.show_error(status.error());
    const fs::path full = full_name(path);
    if (std::find(state.presets.begin(), state.presets.end(), full) == state.presets.end())
        state.presets.push_back(full);
    state.show_info("Saved " + full.string());
}

void export_lab_table(const fs::path& path, ViewerState& state) {
    if (!state.lab.shown) return;
    if (const auto status = offline::export_table(state.lab.shown->table, path); !status)
        return state.show_error(status.error());
    state.show_info("Exported " + full_name(path));
}

Result<void> save_window(const fs::path& path, int width, int height, const GladGLContext& gl) {
    offline::Picture8 picture{width, height, {}};
    const auto row = static_cast<std::ptrdiff_t>(width) * 4;
    picture.rgba.resize(static_cast<std::size_t>(row) * static_cast<std::size_t>(height));
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    gl.ReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, picture.rgba.data());
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
    auto top = picture.rgba.begin();
    for (auto bottom = picture.rgba.end() - row; top < bottom; top += row, bottom -= row)
        std::swap_ranges(top, top + row, bottom);
    return offline::write_picture(path, picture, {});
}

}  // namespace tapestry::demo
