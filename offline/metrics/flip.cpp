#include "offline/metrics/flip.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <glm/mat3x3.hpp>
#include <glm/matrix.hpp>
#include <glm/vec3.hpp>
#include <numbers>
#include <numeric>
#include <vector>

namespace tapestry::offline {
namespace {

using Taps = std::vector<double>;

// sRGB primaries with D65, as the authors round them; glm stores columns.
const glm::dmat3 rgb_to_xyz(10135552.0 / 24577794.0, 2613072.0 / 12288897.0, 1425312.0 / 73733382.0,  //
                            8788810.0 / 24577794.0, 8788810.0 / 12288897.0, 8788810.0 / 73733382.0,   //
                            4435075.0 / 24577794.0, 887015.0 / 12288897.0, 70074185.0 / 73733382.0);
const glm::dmat3 xyz_to_rgb = glm::inverse(rgb_to_xyz);
const glm::dvec3 white(0.950428545, 1.0, 1.088900371);

// YCxCz: the linear opponent space that contrast sensitivity is modelled in.
glm::dvec3 to_opponent(const glm::dvec3& rgb) {
    const glm::dvec3 xyz = rgb_to_xyz * rgb / white;
    return {116.0 * xyz.y - 16.0, 500.0 * (xyz.x - xyz.y), 200.0 * (xyz.y - xyz.z)};
}

glm::dvec3 from_opponent(const glm::dvec3& opponent) {
    const double y = (opponent.x + 16.0) / 116.0;
    const glm::dvec3 xyz(y + opponent.y / 500.0, y, y - opponent.z / 200.0);
    return xyz_to_rgb * (xyz * white);
}

double lab_curve(double t) {
    constexpr double delta = 6.0 / 29.0;
    return t > delta * delta * delta ? std::cbrt(t) : t / (3.0 * delta * delta) + 4.0 / 29.0;
}

// L*a*b*, with a and b scaled by lightness (Hunt: colours look stronger in bright light).
glm::dvec3 to_hunt_lab(const glm::dvec3& rgb) {
    const glm::dvec3 xyz = rgb_to_xyz * rgb / white;
    const double fx = lab_curve(xyz.x), fy = lab_curve(xyz.y), fz = lab_curve(xyz.z);
    const double lightness = 116.0 * fy - 16.0;
    const double hunt = 0.01 * lightness;
    return {lightness, hunt * 500.0 * (fx - fy), hunt * 200.0 * (fy - fz)};
}

glm::dvec3 clamped(const glm::dvec3& rgb) {
    // fmax turns NaN into 0.
    return {std::fmin(std::fmax(rgb.r, 0.0), 1.0), std::fmin(std::fmax(rgb.g, 0.0), 1.0),
            std::fmin(std::fmax(rgb.b, 0.0), 1.0)};
}

// HyAB distance (city block in lightness, Euclid in colour) to the power that makes small differences count.
double colour_distance(const glm::dvec3& p, const glm::dvec3& q) {
    return std::pow(std::abs(p.x - q.x) + std::hypot(p.y - q.y, p.z - q.z), 0.7);
}

// Errors up to 0.4 of the largest possible one take [0, 0.95], the rest shares what is left.
double remap(double distance) {
    static const double largest = colour_distance(to_hunt_lab({0, 1, 0}), to_hunt_lab({0, 0, 1}));
    constexpr double knee = 0.4, at_knee = 0.95;
    const double share = distance / largest;
    return share < knee ? at_knee * share / knee : at_knee + (1.0 - at_knee) * (share - knee) / (1.0 - knee);
}

// exp(-pi^2 x^2 / b) with x in degrees: the spatial form of a contrast sensitivity exp(-b f^2). The widest
// one, b = 0.04, decides the radius of all.
Taps sensitivity(double b, double pixels_per_degree) {
    constexpr double pi = std::numbers::pi;
    const int reach =
        static_cast<int>(std::ceil(3.0 * std::sqrt(0.04 / (2.0 * pi * pi)) * pixels_per_degree));
    Taps taps;
    for (int i = -reach; i <= reach; ++i) {
        const double degrees = i / pixels_per_degree;
        taps.push_back(std::exp(-pi * pi * degrees * degrees / b));
    }
    return taps;
}

Plane filter_both_ways(const Plane& plane, const Taps& taps) {
    return filter_columns(filter_rows(plane, taps), taps);
}

double sum_of(const Taps& taps) {
    return std::accumulate(taps.begin(), taps.end(), 0.0);
}

Plane filter_normalised(const Plane& plane, Taps taps) {
    const double sum = sum_of(taps);
    for (double& tap : taps) tap /= sum;
    return filter_both_ways(plane, taps);
}

// The blue-yellow channel's filter is a sum of two Gaussians, each of which is separable; their sum is not.
Plane filter_blue_yellow(const Plane& plane, double pixels_per_degree) {
    constexpr double a1 = 34.1, b1 = 0.04, a2 = 13.5, b2 = 0.025;
    const Taps wide = sensitivity(b1, pixels_per_degree), narrow = sensitivity(b2, pixels_per_degree);
    const double wide_weight = a1 * std::sqrt(std::numbers::pi / b1);
    const double narrow_weight = a2 * std::sqrt(std::numbers::pi / b2);
    const double total =
        wide_weight * sum_of(wide) * sum_of(wide) + narrow_weight * sum_of(narrow) * sum_of(narrow);
    Plane result = filter_both_ways(plane, wide);
    const Plane other = filter_both_ways(plane, narrow);
    for (std::size_t i = 0; i < result.values.size(); ++i)
        result.values[i] = (wide_weight * result.values[i] + narrow_weight * other.values[i]) / total;
    return result;
}

// A feature detector: Gaussian derivatives along one axis, a Gaussian along the other.
struct Detector {
    Taps smooth, slope, curvature;
};

// Scales the positive taps to sum 1 and the negative ones to sum -1.
void balance(Taps& taps) {
    double positive = 0.0, negative = 0.0;
    for (const double tap : taps) (tap > 0.0 ? positive : negative) += std::abs(tap);
    for (double& tap : taps) tap /= tap > 0.0 ? positive : negative;
}

Detector detector(double pixels_per_degree) {
    constexpr double feature_degrees = 0.082;
    const double sigma = 0.5 * feature_degrees * pixels_per_degree;
    const int reach = static_cast<int>(std::ceil(3.0 * sigma));
    Detector result;
    for (int i = -reach; i <= reach; ++i) {
        const double t = i / sigma, gauss = std::exp(-0.5 * t * t);
        result.smooth.push_back(gauss);
        result.slope.push_back(-t * gauss);
        result.curvature.push_back((t * t - 1.0) * gauss);
    }
    balance(result.smooth);
    balance(result.slope);
    balance(result.curvature);
    return result;
}

Plane magnitude(const Plane& x, const Plane& y) {
    Plane result(x.width, x.height);
    for (std::size_t i = 0; i < result.values.size(); ++i)
        result.values[i] = std::sqrt(x.values[i] * x.values[i] + y.values[i] * y.values[i]);
    return result;
}

}  // namespace

FlipPicture::FlipPicture(const Image& image, double pixels_per_degree)
    : lightness_(image.width, image.height), a_(lightness_), b_(lightness_) {
    assert(pixels_per_degree > 0.0 && "FlipPicture: pixels per degree are above 0");
    Plane y = lightness_, cx = lightness_, cz = lightness_, luminance = lightness_;
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const glm::dvec3 opponent = to_opponent(clamped(image.pixels[i]));
        y.values[i] = opponent.x;
        cx.values[i] = opponent.y;
        cz.values[i] = opponent.z;
        luminance.values[i] = (opponent.x + 16.0) / 116.0;
    }
    y = filter_normalised(y, sensitivity(0.0047, pixels_per_degree));
    cx = filter_normalised(cx, sensitivity(0.0053, pixels_per_degree));
    cz = filter_blue_yellow(cz, pixels_per_degree);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const glm::dvec3 lab = to_hunt_lab(clamped(from_opponent({y.values[i], cx.values[i], cz.values[i]})));
        lightness_.values[i] = lab.x;
        a_.values[i] = lab.y;
        b_.values[i] = lab.z;
    }
    const Detector detect = detector(pixels_per_degree);
    const Plane smooth_rows = filter_rows(luminance, detect.smooth);
    edges_ = magnitude(filter_columns(filter_rows(luminance, detect.slope), detect.smooth),
                       filter_columns(smooth_rows, detect.slope));
    points_ = magnitude(filter_columns(filter_rows(luminance, detect.curvature), detect.smooth),
                        filter_columns(smooth_rows, detect.curvature));
}

