// Signed CoC in pixels of a depth buffer's number: negative before the plane of focus.
float signed_coc(float stored, vec4 lens, float largest) {
    float z = lens.z * lens.w / (lens.w - stored * (lens.w - lens.z));
    return clamp(lens.x * (1.0 - lens.y / z), -largest, largest);
}
