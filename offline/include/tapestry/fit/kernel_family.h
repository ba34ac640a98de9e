/// What a kind of kernel is called, what can be set about it, and how one is made.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// A number that can be set.
struct KernelParameter {
    std::string name;       ///< "radius"; the option is --radius
    std::string axis;       ///< the table axis that runs over it: "radius_px"
    std::string unit = {};  ///< "px", "deg", "waves", or empty
    std::string help;
    double standard = 0.0;  ///< when it is not set
    double from = 0.0;
    double to = 0.0;
    bool above_from = false;  ///< `from` itself is out of range
    bool whole = false;       ///< whole numbers only
};

/// A text that can be set.
struct KernelWord {
    std::string name;
    std::string help;
    std::string standard;
};

/// What was set, by name.
struct KernelSettings {
    std::map<std::string, double, std::less<>> numbers = {};
    std::map<std::string, std::string, std::less<>> words = {};

    /// A number that is there; completed settings hold every parameter of their family.
    TAPESTRY_FIT_EXPORT double operator[](std::string_view name) const;
    TAPESTRY_FIT_EXPORT const std::string& word(std::string_view name) const;
};

struct KernelFamily {
    std::string name;
    std::string description;
    std::vector<KernelParameter> numbers;  ///< the first is the size: a family's pictures grow with it
    std::vector<KernelWord> words = {};

    /// Angle in degrees after which the turned kernel is itself again; 0: at any angle; 360: only after a
    /// whole turn. Wants completed settings.
    std::function<double(const KernelSettings&)> period_deg;

    /// Wants completed settings: call make_kernel of make_kernel.h instead.
    std::function<Result<DenseKernel>(const KernelSettings&)> make;

    const KernelParameter& size() const { return numbers.front(); }
    TAPESTRY_FIT_EXPORT const KernelParameter* number(std::string_view parameter) const;
    TAPESTRY_FIT_EXPORT const KernelWord* word(std::string_view parameter) const;
};

/// Error: the value is not a number or out of the parameter's range, with the family's and its name.
TAPESTRY_FIT_EXPORT Result<void> check_range(const KernelFamily& family, std::string_view parameter,
                                             double value);

/// "above 0 and at most 127 px".
TAPESTRY_FIT_EXPORT std::string range_of(const KernelParameter& parameter);

/// The settings with every parameter that was not set at its standard. Error: a name that the family does not
/// have, or a value out of range.
TAPESTRY_FIT_EXPORT Result<KernelSettings> completed(const KernelFamily& family, KernelSettings settings);

}  // namespace tapestry::offline
