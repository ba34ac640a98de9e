#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>
#include <random>

#include "offline/kernels/kernels.h"
#include "tapestry/outline.h"
#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::test;

namespace {

using Numbers = std::map<std::string, double, std::less<>>;

DenseKernel shape_of(const char* name, Numbers numbers) {
    return *make_kernel(name, {std::move(numbers), {}});
}

// Whether a horizontal ray from the point crosses the outline an odd number of times.
bool is_inside(const Outline& outline, glm::dvec2 p) {
    bool inside = false;
    for (const Outline::Contour& contour : outline.contours())
        for (std::size_t i = 0; i < contour.size(); ++i) {
            const glm::dvec2 a = contour[i], b = contour[(i + 1) % contour.size()];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x))
                inside = !inside;
        }
    return inside;
}

double sampled_area(const Outline& outline, int cell_x, int cell_y, int points) {
    int inside = 0;
    for (int j = 0; j < points; ++j)
        for (int i = 0; i < points; ++i)
            inside +=
                is_inside(outline, {cell_x - 0.5 + (i + 0.5) / points, cell_y - 0.5 + (j + 0.5) / points});
    return inside / static_cast<double>(points * points);
}

// A jagged blob with a jagged hole that runs the other way round.
Outline random_outline(std::mt19937& random) {
    std::uniform_real_distribution<double> uniform;
    Outline outline;
    for (const bool hole : {false, true}) {
        constexpr int corners = 17;
        for (int i = 0; i < corners; ++i) {
            const double angle = 2.0 * std::numbers::pi * (hole ? -i : i) / corners;
            const double radius = hole ? 1.0 + 1.5 * uniform(random) : 3.0 + 4.0 * uniform(random);
            const glm::dvec2 corner = radius * glm::dvec2(std::cos(angle), std::sin(angle));
            if (i == 0)
                outline.move_to(corner);
            else
                outline.line_to(corner);
        }
    }
    return outline;
}

// The lit cells' lowest and highest rows, and the mean column of the light in a row.
int first_lit_row(const DenseKernel& kernel, int from, int step) {
    for (int y = from; y >= 0 && y < kernel.height; y += step)
        for (int x = 0; x < kernel.width; ++x)
            if (kernel.at(x, y) > 0.05 * peak(kernel)) return y - kernel.height / 2;
    return 0;
}

int lit_cells(const DenseKernel& kernel, int dy) {
    int count = 0;
    for (int dx = -kernel.width; dx <= kernel.width; ++dx)
        count += value_at(kernel, dx, dy) > 0.5 * peak(kernel);
    return count;
}

}  // namespace

TEST_CASE("the area in each cell is what a fine grid of points finds") {
    std::mt19937 random(7);
    for (int round = 0; round < 3; ++round) {
        const Outline outline = random_outline(random);
        AreaAccumulator accumulator(7);
        for (const Outline::Contour& contour : outline.contours()) accumulator.add(contour);
        const DenseKernel kernel = accumulator.kernel();
        CHECK(sum(kernel) == doctest::Approx(std::abs(signed_area(outline))).epsilon(1e-12));
        // 64 x 64 points miss at most about one row of points for each of the few sides in a cell.
        constexpr int points = 64;
        for (int y = -7; y <= 7; ++y)
            for (int x = -7; x <= 7; ++x)
                CHECK(std::abs(value_at(kernel, x, y) - sampled_area(outline, x, y, points)) < 2.0 / points);
    }
}

TEST_CASE("an outline that leaves the kernel is cut at its border, not folded back") {
    Outline square;
    square.move_to({-10.0, -1.25});
    square.line_to({10.0, -1.25});
    square.line_to({10.0, 30.0});
    square.line_to({-10.0, 30.0});
    AreaAccumulator accumulator(2);
    accumulator.add(square.contours()[0]);
    const DenseKernel kernel = accumulator.kernel();
    for (int x = -2; x <= 2; ++x) {
        CHECK(value_at(kernel, x, -2) == 0.0);
        CHECK(value_at(kernel, x, -1) == doctest::Approx(0.75));
        CHECK(value_at(kernel, x, 2) == doctest::Approx(1.0));
    }
}

