// Where a direction is on a latitude-longitude picture, whose middle looks along -z.
vec3 panorama_light(vec3 d, float level) {
    vec2 at = vec2(atan(d.x, -d.z) * 0.15915494 + 0.5, 0.5 - asin(clamp(d.y, -1.0, 1.0)) * 0.31830989);
    return textureLod(panorama, at, level).rgb;
}
