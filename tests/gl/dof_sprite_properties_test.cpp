// Lights as pictures of the aperture: their energy, their shape and place, and what hides them.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/aperture_distances.h"
#include "dof_inside.h"
#include "pictures.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

struct SpriteFixture : DofInside {
    static constexpr int width = 160, height = 256;
    static constexpr double brightness = 20000.0;

    static DepthOfFieldOptions sprite_options() {
        DepthOfFieldOptions options = plain_options();
        options.highlights.on = true;
        return options;
    }

    struct Lamp {
        glm::ivec2 pixel;
        double coc;
    };

    /// Lights on black whose CoC is the background's, but for what `coc_at` has before them.
    template <class CocAt>
    void run_lamps(const std::vector<Lamp>& lamps, const CocAt& coc_at,
                   const DepthOfFieldOptions& options = sprite_options(), Row0 row0 = Row0::top) {
        Image light(width, height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
        ParameterMap coc = map_of(width, height, coc_at);
        for (const Lamp& lamp : lamps) {
            light.at(lamp.pixel.x, lamp.pixel.y) = {0.25 * brightness, brightness, 0.0, 1.0};
            coc.at(lamp.pixel.x, lamp.pixel.y).x = lamp.coc;
        }
        DepthOfFieldFrame made = coc_frame(*this, GL_RGBA32F, light, coc);
        made.row0 = row0;
        run(made, options);
    }

    void run_lamp(const Lamp& lamp, const DepthOfFieldOptions& options = sprite_options(),
                  Row0 row0 = Row0::top) {
        run_lamps(
            {lamp}, [&](int, int) { return lamp.coc; }, options, row0);
    }

    /// Sprites of a side, black where no tile needs any.
    Image sprites(bool is_far) {
        Image image = read_whole(is_far ? textures.far_sprites : textures.near_sprites);
        const Image needs = read_tiles(textures.needs);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const auto lit = static_cast<unsigned>(needs.at(x / 16, y / 16).z);
                if ((lit & (is_far ? 1u : 2u)) == 0) image.at(x, y) = glm::dvec4(0.0);
            }
        return image;
    }
};

constexpr double lamp_excess = SpriteFixture::brightness - 4.0;

}  // namespace

TEST_CASE_FIXTURE(SpriteFixture, "a light is an even disk of its CoC and its energy, around its own place") {
    for (const float aspect : {1.0f, 0.5f, 1.5f})
        for (const double coc : {-44.0, -7.0, 3.5, 12.0, 44.0}) {
            DepthOfFieldOptions options = sprite_options();
            options.aspect = aspect;
            const Lamp lamp{{77, 121}, coc};
            run_lamp(lamp, options);
            INFO("CoC " << coc << " px, aspect " << aspect);
            const Image seen = sprites(coc > 0.0), other = sprites(coc < 0.0);
            CHECK(sum_of(other, 1) == 0.0);
            // The rim is seen at pixels' middles: of few of them by a part.
            const double rim = 0.01 + 0.05 / (std::abs(coc) * aspect);
            CHECK(sum_of(seen, 1) == doctest::Approx(lamp_excess).epsilon(rim));
            CHECK(sum_of(seen, 0) == doctest::Approx(0.25 * lamp_excess).epsilon(rim));
            const double radius = std::abs(coc),
                         level = lamp_excess / (3.14159265 * radius * radius * aspect);
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    const double away = std::hypot((x - lamp.pixel.x) / double(aspect), y - lamp.pixel.y);
                    const double covered = std::clamp(0.5 + radius - away, 0.0, 1.0);
                    INFO("pixel " << x << ", " << y);
                    // The mask's cells are a 48th of the radius; its edge is off by a small part of one.
                    const bool is_rim = std::abs(away - radius) < 1.5;
                    const double tolerance = is_rim ? 0.005 * radius + 0.03 : 0.01 * covered;
                    REQUIRE(std::abs(seen.at(x, y).g / level - covered) <= tolerance);
                }
        }
}

