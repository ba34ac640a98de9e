layout(location = 0) in vec3 position_m;
layout(location = 2) in vec2 uv;
layout(location = 3) in vec4 color;
layout(location = 0) uniform mat4 view_projection;
out vec2 texture_uv;
out float alpha;

void main() {
    texture_uv = uv;
    alpha = color.a;
    gl_Position = view_projection * vec4(position_m, 1.0);
}
