#include "offline/kernels/mask_support.h"

#include <doctest/doctest.h>
#include <jpeglib.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <random>

#include "offline/io/image_file.h"
#include "offline/kernels/mask.h"
#include "offline/kernels/mask_shape.h"
#include "offline/kernels/moments.h"
#include "tapestry/fit/make_kernel.h"
#include "tests/core/sample_tables.h"
#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::test;

namespace {

enum class Sketch { disk, ring, star, heart, two_pieces, gaussian };
constexpr Sketch hard_sketches[] = {Sketch::disk, Sketch::ring, Sketch::star, Sketch::heart,
                                    Sketch::two_pieces};
const char* const sketch_names[] = {"disk", "ring", "star", "heart", "two pieces", "gaussian"};

// Whether a place is in the shape, all within the unit circle.
bool is_in(Sketch sketch, double x, double y) {
    const double r = std::hypot(x, y);
    switch (sketch) {
        case Sketch::disk:
            return r < 1.0;
        case Sketch::ring:
            return r < 1.0 && r > 0.6;
        case Sketch::star:
            return r < 0.25 + 0.75 * std::pow(std::abs(std::cos(2.5 * std::atan2(x, -y))), 12.0);
        case Sketch::heart: {
            const double u = 1.2 * x, v = 0.25 - 1.2 * y, w = u * u + v * v - 0.6;
            return w * w * w < u * u * v * v * v;
        }
        case Sketch::two_pieces:
            return std::hypot(x + 0.5, y) < 0.45 || std::hypot(x - 0.7, y + 0.3) < 0.2;
        case Sketch::gaussian:
            break;
    }
    return false;
}

// Eight levels of edges across, the shape's circle of `radius` px about the picture's middle.
GreyPicture sketched(Sketch sketch, int size, double radius) {
    GreyPicture picture{size, size, {}};
    constexpr int steps = 8;
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const double u = (x - 0.5 * (size - 1)) / radius, v = (y - 0.5 * (size - 1)) / radius;
            if (sketch == Sketch::gaussian) {
                picture.values.push_back(std::exp(-4.5 * (u * u + v * v)));
                continue;
            }
            int inside = 0;
            for (int i = 0; i < steps * steps; ++i)
                inside += is_in(sketch, u + ((i % steps + 0.5) / steps - 0.5) / radius,
                                v + ((i / steps + 0.5) / steps - 0.5) / radius);
            picture.values.push_back(inside / double(steps * steps));
        }
    return picture;
}

GreyPicture in_levels(GreyPicture picture, double levels = 255.0) {
    for (double& value : picture.values) value = std::round(std::clamp(value, 0.0, 1.0) * levels) / levels;
    return picture;
}

GreyPicture on_ground(GreyPicture picture, double background, double noise, std::mt19937_64& random) {
    std::normal_distribution<double> normal;
    for (double& value : picture.values)
        value = background + (0.97 - background) * value + (noise > 0.0 ? noise * normal(random) : 0.0);
    return in_levels(std::move(picture));
}

GreyPicture through_jpeg(const GreyPicture& picture, int quality) {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* bytes = nullptr;
    unsigned long count = 0;
    jpeg_mem_dest(&jpeg, &bytes, &count);
    jpeg.image_width = static_cast<JDIMENSION>(picture.width);
    jpeg.image_height = static_cast<JDIMENSION>(picture.height);
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    std::vector<JSAMPLE> row(picture.values.size() / picture.height);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x)
            row[x] = static_cast<JSAMPLE>(
                std::lround(255.0 * std::clamp(picture.values[row_major(x, y, picture.width)], 0.0, 1.0)));
        JSAMPROW rows[] = {row.data()};
        jpeg_write_scanlines(&jpeg, rows, 1);
    }
    jpeg_finish_compress(&jpeg);
    const auto decoded = decode_grey({bytes, count});
    jpeg_destroy_compress(&jpeg);
    std::free(bytes);
    return decoded->picture;
}

