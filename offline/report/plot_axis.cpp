#include "offline/report/plot_axis.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>

namespace tapestry::offline::report {
namespace {

// 1, 2 or 5 times a power of ten, for about five ticks.
double round_step(double span) {
    const double rough = span / 5.0;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double factor = rough / power;
    return power * (factor < 1.5 ? 1.0 : factor < 3.5 ? 2.0 : factor < 7.5 ? 5.0 : 10.0);
}

std::vector<double> linear_ticks(Range range) {
    const double step = round_step(range.to - range.from);
    std::vector<double> ticks;
    for (double i = std::ceil(range.from / step - 1e-9); i * step <= range.to + 1e-9 * step; i += 1.0)
        ticks.push_back(i * step);
    return ticks;
}

std::vector<double> logarithmic_ticks(Range range) {
    const bool few = std::log10(range.to / range.from) < 2.0;
    const std::array<double, 3> factors = {1.0, 2.0, 5.0};
    std::vector<double> ticks;
    for (double power = std::floor(std::log10(range.from)); power <= std::ceil(std::log10(range.to));
         power += 1.0)
        for (const double factor : factors) {
            const double tick = factor * std::pow(10.0, power);
            const bool inside = tick >= range.from * (1.0 - 1e-9) && tick <= range.to * (1.0 + 1e-9);
            if (inside && (factor == 1.0 || few)) ticks.push_back(tick);
        }
    return ticks;
}

// "10" with a raised exponent, or with a factor before it.
std::string power_of_ten(int exponent, double value) {
    static const char* const raised[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                         "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    const double factor = value / std::pow(10.0, exponent);
    std::string text = "10\u207b";
    if (std::abs(factor - 1.0) > 1e-6) {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.3g\u00d7", factor);
        text.insert(0, digits);
    }
    for (const char digit : std::to_string(-exponent)) text += raised[digit - '0'];
    return text;
}

}  // namespace

std::vector<double> round_ticks(AxisScale scale, Range range) {
    return scale == AxisScale::linear ? linear_ticks(range) : logarithmic_ticks(range);
}

Range drawn_range(const PlotAxis& axis, Range data) {
    Range drawn = data;
    if (axis.scale == AxisScale::logarithmic) {
        constexpr double room = 0.04;  // of the axis, on both sides
        const double margin = std::pow(std::max(data.to / data.from, 1.5), room);
        drawn = {data.from / margin, data.to * margin};
    } else {
        if (!(data.to > data.from)) data = {data.from - 1.0, data.to + 1.0};
        const double step = 0.5 * round_step(data.to - data.from);
        drawn = {std::floor(data.from / step) * step, std::ceil(data.to / step) * step};
    }
    return {axis.from.value_or(drawn.from), axis.to.value_or(drawn.to)};
}

std::string tick_label(double value) {
    char text[32];
    if (value > 0.0 && value < 9.99e-5)
        return power_of_ten(static_cast<int>(std::floor(std::log10(value) + 1e-9)), value);
    if (std::abs(value) < 1000.0) {
        std::snprintf(text, sizeof text, "%.4g", value);
        return text;
    }
    std::snprintf(text, sizeof text, "%.0f", value);
    const std::string digits = text;
    std::string grouped;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const bool begins_group = i > 0 && digits[i - 1] != '-' && (digits.size() - i) % 3 == 0;
        if (begins_group) grouped += ',';
        grouped += digits[i];
    }
    return grouped;
}

AxisMapping::AxisMapping(AxisScale scale, Range range, Range pixels)
    : scale_(scale), range_(range), pixels_(pixels) {
    assert(range.to > range.from && "AxisMapping: the range is not empty");
    assert((scale == AxisScale::linear || range.from > 0.0) && "AxisMapping: logarithms of numbers above 0");
}

double AxisMapping::place(double value) const {
    return scale_ == AxisScale::linear ? value : std::log(value);
}

double AxisMapping::operator()(double value) const {
    const double from = place(range_.from);
    const double share = (place(value) - from) / (place(range_.to) - from);
    return pixels_.from + share * (pixels_.to - pixels_.from);
}

}  // namespace tapestry::offline::report
