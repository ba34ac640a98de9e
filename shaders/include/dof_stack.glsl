// Layers put together from far to near.
//
// Declare before including: what dof.glsl wants and `sampler2D slices`, the atlas of those that were blurred.

// The pictures of the atlas.
const int near_outer = 0;
const int near_inner = 1;
const int far_inner = 2;
const int far_outer = 3;

// Light so far, and how much of it something covers.
struct Stack {
    vec3 light;
    float confidence;
};

// A layer over what is behind it. What nothing covers has no colour of its own, and takes the layer's.
void put_over(INOUT(Stack) stack, vec4 layer) {
    float behind = (1.0 - layer.a) * min(1.0, 8.0 * stack.confidence);
    float covered = layer.a + behind;
    if (covered > 0.0) stack.light = (layer.rgb + behind * stack.light) / covered;
    stack.confidence += (1.0 - stack.confidence) * layer.a;
}

// The near slices as one: the inner one shows in what the outer one leaves. On a ramp, where they lie beside each other
// and share each pixel, that is all of it.
vec4 near_layer(vec4 outer, vec4 inner) {
    float left = max(1.0 - outer.a, 0.0);
    return outer + inner * (left < inner.a ? left / inner.a : 1.0);
}

// A blurred slice at a place of the picture.
vec4 slice_at(int slice, vec2 place_px) {
    vec2 first = vec2(float(pass.slice_columns[slice]), float(pass.slice_rows[slice]));
    vec2 place = min(place_px / pass.slice_steps[slice], vec2(slice_size(slice)));
    return textureLod(slices, (first + place) / vec2(textureSize(slices, 0)), 0.0);
}