double variance(const DenseKernel& kernel) {
    const Moments m = moments(kernel);
    return m.variance_x + m.variance_y;
}

// Light that lies elsewhere, of 1.
double distance(const DenseKernel& a, const DenseKernel& b) {
    const int half = std::max({a.width, a.height, b.width, b.height}) / 2;
    double sum = 0.0;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) sum += std::abs(value_at(a, x, y) - value_at(b, x, y));
    return 0.5 * sum;
}

struct Tolerance {
    double variance, distance;
};

void check_shape(const GreyPicture& clean, const GreyPicture& seen, bool is_lossy, Tolerance tolerance) {
    constexpr double radius = 20.0;
    const auto shape = mask_support(seen, {.threshold = {}, .is_lossy = is_lossy});
    REQUIRE(shape);
    const auto want = mask_kernel(in_levels(clean), radius), got = mask_kernel(shape->picture, radius);
    REQUIRE(want);
    REQUIRE_MESSAGE(got, got.error().message);
    const double ratio = variance(*got) / variance(*want), apart = distance(*got, *want);
    if (std::getenv("MASK_FIGURES"))
        std::printf("%.3f %.3f  bg %.3f noise %.4f limit %.3f box %d x %d\n", ratio, apart, shape->background,
                    shape->noise, shape->threshold, shape->width, shape->height);
    CHECK(std::abs(ratio - 1.0) < tolerance.variance);
    CHECK(apart < tolerance.distance);
}

// Half a pixel at the tip of a shape is that share of its radius, and twice as much of its variance.
Tolerance tolerance_of(double radius_px, double share) {
    return {share + 2.0 / radius_px, share + 1.4 / radius_px};
}

}  // namespace

TEST_CASE("a shape on a dim and noisy ground has the size and form of the clean one") {
    MESSAGE("seed " << test_seed());
    std::mt19937_64 random(test_seed());
    for (int round = 0; round < 120; ++round) {
        const Sketch sketch = hard_sketches[round % 5];
        const int size =
            static_cast<int>(std::lround(std::exp2(uniform(random, 4.0, round % 8 == 0 ? 9.0 : 7.5))));
        const double radius = size * uniform(random, 0.2, 0.42);
        const double background = round % 4 == 0 ? 0.0 : uniform(random, 0.0, 0.1);
        const double noise = round % 4 == 1 ? 0.0 : uniform(random, 0.005, 0.03);
        const GreyPicture clean = sketched(sketch, size, radius);
        CAPTURE(round);
        INFO(std::string(sketch_names[static_cast<int>(sketch)]));
        CAPTURE(size);
        CAPTURE(radius);
        CAPTURE(background);
        CAPTURE(noise);
        if (std::getenv("MASK_FIGURES"))
            std::printf("%-10s %3d r %5.1f bg %.3f noise %.3f: ", sketch_names[static_cast<int>(sketch)],
                        size, radius, background, noise);
        check_shape(clean, on_ground(clean, background, noise, random), false, tolerance_of(radius, 0.04));
    }
}

TEST_CASE("noise of less than a grey level, faint specks on black, does not shrink a shape") {
    std::mt19937_64 random(test_seed());
    for (const Sketch sketch : hard_sketches)
        for (const double share : {0.01, 0.03, 0.1, 0.3}) {
            INFO(std::string(sketch_names[static_cast<int>(sketch)]));
            CAPTURE(share);
            const GreyPicture clean = sketched(sketch, 100, 25.0);
            GreyPicture seen = in_levels(clean);
            for (double& value : seen.values)
                if (value == 0.0 && uniform(random, 0.0, 1.0) < share) value = 1.0 / 255.0;
            check_shape(clean, seen, false, tolerance_of(25.0, 0.0));
        }
}

