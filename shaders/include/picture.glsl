// Where pixels are on the picture, and angles on it.

const float half_turn_deg = 180.0;

// x right, y down, pixel centres at .5.
vec2 position_of(TapestryPicture picture, ivec2 pixel) {
    vec2 position = vec2(pixel) + 0.5;
    if (picture.row0_top == 0u) position.y = picture.size.y - position.y;
    return position;
}

// Degrees clockwise from the x axis, (-180, 180]; 0 of no direction.
float direction_deg(vec2 v) {
    return v == vec2(0.0) ? 0.0 : degrees(atan(v.y, v.x));
}

// Of a line, which looks the same after half a turn: [0, 180).
float line_angle_deg(float angle) {
    float wrapped = angle - half_turn_deg * floor(angle / half_turn_deg);
    return wrapped >= half_turn_deg ? 0.0 : wrapped;
}
