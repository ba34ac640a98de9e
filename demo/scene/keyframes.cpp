#include "scene/keyframes.h"

#include <algorithm>
#include <cmath>

namespace tapestry::demo {
namespace {

void normalize(std::span<float> v) {
    double sum = 0.0;
    for (const float x : v) sum += static_cast<double>(x) * static_cast<double>(x);
    if (sum <= 0.0) return;
    for (float& x : v) x = static_cast<float>(static_cast<double>(x) / std::sqrt(sum));
}

/// K. Shoemake, "Animating Rotation with Quaternion Curves", SIGGRAPH 1985: the shorter way around.
void slerp(std::span<const float> a, std::span<const float> b, double share, std::span<float> into) {
    double cosine = 0.0;
    for (std::size_t i = 0; i < into.size(); ++i)
        cosine += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    const double side = cosine < 0.0 ? -1.0 : 1.0;
    const double angle = std::acos(std::min(1.0, std::abs(cosine)));
    double from = 1.0 - share, to = share;
    if (angle > 1e-4) {
        from = std::sin((1.0 - share) * angle) / std::sin(angle);
        to = std::sin(share * angle) / std::sin(angle);
    }
    for (std::size_t i = 0; i < into.size(); ++i)
        into[i] =
            static_cast<float>(from * static_cast<double>(a[i]) + side * to * static_cast<double>(b[i]));
}

}  // namespace

void sample(const Keyframes& frames, double time_s, std::span<float> into) {
    const bool is_cubic = frames.interpolation == Interpolation::cubic;
    const std::size_t width = frames.width, stride = (is_cubic ? 3 : 1) * width;
    const auto part = [&](std::size_t key, std::size_t which) {
        return std::span(frames.values).subspan(key * stride + which * width, width);
    };
    const auto value = [&](std::size_t key) { return part(key, is_cubic ? 1 : 0); };
    const auto next = std::upper_bound(frames.times.begin(), frames.times.end(), static_cast<float>(time_s));
    const auto after = static_cast<std::size_t>(next - frames.times.begin());
    if (after == 0 || after == frames.times.size() || frames.interpolation == Interpolation::step) {
        std::ranges::copy(value(after == 0 ? 0 : after - 1), into.begin());
    } else {
        const std::size_t before = after - 1;
        const double start = static_cast<double>(frames.times[before]);
        const double step = static_cast<double>(frames.times[after]) - start;
        const double t = std::clamp((time_s - start) / step, 0.0, 1.0);
        if (is_cubic) {
            // glTF 2.0, appendix C.5.
            const double t2 = t * t, t3 = t2 * t;
            const double weights[4] = {2.0 * t3 - 3.0 * t2 + 1.0, step * (t3 - 2.0 * t2 + t),
                                       -2.0 * t3 + 3.0 * t2, step * (t3 - t2)};
            const std::span<const float> parts[4] = {value(before), part(before, 2), value(after),
                                                     part(after, 0)};
            for (std::size_t c = 0; c < width; ++c) {
                double sum = 0.0;
                for (int k = 0; k < 4; ++k) sum += weights[k] * static_cast<double>(parts[k][c]);
                into[c] = static_cast<float>(sum);
            }
        } else if (frames.is_rotation) {
            slerp(value(before), value(after), t, into);
        } else {
            for (std::size_t c = 0; c < width; ++c)
                into[c] = static_cast<float>((1.0 - t) * static_cast<double>(value(before)[c]) +
                                             t * static_cast<double>(value(after)[c]));
        }
    }
    if (frames.is_rotation) normalize(into);
}

}  // namespace tapestry::demo