TEST_CASE_FIXTURE(SpriteFixture, "far lights show the aperture upright, near ones turned by half a turn") {
    table_name = "heart_0-24_16x3_flat";
    const Lamp far{{77, 121}, 30.0}, near{{77, 121}, -30.0};
    run_lamp(far);
    const Image upright = sprites(true);
    run_lamp(near);
    const Image turned = sprites(false);
    run_lamp(far, sprite_options(), Row0::bottom);
    const Image from_bottom = sprites(true);
    const ApertureMask mask = aperture_mask(table());
    for (int y = 90; y < 152; ++y)
        for (int x = 46; x < 108; ++x) {
            REQUIRE(upright.at(x, y) == turned.at(2 * 77 - x, 2 * 121 - y));
            REQUIRE(upright.at(x, y) == from_bottom.at(x, 2 * 121 - y));
        }
    // Beside the mask, upright and upside down: what is open in one and closed in the other.
    int wrong = 0, wrong_upside_down = 0, all = 0;
    const double level = sum_of(upright, 1) / (aperture().area * 30.0 * 30.0);
    for (int y = 90; y < 152; ++y)
        for (int x = 46; x < 108; ++x) {
            const auto is_open = [&](double down) {
                const glm::dvec2 cell =
                    (glm::dvec2((x - 77) / 30.0, down / 30.0) * 0.5 + 0.5) * double(mask.size);
                const glm::ivec2 inside = glm::clamp(glm::ivec2(glm::floor(cell)), 0, mask.size - 1);
                return mask.values[std::size_t(inside.y * mask.size + inside.x)] >= 0.5f;
            };
            const bool is_lit = upright.at(x, y).g > 0.5 * level;
            wrong += is_lit != is_open(y - 121.0);
            wrong_upside_down += is_lit != is_open(121.0 - y);
            all += is_lit;
        }
    CHECK(all > 1000);
    // Rims, a pixel of two all around.
    CHECK(wrong < all / 20);
    CHECK(wrong_upside_down > all / 8);
}

TEST_CASE_FIXTURE(SpriteFixture, "a light in a hole of what is a little nearer is seen whole") {
    const Lamp lamp{{77, 121}, 30.0};
    run_lamps({lamp}, [](int, int) { return 25.5; });
    CHECK(sum_of(sprites(true), 1) == doctest::Approx(lamp_excess).epsilon(0.012));
}

TEST_CASE_FIXTURE(SpriteFixture, "lights of any number and CoC are the sum of each alone") {
    std::vector<Lamp> lamps;
    for (int i = 0; i < 40; ++i)
        lamps.push_back(
            {{4 + 37 * i % 152, 4 + 61 * i % 248},
             (i % 2 == 0 ? 1.0 : -1.0) * std::array{3.5, 8.0, 20.0, 49.0}[std::size_t(i / 2 % 4)]});
    // Far lights behind near ones' pixels lose what those hide: a background that is farther than all hides
    // nothing.
    run_lamps(lamps, [](int, int) { return 50.0; });
    const Image far = sprites(true), near = sprites(false);
    Image far_sum(width, height), near_sum(width, height);
    for (const Lamp& lamp : lamps) {
        const double radius = std::abs(lamp.coc);
        Image& sum = lamp.coc > 0.0 ? far_sum : near_sum;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                sum.at(x, y).g +=
                    std::clamp(0.5 + radius - std::hypot(x - lamp.pixel.x, y - lamp.pixel.y), 0.0, 1.0) *
                    lamp_excess / (3.14159265 * radius * radius);
    }
    double near_error = 0.0, far_error = 0.0;
    for (std::size_t i = 0; i < far.pixels.size(); ++i) {
        near_error += std::abs(near.pixels[i].g - near_sum.pixels[i].g);
        far_error += std::abs(far.pixels[i].g - far_sum.pixels[i].g);
    }
    // Rims, and some that lie in one cell and were merged.
    CHECK(near_error / sum_of(near_sum, 1) < 0.05);
    CHECK(far_error / sum_of(far_sum, 1) < 0.08);
}

TEST_CASE_FIXTURE(SpriteFixture, "where every cell has a light, all of them are drawn") {
    for (const double coc : {-20.0, 20.0, 44.0}) {
        const int margin = static_cast<int>(std::abs(coc)) + 2;
        std::vector<Lamp> lamps;
        for (int y = margin; y < height - margin; y += 4)
            for (int x = margin; x < width - margin; x += 4) lamps.push_back({{x, y}, coc});
        run_lamps(lamps, [&](int, int) { return coc; });
        INFO("CoC " << coc << " px");
        CHECK(sum_of(sprites(coc > 0.0), 1) ==
              doctest::Approx(lamp_excess * double(lamps.size())).epsilon(0.01));
    }
}

namespace {

/// A card left of a far light, before it; the light's own row.
struct HidingFixture : SpriteFixture {
    static constexpr double light_coc = 48.0;
    static constexpr int lamp_x = 90, lamp_y = 120, card_end = 85;  ///< first column right of the card

    /// Of the light's even disk, how much each column of its row shows.
    std::vector<double> shown_behind(double card_coc) {
        run_lamps({{{lamp_x, lamp_y}, light_coc}},
                  [&](int x, int) { return x < card_end ? card_coc : light_coc; });
        const Image seen = sprites(true);
        std::vector<double> shown;
        for (int x = 0; x < width; ++x)
            shown.push_back(seen.at(x, lamp_y).g / (lamp_excess / (3.14159265 * light_coc * light_coc)));
        return shown;
    }

    /// Columns of the disk left of the light whose rays meet a card of this share of the light's CoC.
    static double columns_behind(double card) { return 46.0 - (lamp_x - card_end + 0.5) / (1.0 - card); }

