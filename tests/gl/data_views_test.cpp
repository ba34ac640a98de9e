// Depth, masks, motion and hidden surfaces with pixels of their own.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <glm/common.hpp>
#include <glm/vec3.hpp>
#include <random>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int data_width = 96, data_height = 64;

/// Each number `factor` times, with columns and rows of something else around them.
ParameterMap replicated(const ParameterMap& map, int factor, glm::ivec2 before, double around) {
    ParameterMap large(factor * map.width + 2 * before.x, factor * map.height + 2 * before.y,
                       glm::dvec2(around));
    for (int y = 0; y < factor * map.height; ++y)
        for (int x = 0; x < factor * map.width; ++x)
            large.at(before.x + x, before.y + y) = map.at(x / factor, y / factor);
    return large;
}

Region inside(const ParameterMap& large, glm::ivec2 before) {
    return {before.x, before.y, large.width - 2 * before.x, large.height - 2 * before.y};
}

struct DataViewFixture : EffectFixture {
    DepthOfField depth_of_field = made_effect();

    DepthOfField made_effect() {
        auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_12x3_flat.tap");
        if (!table) FAIL(table.error().message);
        auto made = DepthOfField::create(device, {.bokeh = *table});
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    /// Where this is above 0 a thing lies at 1.2 m before a wall at 9 m.
    using Shape = std::function<double(double x, double y)>;

    /// A thing as bright as its wall is dark, antialiased.
    static Image picture_of(const Shape& shape) {
        Image picture(data_width, data_height);
        for (int y = 0; y < data_height; ++y)
            for (int x = 0; x < data_width; ++x) {
                double covered = 0.0;
                for (int sample = 0; sample < 64; ++sample)
                    covered +=
                        shape(x + (sample % 8 + 0.5) / 8, y + (sample / 8 + 0.5) / 8) > 0.0 ? 1.0 / 64 : 0.0;
                const double wall = 0.1 + 0.05 * std::sin(0.3 * x);
                picture.at(x, y) = glm::dvec4(
                    glm::mix(glm::dvec3(wall, wall, 0.3), glm::dvec3(0.8, 0.5, 0.1), covered), 1.0);
            }
        return picture;
    }

    /// Sampled once a pixel of a grid so much smaller, beside its middle by the jitter.
    static ParameterMap depth_of(const Shape& shape, double factor, glm::dvec2 jitter = {}) {
        ParameterMap map(static_cast<int>(std::lround(data_width / factor)),
                         static_cast<int>(std::lround(data_height / factor)));
        const double across = static_cast<double>(data_width) / map.width,
                     down = static_cast<double>(data_height) / map.height;
        for (int y = 0; y < map.height; ++y)
            for (int x = 0; x < map.width; ++x)
                map.at(x, y).x =
                    shape(across * (x + 0.5 + jitter.x), down * (y + 0.5 + jitter.y)) > 0.0 ? 1.2 : 9.0;
        return map;
    }

    DepthOfFieldFrame frame_of(const Image& picture, Row0 row0 = Row0::top) {
        DepthOfFieldFrame frame;
        frame.source = {upload(*this, GL_RGBA16F, picture, row0), Encoding::linear, Alpha::opaque};
        frame.target = {make_texture(*this, GL_RGBA16F, picture.width, picture.height), Encoding::linear,
                        Alpha::opaque};
        frame.row0 = row0;
        frame.depth.kind = DepthKind::metres;
        return frame;
    }

    Image drawn(const DepthOfFieldFrame& frame) {
        DepthOfFieldOptions options;
        options.lens = {2.5f, 0.9f, 100.0f, 24.0f};
        options.near_limit = options.far_limit = 0.12f;
        device.release_transient();  // textures of the same sizes each time, for the same bits
        if (Result<void> status = depth_of_field.apply(frame, options); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, data_width, data_height, frame.row0);
    }

    /// A leaning edge and a disk.
    Shape random_shape() {
        const auto between = [&](double low, double high) {
            return std::uniform_real_distribution<double>(low, high)(random);
        };
        const double angle = between(0.0, 6.28), radius = between(8.0, 14.0);
        const glm::dvec2 middle(between(30, 66), between(22, 42));
        const double edge = between(-30.0, -18.0);
        return [=](double x, double y) {
            const glm::dvec2 place = glm::dvec2(x, y) - middle;
            const double beyond = edge - place.x * std::cos(angle) - place.y * std::sin(angle);
            return std::max(beyond, radius - std::hypot(place.x, place.y));
        };
    }
};

double data_error(const Image& a, const Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        const glm::dvec4 difference = a.pixels[i] - b.pixels[i];
        sum +=
            (difference.r * difference.r + difference.g * difference.g + difference.b * difference.b) / 3.0;
    }
    return std::sqrt(sum / static_cast<double>(a.pixels.size()));
}

}  // namespace

