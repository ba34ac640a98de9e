// What a view of DepthOfField remembers is the view's: one effect draws several, each with its own focus.
#include <doctest/doctest.h>

#include <optional>
#include <vector>

#include "dof_subject.h"
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

namespace {

struct SplitFixture : HistoryFixture {
    static constexpr int width = 96, height = 64;

    /// Stripes of far planes of these CoCs, which one split parts.
    Image stripes(double inner_px, double outer_px, float frame_time_s, DepthOfFieldHistory* view) {
        std::mt19937 same(5);
        Image light = value_noise(same, width, height, 6, 1.0);
        for (glm::dvec4& pixel : light.pixels) pixel.a = 1.0;
        ParameterMap coc(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) coc.at(x, y).x = x / 24 % 2 == 0 ? inner_px : outer_px;
        DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA32F, light, coc);
        frame.history = view;
        frame.frame_time_s = frame_time_s;
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.2f;
        options.highlights.on = false;
        return draw_frame(*this, effect, frame, options, width, height);
    }
};

}  // namespace

TEST_CASE_FIXTURE(SplitFixture, "what slices part by follows what the picture shows") {
    const Image before = stripes(10.0, 12.5, 0.0f, nullptr), after = stripes(4.0, 6.0, 0.0f, nullptr);
    DepthOfFieldHistory view = history();
    // A picture that stands still is the same with and without.
    for (int frame = 0; frame < 4; ++frame) CHECK(is_same(stripes(10.0, 12.5, 0.03f, &view), before));
    // Without time nothing moves; in a long time it arrives; after a cut it is there at once.
    const Image late = stripes(4.0, 6.0, 0.0f, &view);
    CHECK(!is_same(late, after));
    CHECK(is_same(stripes(4.0, 6.0, 0.0f, &view), late));
    CHECK(is_same(stripes(4.0, 6.0, 100.0f, &view), after));
    stripes(10.0, 12.5, 100.0f, &view);
    view.reset();
    CHECK(is_same(stripes(4.0, 6.0, 0.0f, &view), after));
    // On its way it comes nearer with every frame.
    stripes(10.0, 12.5, 100.0f, &view);
    double last = 1e9;
    for (int frame = 0; frame < 12; ++frame) {
        const double away = mean_difference(stripes(4.0, 6.0, 0.1f, &view), after);
        CHECK(away <= last + 1e-6);
        last = away;
    }
    CHECK(last < 1e-3);
}

}  // namespace tapestry::test
