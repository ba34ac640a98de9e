#include <algorithm>
#include <cassert>
#include <limits>

#include "option_range.h"
#include "picture_field.h"
#include "tapestry/lens_psf_options.h"

namespace tapestry {
namespace {

using Options = LensPsfOptions;

}  // namespace

Result<Options> clamped(const Options& options) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    static constexpr OptionRange<Options> ranges[] = {
        {"center_x", &Options::center_x, -1.0f, 2.0f},
        {"center_y", &Options::center_y, -1.0f, 2.0f},
        {"size", &Options::size, 0.0f, 4.0f},
        {"strength_waves", &Options::strength_waves, 0.0f, 2.0f},
        {"growth", &Options::growth, 0.25f, 4.0f},
        {"turn_deg", &Options::turn_deg, -infinity, infinity},
    };
    return clamped_to(ranges, options);
}

double lens_psf_scale(const Options& options, int height) {
    constexpr double rows_of_table_pixels = 1080.0;
    return double{options.size} * height / rows_of_table_pixels;
}

LensPsfPoint lens_psf_at(const Options& options, double x, double y, int width, int height) {
    const Result<Options> valid = clamped(options);
    assert(valid && "lens_psf_at: no option is NaN");
    if (!valid) return {};
    const glm::dvec2 from_center(x - double{valid->center_x} * width, y - double{valid->center_y} * height);
    return {double{valid->strength_waves} * field_growth(from_center, valid->growth, width, height),
            direction_deg(from_center) + double{valid->turn_deg}};
}

}  // namespace tapestry
