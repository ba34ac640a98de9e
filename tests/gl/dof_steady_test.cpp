// DepthOfField steadied by the view's last picture: less flicker, no trails, and nothing of it by default.
#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>
#include <limits>
#include <vector>

#include "dof_subject.h"
#include "pictures.h"
#include "random_tables.h"

namespace tapestry::test {
namespace {

constexpr int steady_width = 80;
constexpr int steady_height = 64;

struct SteadyFixture : GlFixture {
    DepthOfField effect = make_depth_of_field(*this);
    std::mt19937 random{test_seed()};
    Image noise = opaque_noise(steady_width, steady_height);
    DepthOfFieldOptions steadied = options(0.8f);

    static DepthOfFieldOptions options(float steadiness) {
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.2f;
        options.steadiness = steadiness;
        return options;
    }

    Image opaque_noise(int width, int height) {
        Image image = value_noise(random, width, height, 3, 1.0);
        for (glm::dvec4& pixel : image.pixels) pixel.a = 1.0;
        return rounded_to_half(image);
    }

    DepthOfFieldHistory history() {
        auto result = DepthOfFieldHistory::create(device);
        if (!result) FAIL(result.error().message);
        return std::move(*result);
    }

    /// Sharp on the left of an edge, this CoC on its right.
    static ParameterMap sharp_and_blurred(int edge_px, double coc_px) {
        ParameterMap coc(steady_width, steady_height);
        for (int y = 0; y < steady_height; ++y)
            for (int x = edge_px; x < steady_width; ++x) coc.at(x, y).x = coc_px;
        return coc;
    }

    static ParameterMap blurred(double coc_px) {
        return ParameterMap(steady_width, steady_height, glm::dvec2(coc_px));
    }

    GLuint motion(glm::dvec2 px, Row0 row0 = Row0::top) {
        return upload(*this, GL_RG16F, ParameterMap(steady_width, steady_height, px), row0);
    }

    Image draw(const Image& picture, const ParameterMap& coc, const DepthOfFieldOptions& how,
               DepthOfFieldHistory* view, GLuint moved = 0, Row0 row0 = Row0::top) {
        DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA16F, picture, coc);
        if (row0 == Row0::bottom) {
            frame.row0 = row0;
            frame.source.texture = upload(*this, GL_RGBA16F, picture, row0);
            ParameterMap heights = coc;
            for (glm::dvec2& value : heights.values) value /= coc.height;
            frame.depth_texture = upload(*this, GL_R32F, heights, row0);
        }
        frame.history = view;
        frame.motion_texture = moved;
        if (const Result<void> status = effect.apply(frame, how); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, picture.width, picture.height, row0);
    }
};

bool is_same(const Image& a, const Image& b) {
    return largest_difference(a, b) == 0.0;
}

/// Wide enough for pictures that move to the right and down.
Image cut(const Image& from, int x, int y) {
    Image image(steady_width, steady_height);
    for (int j = 0; j < image.height; ++j)
        for (int i = 0; i < image.width; ++i) image.at(i, j) = from.at(i + x, j + y);
    return image;
}

/// Inside of what comes in at the picture's sides.
double inner_difference(const Image& a, const Image& b) {
    double sum = 0.0;
    constexpr int border = 20;
    for (int y = border; y < a.height - border; ++y)
        for (int x = border; x < a.width - border; ++x)
            sum += glm::length(glm::dvec3(a.at(x, y) - b.at(x, y)));
    return sum / ((a.width - 2 * border) * (a.height - 2 * border));
}

}  // namespace

TEST_CASE_FIXTURE(SteadyFixture, "without steadiness or a history each frame is its own, bit for bit") {
    const ParameterMap coc = sharp_and_blurred(30, 6.0);
    const Image alone = draw(noise, coc, options(0.0f), nullptr);
    CHECK(is_same(draw(noise, coc, steadied, nullptr, motion({3.0, 1.0})), alone));
    DepthOfFieldHistory view = history();
    draw(cut(opaque_noise(90, 70), 4, 4), coc, options(0.0f), &view);
    CHECK(is_same(draw(noise, coc, options(0.0f), &view, motion({3.0, 1.0})), alone));
}

TEST_CASE_FIXTURE(SteadyFixture, "a picture that stands still stays as it is") {
    for (const double coc_px : {-7.0, 2.5, 9.0}) {
        INFO("CoC " << coc_px);
        const ParameterMap coc = sharp_and_blurred(30, coc_px);
        const Image alone = draw(noise, coc, options(0.0f), nullptr);
        DepthOfFieldHistory view = history();
        CHECK(is_same(draw(noise, coc, steadied, &view), alone));
        for (int frame = 0; frame < 4; ++frame) draw(noise, coc, steadied, &view);
        CHECK(largest_difference(draw(noise, coc, steadied, &view), alone) <= 2e-3);
    }
}

