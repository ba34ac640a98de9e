// Textures with pixels of their own: TapestryPlacement.

vec2 place_in_data(TapestryPlacement placement, ivec2 pixel) {
    return placement.scale * (vec2(pixel) + 0.5) + placement.offset;
}

ivec2 texel_inside(TapestryPlacement placement, ivec2 texel) {
    return clamp(texel, placement.area.first, placement.area.end - 1);
}

ivec2 nearest_texel(TapestryPlacement placement, ivec2 pixel) {
    return texel_inside(placement, ivec2(floor(place_in_data(placement, pixel))));
}
