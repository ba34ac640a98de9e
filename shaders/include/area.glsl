// Where the picture is within a texture.

// The texel of a pixel; around the picture its edge goes on.
ivec2 texel_in(TapestryArea area, ivec2 pixel) {
    return clamp(area.first + pixel, area.first, area.end - 1);
}
