#include "tapestry/fit/family_grid.h"
#include "tapestry/tap_table.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace tapestry::offline {
namespace {

std::vector<float> spaced_knots(double from, double to, int count, double exponent) {
    std::vector<float> knots;
    for (int i = 0; i < count; ++i)
        knots.push_back(static_cast<float>(from + (to - from) * std::pow(i / (count - 1.0), exponent)));
    return knots;
}

// Around a whole turn taps come back to where they began. After a shorter period the kernel is itself again,
// but each tap is where another one began: the period's end gets a knot of its own.
std::vector<float> periodic_knots(double from, double period, int count) {
    const int intervals = period == 360.0 ? count : count - 1;
    std::vector<float> knots;
    for (int i = 0; i < count; ++i) knots.push_back(static_cast<float>(from + period * i / intervals));
    return knots;
}

std::vector<double> places(const Axis& axis, int per_interval) {
    std::vector<double> result;
    const std::size_t knots = axis.knots.size();
    const std::size_t intervals = axis.period > 0.0f ? knots : knots - 1;
    for (std::size_t k = 0; k < intervals; ++k) {
        const double low = axis.knots[k];
        const double high = k + 1 < knots ? static_cast<double>(axis.knots[k + 1])
                                          : static_cast<double>(axis.knots[0]) + axis.period;
        for (int i = 0; i < per_interval; ++i) result.push_back(low + (high - low) * i / per_interval);
    }
    if (intervals < knots) result.push_back(axis.knots.back());
    return result;
}

bool is_closed(const Axis& axis) {
    return axis.period > 0.0f && axis.knots.back() >= axis.knots.front() + axis.period;
}

}  // namespace

FamilyGrid::FamilyGrid(std::vector<Axis> axes) : axes_(std::move(axes)), unwrapped_(axes_) {
    for (Axis& axis : unwrapped_)
        if (is_closed(axis)) axis.period = 0.0f;
}

int FamilyGrid::knots() const {
    int count = 1;
    for (const Axis& axis : axes_) count *= static_cast<int>(axis.knots.size());
    return count;
}

int FamilyGrid::knots_on(int axis) const {
    return static_cast<int>(axes_[axis].knots.size());
}

int FamilyGrid::entry(int first, int second) const {
    return axes_.size() == 2 ? first * knots_on(1) + second : first;
}

glm::dvec2 FamilyGrid::parameter(int knot) const {
    if (axes_.size() == 1) return {axes_[0].knots[knot], 0.0};
    return {axes_[0].knots[knot / knots_on(1)], axes_[1].knots[knot % knots_on(1)]};
}

std::vector<KnotShare> FamilyGrid::shares(glm::dvec2 parameter) const {
    std::vector<KnotShare> result;
    const auto add = [&](int knot, double coefficient) {
        if (coefficient > 0.0) result.push_back({knot, coefficient});
    };
    const AxisPosition a = locate(unwrapped_[0], parameter.x);
    const AxisPosition b = axes_.size() == 2 ? locate(unwrapped_[1], parameter.y) : AxisPosition{};
    const auto index = [](std::uint32_t knot) { return static_cast<int>(knot); };
    add(entry(index(a.lower), index(b.lower)), (1.0 - a.fraction) * (1.0 - b.fraction));
    add(entry(index(a.lower), index(b.upper)), (1.0 - a.fraction) * b.fraction);
    add(entry(index(a.upper), index(b.lower)), a.fraction * (1.0 - b.fraction));
    add(entry(index(a.upper), index(b.upper)), a.fraction * b.fraction);
    return result;
}

std::vector<glm::dvec2> FamilyGrid::samples(glm::ivec2 per_interval) const {
    std::vector<glm::dvec2> result;
    const std::vector<double> second =
        axes_.size() == 2 ? places(unwrapped_[1], per_interval.y) : std::vector<double>{0.0};
    for (const double x : places(unwrapped_[0], per_interval.x))
        for (const double y : second) result.push_back({x, y});
    return result;
}

double standard_spacing(const FieldAxis& axis, int count) {
    if (!axis.is_size) return 1.0;
    if (axis.range.name == axis_names::sigma) return 2.0;
    constexpr double first_knot_px = 0.86, least = 1.0, most = 1.6, from_above_zero = 1.2;
    if (axis.range.from > 0.0 || count < 3) return from_above_zero;
    return std::clamp(std::log(axis.range.to / first_knot_px) / std::log(count - 1.0), least, most);
}

Result<FamilyGrid> make_grid(const KernelField& field, std::span<const int> counts, double exponent,
                             Beyond beyond) {
    if (counts.size() != field.axes.size())
        return Error{"knots: one number an axis, for " + std::to_string(field.axes.size()) + " axes"};
    if (!(exponent == 0.0 || (exponent >= 0.5 && exponent <= 4.0)))
        return Error{"the spacing's exponent must be between 0.5 and 4, or 0 for the standard one"};
    std::vector<Axis> axes;
    bool scales = false;
    for (std::size_t a = 0; a < field.axes.size(); ++a) {
        const FieldAxis& from = field.axes[a];
        const int count = counts[a];
        if (count < 2 || count > static_cast<int>(limits::max_knots))
            return Error{"axis " + from.range.name + ": knots must be between 2 and " +
                         std::to_string(limits::max_knots)};
        Axis axis{from.range.name, from.unit, {}, static_cast<float>(from.period), Beyond::clamp};
        const double spacing = from.is_size && exponent > 0.0 ? exponent : standard_spacing(from, count);
        axis.knots = from.period > 0.0 ? periodic_knots(from.range.from, from.period, count)
                                       : spaced_knots(from.range.from, from.range.to, count, spacing);
        if (from.is_size && beyond == Beyond::scale) axis.beyond = beyond, scales = true;
        axes.push_back(std::move(axis));
    }
    if (beyond == Beyond::scale && !scales)
        return Error{"only an axis of size can scale beyond its last knot"};
    return FamilyGrid(std::move(axes));
}

}  // namespace tapestry::offline
