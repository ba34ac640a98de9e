// One layer in tiles whose pixels' filters lie between few knots: the table's entries there are loaded once for the
// whole workgroup, and each pixel blends all of them by its own shares, of which most are 0. Two pixels an invocation
// gain more by that than with taps that are blended before: entries are what is loaded.
//
// Declare before including: what taps.glsl wants; include that, interval.glsl and pixel_pair.glsl before.

// Of a pixel, of the entries at its tile's knots.
struct PixelShares {
    Reads reads;
#ifdef TAPESTRY_TWO_AXES
    vec3 low;  // of the first axis' knots, at the second's lowest
    vec3 middle;
    vec3 high;
#else
    vec4 shares;
#endif
};

PixelShares shares_at(Located at, Reads reads, KnotRange first_range, KnotRange second_range) {
    PixelShares result;
    result.reads = reads;
    vec3 shares = shares_of(at.first, pass.axes[0], first_range);
#ifdef TAPESTRY_TWO_AXES
    vec3 second_shares = shares_of(at.second, pass.axes[1], second_range);
    result.low = second_shares.x * shares;
    result.middle = second_shares.y * shares;
    result.high = second_shares.z * shares;
#else
    result.shares = vec4(shares, share_of(3u, at.first, pass.axes[0], first_range));
#endif
    return result;
}

vec3 blend_two(vec2 shares, vec3 first, vec3 second) {
    return shares.x * first + shares.y * second;
}

void add_tap(INOUT(Lights) lights, vec3 tap, vec3 tap_below, PixelShares here, PixelShares below) {
    lights.here += read_tap(tap, here.reads);
    lights.below += read_tap(tap_below, below.reads);
}

// Few and many entries are two loops, and no branch in one: software GL runs every branch, but only one turn of a loop
// that no pixel needs.
#ifdef TAPESTRY_TWO_AXES

// One tap at three knots of the first axis.
struct Column {
    vec3 first;
    vec3 second;
    vec3 third;
};

Column column_at(uint index, uvec3 rows, uint knot) {
    return Column(record_at(index, rows.x + knot), record_at(index, rows.y + knot), record_at(index, rows.z + knot));
}

vec3 blend_four(PixelShares blend, Column low, Column middle) {
    vec3 tap = blend_two(blend.low.xy, low.first, low.second);
    return tap + blend.middle.x * middle.first + blend.middle.y * middle.second;
}

vec3 blend_nine(PixelShares blend, Column low, Column middle, Column high) {
    vec3 tap = blend_two(blend.low.xy, low.first, low.second) + blend.low.z * low.third;
    tap = tap + blend.middle.x * middle.first + blend.middle.y * middle.second + blend.middle.z * middle.third;
    return tap + blend.high.x * high.first + blend.high.y * high.second + blend.high.z * high.third;
}

Lights lights_of_few(uvec3 rows, uvec3 columns, PixelShares here, PixelShares below) {
    Lights lights = Lights(vec4(0.0), vec4(0.0));
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) {
        Column low = column_at(index, rows, columns.x);
        Column middle = column_at(index, rows, columns.y);
        add_tap(lights, blend_four(here, low, middle), blend_four(below, low, middle), here, below);
    }
    return lights;
}

Lights lights_of_many(uvec3 rows, uvec3 columns, PixelShares here, PixelShares below) {
    Lights lights = Lights(vec4(0.0), vec4(0.0));
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) {
        Column low = column_at(index, rows, columns.x);
        Column middle = column_at(index, rows, columns.y);
        Column high = column_at(index, rows, columns.z);
        add_tap(lights, blend_nine(here, low, middle, high), blend_nine(below, low, middle, high), here, below);
    }
    return lights;
}

Lights lights_of(KnotRange first, KnotRange second, PixelShares here, PixelShares below) {
    uvec3 rows = knots_of(pass.axes[0], first) * row_length();
    uvec3 columns = knots_of(pass.axes[1], second);
    if (first.count <= 2u && second.count <= 2u) return lights_of_few(rows, columns, here, below);
    return lights_of_many(rows, columns, here, below);
}

#else

vec3 blend_four(vec4 shares, vec3 first, vec3 second, vec3 third, vec3 fourth) {
    return blend_two(shares.xy, first, second) + shares.z * third + shares.w * fourth;
}

Lights lights_of_few(uvec3 knots, PixelShares here, PixelShares below) {
    Lights lights = Lights(vec4(0.0), vec4(0.0));
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) {
        vec3 first = record_at(index, knots.x);
        vec3 second = record_at(index, knots.y);
        add_tap(lights, blend_two(here.shares.xy, first, second), blend_two(below.shares.xy, first, second), here,
                below);
    }
    return lights;
}

Lights lights_of_many(uvec3 knots, uint last_knot, PixelShares here, PixelShares below) {
    Lights lights = Lights(vec4(0.0), vec4(0.0));
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) {
        vec3 first = record_at(index, knots.x);
        vec3 second = record_at(index, knots.y);
        vec3 third = record_at(index, knots.z);
        vec3 fourth = record_at(index, last_knot);
        add_tap(lights, blend_four(here.shares, first, second, third, fourth),
                blend_four(below.shares, first, second, third, fourth), here, below);
    }
    return lights;
}

Lights lights_of(KnotRange first, KnotRange second, PixelShares here, PixelShares below) {
    uvec3 knots = knots_of(pass.axes[0], first);
    if (first.count <= 2u) return lights_of_few(knots, here, below);
    return lights_of_many(knots, next_knot(pass.axes[0], knots.z), here, below);
}

#endif
