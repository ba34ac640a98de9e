#include "tests/viewer/window_layout.h"

#include <doctest/doctest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

constexpr int patience_steps = 600;
constexpr auto step = std::chrono::milliseconds(50);

std::optional<Place> read_place(const std::filesystem::path& file, const std::string& name) {
    const auto json = nlohmann::json::parse(bytes_of(file), nullptr, false);
    if (!json.is_object() || !json.contains(name)) return std::nullopt;
    const auto& at = json[name];
    Place place{0, 0, at[0], at[1], at[2], at[3]};
    place.x = (place.left + place.right) / 2;
    place.y = (place.top + place.bottom) / 2;
    return place;
}

}  // namespace

bool WindowLayout::has(const std::string& name) const {
    return read_place(file_, name).has_value();
}

Place WindowLayout::place(const std::string& name) const {
    std::optional<Place> before;
    for (int i = 0; i < patience_steps; ++i) {
        const auto now = read_place(file_, name);
        if (now && before && now->x == before->x && now->y == before->y) return *now;
        before = now;
        std::this_thread::sleep_for(step);
    }
    FAIL("no control is called " << name);
    return {};
}

}  // namespace tapestry::test
