// Linear light, row 0 at the bottom, to an sRGB picture with row 0 on top.
//
// The curve keeps the darks and bends the lights so that `white` and what is brighter is 1: E. Reinhard et
// al., "Photographic Tone Reproduction for Digital Images", SIGGRAPH 2002, equation 4; tone_curve.h is the
// same on the CPU.
layout(local_size_x = 16, local_size_y = 8) in;

layout(binding = 0) uniform highp sampler2D source;
layout(binding = 0, rgba8) writeonly uniform highp image2D target;
layout(location = 0) uniform float exposure;
layout(location = 1) uniform float white;
layout(location = 2) uniform float has_alpha;  // 1: premultiplied; the target gets it straight

vec3 to_srgb(vec3 light) {
    return mix(12.92 * light, 1.055 * pow(light, vec3(1.0 / 2.4)) - 0.055, greaterThan(light, vec3(0.0031308)));
}

void main() {
    ivec2 size = imageSize(target);
    ivec2 at = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(at, size))) return;
    vec4 texel = texelFetch(source, ivec2(at.x, size.y - 1 - at.y), 0);
    float alpha = has_alpha > 0.5 ? clamp(texel.a, 0.0, 1.0) : 1.0;
    vec3 light = max(texel.rgb / (alpha > 0.0 ? alpha : 1.0), 0.0) * exposure;
    vec3 shown = min(light * (1.0 + light / (white * white)) / (1.0 + light), 1.0);
    imageStore(target, at, vec4(to_srgb(shown), alpha));
}
