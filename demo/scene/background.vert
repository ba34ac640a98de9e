// One triangle over all of the picture, on the far plane.
layout(location = 0) uniform mat4 to_world;  // from clip space
out vec3 world_m;

void main() {
    vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
    vec4 far = to_world * vec4(corner, 1.0, 1.0);
    world_m = far.xyz / far.w;
    gl_Position = vec4(corner, 1.0, 1.0);
}