TEST_CASE_FIXTURE(DataViewFixture,
                  "masks of more pixels, in a part of their texture, are the same masks in every effect") {
    ParameterMap mask(width, height);
    for (glm::dvec2& value : mask.values) value.x = std::uniform_real_distribution<double>(-0.5, 1.5)(random);
    const ParameterMap large = replicated(mask, 2, {3, 5}, 0.25);
    for (const Subject& subject : every_effect(*this))
        for (const Row0 row0 : {Row0::top, Row0::bottom}) {
            INFO(subject.name);
            EffectFrame frame = float_frame(row0);
            const auto masked = [&](const ParameterMap& map, const Region& region) {
                frame.mask_texture = upload(*this, GL_R32F, map, row0);
                frame.mask_texture.region = region;
                device.release_transient();
                if (Result<void> status = subject.apply(frame, 1.0f); !status) FAIL(status.error().message);
                return download(*this, frame.target.texture, width, height, row0);
            };
            const Image expected = masked(mask, {});
            CHECK(largest_difference(masked(large, inside(large, {3, 5})), expected) == 0.0);
            CHECK(largest_difference(masked(large, {}), expected) > 0.0);
        }
}

TEST_CASE_FIXTURE(DataViewFixture, "velocities of more pixels, in a part of their texture, are the same") {
    const ParameterMap velocities = random_map(random, width, height, -9.0, 9.0);
    const ParameterMap large = replicated(velocities, 3, {4, 7}, 2.0);
    for (const Row0 row0 : {Row0::top, Row0::bottom}) {
        auto motion = DirectionalMotionBlur::create(
            device, table_of({size_axis("length_px"), line_angle_axis()}, random));
        REQUIRE(motion);
        const EffectFrame frame = float_frame(row0);
        const auto moved = [&](const ParameterMap& map, const Region& region) {
            DataView view = upload(*this, GL_RG32F, map, row0);
            view.region = region;
            device.release_transient();
            if (Result<void> status = motion->apply(frame, view, {}); !status) FAIL(status.error().message);
            return download(*this, frame.target.texture, width, height, row0);
        };
        const Image expected = moved(velocities, {});
        CHECK(largest_difference(moved(large, inside(large, {4, 7})), expected) == 0.0);
        CHECK(largest_difference(moved(large, {}), expected) > 0.0);
    }
}

