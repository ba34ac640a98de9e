/// Saving from the window, each file whole or not at all; the state's message says what became of it.
#pragma once

#include <filesystem>

#include "window/viewer_state.h"

namespace tapestry::demo {

/// The result at full size, with the newest of the kernel lab's fits.
void save_image(const std::filesystem::path& path, ViewerState& state);
void save_preset(const std::filesystem::path& path, ViewerState& state);
/// The kernel lab's table; nothing where there is none yet.
void export_lab_table(const std::filesystem::path& path, ViewerState& state);

/// What the window shows, now: the default framebuffer.
Result<void> save_window(const std::filesystem::path& path, int width, int height, const GladGLContext& gl);

}  // namespace tapestry::demo
