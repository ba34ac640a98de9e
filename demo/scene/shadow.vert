layout(location = 0) in vec3 position_m;
layout(location = 2) in vec2 uv;
layout(location = 3) in vec4 color;
layout(location = 4) in vec2 second_uv;
layout(location = 0) uniform mat4 view_projection;
layout(location = 2) uniform vec4 uv_scale;   // of the base colour: columns of a matrix
layout(location = 3) uniform vec3 uv_offset;  // z: 1 for the second set of coordinates
out vec2 texture_uv;
out float alpha;

void main() {
    texture_uv = mat2(uv_scale.xy, uv_scale.zw) * (uv_offset.z > 0.5 ? second_uv : uv) + uv_offset.xy;
    alpha = color.a;
    gl_Position = view_projection * vec4(position_m, 1.0);
}
