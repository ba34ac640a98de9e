#include <algorithm>
#include <cmath>
#include <string_view>

#include "error_of.h"
#include "float_class.h"
#include "tapestry/tap_table.h"

namespace tapestry {
namespace {

/// Fitted weights are floats of magnitude about 1 and there are at most 256 of them, so rounding alone moves
/// their sum by less than 256 * 2^-24 = 1.5e-5; a layer off by more than 1e-4 would show on a constant 8-bit
/// image after a few layers.
constexpr double weight_sum_tolerance = 1e-4;

Result<void> validate_count(std::string_view what, std::size_t count, std::size_t least, std::size_t most) {
    if (count >= least && count <= most) return {};
    return error_of(what, ": ", count, ", but it must be ", least, " to ", most);
}

Result<void> validate_text(std::string_view what, const std::string& text) {
    if (text.size() <= limits::max_text_bytes) return {};
    return error_of(what, ": ", text.size(), " bytes long, but at most ", limits::max_text_bytes,
                    " are allowed");
}

Result<void> validate_texts(const TapTable& table) {
    if (Result<void> status = validate_text("kernel name", table.kernel); !status) return status;
    if (Result<void> status =
            validate_count("metadata pairs", table.metadata.size(), 0, limits::max_metadata_pairs);
        !status)
        return status;
    for (const auto& [key, value] : table.metadata) {
        if (Result<void> status = validate_text("metadata key", key); !status) return status;
        if (Result<void> status = validate_text("metadata value", value); !status) return status;
    }
    return {};
}

Result<void> validate_knots(const Axis& axis) {
    if (Result<void> status =
            validate_count("axis '" + axis.name + "': knots", axis.knots.size(), 2, limits::max_knots);
        !status)
        return status;
    for (std::size_t i = 0; i < axis.knots.size(); ++i) {
        if (!is_finite(axis.knots[i])) return error_of("axis '", axis.name, "': knot ", i, " is not finite");
        if (i > 0 && !(axis.knots[i] > axis.knots[i - 1]))
            return error_of("axis '", axis.name, "': knots must increase, but knot ", i, " is ",
                            axis.knots[i], " after ", axis.knots[i - 1]);
    }
    if (is_size_axis(axis) && axis.knots.front() < 0.0f)
        return error_of("axis '", axis.name, "': a size is not negative, but the first knot is ",
                        axis.knots.front());
    return {};
}

Result<void> validate_period(const Axis& axis) {
    if (axis.period == 0.0f) return {};
    if (!is_finite(axis.period) || axis.period < 0.0f)
        return error_of("axis '", axis.name, "': the period must be 0 or positive and finite, but is ",
                        axis.period);
    const double span = double{axis.knots.back()} - double{axis.knots.front()};
    if (span > double{axis.period})
        return error_of("axis '", axis.name, "': knots must lie within one period of ", axis.period,
                        ", but span ", span);
    return {};
}

Result<void> validate_beyond(const Axis& axis) {
    if (axis.beyond == Beyond::clamp) return {};
    if (axis.beyond != Beyond::scale)
        return error_of("axis '", axis.name, "': unknown behaviour ", static_cast<std::uint32_t>(axis.beyond),
                        " beyond the last knot");
    if (axis.period != 0.0f)
        return error_of("axis '", axis.name, "': a periodic axis has no last knot to scale beyond");
    if (!(axis.knots.back() > 0.0f))
        return error_of("axis '", axis.name, "': scaling beyond the last knot needs it positive, but it is ",
                        axis.knots.back());
    return {};
}

Result<void> validate_axis(const Axis& axis) {
    if (Result<void> status = validate_text("axis name", axis.name); !status) return status;
    if (Result<void> status = validate_text("axis unit", axis.unit); !status) return status;
    if (Result<void> status = validate_knots(axis); !status) return status;
    if (Result<void> status = validate_period(axis); !status) return status;
    return validate_beyond(axis);
}

Result<void> validate_axes(const TapTable& table) {
    if (Result<void> status = validate_count("axes", table.axes.size(), 0, 2); !status) return status;
    for (const Axis& axis : table.axes)
        if (Result<void> status = validate_axis(axis); !status) return status;
    const auto scaling = std::ranges::count(table.axes, Beyond::scale, &Axis::beyond);
    if (scaling > 1) return error_of("axes: at most one may scale beyond its last knot");
    return {};
}

Result<void> validate_payload_size(const TapTable& table) {
    // At most 16 * 256 * 1024 * 1024 = 2^32, which std::uint64_t holds.
    const std::uint64_t records = std::uint64_t{table.first_tap(table.layers())} * table.entry_count();
    if (records > limits::max_records)
        return error_of("payload: ", records, " taps, but at most ", limits::max_records, " are allowed");
    if (table.payload.size() != records)
        return error_of("payload: ", table.payload.size(), " taps, but the counts ask for ", records);
    return {};
}

/// The broken rule of one tap, or nothing.
std::string_view broken_rule(const Tap& tap, bool is_signed) {
    if (!is_finite(tap.dx) || !is_finite(tap.dy)) return "the offset is not finite";
    if (!is_finite(tap.weight)) return "the weight is not finite";
    if (std::abs(tap.dx) > limits::max_offset_px || std::abs(tap.dy) > limits::max_offset_px)
        return "the offset is longer than 16384 pixels";
    if (std::abs(tap.weight) > limits::max_weight) return "the weight is larger than 1024";
    if (tap.weight < 0.0f && !is_signed) return "the weight is negative in a table that is not signed";
    if (tap.unused != 0.0f) return "the unused number is not 0";
    return {};
}
static_assert(limits::max_offset_px == 16384.0f && limits::max_weight == 1024.0f,
              "broken_rule spells them out");

Result<void> validate_taps(const TapTable& table) {
    const std::size_t entries = table.entry_count();
    for (std::size_t record = 0; record < table.payload.size(); ++record) {
        const std::string_view rule = broken_rule(table.payload[record], table.is_signed);
        if (rule.empty()) continue;
        std::size_t layer = 0;
        while (record / entries >= table.first_tap(layer + 1)) ++layer;
        return error_of("layer ", layer, ", tap ", record / entries - table.first_tap(layer), ", entry ",
                        record % entries, ": ", rule);
    }
    return {};
}

Result<void> validate_weight_sums(const TapTable& table) {
    for (std::size_t layer = 0; layer < table.layers(); ++layer) {
        for (std::size_t entry = 0; entry < table.entry_count(); ++entry) {
            double sum = 0.0;
            for (std::size_t index = 0; index < table.layer_taps[layer]; ++index)
                sum += table.tap(layer, index, entry).weight;
            if (std::abs(sum - 1.0) > weight_sum_tolerance)
                return error_of("layer ", layer, ", entry ", entry, ": the weights sum to ", sum,
                                ", not to 1");
        }
    }
    return {};
}

/// On a size axis that starts at 0 every entry of its first knot is the identity.
Result<void> validate_identities(const TapTable& table) {
    std::size_t stride = table.entry_count();
    for (const Axis& axis : table.axes) {
        const std::size_t knots = axis.knots.size();
        stride /= knots;
        if (!is_size_axis(axis) || axis.knots.front() != 0.0f) continue;
        for (std::size_t entry = 0; entry < table.entry_count(); ++entry) {
            const bool at_zero = entry / stride % knots == 0;
            if (at_zero && !is_identity(table, entry))
                return error_of("axis '", axis.name, "': the entry at 0 must be the identity, but entry ",
                                entry, " has taps away from (0, 0)");
        }
    }
    return {};
}

}  // namespace

std::size_t TapTable::entry_count() const {
    std::size_t count = 1;
    for (const Axis& axis : axes) count *= axis.knots.size();
    return count;
}

bool is_size_axis(const Axis& axis) {
    return axis.name == axis_names::radius || axis.name == axis_names::sigma ||
           axis.name == axis_names::length;
}

bool is_identity(const TapTable& table, std::size_t entry) {
    const std::size_t entries = table.entry_count();
    for (std::size_t record = entry; record < table.payload.size(); record += entries)
        if (table.payload[record].dx != 0.0f || table.payload[record].dy != 0.0f) return false;
    return true;
}

Result<void> validate(const TapTable& table) {
    if (Result<void> status = validate_count("layers", table.layers(), 1, limits::max_layers); !status)
        return status;
    for (const std::uint32_t taps : table.layer_taps)
        if (Result<void> status = validate_count("taps", taps, 1, limits::max_taps); !status) return status;
    if (Result<void> status = validate_axes(table); !status) return status;
    if (Result<void> status = validate_texts(table); !status) return status;
    if (Result<void> status = validate_payload_size(table); !status) return status;
    if (Result<void> status = validate_taps(table); !status) return status;
    if (Result<void> status = validate_weight_sums(table); !status) return status;
    return validate_identities(table);
}

}  // namespace tapestry
