/// How the window was left: kept from one run to the next.
#pragma once

#include <filesystem>
#include <string>

#include "tapestry/result.h"

namespace tapestry::demo {

struct WindowSettings {
    int width = 1280;  ///< [640, 16384] framebuffer pixels
    int height = 800;  ///< [420, 16384]
    bool show_panel = true;
    bool show_divider = true;
    bool show_handles = true;
    bool show_magnifier = false;
    bool show_inspector = false;
    int seen_hints = 0;    ///< [0, 65535] bits: hints that are not needed any more
    float divider = 0.4f;  ///< [0, 1] of the picture's width

    bool operator==(const WindowSettings&) const = default;
};

/// $XDG_CONFIG_HOME/tapestry/viewer.json, or that in ~/.config; empty where there is no home.
std::filesystem::path settings_path();

/// Standard ones where there is no such file. Error: the path and what is wrong with it.
Result<WindowSettings> read_settings(const std::filesystem::path& path);

/// Whole or not at all; makes the folder.
Result<void> write_settings(const std::filesystem::path& path, const WindowSettings& settings);

}  // namespace tapestry::demo
