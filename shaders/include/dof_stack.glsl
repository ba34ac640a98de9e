// Layers put together from far to near: same names and maths as engine/core/dof_composite_reference.cpp.

// Light so far, and how much of it something covers.
struct Stack {
    vec3 light;
    float confidence;
};

// A layer over what is behind it. What nothing covers has no colour of its own, and takes the layer's.
void put_over(inout Stack stack, vec4 layer) {
    float behind = (1.0 - layer.a) * min(1.0, 8.0 * stack.confidence);
    float covered = layer.a + behind;
    if (covered > 0.0) stack.light = (layer.rgb + behind * stack.light) / covered;
    stack.confidence += (1.0 - stack.confidence) * layer.a;
}

// Two slices beside each other, rather than one before the other: on a ramp they meet, and nothing shows between.
vec4 beside(vec4 slice, vec4 other) {
    vec4 sum = slice + other;
    return sum / max(sum.a, 1.0);
}
