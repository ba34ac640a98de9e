#include "panels/layout_log.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <span>

#include "tapestry/atomic_file.h"

namespace tapestry::demo {

Result<void> LayoutLog::write_changes(const std::filesystem::path& path) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, place] : places_) {
        json[name] = {std::lround(place.x), std::lround(place.y), std::lround(place.z), std::lround(place.w)};
    }
    std::string text = json.dump(0, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    if (text == written_) return {};
    auto status = write_file_atomically(path, std::as_bytes(std::span(text)));
    if (status) written_ = std::move(text);
    return status;
}

}  // namespace tapestry::demo
