// What a view of DepthOfField remembers is the view's: one effect draws several, each with its own focus.
#include <doctest/doctest.h>

#include <optional>
#include <vector>

#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int history_width = 48;
constexpr int history_height = 32;

struct HistoryFixture : GlFixture {
    TapTable table = shipped();
    DepthOfField effect = made();
    std::mt19937 random{test_seed()};
    Image picture = opaque_noise();
    /// 2 m on the left, 12 m on the right.
    GLuint depth = upload(*this, GL_R32F, halves(), Row0::top);

    static TapTable shipped() {
        auto read = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap");
        if (!read) FAIL(read.error().message);
        return std::move(*read);
    }

    DepthOfField made() {
        auto result = DepthOfField::create(device, {.bokeh = table});
        if (!result) FAIL(result.error().message);
        return std::move(*result);
    }

    DepthOfFieldHistory history() {
        auto result = DepthOfFieldHistory::create(device);
        if (!result) FAIL(result.error().message);
        return std::move(*result);
    }

    Image opaque_noise() {
        Image image = value_noise(random, history_width, history_height, 4, 1.0);
        for (glm::dvec4& pixel : image.pixels) pixel.a = 1.0;
        return image;
    }

    static ParameterMap halves() {
        ParameterMap map(history_width, history_height, glm::dvec2(2.0));
        for (int y = 0; y < history_height; ++y)
            for (int x = history_width / 2; x < history_width; ++x) map.at(x, y).x = 12.0;
        return map;
    }

    /// A frame a tenth of a second after the view's last, that looks at a side; time constant half a second.
    Image frame(DepthOfField& by, bool looks_left, DepthOfFieldHistory* view) {
        DepthOfFieldFrame frame;
        frame.source.texture = upload(*this, GL_RGBA16F, picture, Row0::top);
        frame.target.texture = make_texture(*this, GL_RGBA16F, history_width, history_height);
        frame.row0 = Row0::top;
        frame.depth_texture = depth;
        frame.depth.kind = DepthKind::metres;
        frame.frame_time_s = 0.1f;
        frame.history = view;
        DepthOfFieldOptions options;
        options.lens.f_number = 1.0f;
        options.near_limit = options.far_limit = 0.1f;
        options.autofocus = {true, looks_left ? 0.1f : 0.9f, 0.5f, 0.5f};
        options.highlights.on = false;
        if (Result<void> status = by.apply(frame, options); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, history_width, history_height, Row0::top);
    }

    /// What a view alone shows that looks at each side in turn.
    std::vector<Image> alone(const std::vector<bool>& looks_left) {
        DepthOfFieldHistory view = history();
        std::vector<Image> images;
        for (const bool left : looks_left) images.push_back(frame(effect, left, &view));
        return images;
    }
};

bool is_same(const Image& a, const Image& b) {
    return largest_difference(a, b) == 0.0;
}

}  // namespace

TEST_CASE_FIXTURE(HistoryFixture, "one effect draws several views, each of which follows its own focus") {
    // Both change where they look after a frame, and are on their way for the rest.
    const std::vector<bool> first_looks = {true, false, false, false};
    const std::vector<bool> second_looks = {false, false, true, true};
    const std::vector<Image> first_alone = alone(first_looks), second_alone = alone(second_looks);
    REQUIRE_FALSE(is_same(first_alone[1], first_alone[2]));
    REQUIRE_FALSE(is_same(first_alone[1], second_alone[1]));

    DepthOfFieldHistory first = history();
    std::optional<DepthOfFieldHistory> second = history();
    for (std::size_t i = 0; i < first_looks.size(); ++i) {
        INFO("frame " << i);
        CHECK(is_same(frame(effect, first_looks[i], &first), first_alone[i]));
        if (i == 3) second.reset();  // a window that is closed
        if (second) CHECK(is_same(frame(effect, second_looks[i], &*second), second_alone[i]));
    }
    DepthOfFieldHistory third = history();
    CHECK(is_same(frame(effect, true, &third), first_alone[0]));
}

TEST_CASE_FIXTURE(HistoryFixture,
                  "a view that forgets is in focus at once, and so is one without a history") {
    const Image left = frame(effect, true, nullptr), right = frame(effect, false, nullptr);
    CHECK_FALSE(is_same(left, right));
    CHECK(is_same(frame(effect, true, nullptr), left));

    DepthOfFieldHistory view = history();
    CHECK(is_same(frame(effect, true, &view), left));
    const Image on_its_way = frame(effect, false, &view);
    CHECK_FALSE(is_same(on_its_way, left));
    CHECK_FALSE(is_same(on_its_way, right));
    view.reset();
    CHECK(is_same(frame(effect, false, &view), right));
}

TEST_CASE_FIXTURE(HistoryFixture,
                  "a view keeps its history when it is moved, and when another effect draws it") {
    const std::vector<Image> expected = alone({true, false, false});
    DepthOfFieldHistory view = history();
    DepthOfField other = made();
    CHECK(is_same(frame(effect, true, &view), expected[0]));
    DepthOfFieldHistory moved = std::move(view);
    CHECK(is_same(frame(other, false, &moved), expected[1]));
    view = std::move(moved);
    CHECK(is_same(frame(effect, false, &view), expected[2]));
}

TEST_CASE_FIXTURE(HistoryFixture, "a history of another device is refused by name") {
    auto elsewhere = Device::create({.get_proc_address = get_proc_address});
    REQUIRE(elsewhere);
    auto strange = DepthOfFieldHistory::create(*elsewhere);
    REQUIRE(strange);
    DepthOfFieldFrame frame;
    frame.source.texture = upload(*this, GL_RGBA16F, picture, Row0::top);
    frame.target.texture = make_texture(*this, GL_RGBA16F, history_width, history_height);
    frame.depth_texture = depth;
    frame.depth.kind = DepthKind::metres;
    frame.history = &*strange;
    CHECK(fails_with(effect.apply(frame, {}), "history: it was made from another device"));
}

}  // namespace tapestry::test
