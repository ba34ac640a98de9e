// The two sides of a depth edge around a pixel.

// Light and CoC of the block and two pixels around it.
vec4 neighbourhood[36];
// Index of the 5x5 window's first texel.
int window_origin = 0;

vec4 around(int x, int y) {
    return neighbourhood[window_origin + 6 * y + x];
}

bool is_edge() {
    float own = around(2, 2).a;
    float most = 0.0;
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x) most = max(most, abs(around(x, y).a - own));
    return most > max(1.0, 0.2 * abs(own));
}

// CoC halfway between the surfaces that meet in 3x3.
float middle_coc() {
    vec2 range = vec2(around(2, 2).a);
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x)
            range = vec2(min(range.x, around(x, y).a), max(range.y, around(x, y).a));
    return 0.5 * (range.x + range.y);
}

// True when no neighbour in 5x5 is on the other side, so that antialiasing has not mixed the pixel.
bool is_clean(int x, int y, float middle) {
    bool side = around(x, y).a < middle;
    bool clean = true;
    if (x > 0) clean = clean && (around(x - 1, y).a < middle) == side;
    if (x < 4) clean = clean && (around(x + 1, y).a < middle) == side;
    if (y > 0) clean = clean && (around(x, y - 1).a < middle) == side;
    if (y < 4) clean = clean && (around(x, y + 1).a < middle) == side;
    return clean;
}

// Mean light and CoC of a side's clean pixels, and the variance of the light.
struct Side {
    vec4 mean;
    float variance;
    float weight;
};

Side side_of(bool is_front, float middle) {
    vec4 sum = vec4(0.0);
    float squares = 0.0;
    float weights = 0.0;
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 5; ++x) {
            vec4 other = around(x, y);
            if ((other.a < middle) != is_front || !is_clean(x, y, middle)) continue;
            float weight = 1.0 / (1.0 + float((x - 2) * (x - 2) + (y - 2) * (y - 2)));
            sum += weight * other;
            squares += weight * dot(other.rgb, other.rgb);
            weights += weight;
        }
    if (weights == 0.0) return Side(vec4(0.0), 0.0, 0.0);
    vec4 mean = sum / weights;
    return Side(mean, max(squares / weights - dot(mean.rgb, mean.rgb), 0.0), weights);
}

// Of a side so thin that antialiasing has mixed all of it: the pixel that differs most from the other side.
Side thin_side_of(bool is_front, float middle, vec3 other_side) {
    Side side = Side(vec4(0.0), 0.0, 0.0);
    float most = 0.0;
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 5; ++x) {
            vec4 other = around(x, y);
            if ((other.a < middle) != is_front) continue;
            vec3 difference = other.rgb - other_side;
            float contrast = dot(difference, difference);
            if (contrast <= most) continue;
            most = contrast;
            side = Side(other, 0.0, 1.0);
        }
    return side;
}

// The front's share of the pixel by the sides of 3x3 alone, for sides of the same light: along each axis the mean over
// the places of an edge that the pixels' middles allow, which lets an eighth of each neighbour in.
float share_of_sides(float middle) {
    float share = 0.0;
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x)
            if (around(x, y).a < middle) share += (x == 2 ? 0.75 : 0.125) * (y == 2 ? 0.75 : 0.125);
    return share;
}
