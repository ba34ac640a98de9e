// Each invocation filters two pixels, half a workgroup's rows apart, so that what a tap is made of is loaded once for
// both. Measured on software GL (tapestry-bench, 24x4, 320x180, radius 24, the same filter everywhere): 39.4 ms with one
// pixel, 34.5 with two. Unrolling the loop gained nothing more.
//
// Include layer.glsl before.

ivec2 pixel_below(ivec2 pixel) {
    return pixel + ivec2(0, TAPESTRY_GROUP_HALF_Y);
}

// Of a tile's pixels any may lie outside of the area, the upper one too.
bool are_unwritten(ivec2 pixel) {
    return is_unwritten(pixel) && is_unwritten(pixel_below(pixel));
}

struct Lights {
    vec4 here;
    vec4 below;
};