TEST_CASE("a shape that was a JPEG has the size and form of the clean one") {
    MESSAGE("seed " << test_seed());
    std::mt19937_64 random(test_seed());
    for (int round = 0; round < 80; ++round) {
        const Sketch sketch = hard_sketches[round % 5];
        const int size = static_cast<int>(std::lround(std::exp2(uniform(random, 5.0, 8.0))));
        const double radius = size * uniform(random, 0.2, 0.42);
        const double background = round % 2 == 0 ? 0.0 : uniform(random, 0.0, 0.1);
        const int quality = uniform_int(random, 60, 95);
        const GreyPicture clean = sketched(sketch, size, radius);
        CAPTURE(round);
        INFO(std::string(sketch_names[static_cast<int>(sketch)]));
        CAPTURE(size);
        CAPTURE(radius);
        CAPTURE(background);
        CAPTURE(quality);
        if (std::getenv("MASK_FIGURES"))
            std::printf("%-10s %3d r %5.1f bg %.3f q %d: ", sketch_names[static_cast<int>(sketch)], size,
                        radius, background, quality);
        check_shape(clean, through_jpeg(on_ground(clean, background, 0.0, random), quality), true,
                    tolerance_of(radius, 0.06));
    }
}

TEST_CASE("soft, faint and separate parts of a shape survive noise, pixels alone do not") {
    MESSAGE("seed " << test_seed());
    std::mt19937_64 random(test_seed());
    // 0.5 % of noise hides a Gaussian below 0.1 to 0.3 % of its light.
    const GreyPicture soft = sketched(Sketch::gaussian, 129, 40.0);
    const auto blob = mask_support(on_ground(soft, 0.03, 0.005, random), {});
    REQUIRE(blob);
    REQUIRE(blob->is_changed);
    const double kept = variance(*mask_kernel(blob->picture)) / variance(*mask_kernel(soft));
    CHECK(kept > 0.93);
    CHECK(kept < 1.03);
    // One that reaches the border: a background, though it falls.
    const GreyPicture wide = sketched(Sketch::gaussian, 129, 55.0);
    const auto wide_blob = mask_support(on_ground(wide, 0.03, 0.01, random), {});
    REQUIRE(wide_blob);
    REQUIRE(wide_blob->is_changed);
    CHECK(variance(*mask_kernel(wide_blob->picture)) / variance(*mask_kernel(wide)) ==
          doctest::Approx(1.0).epsilon(0.12));
    // A bright disk, an arm of one pixel at a tenth of its light, and a speck of 3x3 apart from both.
    GreyPicture parts = sketched(Sketch::disk, 101, 12.0);
    for (int x = 50; x < 95; ++x)
        parts.values[row_major(x, 50, 101)] = std::max(parts.values[row_major(x, 50, 101)], 0.1);
    for (int y = 9; y < 12; ++y)
        for (int x = 9; x < 12; ++x) parts.values[row_major(x, y, 101)] = 0.2;
    GreyPicture seen = on_ground(parts, 0.05, 0.01, random);
    for (const int at : {3, 40, 77}) seen.values[row_major(at, 90, 101)] = 0.9;
    const auto shape = mask_support(seen, {});
    REQUIRE(shape);
    CHECK(shape->picture.values[row_major(92, 50, 101)] > 0.0);
    CHECK(shape->picture.values[row_major(10, 10, 101)] > 0.1);
    for (const int at : {3, 40, 77}) CHECK(shape->picture.values[row_major(at, 90, 101)] == 0.0);
    CHECK(shape->background == doctest::Approx(0.05).epsilon(0.1));
    CHECK(shape->width == doctest::Approx(87).epsilon(0.03));
}

