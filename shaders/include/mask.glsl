// What a host's mask says of a pixel, by its red: 1 where the effect works, 0 where the source stays. NaN counts as 0:
// what nobody has written is left alone.
//
// Include color.glsl before.

float effect_share(float red) {
    return is_nan(red) ? 0.0 : clamp(red, 0.0, 1.0);
}
