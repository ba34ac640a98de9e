#include "tapestry/aperture_outlines.h"

#include <cmath>
#include <numbers>

namespace tapestry {

// Corners on the unit circle, standing on a flat side. A blade's edge is an arc of `curvature` times the
// circumscribed circle's curvature: straight at 0, that circle at 1.
Outline polygon_outline(int blades, double curvature) {
    const double half_step = std::numbers::pi / blades;
    const auto corner = [&](int i) {
        const double angle = 0.5 * std::numbers::pi + (2 * i + 1) * half_step;
        return glm::dvec2(std::cos(angle), std::sin(angle));
    };
    Outline shape;
    shape.move_to(corner(0));
    for (int i = 0; i < blades; ++i) {
        if (curvature == 0.0) {
            shape.line_to(corner(i + 1));
            continue;
        }
        // The chord of half length sin(half_step) seen from the centre of an arc of radius 1 / curvature.
        const double half_arc = std::asin(curvature * std::sin(half_step));
        const double out = 0.5 * std::numbers::pi + (2 * i + 2) * half_step;
        const double centre = std::cos(half_step) - std::cos(half_arc) / curvature;
        shape.arc_by(centre * glm::dvec2(std::cos(out), std::sin(out)), 2.0 * half_arc);
    }
    return shape;
}

Outline ellipse_outline(double axis_ratio) {
    Outline shape;
    shape.move_to({1.0, 0.0});
    for (int quarter = 0; quarter < 4; ++quarter) shape.arc_by({0.0, 0.0}, 0.5 * std::numbers::pi);
    for (Outline::Contour& contour : shape.contours())
        for (glm::dvec2& point : contour) point.y *= axis_ratio;
    return shape;
}

// The unit disk and the same disk moved to the left, what is in both: two arcs that meet where both circles
// do.
Outline cut_disk_outline(double vignette) {
    Outline shape;
    const double shift = 2.0 * vignette;
    if (shift == 0.0) {
        shape.move_to({1.0, 0.0});
        for (int quarter = 0; quarter < 4; ++quarter) shape.arc_by({0.0, 0.0}, 0.5 * std::numbers::pi);
        return shape;
    }
    // The circles meet at x = -shift / 2.
    const double half_angle = std::acos(0.5 * shift);
    const double height = std::sin(half_angle);
    const auto arc = [&](glm::dvec2 centre) {
        for (int part = 0; part < 4; ++part) shape.arc_by(centre, 0.5 * half_angle);
    };
    shape.move_to({-0.5 * shift, -height});
    arc({-shift, 0.0});
    arc({0.0, 0.0});
    return shape;
}

Outline star_outline(int points, double inner) {
    Outline shape;
    for (int i = 0; i < 2 * points; ++i) {
        const double angle = -0.5 * std::numbers::pi + i * std::numbers::pi / points;
        const glm::dvec2 corner = (i % 2 == 0 ? 1.0 : inner) * glm::dvec2(std::cos(angle), std::sin(angle));
        if (i == 0)
            shape.move_to(corner);
        else
            shape.line_to(corner);
    }
    return shape;
}

namespace {

// Petals are circles about points at distance d from the middle, a little larger than what makes neighbours
// touch. 1.06: the notch between two petals of five lies at 0.66 of the radius.
constexpr double overlap = 1.06;

}  // namespace

Outline flower_outline(int petals) {
    const double half_step = std::numbers::pi / petals;
    const double petal_to_distance = overlap * std::sin(half_step);
    const double distance = 1.0 / (1.0 + petal_to_distance);
    const double petal = distance * petal_to_distance;
    Outline shape;
    for (int i = 0; i < petals; ++i) {
        const double out = -0.5 * std::numbers::pi + 2 * i * half_step;
        const glm::dvec2 centre = distance * glm::dvec2(std::cos(out), std::sin(out));
        // Half of a petal's edge, seen from its centre: neighbouring circles cross on the line between them.
        const double half_arc = 0.5 * std::numbers::pi + half_step - std::acos(1.0 / overlap);
        const glm::dvec2 from =
            centre + petal * glm::dvec2(std::cos(out - half_arc), std::sin(out - half_arc));
        if (i == 0)
            shape.move_to(from);
        else
            shape.line_to(from);
        shape.arc_by(centre, 2.0 * half_arc);
    }
    return shape;
}

Outline heart_outline() {
    Outline shape;
    shape.move_to({0.0, -0.52});
    shape.cubic_to({0.12, -0.86}, {0.46, -0.98}, {0.70, -0.88});
    shape.cubic_to({1.02, -0.75}, {1.08, -0.32}, {0.86, 0.04});
    shape.cubic_to({0.66, 0.38}, {0.22, 0.66}, {0.0, 1.0});
    shape.cubic_to({-0.22, 0.66}, {-0.66, 0.38}, {-0.86, 0.04});
    shape.cubic_to({-1.08, -0.32}, {-1.02, -0.75}, {-0.70, -0.88});
    shape.cubic_to({-0.46, -0.98}, {-0.12, -0.86}, {0.0, -0.52});
    return about_centroid(shape);
}

// A dove in flight to the right, drawn for this library: beak, crown, far wing, near wing with its feathers,
// back, fanned tail, belly, breast.
Outline dove_outline() {
    Outline shape;
    shape.move_to({0.98, -0.02});
    shape.cubic_to({0.90, -0.06}, {0.87, -0.20}, {0.72, -0.20});
    shape.cubic_to({0.60, -0.20}, {0.54, -0.12}, {0.44, -0.08});
    shape.cubic_to({0.46, -0.36}, {0.44, -0.66}, {0.28, -0.94});
    shape.cubic_to({0.14, -0.80}, {0.08, -0.62}, {0.06, -0.46});
    shape.cubic_to({-0.06, -0.72}, {-0.28, -0.88}, {-0.62, -0.94});
    shape.cubic_to({-0.60, -0.82}, {-0.58, -0.76}, {-0.52, -0.68});
    shape.cubic_to({-0.56, -0.68}, {-0.60, -0.68}, {-0.64, -0.69});
    shape.cubic_to({-0.60, -0.56}, {-0.54, -0.48}, {-0.46, -0.42});
    shape.cubic_to({-0.50, -0.42}, {-0.54, -0.42}, {-0.58, -0.43});
    shape.cubic_to({-0.48, -0.20}, {-0.32, -0.06}, {-0.12, 0.04});
    shape.cubic_to({-0.28, 0.14}, {-0.40, 0.20}, {-0.52, 0.24});
    shape.cubic_to({-0.68, 0.26}, {-0.82, 0.30}, {-0.98, 0.38});
    shape.cubic_to({-0.94, 0.42}, {-0.90, 0.45}, {-0.86, 0.47});
    shape.cubic_to({-0.88, 0.50}, {-0.90, 0.53}, {-0.92, 0.56});
    shape.cubic_to({-0.86, 0.58}, {-0.80, 0.59}, {-0.76, 0.59});
    shape.cubic_to({-0.76, 0.63}, {-0.76, 0.67}, {-0.76, 0.71});
    shape.cubic_to({-0.60, 0.66}, {-0.48, 0.58}, {-0.36, 0.50});
    shape.cubic_to({-0.10, 0.58}, {0.20, 0.56}, {0.44, 0.42});
    shape.cubic_to({0.62, 0.32}, {0.74, 0.18}, {0.82, 0.04});
    shape.cubic_to({0.87, 0.02}, {0.92, 0.00}, {0.98, -0.02});
    return about_centroid(shape);
}

}  // namespace tapestry
