// How a filter changes on a picture of fewer pixels: same names and maths as engine/core/reduced_filter.cpp.

// A parameter as its axis takes it: within the knots, or past the last one where the axis scales.
float bounded(TapestryResolution resolution, int axis, float parameter) {
    if (is_nan(parameter)) return resolution.least[axis];
    if (is_infinite(parameter)) return parameter < 0.0 ? resolution.least[axis] : resolution.last[axis];
    return clamp(parameter, resolution.least[axis], resolution.most[axis]);
}

vec2 bounded(TapestryResolution resolution, vec2 parameter) {
    vec2 result = parameter;
    if ((resolution.periodic & 1u) == 0u) result.x = bounded(resolution, 0, parameter.x);
    if ((resolution.periodic & 2u) == 0u) result.y = bounded(resolution, 1, parameter.y);
    return result;
}

float variance_px2(TapestryResolution resolution, vec2 parameter) {
    return resolution.variance_px2 *
           (resolution.constant_share + dot(resolution.size_share, parameter * parameter));
}

// What the sizes of a filter are multiplied by on the reduced picture.
float size_factor(TapestryResolution resolution, vec2 parameter) {
    float variance = variance_px2(resolution, parameter);
    if (variance <= resolution.lost_variance_px2) return 0.0;
    return resolution.factor * sqrt(1.0 - resolution.lost_variance_px2 / variance);
}

// The reduced picture's share of the result; the rest is the source.
float reduced_share(TapestryResolution resolution, vec2 parameter) {
    return clamp(variance_px2(resolution, parameter) / resolution.lost_variance_px2, 0.0, 1.0);
}
