/// ICC profiles: colours through them and back, and results that keep them.
#include "fuzz_target.h"
#include "offline/io/color_profile.h"
#include "picture_checks.h"

using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(profile) {
    const auto profile = ColorProfile::open(bytes);
    if (!profile) return;
    (void)profile->is_srgb();
    const std::size_t channels = profile->model() == ColorProfile::Model::grey  ? 1
                                 : profile->model() == ColorProfile::Model::rgb ? 3
                                                                                : 4;
    std::vector<float> values, rgb(3 * 5);
    for (std::size_t i = 0; i < 5 * channels; ++i) values.push_back(static_cast<float>(i % 6) / 5.0f);
    profile->to_linear(values, rgb);
    if (!profile->has_way_back()) return;
    profile->from_linear(rgb, values);
    for (const float value : values)
        tapestry::fuzz::require(!(value < 0.0f || value > 1.0f), "values are cut to [0, 1]");
    Photograph photograph;
    photograph.pixels = LinearPicture{1, 1, {0.1f, 0.2f, 0.3f, 1.0f}};
    photograph.origin = {16, {{bytes.begin(), bytes.end()}, {}}};
    tapestry::fuzz::encode_and_judge(photograph);
}
