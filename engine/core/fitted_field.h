/// What a table was fitted to, in the words that tapestry-fit leaves in its metadata.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace tapestry {

inline constexpr std::string_view fitted_field_key = "kernel_field";

struct NamedNumber {
    std::string_view name;
    double value = 0.0;
};

struct FittedAxis {
    std::string_view name;
    double from = 0.0;
    double to = 0.0;
};

/// What was fitted: a kernel by name, what was set about it, and what runs along the axes.
struct FittedField {
    std::string_view kernel;
    std::vector<NamedNumber> numbers;
    std::vector<FittedAxis> axes;
    double turn_deg = 0.0;  ///< by which the kernel turns along the first axis
};

/// The texts point into `text`. Those words are JSON, but written by one program in one order (to_metadata of
/// offline/family/kernel_field.cpp), so exactly that is read. Nothing where the text is anything else, or
/// tells of a picture, a letter or a morph.
std::optional<FittedField> read_fitted_field(std::string_view text);

}  // namespace tapestry
