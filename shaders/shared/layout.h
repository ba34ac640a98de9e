// Blocks, binding numbers and workgroup sizes, read by C++ and by every shader. The only place where they are
// written.
//
// std140 and std430 agree on every block below: scalars in groups of four, no vec3, no arrays of scalars in
// std140.
#ifndef TAPESTRY_SHARED_LAYOUT_H
#define TAPESTRY_SHARED_LAYOUT_H

// Shaders compile as C++, too, where engine/reference/glsl/begin.h says what these are: a parameter that a
// function changes; a function that is defined further below; a uniform block with one struct in it.
#ifndef __cplusplus
#define INOUT(TYPE) inout TYPE
#define DECLARE(FUNCTION) FUNCTION
#define UNIFORM_BLOCK(NAME, BINDING, TYPE, MEMBER)   \
    layout(std140, binding = BINDING) uniform NAME { \
        TYPE MEMBER;                                 \
    }
#endif

#include "shared/constants.h"

#ifdef __cplusplus
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
namespace tapestry::layout {
using uint = std::uint32_t;
using glm::ivec2;
using glm::ivec4;
using glm::uvec2;
using glm::uvec4;
using glm::vec2;
using glm::vec4;
#endif

// 16 x 8 = 128 invocations, the most that OpenGL ES 3.1 guarantees; 16 wide keeps SIMD lanes full.
#define TAPESTRY_GROUP_X 16
#define TAPESTRY_GROUP_Y 8

// Of a workgroup whose invocations filter two pixels each; GLSL before 4.40 takes no quotient there.
#define TAPESTRY_GROUP_HALF_Y 4

// Tiles are square; a workgroup covers a half of one. Where tiles are sorted it has an invocation for each
// column of several.
#define TAPESTRY_TILE 16
#define TAPESTRY_GROUPS_PER_TILE 2
#define TAPESTRY_TILES_PER_GROUP 8

// Pictures that a cascade filters at once, and texels around each: engine/gl/atlas.h.
#define TAPESTRY_ATLAS_PICTURES 4
#define TAPESTRY_ATLAS_RING 1

// Texture and image units that a pass may have; engine/gl/pass_list.h gives them out.
#define TAPESTRY_TEXTURE_UNITS 14
#define TAPESTRY_IMAGE_UNITS 4
#define TAPESTRY_MOST_SAMPLES 32  // a pixel of the host's multisample textures

// Uniform blocks: a pass's options; a layer's records; knots; and the layer's taps where they are the same at
// every pixel, or at most.
#define TAPESTRY_UNIFORM_PASS 0
#define TAPESTRY_UNIFORM_TAPS 1
#define TAPESTRY_UNIFORM_KNOTS 2
#define TAPESTRY_UNIFORM_BLENDED 3
#define TAPESTRY_UNIFORM_BINDINGS 4

// Storage blocks: the table's payload as it is in the file; its knots (axis 0, then axis 1), followed by one
// mark an entry: 1 where the entry is the identity, else 0; the lists of tiles; and taps that were blended.
// ES 3.1 guarantees four.
#define TAPESTRY_STORAGE_TAPS 0
#define TAPESTRY_STORAGE_KNOTS 1
#define TAPESTRY_STORAGE_TILES 2
#define TAPESTRY_STORAGE_BLENDED 3
#define TAPESTRY_STORAGE_BINDINGS 4

// limits::max_taps of tap_table.h: a layer's taps fit into 4 KiB of shared memory, of the 16 that ES 3.1
// guarantees.
#define TAPESTRY_MAX_TAPS 256

// TAPESTRY_TARGET_FORMAT, which every program that stores an image is compiled for.
#define TAPESTRY_RGBA8 0
#define TAPESTRY_RGBA16F 1
#define TAPESTRY_RGBA32F 2
#define TAPESTRY_RGB10_A2 3
#define TAPESTRY_R11F_G11F_B10F 4

// What a tile of the cascade needs: nothing, so that it is copied; the frame's commonest filter, whose taps
// are blended once for all; filters that lie between few knots; many. In words with the knots of an interval
// below (interval.glsl), and above whether layers read the tile.
#define TAPESTRY_TILE_COPY 0u
#define TAPESTRY_TILE_COMMON 1u
#define TAPESTRY_TILE_INTERVAL 2u
#define TAPESTRY_TILE_VARYING 3u
#define TAPESTRY_TILE_KIND_BIT 26
#define TAPESTRY_TILE_READ 0x10000000u

// The cascade's lists of tiles: all that are sorted, in rows; those that something is done with before the
// first layer; and those that layers filter, or, where kinds of tiles have dispatches of their own, one list
// for each kind from there on. Behind so many lists is, for each, what its tiles need. Depth of field has its
// own.
#define TAPESTRY_TILES_ALL 0
#define TAPESTRY_TILES_BEFORE 1
#define TAPESTRY_TILES_FILTERED 2
#define TAPESTRY_TILE_LISTS 6

// Added to the first pixels of tiles in lists, which may lie before the picture's: in its margin, and a tile
// more.
#define TAPESTRY_TILE_BIAS 1024

// A dispatch may have 65535 groups on an axis, and a picture more tiles: they go in rows of this many groups.
#define TAPESTRY_TILE_ROW 32768u

// TapestryAxis.flags
#define TAPESTRY_AXIS_PERIODIC 1u
#define TAPESTRY_AXIS_SCALES_BEYOND 2u

// Encoding and Alpha of texture.h; Falloff of tilt_shift_options.h.
#define TAPESTRY_ENCODING_LINEAR 0u
#define TAPESTRY_ENCODING_SRGB 1u
#define TAPESTRY_ALPHA_OPAQUE 0u
#define TAPESTRY_ALPHA_STRAIGHT 1u
#define TAPESTRY_ALPHA_PREMULTIPLIED 2u
#define TAPESTRY_FALLOFF_SMOOTH 0u
#define TAPESTRY_FALLOFF_LINEAR 1u
#define TAPESTRY_FALLOFF_QUADRATIC 2u

// SharpShape of tilt_shift_options.h; RadialMotion of radial_motion_blur_options.h.
#define TAPESTRY_SHARP_BAND 0u
#define TAPESTRY_SHARP_ELLIPSE 1u
#define TAPESTRY_RADIAL_ZOOM 0u
#define TAPESTRY_RADIAL_SPIN 1u

// What of a table's axes a field grows: the first, with the direction or nothing as the second; the second.
#define TAPESTRY_FIELD_FIRST 0u
#define TAPESTRY_FIELD_SECOND 1u

// Pixels [first, end): of the picture, that a pass writes; or of a texture, that the picture covers. Textures
// between layers have a margin around the picture, so that a pixel there has a number below 0 or past the
// end: what later layers read beyond the edges is filtered like the picture, whose edge colours go on there,
// and not clamped once a layer. Worth 1 to 8 dB of whole photographs.
struct TapestryArea {
    ivec2 first;
    ivec2 end;
};

// Where pixels of the host's source lie in another of its textures that has pixels of its own: the middle of
// `pixel` at scale * (pixel + 0.5) + offset, where the middle of `texel` is texel + 0.5.
struct TapestryPlacement {
    vec2 scale;
    vec2 offset;
    TapestryArea area;  // texels that show the picture
};

struct TapestryAxis {
    uint first_knot;  // index into the knots
    uint knot_count;  // 0: the axis does not exist
    uint flags;
    float period;
};

// What the numbers in the host's source mean, and what they shall mean in its target; compiled in.
struct TapestryConversion {
    uint source_encoding;
    uint source_alpha;
    uint target_encoding;
    uint target_alpha;
};

// Arguments of an indirect dispatch and the number of tiles in its list. Behind the lists' heads in the
// buffer: the bits of how far beyond the last knots offsets grow, and the lists themselves.
struct TapestryTileList {
    uint groups_x;
    uint groups_y;
    uint groups_z;
    uint count;
};

// How a filter changes when it runs on a picture of fewer pixels: engine/core/reduced_filter.h. One number an
// axis.
struct TapestryResolution {
    vec2 least;               // first knots
    vec2 last;                // last knots
    vec2 most;                // where finite parameters end: the last knot, or nowhere where the axis scales
    vec2 size_share;          // variance_px2 * size_share * parameter^2 is the axis' part of the variance
    float variance_px2;       // of the filter at the last knots, per axis of the picture
    float constant_share;     // 1 where no axis measures a size, else 0
    float lost_variance_px2;  // what the way down and up adds
    float factor;             // reduced pixels a full pixel: 1/2 or 1/4
    uint periodic;            // bit 0: axis 0 wraps, bit 1: axis 1 does
    uint step;                // full pixels a reduced pixel
    uint unused0;
    uint unused1;
};

// taps_blend.comp: one layer of a filter that is the same at many pixels, as a uniform block, so rounded up
// to a multiple of 256 bytes.
struct TapestryBlendedLayer {
    vec4 wanted;  // parameter and turn in degrees
    vec4 reads;   // cosine and sine of the turn, and what scales offsets
    vec4 taps[TAPESTRY_MAX_TAPS];
    vec4 padding[14];
};

// data_align.comp: what a texture with pixels of its own has for the host's source.
struct DataAlignPass {
    TapestryArea area;
    TapestryPlacement placement;
};

// data_samples.comp: one sample of each pixel.
struct DataSamplesPass {
    TapestryArea area;
    int samples;  // a pixel
    float away;   // 1: larger numbers are farther; -1: smaller ones
    int unused0;
    int unused1;
};

// filter_ingest.comp: the host's texture to linear, premultiplied, finite light; among tiles, what is not
// filtered to the host's target, too.
struct IngestPass {
    TapestryArea area;
    TapestryArea picture;  // within the host's texture
    uint tile_kind;        // among tiles: the list, and how many tiles a list has room for
    uint tile_capacity;
    vec2 grade;  // as in CopyPass, from here to `end`
    ivec2 origin;
    ivec2 mask_origin;
    ivec2 end;
    int margin;  // of the textures between layers
    int unused;
};

// filter_copy.comp: one texture to another, unfiltered.
struct CopyPass {
    TapestryArea area;
    uint tile_kind;  // among tiles: the list, and how many tiles a list has room for
    uint tile_capacity;
    vec2 grade;         // saturation and contrast after filtering
    ivec2 origin;       // first pixel of the picture within both textures
    ivec2 mask_origin;  // and within the mask
    ivec2 end;          // of the picture in the target; 0: nothing is stored beside it
    int unused0;
    int unused1;
};

// filter_uniform.comp and filter_varying.comp: one layer. tiles_classify.comp: what its tiles need.
// taps_blend.comp: the taps of all layers.
struct FilterPass {
    TapestryArea area;
    vec2 offset_factor;  // the aspect, by which turned offsets grow across; 1 when row 0 is the picture's
                         // top, else -1
    ivec2 size;          // of the picture that is read and written, without margins
    vec2 parameter;      // of every pixel (uniform), or the factors on the parameter texture (varying)
    vec2 turn;           // cosine and sine of the angle by which every pixel's taps are turned
    vec2 copied_up_to;   // parameters up to this on either axis give the identity, whatever the other's
    uint layer;
    uint identity_marks;  // index of entry 0's mark among the knots
    TapestryAxis axes[2];
    float offset_scale;
    uint turn_step;  // pixels of the texture of turns a pixel
    uint tile_kind;  // among tiles: the list, and how many tiles a list has room for
    uint tile_capacity;
    vec2 grade;    // saturation and contrast after filtering
    ivec2 origin;  // first pixel of the picture within the target; in the last layer in the host's source too
    ivec2 mask_origin;  // and within the mask
    int margin;         // of what the layer reads
    int has_edge;  // 1: the target is ours, see edge.glsl; 0: the host's, beside whose picture nothing is
                   // stored
    TapestryArea parameter_area;                     // the picture within the texture of parameters
    TapestryArea turn_area;                          // and within that of turns
    TapestryArea pictures[TAPESTRY_ATLAS_PICTURES];  // of an atlas
    vec4 picture_turns;  // -1: kernels of the picture are turned by half a turn, else 1
    vec4 slice_steps;    // of DepthOfField's slices: pixels of its picture a pixel
    ivec2 radii_size;    // of its radii, one for 4x4 pixels of its picture
    float most_slice_radius;
    float aperture_variance;  // per axis, at radius 1
};

// tiles_read.comp: the tiles that layers read.
struct ReadTilesPass {
    TapestryArea area;  // in tiles, from the first that was classified
    ivec2 tiles;        // that were classified
    ivec2 origin;       // first pixel of the first of them
    float reach_px;     // from a filtered pixel that are read, up to the table's last knots
    uint tile_capacity;
    uint lists_copied;  // 1: those that are copied, too, also where nothing reads them
    int unused;
};

// resolution_reduce.comp: half as many pixels on both axes.
struct ReducePass {
    TapestryArea area;
    ivec2 size;  // of the picture that is reduced
    ivec2 last;  // pixel of the reduced picture
    int margin;  // of the target, which repeats the picture's edge
    int unused0;
    int unused1;
    int unused2;
};

// resolution_parameters.comp: the parameters of a reduced picture's pixels.
struct ReduceParametersPass {
    TapestryArea area;
    TapestryArea parameter_area;  // as in FilterPass
    TapestryResolution resolution;
    vec2 parameter_scale;
    uint unused0;
    uint unused1;
};

// resolution_enlarge.comp: a reduced picture back at full size, into the host's target.
struct EnlargePass {
    TapestryArea area;
    vec2 reduced_size;
    vec2 parameter;  // as in FilterPass
    TapestryResolution resolution;
    TapestryArea parameter_area;  // as in FilterPass
    vec2 grade;                   // saturation and contrast after filtering
    ivec2 origin;                 // first pixel of the picture within the host's source and target
    ivec2 mask_origin;            // and within the mask
    float margin;                 // of the reduced picture
    float unused0;
};

// The picture that a map pass writes parameters for: where its pixels are, x right and y down.
struct TapestryPicture {
    vec2 size;
    uint row0_top;
    uint unused0;
};

// map_tilt_shift.comp: options in pixels of the picture.
struct TiltShiftPass {
    TapestryArea area;
    TapestryPicture picture;
    vec2 center_px;
    vec2 normal;           // unit vector across the band, or along the ellipse's second axis
    float half_width_px;   // of what stays sharp, along the normal
    float half_length_px;  // of the ellipse, across it
    float falloff_px;
    float max_radius_px;
    uint falloff;
    uint shape;
    uint unused0;
    uint unused1;
};

// map_rotational_bokeh.comp
struct RotationalBokehPass {
    TapestryArea area;
    TapestryPicture picture;
    vec2 center_px;
    float radius_px;  // at `distance_px` from the centre
    float distance_px;
    float growth;
    uint unused0;
    uint unused1;
    uint unused2;
};

// map_radial_motion.comp
struct RadialMotionPass {
    TapestryArea area;
    TapestryPicture picture;
    vec2 center_px;
    float share;  // pixels of length a pixel of distance
    float most_px;
    uint motion;
    uint unused0;
    uint unused1;
    uint unused2;
};

// map_directional_motion.comp
struct DirectionalMotionPass {
    TapestryArea area;
    TapestryPicture picture;
    vec2 added_px;  // to every pixel's velocity
    float frames;   // that the shutter is open
    float most_px;
    ivec2 origin;  // first pixel of the picture within the velocities
    uint unused0;
    uint unused1;
};

// map_field.comp: a parameter that grows from a centre, and the direction from there.
struct FieldPass {
    TapestryArea area;
    TapestryPicture picture;
    vec2 center_px;
    float distance_px;  // at which the parameter is `factor`
    float growth;
    float factor;
    float most;
    float constant;  // the first parameter, where the second one grows
    float turn_deg;  // more than the direction
    uint order;
    uint unused0;
    uint unused1;
    uint unused2;
};

// map_fill.comp
struct MapFillPass {
    TapestryArea area;
    ivec2 spacing;  // along one direction
    float reach;    // pixels that layers after the first read, a pixel of size
    uint is_last;
};

// map_mask.comp
struct MapMaskPass {
    TapestryArea area;
    ivec2 mask_origin;  // first pixel of the picture within the host's mask
    uint unused0;
    uint unused1;
};

// map_view.comp: a map as colours.
struct MapViewPass {
    TapestryArea area;
    vec2 parameter;    // of every pixel, or the factors on the map
    float largest;     // first parameter that is shown at its brightest
    float hue_period;  // of the second parameter; 0: there is none
    ivec2 origin;      // first pixel of the picture within the target
    uint unused0;
    uint unused1;
};

#ifdef __cplusplus
static_assert(sizeof(TapestryArea) == 16);
static_assert(sizeof(TapestryPlacement) == 32);
static_assert(sizeof(TapestryAxis) == 16);
static_assert(sizeof(TapestryConversion) == 16);
static_assert(sizeof(TapestryTileList) == 16);
static_assert(sizeof(TapestryResolution) == 64);
static_assert(sizeof(TapestryBlendedLayer) % 256 == 0);
static_assert(sizeof(DataAlignPass) == 48);
static_assert(sizeof(DataSamplesPass) == 32);
static_assert(sizeof(IngestPass) == 80);
static_assert(sizeof(CopyPass) == 64);
static_assert(sizeof(FilterPass) == 288);
static_assert(sizeof(ReducePass) == 48);
static_assert(sizeof(ReduceParametersPass) == 112);
static_assert(sizeof(EnlargePass) == 144);
static_assert(sizeof(TapestryPicture) == 16);
static_assert(sizeof(TiltShiftPass) == 80);
static_assert(sizeof(RotationalBokehPass) == 64);
static_assert(sizeof(RadialMotionPass) == 64);
static_assert(sizeof(DirectionalMotionPass) == 64);
static_assert(sizeof(FieldPass) == 80);
static_assert(sizeof(MapFillPass) == 32);
static_assert(sizeof(MapMaskPass) == 32);
static_assert(sizeof(MapViewPass) == 48);
}  // namespace tapestry::layout
#endif

#endif
