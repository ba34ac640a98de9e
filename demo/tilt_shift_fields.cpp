#include "tilt_shift_fields.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace tapestry::demo {
namespace {

using Options = TiltShiftOptions;

/// In the order in which one sets up a picture: how much blur, where it starts, how it grows, where the band
/// lies.
constexpr std::array fields = {
    TiltShiftField{"max_radius", "Blur radius",
                   "Radius of the blur far from the band, relative to the picture's height.",
                   &Options::max_radius, 0.0f, 0.25f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 1, true},
    TiltShiftField{"band_width", "Band width",
                   "Full width of what stays sharp, relative to the picture's height.", &Options::band_width,
                   0.0f, 4.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, true},
    TiltShiftField{"falloff_distance", "Falloff",
                   "From the band's edge to full blur, relative to the picture's height. 0 is a hard step.",
                   &Options::falloff_distance, 0.0f, 4.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, true},
    TiltShiftField{"angle_deg", "Angle", "Turns the band clockwise on the picture. 0 is horizontal.",
                   &Options::angle_deg, -360.0f, 360.0f, -90.0f, 90.0f, 1.0f, 1.0f, "\xC2\xB0", 1, false},
    TiltShiftField{"center_x", "Centre, across",
                   "A point on the band's axis: 0 is the picture's left side, 1 its right side.",
                   &Options::center_x, -1.0f, 2.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, false},
    TiltShiftField{"center_y", "Centre, down",
                   "A point on the band's axis: 0 is the picture's top, 1 its bottom.", &Options::center_y,
                   -1.0f, 2.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, false},
};

constexpr std::array falloffs = {
    FalloffChoice{"smooth", "Smooth", "Eases in and out: no visible line where the blur starts or ends.",
                  Falloff::smooth},
    FalloffChoice{"linear", "Linear", "Grows evenly with the distance from the band.", Falloff::linear},
    FalloffChoice{"quadratic", "Quadratic",
                  "Starts gently and then grows fast, as defocus does behind a tilted plane.",
                  Falloff::quadratic},
};

std::string short_number(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", static_cast<double>(value));
    return text;
}

std::string quoted(std::string_view text) {
    std::string result = "'";
    result.append(text).push_back('\'');
    return result;
}

std::string range_of(const TiltShiftField& field) {
    std::string result = "[";
    return result.append(short_number(field.min)).append(", ").append(short_number(field.max)).append("]");
}

/// The whole of `text` as a finite number.
Result<float> parse_finite(std::string_view text) {
    float value = 0.0f;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return Error{quoted(text) + " is not a finite number"};
    }
    return value;
}

Status set_number(Options& options, const TiltShiftField& field, std::string_view text) {
    const auto value = parse_finite(text);
    if (!value) return Error{std::string(field.name) + ": " + value.error().message};
    if (*value < field.min || *value > field.max) {
        return Error{std::string(field.name) + ": " + std::string(text) + " is outside " + range_of(field)};
    }
    options.*field.member = *value;
    return {};
}

Status set_falloff(Options& options, std::string_view text) {
    for (const FalloffChoice& choice : falloffs) {
        if (text == choice.name) {
            options.falloff = choice.value;
            return {};
        }
    }
    return Error{"falloff: " + quoted(text) + " is not smooth, linear or quadratic"};
}

}  // namespace

std::span<const TiltShiftField> tilt_shift_fields() {
    return fields;
}

std::span<const FalloffChoice> falloff_choices() {
    return falloffs;
}

Status set_tilt_shift_option(Options& options, std::string_view assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        return Error{quoted(assignment) + " is not of the form name=value"};
    }
    const std::string_view name = assignment.substr(0, equals);
    const std::string_view value = assignment.substr(equals + 1);
    if (name == "falloff") return set_falloff(options, value);
    std::string known;
    for (const TiltShiftField& field : fields) {
        if (name == field.name) return set_number(options, field, value);
        known += std::string(field.name) + ", ";
    }
    return Error{"tilt-shift has no option " + quoted(name) + "; it has " + known + "falloff"};
}

std::string describe_tilt_shift_options() {
    const Options defaults;
    std::string text;
    char line[256];
    for (const TiltShiftField& field : fields) {
        const std::string range = range_of(field);
        std::snprintf(line, sizeof line, "  %-17s %-14s %-7s %s\n", field.name, range.c_str(),
                      short_number(defaults.*field.member).c_str(), field.help);
        text += line;
    }
    std::snprintf(line, sizeof line, "  %-17s %-14s %-7s %s\n", "falloff", "", "smooth",
                  "How the blur grows: smooth, linear or quadratic.");
    return text + line;
}

}  // namespace tapestry::demo