TEST_CASE_FIXTURE(DataViewFixture,
                  "depth, masks and hidden surfaces of more pixels are the same to depth of field") {
    for (const Row0 row0 : {Row0::top, Row0::bottom}) {
        const Shape shape = random_shape();
        DepthOfFieldFrame frame = frame_of(picture_of(shape), row0);
        const ParameterMap depth = depth_of(shape, 1.0);
        ParameterMap mask(data_width, data_height, glm::dvec2(1.0)),
            behind(data_width, data_height, glm::dvec2(9.0));
        for (int y = 0; y < data_height; ++y)
            for (int x = 0; x < data_width / 4; ++x) mask.at(x, y).x = 0.5;
        Image hidden(data_width, data_height, glm::dvec4(0.1, 0.1, 0.3, 0.5)),
            hidden_twice(2 * data_width, 2 * data_height, glm::dvec4(0.1, 0.1, 0.3, 0.5));
        frame.hidden.color = {upload(*this, GL_RGBA16F, hidden, row0), Encoding::linear, Alpha::straight};
        const auto drawn_with = [&](int factor, glm::ivec2 before) {
            const auto given = [&](const ParameterMap& map, double around) {
                const ParameterMap large = replicated(map, factor, before, around);
                DataView view = upload(*this, GL_R32F, large, row0);
                if (before != glm::ivec2(0)) view.region = inside(large, before);
                return view;
            };
            frame.depth_texture = given(depth, 1.2);
            frame.mask_texture = given(mask, 0.0);
            frame.hidden.depth_texture = given(behind, 1.2);
            return drawn(frame);
        };
        const Image expected = drawn_with(1, {0, 0});
        CHECK(largest_difference(drawn_with(1, {7, 4}), expected) == 0.0);
        CHECK(largest_difference(drawn_with(2, {0, 0}), expected) == 0.0);
        CHECK(largest_difference(drawn_with(3, {5, 2}), expected) == 0.0);
        frame.hidden.color = {upload(*this, GL_RGBA16F, hidden_twice, row0), Encoding::linear,
                              Alpha::straight};
        CHECK(largest_difference(drawn_with(2, {1, 0}), expected) == 0.0);
        frame.mask_texture = frame.depth_texture;
        CHECK(largest_difference(drawn(frame), expected) > 0.0);
    }
}

TEST_CASE_FIXTURE(DataViewFixture, "depth of fewer pixels has its edges where the picture has them") {
    double guided_sum = 0.0, nearest_sum = 0.0;
    for (int round = 0; round < 6; ++round) {
        CAPTURE(round);
        const Shape shape = random_shape();
        DepthOfFieldFrame frame = frame_of(picture_of(shape), round % 2 == 0 ? Row0::top : Row0::bottom);
        const auto drawn_with = [&](const ParameterMap& depth, glm::dvec2 jitter) {
            frame.depth_texture = upload(*this, GL_R32F, depth, frame.row0);
            frame.depth_texture.jitter_x = static_cast<float>(jitter.x);
            frame.depth_texture.jitter_y = static_cast<float>(jitter.y);
            return drawn(frame);
        };
        const Image full = drawn_with(depth_of(shape, 1.0), {});
        const auto error_with = [&](const ParameterMap& depth, glm::dvec2 jitter) {
            return data_error(drawn_with(depth, jitter), full);
        };
        ParameterMap nearest(data_width, data_height);
        const ParameterMap half = depth_of(shape, 2.0);
        for (int y = 0; y < data_height; ++y)
            for (int x = 0; x < data_width; ++x) nearest.at(x, y) = half.at(x / 2, y / 2);
        const double of_nearest = error_with(nearest, {});
        CHECK(error_with(depth_of(shape, 1.5), {}) < of_nearest);
        // Jitter that is said is no displacement.
        for (const glm::dvec2 jitter : {glm::dvec2(0.0), glm::dvec2(0.5, -0.25), glm::dvec2(-0.375, 0.5)}) {
            const double guided = error_with(depth_of(shape, 2.0, jitter), jitter);
            CHECK(guided < of_nearest);
            guided_sum += guided;
            nearest_sum += of_nearest;
            if (jitter == glm::dvec2(0.0)) continue;
            CHECK(guided < error_with(depth_of(shape, 2.0, jitter), -jitter));
            CHECK(error_with(depth_of(shape, 1.0, jitter), jitter) <
                  error_with(depth_of(shape, 1.0, jitter), {}));
        }
    }
    CHECK(guided_sum < 0.5 * nearest_sum);
}

}  // namespace tapestry::test
