// Blocks and constants of DepthOfField's passes, read by C++ and by its shaders, like layout.h.
#ifndef TAPESTRY_SHARED_DOF_H
#define TAPESTRY_SHARED_DOF_H

#include "shared/layout.h"

#ifdef __cplusplus
namespace tapestry::layout {
#endif

// Slices by CoC, front to back; the one in focus stays at full resolution.
#define TAPESTRY_SLICE_NEAR_OUTER 0
#define TAPESTRY_SLICE_NEAR_INNER 1
#define TAPESTRY_SLICE_FOCUS 2
#define TAPESTRY_SLICE_FAR_INNER 3
#define TAPESTRY_SLICE_FAR_OUTER 4
#define TAPESTRY_BLURRED_SLICES 4

// How dof_splits.comp counts radii: at so many places along each axis of the picture, in so many bins.
#define TAPESTRY_SPLIT_SAMPLES 64
#define TAPESTRY_SPLIT_BINS 384

// Levels of the pyramid with no more cells than this along each axis are one dispatch of a workgroup.
#define TAPESTRY_TAIL_CELLS 16

// The front's alpha where a pixel is one surface.
#define TAPESTRY_SINGLE_SURFACE 2.0f

// Where the CoC is smaller the slice in focus is copied.
#define TAPESTRY_LEAST_BLUR_PX 0.4

// The CoC of what hides behind the picture where the host says nothing of it.
#define TAPESTRY_NOTHING_HIDDEN 1.0e30f

// DepthKind of lens.h, Defocus and DepthOfFieldView of depth_of_field_options.h.
#define TAPESTRY_DEPTH_PERSPECTIVE 0u
#define TAPESTRY_DEPTH_ORTHOGRAPHIC 1u
#define TAPESTRY_DEPTH_METRES 2u
#define TAPESTRY_DEPTH_SIGNED_COC 3u
#define TAPESTRY_DEFOCUS_LENS 0u
#define TAPESTRY_DEFOCUS_RANGES 1u
#define TAPESTRY_VIEW_PICTURE 0u
#define TAPESTRY_VIEW_COC 1u
#define TAPESTRY_VIEW_TILES 2u
#define TAPESTRY_VIEW_NEAR 3u
#define TAPESTRY_VIEW_FAR 4u
#define TAPESTRY_VIEW_COVERAGE 5u

// What a tile of 16x16 pixels needs, as kinds of tile lists: the source's bits; the slice in focus alone;
// everything.
#define TAPESTRY_DOF_TILES_SHARP 0
#define TAPESTRY_DOF_TILES_FOCUS 1
#define TAPESTRY_DOF_TILES_LAYERED 2
// And, once more, those where the slice in focus is drawn: the last two and what they read beside them; those
// with an edge between slices; those layered ones that lights reach.
#define TAPESTRY_DOF_TILES_FOCUS_DRAWN 3
#define TAPESTRY_DOF_TILES_EDGE 4
#define TAPESTRY_DOF_TILES_LIT 5

// Bits of what is in a tile: something in focus; the second layer; an edge between slices.
#define TAPESTRY_DOF_TILE_FOCUS 1u
#define TAPESTRY_DOF_TILE_LAYER 2u
#define TAPESTRY_DOF_TILE_EDGE 4u

// One-layer gather of the slice in focus: bilinear reads a pixel, and radii at which their scale is tabulated
// (evenly over [0, 3 px]).
#define TAPESTRY_FOCUS_TAPS 8
#define TAPESTRY_FOCUS_SCALES 16

// Pixels a side of the cells that dof_focus.comp tells of whether something is in focus (red), and whether
// its CoC is mixed (green): as many as a bilinear read between them looks 4 pixels around, farther than the
// taps of that slice read.
#define TAPESTRY_FOCUS_CELL 8

// Lights are merged in cells of 4x4 pixels, those with large CoC in larger cells:
// include/dof_light_cells.glsl. A cell holds so many lights; blocks of cells, as many as there are pixels in
// a workgroup's group of cells, know how far theirs reach.
#define TAPESTRY_LIGHT_CELL 4
#define TAPESTRY_LIGHTS_PER_CELL 4
#define TAPESTRY_LIGHT_BLOCK_X 4
#define TAPESTRY_LIGHT_BLOCK_Y 2
// A light goes up to the next level of cells while its CoC is at least so many cells.
#define TAPESTRY_LIGHT_RADIUS_CELLS 12

// dof_coc.comp, dof_hidden.comp, dof_bright.comp, dof_autofocus.comp: the host's colour and depth to light
// and CoC.
struct DofCocPass {
    TapestryArea area;  // the picture: its first pixel is (0, 0)
    ivec2 origin;       // of the picture within the host's textures
    uint depth_kind;
    uint defocus;
    vec4 ranges;          // near start and end, far start and end, in metres
    vec2 depth_line;      // perspective: 1/m = x + y * stored; orthographic: metres = x + y * stored
    vec2 inverse_planes;  // the least and the most that 1/m can be
    float lens_px;        // CoC in px = lens_px * (u - 1/m) / (1 - focal_length_m * u), u = 1/m in focus
    float focal_length_m;
    float inverse_focus;  // u, without autofocus
    uint autofocus;
    vec2 strength;  // near and far
    vec2 limit_px;
    float height_px;
    float threshold;  // brighter lights are drawn apart
    float focus_px;   // those whose CoC is larger
    uint is_masked;
    ivec2 picture_end;     // the picture's size, where the area is another
    float bright_cell_px;  // pixels a cell of dof_bright.comp, along each axis
    float follow_share;    // dof_autofocus.comp: of the way from the last distance in focus to what is seen
    ivec2 focus_pixel;     // at this pixel of the picture, in rows of the texture
    ivec2 depth_origin;    // of the picture within `depths`
    vec2 plane_slope;      // by how much nearer a tilted plane of focus is a pixel right and a pixel on
    float refine_px;       // dof_refine.comp: between what is compared
    float white;           // light that is shown as white
    TapestryPlacement depth_placement;  // of the host's depth, before it has the picture's pixels
};

// The other passes of DepthOfField.
struct DofPass {
    TapestryArea area;    // what is written, in pixels of what is written
    ivec2 size;           // of the picture
    ivec2 origin;         // of the picture within the host's textures
    vec2 offset_sign;     // as in FilterPass
    float focus_px;       // far slices begin at this CoC
    float near_split_px;  // dof_splits.comp: inner and outer near slices usually meet at this, far ones at
                          // far_split_px
    float threshold;
    float limit_px;  // the largest CoC
    float step;      // picture pixels a pixel of what is written
    float white;     // light that is shown as white
    uint view;
    uint tile_kind;
    uint tile_capacity;
    float most_slice_radius;  // dof_radius.comp: in pixels of slices
    float aperture_area;      // of the aperture at radius 1
    float catseye;
    float far_split_px;
    float near_focus_px;  // near slices begin at this CoC
    vec2 aspect;          // of the bokeh, and 1: what lengths across and down are multiplied by
    float bright_cell_px;
    float aperture_variance;  // per axis, at radius 1
    float aperture_reach;     // its largest distance from the middle, at radius 1
    uint light_level;         // that is written
    ivec2 light_cells;        // of the finest level, along each axis
    vec4 slice_steps;         // picture pixels a pixel of the blurred slices, near outer first
    uint light_levels;
    float most_near_split_px;  // dof_splits.comp: where inner and outer slices meet at most
    float most_far_split_px;
    float follow_share;  // dof_splits.comp: of the way from the last frame's splits to this one's
    ivec2 read_size;     // of the pyramid's level, or the slice, that is read
    float steadiness;    // dof_steady.comp: the last picture's share; 0: there is none
    uint has_motion;
    ivec4 slice_columns;  // of the slices' first pixels in what is read or written, near outer first
    ivec4 slice_rows;
};

// dof_composite.comp: taps of the slice in focus at radius 3 px (x, y, weight), and by what they are
// multiplied at smaller radii, one vec4 each.
struct DofFocusTaps {
    vec4 taps[TAPESTRY_FOCUS_TAPS];
    vec4 scales[TAPESTRY_FOCUS_SCALES + 1];
};

#ifdef __cplusplus
static_assert(sizeof(DofCocPass) == 192);
static_assert(sizeof(DofPass) == 208);
}  // namespace tapestry::layout
#endif

#endif
