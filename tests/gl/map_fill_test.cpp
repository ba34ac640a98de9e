// Parameters and turns for copied pixels beside filtered ones: every pass does what its shader does on the
// CPU.
#include <doctest/doctest.h>

#include "core/map_fill.h"
#include "effect_map.h"
#include "passes/cpu_pass.h"
#include "random_tables.h"

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
            passes.run([&](const PassList::Pass& pass) {
                INFO(std::string(pass.shader()));
                const std::optional<CpuPass> on_cpu = run_on_cpu(passes, pass);
                REQUIRE(on_cpu);
                CHECK(on_cpu->reads.outside == 0);
                for (const WrittenTexture& texture : on_cpu->textures)
                    CHECK(texture.gpu.pixels == texture.cpu.pixels);
            });
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

/// Whether some pixel with these numbers is no farther along an axis than it reaches: on each of three
/// levels, and there as much farther as lies between two reads.
bool has_within_reach(const ParameterMap& map, glm::ivec2 pixel, glm::dvec2 value, double reach_of_size) {
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const double away = std::max(std::abs(x - pixel.x), std::abs(y - pixel.y));
            if (map.at(x, y) == value &&
                away <= 3.0 * reach_of_size * value.x + (fill_spacing(1) - 1) + (fill_spacing(2) - 1))
                return true;
        }
    return false;
}

}  // namespace

TEST_CASE_FIXTURE(MapFillFixture, "copied pixels take size and turn of filtered ones within reach") {
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

        int grown = 0, wrong = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const double own = map.at(x, y).x, size = got.map.at(x, y).r, turn = got.turns.at(x, y).r;
                wrong += got.mask.at(x, y).r != (own > 0.0 ? 1.0 : 0.0);
                grown += size > 0.0 && own == 0.0;
                // Filtered pixels keep what they have; others have what some box within reach has.
                wrong += own > 0.0
                             ? size != own || turn != map.at(x, y).y
                             : size > 0.0 && !has_within_reach(map, {x, y}, {size, turn}, reach_of_size);
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
