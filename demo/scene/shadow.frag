in vec2 texture_uv;
in float alpha;
layout(location = 1) uniform vec2 mask;  // alpha cutoff, has a base colour picture
layout(binding = 0) uniform sampler2D base_color_picture;

void main() {
    float opacity = alpha;
    if (mask.y > 0.5) opacity *= texture(base_color_picture, texture_uv).a;
    if (opacity < mask.x) discard;
}
