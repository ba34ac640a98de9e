layout(location = 0) in vec3 position_m;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 uv;
layout(location = 3) in vec4 color;
layout(location = 4) in vec2 second_uv;
layout(location = 0) uniform mat4 view_projection;
layout(location = 1) uniform mat4 sun_projection;  // to [0, 1] of the shadow map
out vec3 world_m;
out vec3 world_normal;
#if PLAIN
out vec2 texture_uvs;
#else
out vec4 texture_uvs;  // both sets
#endif
out vec4 vertex_color;
out vec3 sun_position;

void main() {
    world_m = position_m;
    world_normal = normal;
#if PLAIN
    texture_uvs = uv;
#else
    texture_uvs = vec4(uv, second_uv);
#endif
    vertex_color = color;
    sun_position = (sun_projection * vec4(position_m, 1.0)).xyz;
    gl_Position = view_projection * vec4(position_m, 1.0);
}
