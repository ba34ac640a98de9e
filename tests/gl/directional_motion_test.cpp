// Motion that all pixels share, and velocities that cannot be used.
#include "tapestry/directional_motion_blur.h"

#include <doctest/doctest.h>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "pictures.h"
#include "reference/effect_maps.h"
#include "sampler_precision.h"
#include "tolerances.h"

namespace tapestry::test {

TEST_CASE_FIXTURE(EffectFixture, "a motion that all pixels share needs no texture") {
    const double fraction_error = sampler_fraction_error(*this);
    DirectionalMotionBlurOptions options;
    options.added_x = 0.1f;
    options.added_y = -0.07f;
    const ParameterMap still(width, height);
    for (const bool turned : {false, true}) {
        INFO("turned " << turned);
        const TapTable lines = size_and_angle("length_px", turned, random);
        const auto effect = made<DirectionalMotionBlur>(lines);
        const EffectFrame frame = float_frame(Row0::bottom);
        REQUIRE(effect->apply(frame, 0, options));
        const Image expected = filtered(source, lines, effect_map(options, still), Resolution::full);
        CHECK(largest_difference(download(*this, frame.target.texture, width, height, frame.row0),
                                 expected) <= float_tolerance(lines, fraction_error) + 2.0 * 1e-2 / 16.0);
    }
}

TEST_CASE_FIXTURE(EffectFixture, "velocities are refused by the format and where they are the target") {
    auto motion =
        DirectionalMotionBlur::create(device, table_of({size_axis("length_px"), line_angle_axis()}, random));
    REQUIRE(motion);
    const EffectFrame frame = float_frame(Row0::top);
    const GLuint wrong = make_texture(*this, GL_R32F, width, height);
    CHECK(fails_with(motion->apply(frame, wrong, {}), "velocity texture: format"));
    CHECK(fails_with(motion->apply(frame, frame.target.texture, {}), "is the target too"));
}

}  // namespace tapestry::test
