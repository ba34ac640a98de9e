// Signed CoC in pixels of a depth buffer's number at a place of the picture: negative before the plane of focus. Without
// planes (lens.zw) the number is metres.
layout(location = 5) uniform vec2 plane_slope;  // by how much nearer that is a pixel on

float signed_coc(float stored, vec2 place_px, vec4 lens, float largest) {
    float z = lens.w > 0.0 ? lens.z * lens.w / (lens.w - stored * (lens.w - lens.z)) : max(stored, 1e-3);
    float nearness = 1.0 + dot(place_px - 0.5 * vec2(textureSize(depth, 0)), plane_slope);
    return clamp(lens.x * (nearness - lens.y / z), -largest, largest);
}
