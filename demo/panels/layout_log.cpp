#include "panels/layout_log.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <system_error>
#include <utility>

#include "offline/files/json_text.h"

namespace tapestry::demo {
namespace {

/// One to see an event, one to lay out, one to settle.
constexpr int frames_to_rest = 3;

bool is_act(const InputEvent& event) {
    using Kind = InputEvent::Kind;
    return event.kind == Kind::button || event.kind == Kind::wheel || event.kind == Kind::key ||
           event.kind == Kind::drop;
}

}  // namespace

void LayoutLog::note_input(const std::vector<InputEvent>& input) {
    acts_seen_ += static_cast<int>(std::count_if(input.begin(), input.end(), is_act));
    frames_since_input_ = input.empty() ? std::min(frames_since_input_ + 1, frames_to_rest) : 0;
}

Result<void> LayoutLog::write_changes(const std::filesystem::path& path, bool more_is_to_come) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, place] : places_) {
        json[name] = {std::lround(place.x), std::lround(place.y), std::lround(place.z), std::lround(place.w)};
    }
    json["acts seen"] = acts_seen_;
    json["at rest"] = frames_since_input_ == frames_to_rest && !more_is_to_come;
    std::string text = offline::json_text(json, 0) + "\n";
    if (text == written_) return {};
    // Whole whenever it is read, but not flushed to the disk: that takes longer than a frame, which makes it
    // outdated.
    std::filesystem::path partial = path;
    partial += ".partial";
    std::ofstream(partial, std::ios::binary | std::ios::trunc) << text;
    std::error_code error;
    std::filesystem::rename(partial, path, error);
    if (error) return Error{path.string() + ": cannot be written: " + error.message()};
    written_ = std::move(text);
    return {};
}

}  // namespace tapestry::demo
