/// JSON as text. JSON is UTF-8, and nlohmann's dump() throws at anything else: what people read goes through
/// json_text, and names by which files are to be found again through name_to_json.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "offline/files/readable_text.h"

namespace tapestry::offline {

/// What is not UTF-8 becomes U+FFFD. indent: spaces a level; -1: all in one line.
template <class Json>
std::string json_text(const Json& json, int indent = -1) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

/// A name of any bytes: itself where it is readable, else {"percent-encoded": "m%E9.png"}.
template <class Json>
Json name_to_json(const std::string& name) {
    if (readable(name) == name) return name;
    return {{"percent-encoded", percent_encoded(name)}};
}

/// None where it is no name.
template <class Json>
std::optional<std::string> name_from_json(const Json& json) {
    if (json.is_string()) return json.template get<std::string>();
    if (!json.is_object() || json.size() != 1 || !json.contains("percent-encoded")) return std::nullopt;
    const Json& encoded = json["percent-encoded"];
    return encoded.is_string() ? percent_decoded(encoded.template get<std::string>()) : std::nullopt;
}

}  // namespace tapestry::offline
