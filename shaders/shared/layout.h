// Blocks, binding numbers and workgroup sizes, read by C++ and by every shader. The only place where they are
// written.
//
// std140 and std430 agree on every block below: scalars in groups of four, no vec3, no arrays of scalars in
// std140.
#ifndef TAPESTRY_SHARED_LAYOUT_H
#define TAPESTRY_SHARED_LAYOUT_H

#ifdef __cplusplus
#include <cstdint>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
namespace tapestry::layout {
using uint = std::uint32_t;
using glm::ivec2;
using glm::uvec2;
using glm::uvec4;
using glm::vec2;
using glm::vec4;
#endif

// 16 x 8 = 128 invocations, the most that OpenGL ES 3.1 guarantees; 16 wide keeps SIMD lanes full.
#define TAPESTRY_GROUP_X 16
#define TAPESTRY_GROUP_Y 8

// Texture units. ORIGINAL is the host's source beside what the layer before wrote.
#define TAPESTRY_UNIT_SOURCE 0
#define TAPESTRY_UNIT_ORIGINAL 1
#define TAPESTRY_UNIT_PARAMETER 2
#define TAPESTRY_TEXTURE_UNITS 3

// Image units.
#define TAPESTRY_IMAGE_TARGET 0

// Uniform blocks.
#define TAPESTRY_UNIFORM_PASS 0

// Storage blocks: the table's payload as it is in the file; and its knots (axis 0, then axis 1), followed by
// one mark an entry: 1 where the entry is the identity, else 0.
#define TAPESTRY_STORAGE_TAPS 0
#define TAPESTRY_STORAGE_KNOTS 1
#define TAPESTRY_STORAGE_BINDINGS 2

// limits::max_taps of tap_table.h: a layer's taps fit into 4 KiB of shared memory, of the 16 that ES 3.1
// guarantees.
#define TAPESTRY_MAX_TAPS 256

// TAPESTRY_TARGET_FORMAT, which every program that stores an image is compiled for.
#define TAPESTRY_RGBA8 0
#define TAPESTRY_RGBA16F 1
#define TAPESTRY_RGBA32F 2

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

struct TapestryAxis {
    uint first_knot;  // index into the knots
    uint knot_count;  // 0: the axis does not exist
    uint flags;
    float period;
};

// What the numbers in the host's source mean, and what they shall mean in its target.
struct TapestryConversion {
    uint source_encoding;
    uint source_alpha;
    uint target_encoding;
    uint target_alpha;
};

// filter_ingest.comp: the host's texture to linear, premultiplied, finite light.
struct IngestPass {
    ivec2 size;
    uint encoding;
    uint alpha;
};

// filter_copy.comp: the host's source to its target, unfiltered.
struct CopyPass {
    ivec2 size;
    uint unused0;
    uint unused1;
    TapestryConversion conversion;
};

// filter_uniform.comp and filter_varying.comp: one layer.
struct FilterPass {
    ivec2 size;
    vec2 offset_sign;  // (1, 1) when row 0 is the top of the picture, (1, -1) when it is the bottom
    vec2 inverse_size;
    vec2 parameter;  // of every pixel (uniform), or x = the factor on the parameter texture (varying)
    uint first_tap;  // taps of the layers before
    uint taps;       // of this layer
    uint entries;
    uint identity_marks;            // index of entry 0's mark among the knots
    TapestryConversion conversion;  // read by the last layer alone, which writes the host's target
    TapestryAxis axes[2];
};

// map_tilt_shift.comp: options of the band in pixels of the picture, y down.
struct TiltShiftPass {
    ivec2 size;
    vec2 center_px;
    vec2 normal;  // unit vector across the band
    float half_band_px;
    float falloff_px;
    float max_radius_px;
    uint falloff;
    uint row0_top;
    uint unused0;
};

#ifdef __cplusplus
static_assert(sizeof(TapestryAxis) == 16);
static_assert(sizeof(TapestryConversion) == 16);
static_assert(sizeof(IngestPass) == 16);
static_assert(sizeof(CopyPass) == 32);
static_assert(sizeof(FilterPass) == 96);
static_assert(sizeof(TiltShiftPass) == 48);
}  // namespace tapestry::layout
#endif

#endif
