#include "tapestry/fit/table_json.h"

#include "offline/files/json_text.h"

namespace tapestry::offline {
namespace {

// Numbers of type float, so that they are printed in the fewest digits that give the float back.
using Json = nlohmann::basic_json<nlohmann::ordered_map, std::vector, std::string, bool, std::int64_t,
                                  std::uint64_t, float>;

Json axis_to_json(const Axis& axis) {
    Json knots = Json::array();
    for (const float knot : axis.knots) knots.push_back(knot);
    return {{"name", axis.name},
            {"unit", axis.unit},
            {"knots", std::move(knots)},
            {"period", axis.period == 0.0f ? Json(nullptr) : Json(axis.period)},
            {"beyond", axis.beyond == Beyond::scale ? "scale" : "clamp"}};
}

Json entry_to_json(const TapTable& table, std::size_t entry) {
    Json at = Json::array();
    std::size_t rest = entry, stride = table.entry_count();
    for (const Axis& axis : table.axes) {
        stride /= axis.knots.size();
        at.push_back(axis.knots[rest / stride]);
        rest %= stride;
    }
    Json layers = Json::array();
    for (std::size_t l = 0; l < table.layers(); ++l) {
        Json taps = Json::array();
        for (std::uint32_t i = 0; i < table.layer_taps[l]; ++i) {
            const Tap& tap = table.tap(l, i, entry);
            taps.push_back({tap.dx, tap.dy, tap.weight});
        }
        layers.push_back(std::move(taps));
    }
    return {{"at", std::move(at)}, {"layers", std::move(layers)}};
}

}  // namespace

std::string table_to_json(const TapTable& table) {
    Json axes = Json::array();
    for (const Axis& axis : table.axes) axes.push_back(axis_to_json(axis));
    Json entries = Json::array();
    for (std::size_t e = 0; e < table.entry_count(); ++e) entries.push_back(entry_to_json(table, e));
    const Json json = {{"format", "tapestry-table"}, {"version", 2},
                       {"kernel", table.kernel},     {"layer_taps", table.layer_taps},
                       {"axes", std::move(axes)},    {"signed", table.is_signed},
                       {"turnable", table.turnable}, {"entries", std::move(entries)}};
    return json_text(json) + "\n";
}

}  // namespace tapestry::offline
