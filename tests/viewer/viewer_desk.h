/// What the viewer is given to work on in tests with a hand.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "document/document.h"
#include "tests/viewer/viewer_runs.h"
#include "tests/viewer/window_hand.h"
#include "tests/viewer/window_layout.h"

namespace tapestry::test {

/// One photograph and one table, so that the panel is laid out the same whatever else ships.
struct Desk {
    Folder folder;
    std::filesystem::path photo = folder / "assets/photos/noise.png";
    std::filesystem::path saved = folder / "saved.png";
    std::filesystem::path preset = folder / "saved.json";
    WindowLayout layout{folder / "layout.json"};

    Desk();

    /// For a window of 1280 x 800 at scale 1 that saves to `saved`.
    std::vector<std::string> arguments(const std::vector<std::string>& more = {}) const;
    /// What the window saves now: its preset, its picture.
    demo::Document take_preset(WindowHand& hand) const;
    offline::Picture8 take_picture(WindowHand& hand) const;
    /// What a headless job makes of the same photograph and table.
    offline::Picture8 headless(const std::vector<std::string>& more = {}) const;
};

}  // namespace tapestry::test
