// Lights drawn as pictures of the aperture: they keep their energy however many there are and whatever is
// beside them, and their blur is that of the light, not that of a hair before it.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <glm/geometric.hpp>
#include <random>
#include <string>
#include <vector>

#include "dof_cell_lights.h"
#include "dof_subject.h"
#include "passes/dof_pass_run.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr double pi = 3.14159265358979;
constexpr double bright = 4000.0;

glm::dvec4 grey_light(double light) {
    return {light, light, light, 1.0};
}

double light_in(const Image& image) {
    double sum = 0.0;
    for (const glm::dvec4& pixel : image.pixels) sum += pixel.g;
    return sum;
}

struct Light {
    int x, y;
    double coc;
};

/// Lights on black, and the CoC of each pixel.
struct LitScene {
    Image source;
    ParameterMap coc_px;

    LitScene(int width, int height, double background_coc)
        : source(width, height, grey_light(0.0)), coc_px(width, height, glm::dvec2(background_coc)) {}

    void add(const Light& light) {
        source.at(light.x, light.y) = grey_light(bright);
        coc_px.at(light.x, light.y).x = light.coc;
    }
};

struct LightsFixture : GlFixture {
    std::mt19937 random{test_seed()};
    DepthOfField effect = make_depth_of_field(*this);

    Image drawn(const Image& source, const ParameterMap& coc_px) {
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.2f;
        return draw_frame(*this, effect, coc_frame(*this, GL_RGBA32F, source, coc_px), options, source.width,
                          source.height);
    }

    Image drawn(const LitScene& scene) { return drawn(scene.source, scene.coc_px); }

    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random); }
    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }
};

/// The light of a picture of `scene` that comes through, of 1, by a lens that sees what is there: near lights
/// whole, far ones but for what near lights' pixels cover of their disks.
double light_expected(const LitScene& scene) {
    const int width = scene.source.width, height = scene.source.height;
    const auto for_disk = [&](int x, int y, double radius, auto visit) {
        const int reach = static_cast<int>(radius);
        for (int dy = -reach; dy <= reach; ++dy)
            for (int dx = -reach; dx <= reach; ++dx)
                if (dx * dx + dy * dy <= radius * radius && x + dx >= 0 && x + dx < width && y + dy >= 0 &&
                    y + dy < height)
                    visit(static_cast<std::size_t>((y + dy) * width + x + dx));
    };
    std::vector<double> covered(scene.source.pixels.size());
    const auto for_lights = [&](auto visit) {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (scene.source.at(x, y).g > 0.0) visit(x, y, scene.coc_px.at(x, y).x);
    };
    for_lights([&](int x, int y, double coc) {
        if (coc < 0.0) for_disk(x, y, -coc, [&](std::size_t i) { covered[i] += 1.0 / (pi * coc * coc); });
    });
    double all = 0.0, seen = 0.0;
    for_lights([&](int x, int y, double coc) {
        double hidden = 0.0, area = 0.0;
        if (coc > 0.0)
            for_disk(x, y, coc, [&](std::size_t i) {
                hidden += std::min(covered[i], 1.0);
                area += 1.0;
            });
        all += 1.0;
        seen += area > 0.0 ? 1.0 - hidden / area : 1.0;
    });
    return seen / all;
}

}  // namespace

TEST_CASE_FIXTURE(LightsFixture, "lights of one cell of pixels keep their own disks") {
    constexpr int size = 192;
    // Before and behind the plane of focus, with CoCs whose mean is about 0; and on one side of it.
    constexpr std::array<std::array<double, 2>, 6> pairs = {
        {{8.0, -7.9}, {16.0, -16.0}, {30.0, -5.0}, {6.0, 30.0}, {-6.0, -30.0}, {12.0, 14.0}}};
    for (const auto& cocs : pairs) {
        INFO("CoCs " << cocs[0] << " and " << cocs[1] << " px");
        const double background = std::max(cocs[0], cocs[1]);
        const Light first{96, 96, cocs[0]}, second{98, 97, cocs[1]};
        const auto picture = [&](std::vector<Light> lights) {
            LitScene scene(size, size, background);
            for (const Light& light : lights) scene.add(light);
            return drawn(scene);
        };
        const Image both = picture({first, second});
        Image sum = picture({first});
        const Image other = picture({second});
        for (std::size_t i = 0; i < sum.pixels.size(); ++i) sum.pixels[i] += other.pixels[i];
        CHECK(light_in(both) == doctest::Approx(2.0 * bright).epsilon(0.01));
        double apart = 0.0;
        for (std::size_t i = 0; i < sum.pixels.size(); ++i)
            apart += std::abs(both.pixels[i].g - sum.pixels[i].g);
        // Pixels of near lights cover a little, and lights of about one CoC share one.
        CHECK(apart / light_in(sum) < (cocs[0] == 12.0 ? 0.25 : 0.03));
    }
}

