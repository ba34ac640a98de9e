// The pictures of an atlas, in two columns and rows of whole tiles: engine/gl/atlas.h.
//
// Declare before including: `FilterPass pass`; among tiles, include tiles.glsl before.

// By its first pixel: the same for all invocations of a workgroup, so that the picture's numbers are read once for all.
#if defined(TAPESTRY_TILED) && !defined(__cplusplus)
#define TAPESTRY_IN_PICTURE(pixel) tile_origin()
#else
#define TAPESTRY_IN_PICTURE(pixel) pixel
#endif

int picture_at(ivec2 texel) {
    return (texel.x >= pass.pictures[1].first.x - TAPESTRY_ATLAS_RING ? 1 : 0) + (texel.y >= pass.pictures[2].first.y - TAPESTRY_ATLAS_RING ? 2 : 0);
}

bool is_beside_pictures(ivec2 pixel) {
    TapestryArea picture = pass.pictures[picture_at(TAPESTRY_IN_PICTURE(pixel))];
    return any(lessThan(pixel, picture.first)) || any(greaterThanEqual(pixel, picture.end));
}
