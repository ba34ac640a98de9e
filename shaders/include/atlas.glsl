// The pictures of an atlas, one below the other in rows of whole tiles: engine/gl/atlas.h.
//
// Declare before including: `FilterPass pass`. Include edge.glsl and tiles.glsl before.

// By its first pixel: the same for all invocations of a workgroup, so that the picture's numbers are read once for all.
#ifdef __cplusplus
#define TAPESTRY_PICTURE_ROW(pixel) (pixel).y
#else
#define TAPESTRY_PICTURE_ROW(pixel) tile_origin().y
#endif

int picture_at_row(int row) {
    int index = 0;
    for (int next = 1; next < TAPESTRY_ATLAS_PICTURES; ++next)
        if (row >= pass.pictures[next].first.y - 1) index = next;
    return index;
}

// True where the layer writes nothing: outside of the pictures, or in margins that nothing reads any more.
bool is_beside_pictures(ivec2 pixel) {
    TapestryArea picture = pass.pictures[picture_at_row(TAPESTRY_PICTURE_ROW(pixel))];
    return any(lessThan(pixel, picture.first + pass.inset)) || any(greaterThanEqual(pixel, picture.end - pass.inset));
}
