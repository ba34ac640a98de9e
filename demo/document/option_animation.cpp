#include "document/option_animation.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "offline/files/file_bytes.h"
#include "offline/files/json_text.h"

namespace tapestry::demo {
namespace {

using AnimationJson = nlohmann::json;

constexpr int most_frames = 1000000;
constexpr const char* exposure = "exposure_stops";

std::string plain_name(const std::string& name) {
    return name.substr(name.find('.') + 1);
}

/// Numbers between which the steps that are seen are even.
double to_even(const std::string& name, double value) {
    if (name.ends_with("_distance_m")) return 1.0 / value;
    if (name == "f_number") return std::log2(value);
    return value;
}

double from_even(const std::string& name, double even) {
    if (name.ends_with("_distance_m")) return 1.0 / even;
    if (name == "f_number") return std::exp2(even);
    return even;
}

double value_at(const std::string& name, const std::vector<std::pair<int, double>>& track, int frame) {
    if (frame <= track.front().first) return track.front().second;
    if (frame >= track.back().first) return track.back().second;
    const auto next = std::ranges::upper_bound(track, frame, {}, &std::pair<int, double>::first);
    const auto [from, before] = *(next - 1);
    const auto [to, after] = *next;
    const double share = static_cast<double>(frame - from) / (to - from);
    const std::string plain = plain_name(name);
    if (!(before > 0.0 && after > 0.0)) return before + share * (after - before);
    return from_even(plain, (1.0 - share) * to_even(plain, before) + share * to_even(plain, after));
}

Result<void> read_key(const AnimationJson& json, std::size_t index, OptionAnimation& animation) {
    const std::string where = "key " + std::to_string(index + 1);
    if (!json.is_object()) return Error{where + " is no object"};
    const auto frame = json.find("frame");
    if (frame == json.end() || !frame->is_number_integer() || frame->get<std::int64_t>() < 1 ||
        frame->get<std::int64_t>() > most_frames)
        return Error{where + ": \"frame\" is not a whole number from 1"};
    for (const auto& [name, value] : json.items()) {
        if (name == "frame") continue;
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            return Error{where + ": \"" + name + "\" is no number"};
        auto& track = animation.tracks[name];
        if (!track.empty() && track.back().first >= frame->get<int>())
            return Error{where + ": its frame does not come after that of the key before it"};
        track.emplace_back(frame->get<int>(), value.get<double>());
    }
    animation.frames = std::max(animation.frames, frame->get<int>());
    return {};
}

}  // namespace

Result<OptionAnimation> parse_animation(std::string_view text) {
    const AnimationJson json = AnimationJson::parse(text, nullptr, false);
    if (!json.is_object()) return Error{"is not a JSON object, or is cut short"};
    const auto keys = json.find("keys");
    if (keys == json.end() || !keys->is_array() || keys->empty()) return Error{"has no list \"keys\""};
    OptionAnimation animation;
    for (std::size_t i = 0; i < keys->size(); ++i)
        if (auto status = read_key((*keys)[i], i, animation); !status) return status.error();
    for (const auto& [name, value] : json.items()) {
        if (name == "keys") continue;
        if (name != "frames")
            return Error{"\"" + name + "\" means nothing here: there are \"frames\" and \"keys\""};
        if (!value.is_number_integer() || value.get<std::int64_t>() < animation.frames ||
            value.get<std::int64_t>() > most_frames)
            return Error{"\"frames\" is not a whole number from the last key's frame on"};
        animation.frames = value.get<int>();
    }
    if (animation.tracks.empty()) return Error{"its keys name no option"};
    return animation;
}

Result<OptionAnimation> read_animation(const std::filesystem::path& path) {
    const auto bytes = offline::read_file_bytes(path, std::size_t{1} << 24);
    if (!bytes) return bytes.error();
    auto animation = parse_animation({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!animation) return Error{path.string() + ": " + animation.error().message};
    return animation;
}

Result<Document> document_at(const Document& document, const OptionAnimation& animation, int frame) {
    Document moved = document;
    for (const auto& [name, track] : animation.tracks) {
        const double value = value_at(name, track, frame);
        if (name == exposure) {
            if (!(value >= -6.0 && value <= 6.0)) return Error{"exposure_stops is not from -6 to 6"};
            moved.exposure_stops = static_cast<float>(value);
            continue;
        }
        char assignment[64];
        std::snprintf(assignment, sizeof assignment, "=%.9g", value);
        if (auto status = set_option(moved.effects, name + assignment); !status)
            return Error{name + " at frame " + std::to_string(frame) + ": " + status.error().message};
    }
    return moved;
}

}  // namespace tapestry::demo