TEST_CASE("contours that run the other way round are as bright") {
    Outline clockwise, anticlockwise;
    for (const glm::dvec2 p : {glm::dvec2(-2, -1), glm::dvec2(2, -1), glm::dvec2(0, 2)})
        p.x == -2 ? clockwise.move_to(p) : clockwise.line_to(p);
    for (const glm::dvec2 p : {glm::dvec2(-2, -1), glm::dvec2(0, 2), glm::dvec2(2, -1)})
        p.x == -2 ? anticlockwise.move_to(p) : anticlockwise.line_to(p);
    CHECK(signed_area(clockwise) == doctest::Approx(6.0));
    CHECK(signed_area(anticlockwise) == doctest::Approx(-6.0));
    CHECK(largest_difference(covered_cells(clockwise, 3), covered_cells(anticlockwise, 3)) < 1e-15);
}

TEST_CASE("areas and variances are the closed forms'") {
    constexpr double r = 20.0, cell = 1.0 / 12.0;
    const auto check = [&](const char* name, Numbers numbers, double area, double variance_x,
                           double variance_y) {
        CAPTURE(name);
        numbers["radius"] = r;
        const DenseKernel kernel = shape_of(name, numbers);
        // A cell that is covered whole holds 1 / area of the light.
        if (area > 0.0) CHECK(1.0 / peak(kernel) == doctest::Approx(area * r * r).epsilon(1e-5));
        const Moments m = moments(kernel);
        CHECK(m.variance_x == doctest::Approx(variance_x * r * r + cell).epsilon(2e-3));
        CHECK(m.variance_y == doctest::Approx(variance_y * r * r + cell).epsilon(2e-3));
        CHECK(std::abs(m.mean_x) < 1e-3);
    };
    constexpr double pi = std::numbers::pi;
    check("disk", {}, pi, 0.25, 0.25);
    check("ring", {{"inner", 0.6}}, pi * (1.0 - 0.36), (1.0 + 0.36) / 4.0, (1.0 + 0.36) / 4.0);
    check("ring", {{"inner", 0.0}}, pi, 0.25, 0.25);
    check("square", {}, 2.0, 1.0 / 6.0, 1.0 / 6.0);
    check("ellipse", {{"aspect", 0.5}}, pi / 2.0, 0.25, 0.0625);
    check("ellipse", {{"aspect", 0.5}, {"angle", 90.0}}, pi / 2.0, 0.0625, 0.25);
    for (const double blades : {3.0, 5.0, 6.0, 7.0, 16.0}) {
        // Regular polygons: area n/2 sin(2 pi/n), variance (2 + cos(2 pi/n)) / 12 per axis.
        const double variance = (2.0 + std::cos(2.0 * pi / blades)) / 12.0;
        check("ngon", {{"blades", blades}}, 0.5 * blades * std::sin(2.0 * pi / blades), variance, variance);
    }
    for (const double points : {4.0, 5.0})
        CHECK(1.0 / peak(shape_of("star", {{"radius", r}, {"points", points}, {"inner", 0.4}})) ==
              doctest::Approx(points * 0.4 * std::sin(pi / points) * r * r).epsilon(1e-5));
}

TEST_CASE("shapes that are the same thing are the same kernel") {
    const DenseKernel disk = *disk_kernel(17.3);
    const double close = 2e-4 * peak(disk);
    CHECK(largest_difference(shape_of("ring", {{"radius", 17.3}, {"inner", 0.0}}), disk) < 1e-15);
    CHECK(largest_difference(shape_of("ellipse", {{"radius", 17.3}, {"aspect", 1.0}}), disk) < close);
    for (const double blades : {3.0, 6.0, 11.0})
        CHECK(largest_difference(shape_of("ngon", {{"radius", 17.3}, {"blades", blades}, {"curvature", 1.0}}),
                                 disk) < close);
    const DenseKernel square = shape_of("square", {{"radius", 17.3}});
    CHECK(largest_difference(shape_of("ngon", {{"radius", 17.3}, {"blades", 4.0}}), square) < 1e-12);
    const DenseKernel hexagon = shape_of("ngon", {{"radius", 17.3}});
    CHECK(largest_difference(shape_of("ngon", {{"radius", 17.3}, {"curvature", 1e-9}}), hexagon) <
          1e-5 * peak(hexagon));
}

