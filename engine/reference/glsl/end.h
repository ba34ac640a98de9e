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
#undef STORE_WITH_EDGE
#undef STORE_IN_SHEET
