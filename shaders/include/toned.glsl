// Light as the eye weighs it, to compare colours.

// `white`: light that is shown as white.
float toned(float light, float white) {
    float shown = max(light, 0.0) / white;
    return sqrt(shown / (1.0 + shown));
}

vec3 toned(vec3 light, float white) {
    return vec3(toned(light.r, white), toned(light.g, white), toned(light.b, white));
}
