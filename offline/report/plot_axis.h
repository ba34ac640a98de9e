/// Axes of a plot: from data to pixels, and where the ticks are.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tapestry::offline::report {

enum class AxisScale {
    linear,
    logarithmic,  ///< values must be above 0
};

struct PlotAxis {
    std::string label;  ///< with its unit
    AxisScale scale = AxisScale::linear;
    std::vector<double> ticks = {};   ///< where they are; empty: at round numbers
    std::optional<double> from = {};  ///< where the axis begins; none: with the data, and some room
    std::optional<double> to = {};
};

struct Range {
    double from = 0.0, to = 0.0;
};

/// The part of the axis that is drawn: the data's range, widened to round numbers (linear) or a little
/// (logarithmic).
Range drawn_range(const PlotAxis& axis, Range data);

/// Round numbers within a range; logarithmic: powers of ten, or 1, 2, 5 of each where there are few.
std::vector<double> round_ticks(AxisScale scale, Range range);

/// 100000 -> "100,000"; 0.25 -> "0.25"; small powers of ten as 10 with an exponent.
std::string tick_label(double value);

/// Data to pixels.
class AxisMapping {
  public:
    /// pixels.from is where range.from lies; it may be the larger one.
    AxisMapping(AxisScale scale, Range range, Range pixels);

    double operator()(double value) const;

  private:
    double place(double value) const;

    AxisScale scale_;
    Range range_, pixels_;
};

}  // namespace tapestry::offline::report
