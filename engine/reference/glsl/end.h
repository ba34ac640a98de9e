// The end of begin.h.
#undef float
#undef const
#undef shared
#undef layout
#undef in
#undef INOUT
#undef DECLARE
#undef UNIFORM_BLOCK
// What shaders define for themselves.
#undef TAPESTRY_LAYER
#undef TAPESTRY_NO_CELL_IMAGES
#undef STORE_WITH_EDGE
#undef STORE_OF_TWO
