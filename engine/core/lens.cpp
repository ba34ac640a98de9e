#include "tapestry/lens.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "error_of.h"
#include "float_class.h"
#include "shared/constants.h"

namespace tapestry {

Result<Lens> clamped(const Lens& lens) {
    const auto is_missing = [](const float& value) { return is_nan(value); };
    if (is_missing(lens.focus_distance_m)) return error_of("lens.focus_distance_m is not a number");
    if (is_missing(lens.f_number)) return error_of("lens.f_number is not a number");
    if (is_missing(lens.focal_length_mm)) return error_of("lens.focal_length_mm is not a number");
    if (is_missing(lens.sensor_height_mm)) return error_of("lens.sensor_height_mm is not a number");
    Lens result;
    result.f_number = std::clamp(lens.f_number, 0.1f, 1024.0f);
    result.focal_length_mm = std::clamp(lens.focal_length_mm, 1.0f, 2000.0f);
    result.sensor_height_mm = std::clamp(lens.sensor_height_mm, 1.0f, 200.0f);
    result.focus_distance_m = std::max(
        lens.focus_distance_m, static_cast<float>(1e-3 * TAPESTRY_NEAREST_FOCUS) * result.focal_length_mm);
    return result;
}

double coc_at_infinity(const Lens& lens) {
    const double focal_m = 1e-3 * lens.focal_length_mm;
    const double sensor_m = 1e-3 * lens.sensor_height_mm;
    const double inverse_focus = 1.0 / lens.focus_distance_m;
    return focal_m * focal_m / (2.0 * lens.f_number * sensor_m) * inverse_focus /
           (1.0 - focal_m * inverse_focus);
}

double vertical_field_of_view_deg(const Lens& lens) {
    return 2.0 * std::atan(0.5 * lens.sensor_height_mm / lens.focal_length_mm) * 180.0 / std::numbers::pi;
}

Result<void> check(const DepthConvention& depth) {
    if (depth.kind < DepthKind::perspective || depth.kind > DepthKind::signed_coc)
        return error_of("depth.kind: ", static_cast<int>(depth.kind), " is not a DepthKind");
    if (depth.kind == DepthKind::metres || depth.kind == DepthKind::signed_coc) return {};
    if (!is_finite(depth.near_m) || depth.near_m <= 0.0f)
        return error_of("depth.near_m: ", depth.near_m, " is not a distance above 0");
    if (is_nan(depth.far_m) || depth.far_m <= depth.near_m)
        return error_of("depth.far_m: ", depth.far_m, " is not beyond near_m");
    if (is_infinite(depth.far_m) && depth.kind == DepthKind::orthographic)
        return error_of("depth.far_m: an orthographic camera has no infinite one");
    return {};
}

namespace {

/// Where the planes are on the view's axis, by what is stored: 0 and 1.
struct StoredPlanes {
    double at_0 = 0.0;
    double at_1 = 0.0;
};

/// The nearer plane of a convention is `near_m`, whichever number it has.
Result<DepthConvention> with_planes(DepthKind kind, const StoredPlanes& distances) {
    DepthConvention depth;
    depth.kind = kind;
    depth.reversed = distances.at_1 < distances.at_0;
    depth.near_m = static_cast<float>(std::min(distances.at_0, distances.at_1));
    depth.far_m = static_cast<float>(std::max(distances.at_0, distances.at_1));
    if (!(depth.near_m > 0.0f))
        return error_of("projection: its near plane is at ", depth.near_m,
                        " m, but has to be before the camera");
    if (Result<void> status = check(depth); !status) return error_of("projection: ", status.error().message);
    return depth;
}

}  // namespace

Result<DepthConvention> depth_of_projection(std::span<const float, 16> matrix, ClipDepth clip_depth) {
    const auto element = [&](std::size_t row, std::size_t column) {
        return double{matrix[4 * column + row]};
    };
    for (const float number : matrix)
        if (!is_finite(number)) return error_of("projection: it has a number that is not finite");
    if (element(2, 0) != 0.0 || element(2, 1) != 0.0)
        return error_of("projection: its near plane is oblique, so that depth says no distance");
    const double scale = element(2, 2), offset = element(2, 3);
    const double z_to_w = element(3, 2), w = element(3, 3);
    if (element(3, 0) != 0.0 || element(3, 1) != 0.0 || offset == 0.0 || (z_to_w == 0.0) == (w == 0.0))
        return error_of("projection: the matrix is neither perspective nor orthographic");
    const double first = clip_depth == ClipDepth::zero_to_one ? 0.0 : -1.0;
    if (z_to_w == 0.0) {  // clip = (scale z + offset) / w
        if (scale == 0.0) return error_of("projection: the matrix makes all depths the same");
        const auto z_at = [&](double clip) { return (clip * w - offset) / scale; };
        const double ahead = z_at(first) + z_at(1.0) < 0.0 ? -1.0 : 1.0;
        return with_planes(DepthKind::orthographic, {ahead * z_at(first), ahead * z_at(1.0)});
    }
    // clip = (scale z + offset) / (z_to_w z): z lies ahead where w is positive, at a distance m of |z|.
    const auto inverse_at = [&](double clip) {
        return (clip * z_to_w - scale) / offset * (z_to_w < 0.0 ? -1.0 : 1.0);
    };
    const double nearest = std::max(inverse_at(first), inverse_at(1.0));
    // Planes at infinity are often put a hair beyond it, against rounding.
    const auto distance_at = [&](double clip) {
        const double inverse = inverse_at(clip);
        return inverse > 1e-6 * nearest ? 1.0 / inverse : std::numeric_limits<double>::infinity();
    };
    if (!(nearest > 0.0)) return error_of("projection: it has no plane before the camera");
    return with_planes(DepthKind::perspective, {distance_at(first), distance_at(1.0)});
}

double view_distance_m(const DepthConvention& depth, double stored) {
    if (depth.kind == DepthKind::metres)
        return !is_nan(stored) && stored > 0.0 ? stored : std::numeric_limits<double>::infinity();
    if (is_nan(stored)) return depth.far_m;
    double position = depth.signed_range ? 0.5 * stored + 0.5 : stored;
    if (depth.reversed) position = 1.0 - position;
    position = std::clamp(position, 0.0, 1.0);
    const double near_m = depth.near_m;
    const double far_m = depth.far_m;
    if (depth.kind == DepthKind::orthographic) return near_m + position * (far_m - near_m);
    return 1.0 / ((1.0 - position) / near_m + position / far_m);
}

}  // namespace tapestry