FlipMap flip(const FlipPicture& test, const FlipPicture& reference) {
    assert(test.lightness_.width == reference.lightness_.width &&
           test.lightness_.height == reference.lightness_.height && "flip: sizes are equal");
    FlipMap map{Plane(test.lightness_.width, test.lightness_.height), 0.0};
    const auto lab = [](const FlipPicture& picture, std::size_t i) {
        return glm::dvec3(picture.lightness_.values[i], picture.a_.values[i], picture.b_.values[i]);
    };
    for (std::size_t i = 0; i < map.error.values.size(); ++i) {
        const double colour = remap(colour_distance(lab(test, i), lab(reference, i)));
        const double edge = std::abs(test.edges_.values[i] - reference.edges_.values[i]);
        const double point = std::abs(test.points_.values[i] - reference.points_.values[i]);
        const double feature = std::sqrt(std::max(edge, point) / std::numbers::sqrt2);
        map.error.values[i] = std::pow(colour, 1.0 - feature);
        map.mean += map.error.values[i];
    }
    map.mean /= static_cast<double>(map.error.values.size());
    return map;
}

FlipMap flip(const Image& test, const Image& reference, double pixels_per_degree) {
    return flip(FlipPicture(test, pixels_per_degree), FlipPicture(reference, pixels_per_degree));
}

}  // namespace tapestry::offline
