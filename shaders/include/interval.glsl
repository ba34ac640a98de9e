// The knots between which the filters of a tile's pixels lie.
//
// Declare before including: what taps.glsl wants, and include that.

// Knots of an axis that follow each other. After a periodic axis' last knot comes the first.
struct KnotRange {
    uint lowest;
    uint count;  // most_knots: as many or more
};

const uint most_knots = 7u;

// Both axes' as the lists of tiles hold them, below a tile's kind: limits::max_knots are 1024.
uint bits_of(KnotRange first, KnotRange second) {
    return first.lowest | first.count << 10 | second.lowest << 13 | second.count << 23;
}

KnotRange range_of(uint bits, int axis) {
    uint range = bits >> (13 * axis);
    return KnotRange(range & 1023u, (range >> 10) & most_knots);
}

uint next_knot(TapestryAxis axis, uint knot) {
    return knot + 1u < axis.knot_count ? knot + 1u : 0u;
}

uint knots_between(TapestryAxis axis, uint from, uint to) {
    return to >= from ? to - from : to + axis.knot_count - from;
}

bool is_periodic(TapestryAxis axis) {
    return (axis.flags & TAPESTRY_AXIS_PERIODIC) != 0u;
}

// Numbers in the order of integers, which atomics know.
uint order_of(float number) {
    uint bits = floatBitsToUint(number);
    return (bits & 0x80000000u) != 0u ? ~bits : bits | 0x80000000u;
}

float number_of(uint order) {
    return uintBitsToFloat((order & 0x80000000u) != 0u ? order & 0x7fffffffu : ~order);
}

// Parameters as they follow each other along an axis. A periodic axis is cut half a period from what the tile's first
// pixel asks for: turns before the cut come after the others. Infinities are at the knots where locate() has them.
uint order_along(TapestryAxis axis, float parameter, float first) {
    if (is_periodic(axis)) {
        float turn = turn_of(axis, parameter);
        float opposite = turn_of(axis, first) - 0.5 * axis.period;
        float cut = opposite < 0.0 ? opposite + axis.period : opposite;
        return floatBitsToUint(turn) | (turn < cut ? 0x80000000u : 0u);
    }
    if (is_nan(parameter)) return 0u;
    return order_of(is_infinite(parameter) && parameter > 0.0 ? last_knot_value(axis) : parameter);
}

// Among the knots.
float parameter_of(TapestryAxis axis, uint order) {
    if (is_periodic(axis)) return knot_value(axis.first_knot) + uintBitsToFloat(order & 0x7fffffffu);
    return order == 0u ? -3.0e38 : number_of(order);
}

// The last knot that is not past a parameter, or the first. Both ends of a range at once: software GL runs all of this
// for every pixel of the tile.
uvec2 knots_below(TapestryAxis axis, vec2 parameters) {
    uvec2 lower = uvec2(0u);
    uvec2 upper = uvec2(axis.knot_count);
    for (uint span = axis.knot_count; span > 1u; span = (span + 1u) / 2u) {
        uvec2 middle = (lower + upper) / 2u;
        bool low_is_before = parameters.x < knot_value(axis.first_knot + middle.x);
        bool high_is_before = parameters.y < knot_value(axis.first_knot + middle.y);
        lower = uvec2(low_is_before ? lower.x : middle.x, high_is_before ? lower.y : middle.y);
        upper = uvec2(low_is_before ? middle.x : upper.x, high_is_before ? middle.y : upper.y);
    }
    return lower;
}

KnotRange range_between(TapestryAxis axis, uint least, uint most) {
    if (axis.knot_count == 0u) return KnotRange(0u, 1u);
    vec2 ends = vec2(parameter_of(axis, least), parameter_of(axis, most));
    uvec2 lower = knots_below(axis, ends);
    uint steps = knots_between(axis, lower.x, lower.y);
    bool is_past = ends.y > knot_value(axis.first_knot + lower.y);
    bool is_last = !is_periodic(axis) && lower.y + 1u == axis.knot_count;
    uint count = steps + (is_past && !is_last ? 2u : 1u);
    // All around: a pixel's knots may come in the other order, and adding them up rounds in another way.
    bool wraps = is_periodic(axis) && steps == 0u && ends.y < ends.x;
    return KnotRange(lower.x, wraps || count > axis.knot_count ? most_knots : min(count, most_knots));
}

// The share of one of a range's knots, counted from its lowest, at a position on the axis: what taps.glsl blends by, to
// the bit.
float share_of(uint knot, AxisPosition at, TapestryAxis axis, KnotRange range) {
    float lower = knots_between(axis, range.lowest, at.lower) == knot ? 1.0 - at.fraction : 0.0;
    return lower + (knots_between(axis, range.lowest, at.upper) == knot ? at.fraction : 0.0);
}

// Of the three lowest.
vec3 shares_of(AxisPosition at, TapestryAxis axis, KnotRange range) {
    return vec3(share_of(0u, at, axis, range), share_of(1u, at, axis, range), share_of(2u, at, axis, range));
}

uvec3 knots_of(TapestryAxis axis, KnotRange range) {
    uint next = next_knot(axis, range.lowest);
    return uvec3(range.lowest, next, next_knot(axis, next));
}

bool is_interval(KnotRange first, KnotRange second) {
#if defined(TAPESTRY_EACH_KIND)
    // On software GL, which loads entries lane by lane whoever asks, more of them than a pixel's own cost more: 7 % of
    // frames that are sharp but for a steep ramp.
    return first.count <= 2u && second.count <= 2u;
#elif defined(TAPESTRY_TWO_AXES)
    return first.count <= 3u && second.count <= 3u;
#else
    return first.count <= 4u;
#endif
}
