#include "document/camera_path.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tapestry::demo {
namespace {

using Point = std::array<float, 3>;

/// From b to c, with a before and d after them.
Point spline(const Point& a, const Point& b, const Point& c, const Point& d, float t) {
    Point point;
    for (std::size_t i = 0; i < point.size(); ++i) {
        const float square = -a[i] + 3.0f * b[i] - 3.0f * c[i] + d[i];
        const float slope = 2.0f * a[i] - 5.0f * b[i] + 4.0f * c[i] - d[i];
        point[i] = b[i] + 0.5f * t * (c[i] - a[i] + t * (slope + t * square));
    }
    return point;
}

/// The point that continues a line beyond `end`.
Point beyond(const Point& end, const Point& before) {
    return {2.0f * end[0] - before[0], 2.0f * end[1] - before[1], 2.0f * end[2] - before[2]};
}

}  // namespace

CameraKey key_at(const CameraPath& path, double share) {
    const std::vector<CameraKey>& keys = path.keys;
    const std::size_t last = keys.size() - 1;
    if (last == 0) return keys.front();
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(last);
    const std::size_t from = std::min(static_cast<std::size_t>(at), last - 1);
    const auto t = static_cast<float>(at - static_cast<double>(from));
    const CameraKey& b = keys[from];
    const CameraKey& c = keys[from + 1];
    // A path's ends are what was set, to the bit.
    if (t == 0.0f) return b;
    if (t == 1.0f) return c;
    const auto way = [&](Point ViewCamera::*member) {
        const Point& begin = b.camera.*member;
        const Point& end = c.camera.*member;
        const Point before = from > 0 ? keys[from - 1].camera.*member : beyond(begin, end);
        const Point after = from + 2 <= last ? keys[from + 2].camera.*member : beyond(end, begin);
        return spline(before, begin, end, after, t);
    };
    CameraKey key;
    // Even steps of 1 / distance and of 1 / f-number are even steps of blur, and those of 1 / focal length of
    // the field of view.
    const auto evenly = [t](float from_value, float to_value) {
        return 1.0f / ((1.0f - t) / from_value + t / to_value);
    };
    const float begins = b.camera.focal_length_mm;
    const float ends = c.camera.focal_length_mm;
    key.camera = {b.camera.is_set && c.camera.is_set, way(&ViewCamera::eye_m), way(&ViewCamera::target_m),
                  begins > 0.0f && ends > 0.0f ? evenly(begins, ends) : begins};
    key.focus_distance_m = evenly(b.focus_distance_m, c.focus_distance_m);
    key.f_number = evenly(b.f_number, c.f_number);
    return key;
}

}  // namespace tapestry::demo
