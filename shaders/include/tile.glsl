// Tiles of a picture, whose pixels are none below 0.

ivec2 tile_of(ivec2 pixel) {
    return pixel / TAPESTRY_TILE;
}

// Its first pixel.
ivec2 origin_of(ivec2 tile) {
    return TAPESTRY_TILE * tile;
}

// Of what the cascade's tiles need.
uint kind_of(uint need) {
    return (need >> TAPESTRY_TILE_KIND_BIT) & 3u;
}
