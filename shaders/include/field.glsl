// What grows from a centre and turns with the direction from it.
#include "include/picture.glsl"

float field_parameter(FieldPass field, vec2 from_center) {
    return min(field.factor * pow(length(from_center) / field.distance_px, field.growth), field.most);
}

// Degrees, clockwise.
float field_turn_deg(FieldPass field, vec2 from_center) {
    return direction_deg(from_center) + field.turn_deg;
}