TEST_CASE_FIXTURE(SteadyFixture, "what is in focus among what is in focus keeps the source's bits") {
    DepthOfFieldHistory view = history();
    const Image other = opaque_noise(steady_width, steady_height);
    for (int frame = 0; frame < 3; ++frame) draw(other, blurred(6.0), steadied, &view, motion({1.5, 0.5}));
    // The first frame beside what was blurred there may keep a part of it; then nothing does.
    CHECK(is_same(draw(noise, blurred(0.0), steadied, &view, motion({1.5, 0.5})), noise));
    const Image half = draw(noise, sharp_and_blurred(40, 6.0), steadied, &view, motion({0.3, 0.0}));
    for (int y = 0; y < steady_height; ++y)
        for (int x = 0; x < 30; ++x) CHECK(half.at(x, y) == noise.at(x, y));
}

TEST_CASE_FIXTURE(SteadyFixture, "an edge of depth that jitters flickers by less than half") {
    const auto flicker = [&](const DepthOfFieldOptions& how) {
        DepthOfFieldHistory view = history();
        Image last;
        double sum = 0.0;
        for (int frame = 0; frame < 12; ++frame) {
            const Image now = draw(noise, sharp_and_blurred(30 + frame % 2, 8.0), how, &view);
            if (frame >= 6) sum += mean_difference(now, last);
            last = now;
        }
        return sum;
    };
    CHECK(flicker(steadied) < 0.5 * flicker(options(0.0f)));
}

TEST_CASE_FIXTURE(SteadyFixture, "a picture that moves is the same as without, where its motion is told") {
    constexpr int frames = 6;
    const Image wide = opaque_noise(steady_width + 2 * frames, steady_height + frames);
    for (const Row0 row0 : {Row0::top, Row0::bottom}) {
        const auto moved_by = [&](glm::dvec2 told_px) {
            DepthOfFieldHistory view = history();
            double away = 0.0;
            for (int frame = 0; frame < frames; ++frame) {
                const Image picture = cut(wide, 2 * (frames - 1 - frame), frames - 1 - frame);
                const Image steady =
                    draw(picture, blurred(4.0), steadied, &view, motion(told_px, row0), row0);
                away = inner_difference(steady, draw(picture, blurred(4.0), options(0.0f), nullptr, 0, row0));
            }
            return away;
        };
        const double told = moved_by({2.0, 1.0});
        CHECK(told < 5e-3);
        CHECK(told < 0.25 * moved_by({0.0, 0.0}));
        CHECK(told < 0.25 * moved_by({2.0, -1.0}));
    }
}

TEST_CASE_FIXTURE(SteadyFixture, "near blur moves with what is near, over what stands still") {
    // A near bar moves to the right before a sharp ground; the blur beside it has its motion.
    const auto bar = [](int left) {
        ParameterMap coc(steady_width, steady_height);
        for (int y = 0; y < steady_height; ++y)
            for (int x = left; x < left + 16; ++x) coc.at(x, y).x = -8.0;
        return coc;
    };
    const auto painted = [&](int left) {
        Image image(steady_width, steady_height);
        for (int y = 0; y < steady_height; ++y)
            for (int x = 0; x < steady_width; ++x) {
                const bool is_bar = x >= left && x < left + 16;
                image.at(x, y) = is_bar ? glm::dvec4(1.0, 0.2, 0.1, 1.0) : glm::dvec4(0.1, 0.2, 0.4, 1.0);
            }
        return image;
    };
    const auto error = [&](bool is_told) {
        DepthOfFieldHistory view = history();
        double away = 0.0;
        for (int left = 14; left < 50; left += 3) {
            ParameterMap moved = bar(left);
            for (glm::dvec2& value : moved.values) value = {is_told && value.x < 0.0 ? 3.0 : 0.0, 0.0};
            const Image steady =
                draw(painted(left), bar(left), steadied, &view, upload(*this, GL_RG32F, moved, Row0::top));
            away = inner_difference(steady, draw(painted(left), bar(left), options(0.0f), nullptr));
        }
        return away;
    };
    CHECK(error(true) < 0.5 * error(false));
}

TEST_CASE_FIXTURE(SteadyFixture, "what is gone leaves no trail beyond the colours around it") {
    DepthOfFieldHistory view = history();
    Image bright = noise;
    for (glm::dvec4& pixel : bright.pixels) pixel = {2.0, 2.0, 2.0, 1.0};
    Image dark(steady_width, steady_height);
    for (glm::dvec4& pixel : dark.pixels) pixel = {0.25, 0.25, 0.25, 1.0};
    draw(bright, blurred(8.0), steadied, &view);
    CHECK(largest_difference(draw(dark, blurred(8.0), steadied, &view), dark) <= 1e-3);
}

