#include "window_settings.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <span>

#include "offline/files/json_text.h"
#include "tapestry/atomic_file.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;
using SettingsJson = nlohmann::ordered_json;

constexpr int least_width = 640;
constexpr int least_height = 420;
constexpr int most_pixels = 16384;
constexpr int most_deeds = 65535;

bool take(const SettingsJson& json, const char* name, bool& into) {
    if (!json.contains(name)) return true;
    if (!json[name].is_boolean()) return false;
    into = json[name].get<bool>();
    return true;
}

bool take(const SettingsJson& json, const char* name, int& into, int least, int most) {
    if (!json.contains(name)) return true;
    if (!json[name].is_number_integer()) return false;
    const auto value = json[name].get<std::int64_t>();
    into = static_cast<int>(value);
    return value >= least && value <= most;
}

bool take(const SettingsJson& json, const char* name, float& into) {
    if (!json.contains(name)) return true;
    if (!json[name].is_number()) return false;
    into = json[name].get<float>();
    return into >= 0.0f && into <= 1.0f;
}

bool take_all(const SettingsJson& json, WindowSettings& settings) {
    return json.is_object() && take(json, "width", settings.width, least_width, most_pixels) &&
           take(json, "height", settings.height, least_height, most_pixels) &&
           take(json, "panel", settings.show_panel) && take(json, "divider shown", settings.show_divider) &&
           take(json, "handles", settings.show_handles) && take(json, "magnifier", settings.show_magnifier) &&
           take(json, "inspector", settings.show_inspector) &&
           take(json, "hints done", settings.seen_hints, 0, most_deeds) &&
           take(json, "divider", settings.divider);
}

}  // namespace

fs::path settings_path() {
    const char* config = std::getenv("XDG_CONFIG_HOME");
    if (config && *config) return fs::path(config) / "tapestry" / "viewer.json";
    const char* home = std::getenv("HOME");
    return home && *home ? fs::path(home) / ".config" / "tapestry" / "viewer.json" : fs::path();
}

Result<WindowSettings> read_settings(const fs::path& path) {
    std::error_code error;
    if (path.empty() || !fs::exists(path, error)) return WindowSettings();
    const Error damaged{path.string() + ": is damaged; the window is as it first was"};
    if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > 65536) return damaged;
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    WindowSettings settings;
    if (!take_all(SettingsJson::parse(text, nullptr, false), settings)) return damaged;
    return settings;
}

Result<void> write_settings(const fs::path& path, const WindowSettings& settings) {
    if (path.empty()) return {};
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    const SettingsJson json = {{"width", settings.width},
                               {"height", settings.height},
                               {"panel", settings.show_panel},
                               {"divider shown", settings.show_divider},
                               {"handles", settings.show_handles},
                               {"magnifier", settings.show_magnifier},
                               {"inspector", settings.show_inspector},
                               {"hints done", settings.seen_hints},
                               {"divider", settings.divider}};
    const std::string text = offline::json_text(json, 2) + "\n";
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

}  // namespace tapestry::demo
