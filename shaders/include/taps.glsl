// The table at a parameter: same names and maths as engine/core/table_evaluation.cpp.
//
// Declare before including: `FilterPass pass`.
#include "include/table.glsl"

struct AxisPosition {
    uint lower;
    uint upper;  // = lower on a knot
    float fraction;
    float offset_scale;
};

AxisPosition at_knot(uint knot) {
    return AxisPosition(knot, knot, 0.0, 1.0);
}

AxisPosition between(uint lower, uint upper, float fraction) {
    if (fraction <= 0.0) return at_knot(lower);
    if (fraction >= 1.0) return at_knot(upper);
    return AxisPosition(lower, upper, fraction, 1.0);
}

// For a parameter in [first knot, last knot).
AxisPosition locate_inside(TapestryAxis axis, float parameter) {
    uint lower = 0u;
    uint upper = axis.knot_count - 1u;
    while (upper - lower > 1u) {
        uint middle = (lower + upper) / 2u;
        if (parameter < knot_value(axis.first_knot + middle))
            upper = middle;
        else
            lower = middle;
    }
    float low = knot_value(axis.first_knot + lower);
    float high = knot_value(axis.first_knot + upper);
    return between(lower, upper, (parameter - low) / (high - low));
}

float last_knot_value(TapestryAxis axis) {
    return knot_value(axis.first_knot + axis.knot_count - 1u);
}

// From the first knot to a parameter, less whole periods.
float turn_of(TapestryAxis axis, float parameter) {
    if (is_nan(parameter) || is_infinite(parameter)) return 0.0;
    float turn = parameter - knot_value(axis.first_knot);
    turn -= axis.period * floor(turn / axis.period);
    return turn > 0.0 && turn < axis.period ? turn : 0.0;
}

AxisPosition locate_turn(TapestryAxis axis, float turn) {
    float first = knot_value(axis.first_knot);
    float last = last_knot_value(axis);
    float wrapped = first + turn;
    if (wrapped < last) return locate_inside(axis, wrapped);
    if (last >= first + axis.period) return at_knot(axis.knot_count - 1u);
    return between(axis.knot_count - 1u, 0u, (wrapped - last) / (first + axis.period - last));
}

// How much farther taps reach at a parameter than at the last knot, where it is past that.
float scale_beyond(TapestryAxis axis, float parameter) {
    // A quotient that overflows would turn offsets of 0 into NaN.
    if ((axis.flags & TAPESTRY_AXIS_SCALES_BEYOND) == 0u || is_infinite(parameter)) return 1.0;
    return min(parameter / last_knot_value(axis), 1.0e30);
}

AxisPosition locate_past_last(TapestryAxis axis, float parameter) {
    AxisPosition position = at_knot(axis.knot_count - 1u);
    position.offset_scale = scale_beyond(axis, parameter);
    return position;
}

AxisPosition locate(TapestryAxis axis, float parameter) {
    if (axis.knot_count == 0u || is_nan(parameter)) return at_knot(0u);
    if ((axis.flags & TAPESTRY_AXIS_PERIODIC) != 0u) return locate_turn(axis, turn_of(axis, parameter));
    if (parameter <= knot_value(axis.first_knot)) return at_knot(0u);
    if (parameter >= last_knot_value(axis)) return locate_past_last(axis, parameter);
    return locate_inside(axis, parameter);
}

// The entries around a parameter, row-major over the axes.
struct Blend {
    uvec4 entries;  // (lower, lower), (upper, lower), (lower, upper), (upper, upper)
    vec4 shares;    // of the entries
    float offset_scale;
    vec2 turn;  // cosine and sine
};

// Of entries whose knots of the first axis follow each other.
uint row_length() {
#ifdef TAPESTRY_TWO_AXES
    return pass.axes[1].knot_count;
#else
    return 1u;
#endif
}

Blend blend_between(AxisPosition first, AxisPosition second) {
    uvec2 rows = uvec2(first.lower, first.upper) * row_length();
    vec2 shares = vec2(1.0 - first.fraction, first.fraction);
    return Blend(uvec4(rows + second.lower, rows + second.upper),
                 vec4((1.0 - second.fraction) * shares, second.fraction * shares),
                 first.offset_scale * second.offset_scale * pass.offset_scale, pass.turn);
}

AxisPosition locate_first(vec2 parameter) {
    return locate(pass.axes[0], parameter.x);
}

AxisPosition locate_second(vec2 parameter) {
#ifdef TAPESTRY_TWO_AXES
    return locate(pass.axes[1], parameter.y);
#else
    return at_knot(0u);
#endif
}

Blend locate_entries(vec2 parameter) {
    return blend_between(locate_first(parameter), locate_second(parameter));
}

// A turn by so many degrees more, clockwise on the picture; numbers that are none turn nothing.
vec2 turned(vec2 turn, float angle_deg) {
    if (is_nan(angle_deg) || is_infinite(angle_deg)) return turn;
    float angle = radians(angle_deg - 360.0 * floor(angle_deg / 360.0 + 0.5));
    float c = cos(angle);
    float s = sin(angle);
    return vec2(turn.x * c - turn.y * s, turn.y * c + turn.x * s);
}

bool is_identity(uint entry) {
    return knot_value(pass.identity_marks + entry) != 0.0;
}

// True when every entry that has a share is the identity, so that pixels are copied.
bool is_identity(Blend blend) {
#ifdef TAPESTRY_TWO_AXES
    if (!is_identity(blend.entries.z) || !is_identity(blend.entries.w)) return false;
#endif
    return is_identity(blend.entries.x) && is_identity(blend.entries.y);
}

// Offset, not turned nor scaled, and weight of one tap of the pass's layer. With two axes all four entries are read,
// also where two have no share: a branch costs more (4 % of a frame on software GL). Products are added one by one,
// because compilers put sums of sums into an order of their own, and interval_layer.glsl adds the same.
vec3 blend_tap(uint index, Blend blend) {
    vec3 tap = blend.shares.x * record_at(index, blend.entries.x) + blend.shares.y * record_at(index, blend.entries.y);
#ifdef TAPESTRY_TWO_AXES
    tap += blend.shares.z * record_at(index, blend.entries.z);
    tap += blend.shares.w * record_at(index, blend.entries.w);
#endif
    return tap;
}
