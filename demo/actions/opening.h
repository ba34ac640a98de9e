/// Opening files in the window: pictures, tables, presets, masks. What cannot be opened is said in the
/// state's message, and the last good picture stays.
#pragma once

#include <filesystem>
#include <vector>

#include "window/viewer_state.h"

namespace tapestry::demo {

/// The picture and the tables of a document; on an error everything stays as it was.
void show_document(const Document& document, ViewerState& state);

/// By its extension: a table for the chosen effect, a preset, else a picture, with the depth that lies beside
/// it.
void open_file(const std::filesystem::path& path, ViewerState& state);

/// A photograph without the depth that may lie beside it.
void open_without_depth(const std::filesystem::path& path, ViewerState& state);

/// As open_file, one by one; but what is_depth_name says is the depth of the photograph that is open or
/// dropped with it, and a picture dropped on the open kernel lab is a shape to fit.
void open_dropped(const std::vector<std::filesystem::path>& files, ViewerState& state);

/// The state's first document. Error: what show_document would say.
Result<void> open_first(ViewerState& state);

}  // namespace tapestry::demo
