#include "tapestry/cats_eye_options.h"
#include "option_range.h"

namespace tapestry {
Result<CatsEyeOptions> clamped(const CatsEyeOptions& options) {
    static constexpr OptionRange<CatsEyeOptions> ranges[] = {
        {"center_x", &CatsEyeOptions::center_x, -1.0f, 2.0f},
        {"center_y", &CatsEyeOptions::center_y, -1.0f, 2.0f},
        {"radius", &CatsEyeOptions::radius, 0.0f, 0.25f},
        {"vignette", &CatsEyeOptions::vignette, 0.0f, 0.9f},
        {"growth", &CatsEyeOptions::growth, 0.25f, 4.0f},
        {"aspect", &CatsEyeOptions::aspect, least_aspect, most_aspect},
    };
    return clamped_to(ranges, options);
}

}  // namespace tapestry
