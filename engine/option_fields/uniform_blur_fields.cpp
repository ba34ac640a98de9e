#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {
namespace {

/// The engine takes pixels as well; pictures of any size want heights.
UniformBlurOptions in_heights() {
    UniformBlurOptions options;
    options.sigma = 0.015f;
    options.unit = SigmaUnit::picture_heights;
    return options;
}

}  // namespace

const BoundFields<UniformBlurOptions>& uniform_blur_fields() {
    static const BoundFields<UniformBlurOptions> fields(
        {
            bind<&UniformBlurOptions::sigma>({"sigma", "Sigma",
                                              "Standard deviation, relative to the picture's height.", 0.0f,
                                              0.1f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 2, true}),
            bind<&UniformBlurOptions::aspect>(aspect_field()),
        },
        in_heights());
    return fields;
}

const BoundFields<UniformBlurOptions>& uniform_blur_fields_in_pixels() {
    static const BoundFields<UniformBlurOptions> fields({
        bind<&UniformBlurOptions::sigma>({"sigma", "Sigma", "Standard deviation, in pixels.", 0.0f, 1000.0f,
                                          0.0f, 100.0f, 2.0f, 1.0f, " px", 1}),
        bind<&UniformBlurOptions::aspect>(aspect_field()),
    });
    return fields;
}

}  // namespace tapestry
