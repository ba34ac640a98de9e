#include "tests/viewer/window_layout.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "tests/processes/waiting.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

using Json = nlohmann::json;

/// None before the first frame.
std::optional<Json> read(const std::filesystem::path& file) {
    auto json = Json::parse(bytes_of(file), nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return json;
}

Json wait_for_rest(const std::filesystem::path& file, const char* name = nullptr) {
    std::optional<Json> json;
    const bool rests = wait_until([&] {
        json = read(file);
        return json && (*json)["at rest"].get<bool>() && (!name || json->contains(name));
    });
    REQUIRE_MESSAGE(rests, (name ? std::string("no control is called ") + name : "the window does not rest"));
    return *json;
}

}  // namespace

int WindowLayout::acts_seen() const {
    const auto json = read(file_);
    return json ? (*json)["acts seen"].get<int>() : 0;
}

void WindowLayout::rest() const {
    wait_for_rest(file_);
}

bool WindowLayout::has(const std::string& name) const {
    return wait_for_rest(file_).contains(name);
}

Place WindowLayout::place(const std::string& name) const {
    const Json at = wait_for_rest(file_, name.c_str())[name];
    Place place{0, 0, at[0], at[1], at[2], at[3]};
    place.x = (place.left + place.right) / 2;
    place.y = (place.top + place.bottom) / 2;
    return place;
}

}  // namespace tapestry::test
