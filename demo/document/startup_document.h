/// The document that a command line asks for, the same with and without a window.
#pragma once

#include <string>
#include <vector>

#include "asset_library.h"
#include "command_line.h"
#include "document.h"
#include "render/document_renderer.h"

namespace tapestry::demo {

/// The preset, or else the effects that were named, with the options that were set; the picture is the one
/// that was given, else the preset's, else a shipped one. Error: a preset that cannot be read, an option that
/// no effect has.
Result<Document> startup_document(const CommandLine& command, const AssetLibrary& assets);

/// What a picture is opened through where nothing else is asked for: the first is on, the others are one
/// click away.
std::vector<std::string> usual_effects(bool has_depth);

/// Gives every effect of the stack that has a lens this one's focus and aperture.
void focus_as(const Lens& lens, Document& document);

/// Focuses every such effect on what is in the middle of a photograph with depth. Error: the depth file's.
Result<void> focus_on_middle(Document& document);

/// Opens the document's picture and gives the shelf the tables that it names. A recipe of the kernel lab is
/// not fitted.
Result<void> open_document(const Document& document, const AssetLibrary& assets, DocumentRenderer& renderer);

}  // namespace tapestry::demo
