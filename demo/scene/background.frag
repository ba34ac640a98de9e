// The panorama as if it were painted on the far plane: what the depth buffer says about it is then true.
in vec3 world_m;
layout(location = 0) out vec4 light;
layout(location = 1) uniform vec3 camera_m;  // the middle of the lens
layout(location = 2) uniform mat3 panorama_turn;
layout(location = 3) uniform float level;
layout(location = 4) uniform float strength;
layout(binding = 4) uniform sampler2D panorama;

#include "panorama.glsl"
#include "peel.glsl"

void main() {
    if (is_peeled_off(gl_FragCoord)) discard;
    light = vec4(strength * panorama_light(panorama_turn * normalize(world_m - camera_m), level), 1.0);
}
