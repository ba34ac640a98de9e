#include <algorithm>
#include <cassert>
#include <cmath>

#include "float_class.h"
#include "table_blend.h"
#include "tapestry/tap_table.h"

namespace tapestry {
namespace {

AxisPosition at_knot(std::size_t knot) {
    const auto index = static_cast<std::uint32_t>(knot);
    return {index, index, 0.0, 1.0};
}

AxisPosition between(std::size_t lower, std::size_t upper, double fraction) {
    if (fraction <= 0.0) return at_knot(lower);
    if (fraction >= 1.0) return at_knot(upper);
    return {static_cast<std::uint32_t>(lower), static_cast<std::uint32_t>(upper), fraction, 1.0};
}

/// For a parameter in [first knot, last knot).
AxisPosition locate_inside(const Axis& axis, double parameter) {
    const auto above = std::upper_bound(axis.knots.begin(), axis.knots.end(), parameter,
                                        [](double value, float knot) { return value < knot; });
    const auto upper = static_cast<std::size_t>(above - axis.knots.begin());
    const double low = axis.knots[upper - 1];
    const double high = axis.knots[upper];
    return between(upper - 1, upper, (parameter - low) / (high - low));
}

AxisPosition locate_periodic(const Axis& axis, double parameter) {
    const double first = axis.knots.front();
    const double last = axis.knots.back();
    const double period = axis.period;
    if (!is_finite(parameter)) return at_knot(0);

    double turn = std::fmod(parameter - first, period);
    if (turn < 0.0) turn += period;
    const double wrapped = first + turn;
    if (wrapped < last) return locate_inside(axis, wrapped);
    if (last >= first + period) return at_knot(axis.knots.size() - 1);
    return between(axis.knots.size() - 1, 0, (wrapped - last) / (first + period - last));
}

AxisPosition locate_past_last(const Axis& axis, double parameter) {
    AxisPosition position = at_knot(axis.knots.size() - 1);
    if (axis.beyond == Beyond::scale && is_finite(parameter))
        position.offset_scale = parameter / axis.knots.back();
    return position;
}

}  // namespace

AxisPosition locate(const Axis& axis, double parameter) {
    assert(!axis.knots.empty() && "locate: the axis has knots");
    if (is_nan(parameter)) return at_knot(0);
    if (axis.period > 0.0f) return locate_periodic(axis, parameter);
    if (parameter <= axis.knots.front()) return at_knot(0);
    if (parameter >= axis.knots.back()) return locate_past_last(axis, parameter);
    return locate_inside(axis, parameter);
}

Blend locate_entries(const TapTable& table, std::span<const double> parameter) {
    Blend blend;
    blend.entries[0] = 0;
    blend.shares[0] = 1.0;
    blend.count = 1;
    for (std::size_t index = 0; index < table.axes.size(); ++index) {
        const Axis& axis = table.axes[index];
        const AxisPosition position = locate(axis, index < parameter.size() ? parameter[index] : 0.0);
        blend.offset_scale *= position.offset_scale;

        const bool splits = position.fraction > 0.0;
        for (std::size_t corner = 0; corner < blend.count; ++corner) {
            const std::size_t row = blend.entries[corner] * axis.knots.size();
            const double share = blend.shares[corner];
            blend.entries[corner] = row + position.lower;
            blend.shares[corner] = share * (1.0 - position.fraction);
            if (splits) {
                blend.entries[blend.count + corner] = row + position.upper;
                blend.shares[blend.count + corner] = share * position.fraction;
            }
        }
        if (splits) blend.count *= 2;
    }
    const auto used = std::span(blend.entries).first(blend.count);
    blend.identity = std::ranges::all_of(used, [&](std::size_t entry) { return is_identity(table, entry); });
    return blend;
}

BlendedTap blend_tap(const Tap* entries, const Blend& blend) {
    BlendedTap sum;
    for (std::size_t corner = 0; corner < blend.count; ++corner) {
        const Tap& tap = entries[blend.entries[corner]];
        const double share = blend.shares[corner];
        sum.dx += share * tap.dx;
        sum.dy += share * tap.dy;
        sum.weight += share * tap.weight;
    }
    sum.dx *= blend.offset_scale;
    sum.dy *= blend.offset_scale;
    return sum;
}

void blend_layer(const TapTable& table, std::size_t layer, const Blend& blend, BlendedTap* taps) {
    const std::size_t entries = table.entry_count();
    const Tap* records = table.payload.data() + table.first_tap(layer) * entries;
    for (std::size_t tap = 0; tap < table.layer_taps[layer]; ++tap)
        taps[tap] = blend_tap(records + tap * entries, blend);
}

void evaluate_into(const TapTable& table, std::span<const double> parameter, Filter& filter) {
    const Blend blend = locate_entries(table, parameter);
    filter.layer_taps = table.layer_taps;
    filter.identity = blend.identity;
    filter.values.resize(table.first_tap(table.layers()));
    for (std::size_t layer = 0; layer < table.layers(); ++layer)
        blend_layer(table, layer, blend, filter.values.data() + table.first_tap(layer));
}

Filter evaluate(const TapTable& table, std::span<const double> parameter) {
    Filter filter;
    evaluate_into(table, parameter, filter);
    return filter;
}

}  // namespace tapestry
