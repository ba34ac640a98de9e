// Parameters and turns for copied pixels beside filtered ones, against the CPU's.
#include <doctest/doctest.h>

#include "effect_map.h"
#include "random_tables.h"
#include "reference/map_fill_reference.h"

namespace tapestry::test {
namespace {

struct MapFillFixture : GlFixture {
    std::mt19937 random{test_seed()};

    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    /// Boxes of constant parameters in a picture that is copied. Numbers are floats.
    ParameterMap boxes(int width, int height, double most) {
        ParameterMap map(width, height);
        for (int box = 0; box < 4; ++box) {
            const int left = static_cast<int>(uniform(0, width)), top = static_cast<int>(uniform(0, height));
            const glm::dvec2 value(static_cast<float>(uniform(0.6, most)),
                                   static_cast<float>(uniform(0, 180)));
            for (int y = top; y < std::min(height, top + 9); ++y)
                for (int x = left; x < std::min(width, left + 12); ++x) map.at(x, y) = value;
        }
        return map;
    }

    struct Filled {
        Image map, turns, mask;
    };

    Filled filled(SteppingMap steps, GLuint map, GLuint turns = 0, GLuint host_mask = 0) {
        DeviceState& state = *device.state();
        PassList passes(state);
        passes.keep_all();
        steps.map = passes.given(map);
        if (turns != 0) steps.turns = passes.given(turns);
        if (host_mask != 0) steps.host_mask = passes.given(host_mask);
        const FilledMap made = [&] {
            const EffectScope scope(state);
            const FilledMap added = add_fill_steps(passes, steps);
            if (Result<void> status = passes.prepare(); !status) FAIL(status.error().message);
            passes.run();
            return added;
        }();
        const auto read = [&](PassTexture texture) {
            return download(*this, passes.name(texture), steps.width, steps.height, Row0::top);
        };
        return {read(made.map), turns != 0 ? read(made.turns) : Image(), read(made.mask)};
    }
};

ParameterMap turns_of(const ParameterMap& map) {
    ParameterMap turns = map;
    for (glm::dvec2& value : turns.values) value = {value.y, 0.0};
    return turns;
}

}  // namespace

TEST_CASE_FIXTURE(MapFillFixture, "sizes and turns are filled as the reference fills them") {
    for (int round = 0; round < 8; ++round) {
        INFO("round " << round << ", seed " << test_seed());
        const int width = 40 + 31 * (round % 3), height = 33 + 17 * (round % 2);
        const double most = uniform(2.0, 40.0);
        const auto reach_of_size = static_cast<float>(uniform(0.1, 1.5));
        const ParameterMap map = boxes(width, height, most);
        const ParameterMap turns = turns_of(map);
        SteppingMap steps;
        steps.most = static_cast<float>(most);
        steps.reach_of_size = reach_of_size;
        steps.width = width;
        steps.height = height;
        const Filled got =
            filled(steps, upload(*this, GL_R32F, map, Row0::top), upload(*this, GL_R32F, turns, Row0::top));

        ParameterMap expected = map, expected_turns = turns;
        fill_steps(expected, &expected_turns, reach_of_size, static_cast<float>(most));
        int grown = 0, wrong = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                wrong += got.map.at(x, y).r != expected.at(x, y).x ||
                         got.turns.at(x, y).r != expected_turns.at(x, y).x ||
                         got.mask.at(x, y).r != (map.at(x, y).x > 0.0 ? 1.0 : 0.0);
                grown += expected.at(x, y).x > 0.0 && map.at(x, y).x == 0.0;
                // A pixel's turn is that of the box whose size it took.
                if (map.at(x, y).x > 0.0) wrong += expected_turns.at(x, y).x != map.at(x, y).y;
            }
        CHECK(wrong == 0);
        CHECK(grown > 0);

        steps.kind = MapKind::two_parameters;
        const Filled both = filled(steps, upload(*this, GL_RG32F, map, Row0::top));
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                wrong += both.map.at(x, y).r != got.map.at(x, y).r ||
                         (got.map.at(x, y).r > 0.0 && both.map.at(x, y).g != got.turns.at(x, y).r);
        CHECK(wrong == 0);
    }
}

}  // namespace tapestry::test
