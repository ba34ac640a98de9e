// A depth peel: of what is seen only what lies clearly behind a surface that was drawn before.
layout(location = 13) uniform vec4 peel;  // CoC in px = x + y * depth; the least gap in px, and as a share of the CoC
layout(binding = 6) uniform sampler2D nearer_depth;

bool is_peeled_off(vec4 place) {
    if (peel.y == 0.0) return false;
    float nearer = peel.x + peel.y * texelFetch(nearer_depth, ivec2(place.xy), 0).r;
    return peel.x + peel.y * place.z < nearer + max(peel.z, peel.w * abs(nearer));
}