TEST_CASE("a threshold is a share of the peak, 0 keeps all, and what is wrong is refused") {
    const GreyPicture mask{5, 1, {0.1, 0.2, 2.0, 0.3, 0.1}};
    CHECK(mask_support(mask, {.threshold = 0.0, .is_lossy = false})->picture.values == mask.values);
    const auto cut = mask_support(mask, {.threshold = 0.1, .is_lossy = false});
    REQUIRE(cut);
    CHECK(cut->is_changed);
    const double expected[] = {0.0, 0.0, 1.9, 0.2, 0.0};
    for (int x = 0; x < 5; ++x) CHECK(cut->picture.values[x] == doctest::Approx(expected[x]));
    CHECK(cut->width == 2);
    for (const double bad : {-0.1, 1.0, 3.0, std::nan("")})
        CHECK(mask_support(mask, {.threshold = bad, .is_lossy = false}).error().message ==
              "mask: the threshold must be at least 0 and below 1");
}

TEST_CASE("a dark shape on a bright ground is noticed, and inverted when that is asked for") {
    GreyPicture line_art = in_levels(sketched(Sketch::heart, 64, 25.0));
    const GreyPicture heart = line_art;
    for (double& value : line_art.values) value = 1.0 - value;
    const auto warned = shape_of_mask(line_art, {}, false);
    REQUIRE(warned);
    REQUIRE_FALSE(warned->remarks.empty());
    CHECK(warned->remarks.front().find("--invert") != std::string::npos);
    const auto inverted = shape_of_mask(line_art, {.invert = true}, false);
    REQUIRE(inverted);
    for (std::size_t i = 0; i < heart.values.size(); ++i)
        CHECK(inverted->picture.values[i] == doctest::Approx(heart.values[i]));
}

TEST_CASE("what has no background stays bit for bit: clean shapes, soft ones, tails, every kernel") {
    for (const Sketch sketch :
         {Sketch::disk, Sketch::ring, Sketch::star, Sketch::heart, Sketch::two_pieces, Sketch::gaussian})
        for (const int size : {8, 15, 16, 33, 64, 129, 256})
            for (const double share : {0.2, 0.35, 0.5}) {
                INFO(std::string(sketch_names[static_cast<int>(sketch)]));
                CAPTURE(size);
                CAPTURE(share);
                const GreyPicture exact = sketched(sketch, size, share * size);
                for (const GreyPicture& mask : {exact, in_levels(exact), in_levels(exact, 65535.0)}) {
                    const auto shape = mask_support(mask, {});
                    REQUIRE(shape);
                    CHECK_FALSE(shape->is_changed);
                    CHECK(shape->picture.values == mask.values);
                }
            }
    std::mt19937_64 random(test_seed());
    MESSAGE("seed " << test_seed());
    for (const KernelFamily& family : kernel_families())
        for (int round = 0; round < 12; ++round) {
            KernelSettings settings;
            for (const KernelParameter& parameter : family.numbers) {
                if (round == 0 || random() % 2 == 0) continue;
                const bool is_size = &parameter == &family.size();
                const double from = is_size ? std::max(parameter.from, 1.0) : parameter.from,
                             to = is_size ? std::min(parameter.to, 40.0) : parameter.to;
                if (!(to > from)) continue;
                const double value = uniform(random, from, to);
                settings.numbers[parameter.name] = parameter.whole ? std::floor(value) : value;
            }
            const auto kernel = make_kernel(family.name, settings);
            if (!kernel) continue;
            CAPTURE(family.name);
            CAPTURE(round);
            for (const auto& [name, value] : settings.numbers) INFO(name << " " << value);
            GreyPicture picture{kernel->width, kernel->height, kernel->values};
            for (double& value : picture.values) value /= peak(*kernel);
            for (const GreyPicture& mask : {picture, in_levels(picture), in_levels(picture, 65535.0)}) {
                const auto shape = mask_support(mask, {});
                REQUIRE(shape);
                if (!shape->is_changed) continue;
                // Diffraction's ripples, cut to a few grey levels, may look like specks: nothing of them is
                // missed.
                INFO("background " << shape->background << ", noise " << shape->noise << ", limit "
                                   << shape->threshold);
                CHECK(distance(*mask_kernel(shape->picture), *mask_kernel(mask)) < 0.02);
            }
        }
}
