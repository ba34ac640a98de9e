// The two sides of a depth edge around a pixel.
//
// Declare before including: `vec4 work_at(ivec2 pixel)`. Call `write_window` first.

// Light and CoC of the workgroup's pixels and of two around them; CoCs once more, since most are read alone. (An array
// of an invocation's own that a variable indexes is not in registers: the 36 texels of a block of 2x2 pixels went to
// memory, 36 KB for 64 invocations.)
const int window_width = TAPESTRY_GROUP_X + 4;
const int window_texels = window_width * (TAPESTRY_GROUP_Y + 4);
shared float window_cocs[window_texels];
shared vec4 window[window_texels];

// By all invocations of the workgroup, whose first pixel this is; a barrier has to follow.
void write_window(ivec2 first) {
    const int invocations = TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y;
    for (int part = 0; part < (window_texels + invocations - 1) / invocations; ++part) {
        int index = part * invocations + int(gl_LocalInvocationIndex);
        if (index >= window_texels) continue;
        vec4 texel = work_at(first + ivec2(index % window_width, index / window_width) - 2);
        window_cocs[index] = texel.a;
        window[index] = texel;
    }
}

// Of the 5x5 pixels around the invocation's, row by row.
int window_index(int x, int y) {
    return (int(gl_LocalInvocationID.y) + y) * window_width + int(gl_LocalInvocationID.x) + x;
}

float coc_around(int x, int y) {
    return window_cocs[window_index(x, y)];
}

vec4 around(int x, int y) {
    return window[window_index(x, y)];
}

// The least and the largest CoC of 3x3.
vec2 coc_range() {
    vec2 range = vec2(coc_around(2, 2));
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x)
            range = vec2(min(range.x, coc_around(x, y)), max(range.y, coc_around(x, y)));
    return range;
}

bool is_edge(vec2 range, float own_coc) {
    return max(range.y - own_coc, own_coc - range.x) > max(1.0, 0.2 * abs(own_coc));
}

// Bits of those pixels of 5x5, row by row, that are the front: their CoC is less than halfway between what meets.
uint bits_of_front(float middle) {
    uint bits = 0u;
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 5; ++x)
            if (coc_around(x, y) < middle) bits |= 1u << (5 * y + x);
    return bits;
}

const uint all_bits = 0x1ffffffu;
const uint upper_rows = 0xfffffu;     // all but the last
const uint left_columns = 0xf7bdefu;  // all but the last
const uint middle_bit = 1u << 12;
const uint bits_beside = 5u << 11 | 1u << 7 | 1u << 17;  // the middle's neighbours along the axes
const uint bits_across = 5u << 6 | 5u << 16;             // and along diagonals

// Those that have no neighbour in 5x5 on the other side, so that antialiasing has not mixed them.
uint clean_bits(uint front) {
    uint across = (front ^ (front >> 1)) & left_columns;
    uint down = (front ^ (front >> 5)) & upper_rows;
    return all_bits & ~(across | (across << 1) | down | (down << 5));
}

// Mean light and CoC of a side's clean pixels, and the variance of the light.
struct Side {
    vec4 mean;
    float variance;
    float weight;
};

struct SideSum {
    vec4 light_and_coc;
    float squares;
    float weights;
};

void add_pixel(INOUT(SideSum) sum, float weight, vec4 pixel, float square) {
    sum.light_and_coc += weight * pixel;
    sum.squares += weight * square;
    sum.weights += weight;
}

Side mean_of(SideSum sum) {
    if (sum.weights == 0.0) return Side(vec4(0.0), 0.0, 0.0);
    vec4 mean = sum.light_and_coc / sum.weights;
    return Side(mean, max(sum.squares / sum.weights - dot(mean.rgb, mean.rgb), 0.0), sum.weights);
}

struct Sides {
    Side front;
    Side back;
};

// Both at once, so that each pixel is read once.
Sides sides_of(uint front_bits) {
    uint clean = clean_bits(front_bits);
    SideSum front = SideSum(vec4(0.0), 0.0, 0.0);
    SideSum back = front;
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 5; ++x) {
            vec4 pixel = around(x, y);
            uint bit = 1u << (5 * y + x);
            float weight = 1.0 / (1.0 + float((x - 2) * (x - 2) + (y - 2) * (y - 2)));
            float square = dot(pixel.rgb, pixel.rgb);
            add_pixel(front, (clean & front_bits & bit) != 0u ? weight : 0.0, pixel, square);
            add_pixel(back, (clean & ~front_bits & bit) != 0u ? weight : 0.0, pixel, square);
        }
    return Sides(mean_of(front), mean_of(back));
}

// Of a front so thin that antialiasing has mixed all of it: the pixel that differs most from the other side.
Side thin_front(uint front_bits, vec3 other_side) {
    int farthest = -1;
    float most = 0.0;
    for (uint rest = front_bits; rest != 0u; rest &= rest - 1u) {
        int index = findLSB(rest);
        vec3 difference = around(index % 5, index / 5).rgb - other_side;
        float contrast = dot(difference, difference);
        if (contrast <= most) continue;
        most = contrast;
        farthest = index;
    }
    if (farthest < 0) return Side(vec4(0.0), 0.0, 0.0);
    return Side(around(farthest % 5, farthest / 5), 0.0, 1.0);
}

// The front's share of the pixel by the sides of 3x3 alone, for sides of the same light: along each axis the mean over
// the places of an edge that the pixels' middles allow, which lets an eighth of each neighbour in.
float share_of_sides(uint front_bits) {
    const float own = 0.75;
    const float neighbour = 0.125;
    int beside = bitCount(front_bits & bits_beside);
    int across = bitCount(front_bits & bits_across);
    float middle = (front_bits & middle_bit) != 0u ? own * own : 0.0;
    return middle + own * neighbour * float(beside) + neighbour * neighbour * float(across);
}