    /// Columns of the disk left of the light that are hidden, and whether these are all up to its rim.
    struct Hidden {
        int columns = 0;
        bool to_the_rim = true;
    };
    static Hidden hidden_columns(const std::vector<double>& shown) {
        Hidden hidden;
        int first = lamp_x;
        while (first > lamp_x - 47 && shown[std::size_t(first)] > 0.9) --first;
        for (int x = lamp_x - 46; x <= first; ++x) {
            hidden.columns += shown[std::size_t(x)] < 0.1;
            hidden.to_the_rim = hidden.to_the_rim && shown[std::size_t(x)] < 0.1;
        }
        for (int x = lamp_x; x < lamp_x + 46; ++x) CHECK(shown[std::size_t(x)] > 0.9);
        return hidden;
    }
};

}  // namespace

TEST_CASE_FIXTURE(HidingFixture, "a card that rays meet on their way hides what is beyond its edge") {
    // Rays are looked at a quarter, 7/12 and 9/10 of the way, where their depth has 3/4, 5/12 and 1/10 of the
    // CoC.
    for (const glm::dvec2 step :
         {glm::dvec2(0.25, 0.75), glm::dvec2(7.0 / 12.0, 5.0 / 12.0), glm::dvec2(0.9, 0.1)})
        for (const double thickness : {-0.025, 0.0, 0.025}) {
            const double card = step.y + thickness;
            INFO("a card of " << card << " of the light's CoC");
            const Hidden hidden = hidden_columns(shown_behind(card * light_coc));
            CHECK(hidden.to_the_rim);
            // Within what cards count as thick.
            const double thick = columns_behind(card - 0.03) - columns_behind(card);
            CHECK(std::abs(hidden.columns - columns_behind(card)) <= 1.0 + thick);
        }
}

TEST_CASE_FIXTURE(HidingFixture, "a card between two steps hides what is beyond its edge, too") {
    for (const double card : {0.7, 0.6, 0.5, 0.35, 0.2}) {
        INFO("a card of " << card << " of the light's CoC");
        const Hidden hidden = hidden_columns(shown_behind(card * light_coc));
        CHECK(hidden.to_the_rim);
        CHECK(std::abs(hidden.columns - columns_behind(card)) <= 1.5);
    }
}

TEST_CASE_FIXTURE(HidingFixture, "nothing hides a light that is behind it, or that rays pass by") {
    // About as far as the light; nearer than where rays are looked at; before the plane of focus.
    for (const double card : {0.95, 1.0, 0.82, 0.0, -0.3}) {
        INFO("a card of " << card << " of the light's CoC");
        CHECK(hidden_columns(shown_behind(card * light_coc)).columns == 0);
    }
}

TEST_CASE_FIXTURE(HidingFixture,
                  "rays that pass from one thing behind another are not stopped between them") {
    // At a quarter of the way what is behind the ray, at 7/12 what is before it: but not the same thing.
    run_lamps({{{lamp_x, lamp_y}, light_coc}}, [&](int x, int) {
        return x >= card_end ? light_coc : x >= card_end - 10 ? 0.7 * light_coc : 0.5 * light_coc;
    });
    const Image seen = sprites(true);
    const double level = lamp_excess / (3.14159265 * light_coc * light_coc);
    // 28 px away: 7 px off is the first card, 16.3 px off the second, and those of 0.7 and 0.5 differ by more
    // than a tenth; where the ray passes the second's depth, 14 px off, is the first.
    CHECK(seen.at(lamp_x - 28, lamp_y).g / level > 0.9);
    // 24 px away the ray is within the first card both times.
    CHECK(seen.at(lamp_x - 24, lamp_y).g / level < 0.1);
}

TEST_CASE_FIXTURE(HidingFixture, "posts too thin for any step hide what is behind them") {
    for (const double post : {0.1, 0.25, 0.5, 0.7}) {
        const int from_lamp = 16, wide = 6;
        run_lamps({{{lamp_x, lamp_y}, light_coc}}, [&](int x, int) {
            return x > lamp_x - from_lamp - wide && x <= lamp_x - from_lamp ? post * light_coc : light_coc;
        });
        const Image seen = sprites(true);
        const double level = lamp_excess / (3.14159265 * light_coc * light_coc);
        INFO("a post of " << post << " of the light's CoC");
        // A column that shows the post, and whose ray meets it.
        const int far = std::min(from_lamp + wide - 1, int((from_lamp + 0.5) / (1.0 - post)) + 1);
        if ((far - 0.5) * (1.0 - post) >= from_lamp) CHECK(seen.at(lamp_x - far, lamp_y).g / level < 0.1);
        CHECK(seen.at(lamp_x + 20, lamp_y).g / level > 0.9);
    }
}

TEST_CASE_FIXTURE(HidingFixture, "near lights shine over everything") {
    run_lamps({{{lamp_x, lamp_y}, -light_coc}}, [&](int x, int) { return x < card_end ? -50.0 : 20.0; });
    CHECK(sum_of(sprites(false), 1) == doctest::Approx(lamp_excess).epsilon(0.02));
}

}  // namespace tapestry::test