TEST_CASE_FIXTURE(LightsFixture, "no light is lost, however many there are") {
    enum class Sides { far, near, halves, mixed };
    const auto share_kept = [&](glm::ivec2 size, double coc, int count, Sides sides) {
        LitScene scene(size.x, size.y, sides == Sides::near ? -coc : coc);
        if (sides == Sides::halves)
            for (int y = 0; y < size.y; ++y)
                for (int x = 0; x < size.x / 2; ++x) scene.coc_px.at(x, y).x = -coc;
        const int margin = static_cast<int>(coc) + 4;
        for (int i = 0; i < count; ++i) {
            const int x = margin + below(size.x - 2 * margin), y = margin + below(size.y - 2 * margin);
            const double own = scene.coc_px.at(x, y).x;
            scene.add({x, y, sides == Sides::mixed && below(2) == 0 ? -own : own});
        }
        return light_in(drawn(scene)) / light_in(scene.source) / light_expected(scene);
    };
    INFO("seed " << test_seed());
    for (const int count : {1, 100, 10'000, 100'000})
        for (const Sides sides : {Sides::far, Sides::near, Sides::halves, Sides::mixed}) {
            // With lights at every third pixel slices show what is no small light any more.
            if (count == 100'000 && sides == Sides::mixed) continue;
            INFO(count << " lights of 4 px, sides " << int(sides));
            CHECK(share_kept({640, 360}, 4.0, count, sides) == doctest::Approx(1.0).epsilon(0.01));
        }
    CHECK(share_kept({1280, 720}, 4.0, 100'000, Sides::mixed) == doctest::Approx(1.0).epsilon(0.01));
    for (const int count : {1, 30, 1'000})
        for (const Sides sides : {Sides::far, Sides::mixed}) {
            INFO(count << " lights of 160 px, sides " << int(sides));
            CHECK(share_kept({720, 800}, 160.0, count, sides) == doctest::Approx(1.0).epsilon(0.01));
        }
}

TEST_CASE_FIXTURE(LightsFixture, "lights in every cell are all drawn, and twice the same") {
    constexpr int width = 400, height = 320;
    for (const double coc : {24.0, -60.0, 60.0}) {
        INFO("CoC " << coc << " px");
        LitScene scene(width, height, coc);
        const int margin = static_cast<int>(std::abs(coc)) + 4;
        for (int y = margin; y < height - margin; y += 4)
            for (int x = margin; x < width - margin; x += 4) scene.add({x, y, coc});
        const Image once = drawn(scene);
        CHECK(light_in(once) == doctest::Approx(light_in(scene.source)).epsilon(0.01));
        for (int i = 0; i < 2; ++i) CHECK(drawn(scene).pixels == once.pixels);
    }
}

namespace {

/// Those that are drawn on their level, of all levels.
std::vector<CellLight> drawn_lights(const DofPassRun& dof) {
    const DofLightCells& cells = dof.frame().light_cells;
    const Image lights = dof.read(dof.textures().lights), places = dof.read(dof.textures().light_places);
    std::vector<CellLight> drawn;
    for (int level = 0; level < cells.levels; ++level)
        for (const auto& cell : lights_of_level(cells, lights, places, level))
            for (const CellLight& one : cell)
                if (one.coc != 0.0 && std::abs(one.coc) < cells.top_px(level)) drawn.push_back(one);
    return drawn;
}

}  // namespace

TEST_CASE_FIXTURE(LightsFixture, "a pixel is reached by no more lights than the cells of a level allow") {
    // shaders/include/dof_light_cells.glsl
    const double most = pi * std::pow(DofLightCells::radius_cells + std::sqrt(2.0), 2.0);
    constexpr int size = 500;
    const auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_8x3_flat.tap");
    REQUIRE(table);
    DepthOfFieldOptions options;
    options.near_limit = options.far_limit = 0.2f;
    for (const double coc : {4.0, 47.0, 48.0, 95.0, -100.0})
        for (const int step : {3, 4, 40}) {
            INFO("lights of " << coc << " px, " << step << " px apart");
            LitScene scene(size, size, coc);
            for (int y = 0; y < size; y += step)
                for (int x = 0; x < size; x += step) scene.add({x, y, coc});
            const DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA32F, scene.source, scene.coc_px);
            auto dof = DofPassRun::create(device, {*table, {}}, frame, options);
            REQUIRE(dof);
            (*dof)->run([](const PassList::Pass&) {});
            CHECK((*dof)->frame().light_cells.levels == 3);
            const std::vector<CellLight> lights = drawn_lights(**dof);
            double drawn_light = 0.0;
            for (const CellLight& one : lights) drawn_light += one.light.g;
            const double left = light_in((*dof)->read((*dof)->textures().work));
            CHECK(drawn_light == doctest::Approx(light_in(scene.source) - left).epsilon(0.002));
            for (const glm::dvec2 pixel :
                 {glm::dvec2(250.5, 250.5), glm::dvec2(241.5, 263.5), glm::dvec2(267.5, 239.5)}) {
                const auto reached = std::ranges::count_if(lights, [&](const CellLight& one) {
                    return glm::length(one.place - pixel) <= std::abs(one.coc);
                });
                CHECK((reached > 0 || std::abs(coc) < step));
                CHECK(double(reached) <= most);
                // Until they are merged, those that are there.
                CHECK(double(reached) <= 1.3 * pi * coc * coc / (step * step) + 8.0);
            }
        }
}

namespace {

/// A far light, black around it, and a dark thing before it, as functions of the place.
struct TwoLayers {
    int size = 72;
    double far_coc = 14.0, near_coc = 0.0;
    double near_light = 0.02;
    std::function<double(glm::dvec2)> far;
    std::function<double(glm::dvec2)> near;  ///< its light; below 0 where it is not

    /// By 8x8 samples a pixel; what has the depth is what covers its middle.
    LitScene pinhole() const {
        LitScene scene(size, size, far_coc);
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                double sum = 0.0;
                for (int i = 0; i < 64; ++i)
                    sum += seen(glm::dvec2(x, y) + (glm::dvec2(i % 8, i / 8) + 0.5) / 8.0, {});
                scene.source.at(x, y) = grey_light(sum / 64.0);
                if (near(glm::dvec2(x, y) + 0.5) >= 0.0) scene.coc_px.at(x, y).x = near_coc;
            }
        return scene;
    }

    /// What a lens sees, by points on a sunflower.
    Image lens() const {
        constexpr int samples = 1024;
        Image picture(size, size, grey_light(0.0));
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                double sum = 0.0;
                for (int i = 0; i < samples; ++i) {
                    const double angle = 2.39996323 * i, away = std::sqrt((i + 0.5) / samples);
                    const glm::dvec2 inside(std::fmod(0.5 + 0.7548776662 * i, 1.0),
                                            std::fmod(0.5 + 0.5698402910 * i, 1.0));
                    sum +=
                        seen(glm::dvec2(x, y) + inside, away * glm::dvec2(std::cos(angle), std::sin(angle)));
                }
                picture.at(x, y) = grey_light(sum / samples);
            }
        return picture;
    }

    double seen(glm::dvec2 place, glm::dvec2 lens) const {
        const double before = near(place + near_coc * lens);
        return before >= 0.0 ? before : far(place + far_coc * lens);
    }
};

/// Of light cut at 1, in dB.
double psnr(const Image& image, const Image& expected) {
    double sum = 0.0;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const double difference = std::min(image.pixels[i].g, 1.0) - std::min(expected.pixels[i].g, 1.0);
        sum += difference * difference;
    }
    return -10.0 * std::log10(sum / double(image.pixels.size()));
}

}  // namespace

namespace {

/// A light of so many pixels' radius in the middle, as bright behind a hair across it as makes a disk of
/// about 0.8, and the hair's width, way and distance from the middle.
TwoLayers hair_before_light(double radius, double hair, double angle, double aside, double near_coc) {
    TwoLayers layers;
    const double half = 0.5 * layers.size, light = 160.0 / (radius * radius);
    const glm::dvec2 middle(half + 0.13, half - 0.21), across(std::cos(angle), std::sin(angle));
    layers.near_coc = near_coc;
    layers.far = [=](glm::dvec2 p) { return glm::length(p - middle) < radius ? light : 0.0; };
    layers.near = [=](glm::dvec2 p) {
        return std::abs(glm::dot(p - middle, across) - aside) < 0.5 * hair ? 0.02 : -1.0;
    };
    return layers;
}

double brightest_of(const Image& image) {
    double most = 0.0;
    for (const glm::dvec4& pixel : image.pixels) most = std::max(most, pixel.g);
    return most;
}

}  // namespace

TEST_CASE_FIXTURE(LightsFixture, "a light behind something thinner than itself leaves no sharp dot") {
    int all = 0, dots = 0;
    for (const double near_coc : {0.0, 2.5, -4.0})
        for (const double radius : {1.6, 2.3})
            for (const double hair : {0.8, 1.3})
                for (int i = 0; i < 8; ++i) {
                    const TwoLayers layers =
                        hair_before_light(radius, hair, 0.1 + i * pi / 8.0, 0.2 * (i % 3 - 1), near_coc);
                    // Without the hair the brightest of the disk is about 1.
                    const double most = brightest_of(drawn(layers.pinhole()));
                    ++all;
                    if (most <= 1.5) continue;
                    ++dots;
                    MESSAGE("a dot of " << most << ": hair of " << hair << " px at " << near_coc
                                        << " px before " << radius << " px, way " << i);
                }
    // Where a hair is lit by a light's rim alone, which is dim beside it too.
    CHECK(dots <= all / 24);
}

TEST_CASE_FIXTURE(LightsFixture, "a light behind something thinner than itself shows its disk") {
    for (const double near_coc : {0.0, 2.5, -4.0}) {
        const TwoLayers layers = hair_before_light(2.2, 0.9, 0.6, 0.1, near_coc);
        const Image expected = layers.lens(), got = drawn(layers.pinhole());
        MESSAGE("hair at " << near_coc << " px: " << psnr(got, expected) << " dB, light "
                           << light_in(got) / light_in(expected) << ", brightest " << brightest_of(got)
                           << " for " << brightest_of(expected));
        CHECK(psnr(got, expected) > 22.0);
        // What the hair hides nobody knows.
        CHECK(light_in(got) / light_in(expected) == doctest::Approx(0.78).epsilon(0.05));
    }
}

TEST_CASE_FIXTURE(LightsFixture, "a candle before street lamps keeps its flame") {
    INFO("seed " << test_seed());
    for (const double candle_coc : {0.0, 5.0, -6.0})
        for (int i = 0; i < 2; ++i) {
            const glm::dvec2 flame(36.0 + between(-0.5, 0.5), 33.0 + between(-0.5, 0.5));
            const glm::dvec2 half(between(1.0, 2.5), between(2.0, 4.0));
            std::vector<glm::dvec2> lamps;
            for (int lamp = 0; lamp < 12; ++lamp)
                lamps.push_back(flame + glm::dvec2(between(-12.0, 12.0), between(-12.0, 12.0)));
            const auto candle = [&](double lamp_light) {
                TwoLayers layers;
                layers.near_coc = candle_coc;
                layers.far = [=](glm::dvec2 p) {
                    for (const glm::dvec2& lamp : lamps)
                        if (glm::length(p - lamp) < 1.2) return lamp_light;
                    return 0.0;
                };
                layers.near = [=](glm::dvec2 p) {
                    const glm::dvec2 from = (p - flame) / half;
                    if (glm::dot(from, from) < 1.0) return 40.0;
                    return p.y > flame.y + half.y && std::abs(p.x - flame.x) < 4.0 ? 0.3 : -1.0;
                };
                return layers;
            };
            // Of the flame's light as much is where it is without lamps.
            const TwoLayers alone = candle(0.0), lit = candle(30.0);
            const Image expected = drawn(alone.pinhole());
            const Image got = drawn(lit.pinhole());
            double kept = 0.0, all = 0.0;
            for (std::size_t pixel = 0; pixel < got.pixels.size(); ++pixel) {
                if (expected.pixels[pixel].g < 0.5) continue;
                kept += std::min(got.pixels[pixel].g, expected.pixels[pixel].g);
                all += expected.pixels[pixel].g;
            }
            INFO("candle at " << candle_coc << " px, flame " << half.x << " x " << half.y << " px");
            CHECK(kept / all > 0.9);
        }
}

}  // namespace tapestry::test
