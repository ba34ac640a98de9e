/// Every effect at a strength beside what the reference makes of its map, and the frames that tests draw.
#pragma once

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "gl_fixture.h"
#include "gl_pictures.h"
#include "random_tables.h"
#include "tapestry/effect_frame.h"
#include "tapestry/image.h"

namespace tapestry::test {

/// Noise that an effect is drawn over, as floats.
struct EffectFixture : GlFixture {
    static constexpr int width = 100;
    static constexpr int height = 60;

    std::mt19937 random{test_seed()};
    Image source;

    EffectFixture();

    /// From the noise to floats.
    EffectFrame float_frame(Row0 row0);

    template <class Effect>
    std::shared_ptr<Effect> made(const TapTable& table) {
        auto effect = Effect::create(device, table);
        if (!effect) FAIL(effect.error().message);
        return std::make_shared<Effect>(std::move(*effect));
    }
};

/// Knots of sizes up to 9 px, in this unit's axis.
Axis size_axis(const char* name);

/// Angles of what is the same after half a turn.
Axis line_angle_axis();

/// Random taps, turnable.
TapTable table_of(std::vector<Axis> axes, std::mt19937& random);

/// Along a size and an angle, or `turned`, along the size alone.
TapTable size_and_angle(const char* size, bool turned, std::mt19937& random);

/// The cascade over a map of sizes and angles, by a table of both or by one of sizes that is turned.
Image filtered(const Image& from, const TapTable& table, const ParameterMap& map, Resolution resolution);

/// An effect at a strength, 0 or 1, and what the reference must be asked for to give the same.
struct Subject {
    std::string name;
    TapTable table;
    std::function<Result<void>(const EffectFrame&, float strength)> apply;
    /// Parameters, turns and options at strength 1.
    std::function<Image(const Image& source, Resolution)> expected;
};

/// All effects; those that turn with both kinds of table. They draw with the fixture's device.
std::vector<Subject> every_effect(EffectFixture& fixture);

}  // namespace tapestry::test