TEST_CASE("curved blades lie between the straight ones and the circle") {
    double before = 1.0 / peak(shape_of("ngon", {{"blades", 5.0}}));
    for (const double curvature : {0.25, 0.5, 0.75, 1.0}) {
        const double area = 1.0 / peak(shape_of("ngon", {{"blades", 5.0}, {"curvature", curvature}}));
        CHECK(area > 1.01 * before);
        before = area;
    }
}

TEST_CASE("shapes stand upright") {
    // A heart narrows downwards to its point and has a notch on top.
    const DenseKernel heart = shape_of("heart", {});
    CHECK(first_lit_row(heart, heart.height - 1, -1) == 24);
    CHECK(lit_cells(heart, -8) > 35);
    CHECK(lit_cells(heart, 20) < 12);
    CHECK(value_at(heart, 0, -15) < 0.1 * peak(heart));
    CHECK(value_at(heart, 9, -15) > 0.99 * peak(heart));
    // Stars, flowers and odd polygons point up; polygons stand on a side.
    const std::pair<const char*, Numbers> pointed[] = {{"star", {{"points", 5.0}}},
                                                       {"flower", {}},
                                                       {"ngon", {{"blades", 5.0}}},
                                                       {"ngon", {{"blades", 3.0}}}};
    for (const auto& shape : pointed) {
        CAPTURE(shape.first);
        const DenseKernel kernel = shape_of(shape.first, shape.second);
        CHECK(value_at(kernel, 0, -23) > 0.1 * peak(kernel));
        CHECK(value_at(kernel, 0, 23) == 0.0);
    }
    const DenseKernel hexagon = shape_of("ngon", {});
    CHECK(lit_cells(hexagon, 20) >= 23);
    CHECK(lit_cells(hexagon, 0) >= 47);
    // A dove flies to the right, its wings above and its tail behind and below.
    const DenseKernel bird = shape_of("bird", {});
    CHECK(value_at(bird, 20, 0) > 0.5 * peak(bird));
    CHECK(value_at(bird, 18, -15) == 0.0);
    CHECK(value_at(bird, -15, 12) > 0.9 * peak(bird));
}

TEST_CASE("a motion line is even, thin and as long as it says, at any angle") {
    for (const double angle : {0.0, 12.0, 45.0, 90.0, 137.0}) {
        CAPTURE(angle);
        constexpr double length = 33.3;
        const DenseKernel line = shape_of("line", {{"length", length}, {"angle", angle}});
        const double c = std::cos(angle * std::numbers::pi / 180.0),
                     s = std::sin(angle * std::numbers::pi / 180.0);
        // Against many points, each spread bilinearly.
        constexpr int points = 20000;
        DenseKernel splats{line.width, line.height, std::vector<double>(line.values.size(), 0.0)};
        for (int i = 0; i < points; ++i) {
            const double t = ((i + 0.5) / points - 0.5) * length;
            const double x = t * c + line.width / 2, y = t * s + line.height / 2;
            const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
            for (int j = 0; j < 4; ++j) {
                const int cx = std::min(left + j % 2, line.width - 1),
                          cy = std::min(top + j / 2, line.height - 1);
                splats.values[static_cast<std::size_t>(cy) * line.width + cx] +=
                    std::max(0.0, 1.0 - std::abs(x - cx)) * std::max(0.0, 1.0 - std::abs(y - cy)) / points;
            }
        }
        CHECK(largest_difference(line, splats) < 1e-3 * peak(line));
        const Moments m = moments(line);
        CHECK(std::abs(m.mean_x) < 1e-12);
        CHECK(std::abs(m.mean_y) < 1e-12);
        // The bilinear spread adds up to 1/4 per axis, on average 1/6, and nothing across a straight line.
        CHECK(m.variance_x + m.variance_y > length * length / 12.0 + 0.1);
        CHECK(m.variance_x + m.variance_y < length * length / 12.0 + 0.5);
        if (angle == 0.0) CHECK(m.variance_y == 0.0);
    }
    CHECK(shape_of("line", {{"length", 254.0}}).width == 255);
}