TEST_CASE_FIXTURE(SteadyFixture, "what something sharp has hidden is as its own frame has it") {
    // A bar in focus moves by 3 px a frame before a blurred ground, which stands still or moves, too.
    const auto is_bar = [](int x, int left) { return x >= left && x < left + 4; };
    for (const double ground_px : {0.0, 0.5}) {
        INFO("the ground moves by " << ground_px << " px");
        DepthOfFieldHistory view = history();
        for (int left = 12; left < 60; left += 3) {
            ParameterMap coc = blurred(8.0);
            ParameterMap moved(steady_width, steady_height, glm::dvec2(ground_px, 0.0));
            Image picture(steady_width, steady_height);
            for (int y = 0; y < steady_height; ++y)
                for (int x = 0; x < steady_width; ++x) {
                    const bool bar = is_bar(x, left);
                    if (bar) coc.at(x, y).x = 0.0;
                    if (bar) moved.at(x, y) = {3.0, 0.0};
                    picture.at(x, y) = bar ? glm::dvec4(1.0, 0.2, 0.1, 1.0) : glm::dvec4(0.1, 0.2, 0.4, 1.0);
                }
            const Image steady =
                draw(picture, coc, steadied, &view, upload(*this, GL_RG32F, moved, Row0::top));
            CHECK(largest_difference(steady, draw(picture, coc, options(0.0f), nullptr)) < 0.03);
        }
    }
}

TEST_CASE_FIXTURE(SteadyFixture, "cuts, sizes, sides up and frames without forget") {
    const ParameterMap coc = blurred(6.0);
    const Image other = opaque_noise(steady_width, steady_height);
    const Image alone = draw(noise, coc, options(0.0f), nullptr);
    DepthOfFieldHistory view = history();
    const auto remember = [&] {
        draw(other, coc, options(0.0f), &view);
        draw(other, coc, steadied, &view);
    };
    remember();
    CHECK(!is_same(draw(noise, coc, steadied, &view), alone));
    remember();
    view.reset();
    CHECK(is_same(draw(noise, coc, steadied, &view), alone));
    remember();
    draw(noise, coc, options(0.0f), &view);
    CHECK(is_same(draw(noise, coc, steadied, &view), alone));
    remember();
    DepthOfFieldOptions look = steadied;
    look.view = DepthOfFieldView::coc;
    draw(other, coc, look, &view);
    CHECK(is_same(draw(noise, coc, steadied, &view), alone));
    remember();
    draw(opaque_noise(64, 48), ParameterMap(64, 48, glm::dvec2(6.0)), steadied, &view);
    CHECK(is_same(draw(noise, coc, steadied, &view), alone));
    remember();
    CHECK(is_same(draw(noise, coc, steadied, &view, 0, Row0::bottom),
                  draw(noise, coc, options(0.0f), nullptr, 0, Row0::bottom)));
}

TEST_CASE_FIXTURE(SteadyFixture, "motion that is no number, or leaves the picture, has no past") {
    const double infinite = std::numeric_limits<double>::infinity();
    const ParameterMap coc = sharp_and_blurred(30, 6.0);
    const Image alone = draw(noise, coc, options(0.0f), nullptr);
    const Image other = opaque_noise(steady_width, steady_height);
    for (const glm::dvec2 px : {glm::dvec2(std::nan(""), 0.0), glm::dvec2(0.0, infinite),
                                glm::dvec2(-infinite, 1.0), glm::dvec2(6e4, 0.0), glm::dvec2(0.0, -1000.0)}) {
        INFO(px.x << ", " << px.y);
        DepthOfFieldHistory view = history();
        draw(other, coc, steadied, &view);
        CHECK(is_same(draw(noise, coc, steadied, &view, motion(px)), alone));
    }
}

TEST_CASE_FIXTURE(SteadyFixture, "motion of another format, or of a part that is none, is refused by name") {
    DepthOfFieldHistory view = history();
    DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA16F, noise, blurred(5.0));
    frame.history = &view;
    frame.motion_texture = make_texture(*this, GL_RG16F, steady_width, steady_height);
    frame.motion_texture.region = {0, 0, steady_width, steady_height + 1};
    CHECK(fails_with(effect.apply(frame, steadied), "motion texture: region"));
    frame.motion_texture = make_texture(*this, GL_R16F, steady_width, steady_height);
    CHECK(fails_with(effect.apply(frame, steadied), "motion texture: format"));
    DepthOfFieldOptions no_number = steadied;
    no_number.steadiness = std::nanf("");
    CHECK(fails_with(effect.apply(coc_frame(*this, GL_RGBA16F, noise, blurred(5.0)), no_number),
                     "steadiness is not a number"));
}

}  // namespace tapestry::test
