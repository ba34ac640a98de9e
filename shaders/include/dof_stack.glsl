// Layers put together from far to near.
//
// Declare before including: what dof.glsl wants. Include edge.glsl before.

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

// A blurred slice, each of whose pixels covers `step_px`, a power of two, of the picture.
vec4 slice_at(sampler2D slice, float step_px, vec2 place_px) {
    ivec2 size = (pass.size + int(step_px) - 1) / int(step_px);
    return read_at(slice, place_px / (step_px * vec2(size)), size);
}
