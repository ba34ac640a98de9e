/// Tapestry for C, and for languages that call C: devices, tables and all effects. C99 or later, or C++.
///
/// What things do, their limits and what they cost is told in the C++ headers, which are named below; here is
/// how they are called. The library is C++ inside: a program in C is linked by the C++ compiler.
///
/// Calls. What can fail returns a tapestry_status; tapestry_last_error() says in one line what was wrong.
/// Results come through the last arguments, and are set on success alone, but for handles, which are NULL
/// after an error. No argument may be NULL but where it says so; one that is gives an error with its name.
/// No C++ exception leaves the library, and none may leave a function that is given to it. Text is UTF-8 and
/// ends in a zero byte. Threads and the current context: as tapestry/device.h says.
///
/// Handles are made by _create and freed by _destroy, which takes NULL too, in any order, those of devices
/// and effects with the context current. What a call returns a pointer to belongs to the handle it was asked
/// of, and goes with it.
///
/// Structs that are handed over begin with their size, and are filled with defaults before anything else:
///
///     tapestry_tilt_shift_options options;
///     TAPESTRY_INIT(tapestry_tilt_shift_options, &options);
///     options.center_y = 0.6f;
///
/// The defaults are the library's, which the program may be older than. New fields come at the end: from a
/// program that knows a shorter struct the library takes the defaults of what is missing, and writes no more
/// than there is. A longer struct than the library knows is taken as long as all numbers that it does not
/// know are 0, as it leaves them itself; others are an error, for they would have no effect.
///
/// Structs within structs (a view of a texture, a lens) have no size and never grow. They have room instead:
/// numbers called `reserved` are 0. So parts of which nothing is said, as = {0} makes them, are no texture,
/// no region, linear and opaque; what else they hold has its defaults from the struct around them.
///
/// Steps:  1. make your context current;  2. tapestry_device_create;  3. a table, and effects from both;
/// 4. each frame an effect's _apply, and tapestry_device_end_frame.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "tapestry/export.h"
#include "tapestry/version.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Fills a struct: TAPESTRY_INIT(tapestry_effect_frame, &frame). It is a tapestry_status, which can be no
/// other than TAPESTRY_OK unless the pointer is NULL.
#define TAPESTRY_INIT(type, pointer) type##_init((pointer), sizeof(type))

/// 0: no. Anything else: yes.
typedef int32_t tapestry_bool;

// ---- Errors and version ----

typedef int32_t tapestry_status;
enum {
    TAPESTRY_OK = 0,
    TAPESTRY_ERROR = 1,           ///< a table, an option, a texture, the driver: what the message says
    TAPESTRY_ERROR_ARGUMENT = 2,  ///< NULL, or a struct that was not initialised
    TAPESTRY_ERROR_MEMORY = 3,    ///< of the CPU
    TAPESTRY_CANCELLED = 4        ///< a tapestry_progress has said so
};

/// Why the last call on this thread that failed did so; empty when none has. It may change with the thread's
/// next call that returns a tapestry_status.
TAPESTRY_ENGINE_EXPORT const char* tapestry_last_error(void);

/// TAPESTRY_VERSION and TAPESTRY_VERSION_STRING of the library that runs.
TAPESTRY_ENGINE_EXPORT int32_t tapestry_version(void);
TAPESTRY_ENGINE_EXPORT const char* tapestry_version_string(void);

// ---- Tables: tapestry/tap_table.h, tapestry/table_file.h ----

typedef struct tapestry_table tapestry_table;

/// What happens to a parameter past the last knot.
typedef int32_t tapestry_beyond;
enum { TAPESTRY_BEYOND_CLAMP = 0, TAPESTRY_BEYOND_SCALE = 1 };

typedef struct tapestry_table_info {
    size_t size;
    const char* kernel;          ///< what was fitted: "disk"
    const uint32_t* layer_taps;  ///< reads of each layer
    size_t layer_count;
    /// dx, dy, weight and 0 of each tap: layer by layer, [tap][entry]; entries row-major over the axes.
    const float* taps;
    size_t tap_count;       ///< the layers' taps times entry_count
    size_t entry_count;     ///< filters
    size_t axis_count;      ///< 0, 1 or 2
    size_t metadata_count;  ///< pairs of texts
    tapestry_bool is_signed;
    tapestry_bool turnable;
} tapestry_table_info;

typedef struct tapestry_axis_info {
    size_t size;
    const char* name;  ///< "radius_px", "sigma_px", "length_px", "angle_deg", "vignette", "strength_waves"
    const char* unit;
    const float* knots;
    size_t knot_count;
    float period;  ///< 0: none
    tapestry_beyond beyond;
} tapestry_axis_info;

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_table_info_init(tapestry_table_info* info, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_axis_info_init(tapestry_axis_info* info, size_t size);

/// The bytes of a .tap file, which are looked at during the call alone.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_table_create_from_memory(const void* bytes, size_t byte_count,
                                                                         tapestry_table** table);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_table_create_from_file(const char* path,
                                                                       tapestry_table** table);
TAPESTRY_ENGINE_EXPORT void tapestry_table_destroy(tapestry_table* table);

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_table_get_info(const tapestry_table* table,
                                                               tapestry_table_info* info);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_table_get_axis(const tapestry_table* table, size_t index,
                                                               tapestry_axis_info* info);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_table_get_metadata(const tapestry_table* table, size_t index,
                                                                   const char** key, const char** value);

// ---- The device: tapestry/device.h ----

typedef struct tapestry_device tapestry_device;

/// A function of GL, to be cast to its type.
typedef void (*tapestry_proc)(void);
/// Finds one in the current context by what the window library has for it; NULL where there is none.
typedef tapestry_proc (*tapestry_get_proc_address)(void* user, const char* name);

typedef int32_t tapestry_log_level;
enum { TAPESTRY_LOG_INFO = 0, TAPESTRY_LOG_WARNING = 1, TAPESTRY_LOG_ERROR = 2 };
/// The message is there during the call alone.
typedef void (*tapestry_log)(void* user, tapestry_log_level level, const char* message);

/// What becomes of the GL state that effects touch.
typedef int32_t tapestry_host_state;
enum { TAPESTRY_HOST_STATE_RESTORED = 0, TAPESTRY_HOST_STATE_NOT_RESTORED = 1 };

/// Makes an immutable GL_TEXTURE_2D of one level, of this sized format and exactly this size; 0: there is no
/// memory. May bind it to the active unit.
typedef uint32_t (*tapestry_create_texture)(void* user, uint32_t format, int32_t width, int32_t height);
typedef void (*tapestry_destroy_texture)(void* user, uint32_t texture);

/// Draws frames to prepare. What it returns other than TAPESTRY_OK ends the preparation.
typedef tapestry_status (*tapestry_draw)(void* user);
/// Called after each step of a preparation, of which `done` of `total` are made; 0 ends it.
typedef tapestry_bool (*tapestry_progress)(void* user, int32_t done, int32_t total);

typedef struct tapestry_device_description {
    size_t size;
    tapestry_get_proc_address get_proc_address;  ///< required; called by tapestry_device_create alone
    void* get_proc_address_user;
    tapestry_log log;  ///< NULL: none. Else it and its user live as long as the device and its effects
    void* log_user;
    tapestry_host_state host_state;
    tapestry_bool debug_groups;    ///< each pass in one of its name, for graphics debuggers
    const char* shader_dir;        ///< NULL: none. Its files take the place of the library's shaders
    size_t max_transient_bytes;    ///< of transient textures; 0: what the driver has
    const void* program_binaries;  ///< NULL: none. What tapestry_device_program_binaries gave
    size_t program_binaries_byte_count;
    tapestry_bool keeps_program_binaries;  ///< tapestry_device_program_binaries will be called
    uint32_t reserved[1];
    tapestry_create_texture create_texture;    ///< NULL: the driver's. Where transient textures come from
    tapestry_destroy_texture destroy_texture;  ///< NULL where create_texture is
    void* texture_user;                        ///< lives as long as the device and its effects
} tapestry_device_description;

/// GPU time of one pass.
typedef struct tapestry_pass_time {
    const char* name;  ///< lives with the device
    double milliseconds;
} tapestry_pass_time;

/// What tiles of 16 x 16 pixels have needed.
typedef struct tapestry_tile_counts {
    size_t size;
    int32_t copied;    ///< no filter
    int32_t common;    ///< the frame's commonest filter
    int32_t interval;  ///< filters between few knots of the table
    int32_t varying;   ///< any
} tapestry_tile_counts;

TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_device_description_init(tapestry_device_description* description, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_tile_counts_init(tapestry_tile_counts* counts, size_t size);

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_create(const tapestry_device_description* description,
                                                              tapestry_device** device);
TAPESTRY_ENGINE_EXPORT void tapestry_device_destroy(tapestry_device* device);

/// GL_RENDERER and GL_VERSION of the context.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_renderer(const tapestry_device* device,
                                                                const char** renderer);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_version(const tapestry_device* device,
                                                               const char** version);

/// Makes all programs of the frames that `draw` draws, by calling it twice. `progress` may be NULL. The
/// status of an error of draw's is what it has returned, and the message that of the call of the library that
/// failed in it.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_prepare(tapestry_device* device, tapestry_draw draw,
                                                               void* draw_user, tapestry_progress progress,
                                                               void* progress_user);

/// All programs so far, for the device of the next run. The bytes live until the device's next call of this.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_program_binaries(tapestry_device* device,
                                                                        const void** bytes,
                                                                        size_t* byte_count);

/// Bytes of the transient textures that the effects share, a way to give them back, and the most that they
/// may take from now on; 0: what the driver has.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_transient_bytes(const tapestry_device* device,
                                                                       size_t* bytes);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_release_transient(tapestry_device* device);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_set_transient_limit(tapestry_device* device,
                                                                           size_t bytes);

/// To be called once a frame, after its last effect.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_end_frame(tapestry_device* device);

/// Measures each pass' GPU time from now on, or no longer. `can` may be NULL; 0 where the driver cannot.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_time_passes(tapestry_device* device, tapestry_bool on,
                                                                   tapestry_bool* can);
/// Passes whose times have arrived since the last call of this, until which they live.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_take_pass_times(tapestry_device* device,
                                                                       const tapestry_pass_time** times,
                                                                       size_t* count);

/// Of the last filter that varied over its picture in this frame. Waits for the GPU: for tools.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_tile_counts(const tapestry_device* device,
                                                                   tapestry_tile_counts* counts);

/// Compiles anew what has changed in shader_dir.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_device_reload_shaders(tapestry_device* device);

// ---- Textures and frames: tapestry/texture.h, tapestry/effect_frame.h ----

/// What the numbers in a texture mean.
typedef int32_t tapestry_encoding;
enum { TAPESTRY_ENCODING_LINEAR = 0, TAPESTRY_ENCODING_SRGB = 1 };

typedef int32_t tapestry_alpha;
enum { TAPESTRY_ALPHA_OPAQUE = 0, TAPESTRY_ALPHA_STRAIGHT = 1, TAPESTRY_ALPHA_PREMULTIPLIED = 2 };

/// Where the picture's first row is: as GL renders, or as files load.
typedef int32_t tapestry_row0;
enum { TAPESTRY_ROW0_BOTTOM = 0, TAPESTRY_ROW0_TOP = 1 };

/// Format of the textures between layers: RGBA16F or RGBA32F.
typedef int32_t tapestry_work_precision;
enum { TAPESTRY_WORK_PRECISION_HALF = 0, TAPESTRY_WORK_PRECISION_SINGLE = 1 };

/// Pixels of the picture a pixel that is filtered, along each axis: tapestry/resolution.h.
typedef int32_t tapestry_resolution;
enum { TAPESTRY_RESOLUTION_FULL = 1, TAPESTRY_RESOLUTION_HALF = 2, TAPESTRY_RESOLUTION_QUARTER = 4 };

/// What an effect draws: its picture, or the parameters of its filters as colours.
typedef int32_t tapestry_effect_view;
enum { TAPESTRY_EFFECT_VIEW_PICTURE = 0, TAPESTRY_EFFECT_VIEW_PARAMETERS = 1 };

/// A rectangle in pixels, row 0 on top. All 0: the whole texture.
typedef struct tapestry_region {
    int32_t x;  ///< of the left column
    int32_t y;  ///< of the top row
    int32_t width;
    int32_t height;
} tapestry_region;

/// A texture with a picture.
typedef struct tapestry_texture_view {
    uint32_t texture;  ///< GL's name; 0: none
    tapestry_encoding encoding;
    tapestry_alpha alpha;
    int32_t width;  ///< of level 0, and its sized format; 0: the driver is asked
    int32_t height;
    uint32_t format;
    tapestry_bool is_layer;  ///< of an immutable GL_TEXTURE_2D_ARRAY
    int32_t layer;           ///< which, if it is one
    uint32_t reserved[2];
} tapestry_texture_view;

/// A texture with other numbers of the picture: depth, a mask, motion. It may have pixels of its own.
typedef struct tapestry_data_view {
    uint32_t texture;  ///< 0: none
    int32_t width;
    int32_t height;
    uint32_t format;
    tapestry_region region;  ///< the part that shows the picture, in its own pixels
    float jitter_x;          ///< [-0.5, 0.5] of its pixels, right and down, from their middles
    float jitter_y;
    tapestry_bool is_layer;  ///< of an immutable GL_TEXTURE_2D_ARRAY
    int32_t layer;           ///< which, if it is one
    int32_t samples;         ///< a pixel, of multisample depth; 0 or 1: it is a GL_TEXTURE_2D
    uint32_t reserved[1];
} tapestry_data_view;

/// Where an effect's picture comes from and where it goes.
typedef struct tapestry_effect_frame {
    size_t size;
    tapestry_texture_view source;  ///< required
    tapestry_texture_view target;  ///< required: another texture, of the same size
    tapestry_row0 row0;            ///< of all textures alike
    tapestry_work_precision precision;
    tapestry_resolution resolution;
    tapestry_region region;           ///< the picture within the textures
    tapestry_data_view mask_texture;  ///< red 1: the effect works; 0: the source stays
    tapestry_effect_view view;
    tapestry_bool tiles;  ///< yes, but for measurements
    uint32_t reserved[1];
} tapestry_effect_frame;

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_effect_frame_init(tapestry_effect_frame* frame, size_t size);

// ---- Any table, uniform or by a texture: tapestry/sparse_filter.h ----

typedef struct tapestry_sparse_filter tapestry_sparse_filter;

/// What parameters that measure a size are given in.
typedef int32_t tapestry_size_unit;
enum { TAPESTRY_SIZE_UNIT_PIXELS = 0, TAPESTRY_SIZE_UNIT_PICTURE_HEIGHTS = 1 };

typedef struct tapestry_sparse_filter_frame {
    size_t size;
    tapestry_texture_view source;  ///< required
    tapestry_texture_view target;  ///< required: another texture, of the same size
    tapestry_row0 row0;
    tapestry_work_precision precision;
    tapestry_resolution resolution;
    tapestry_region region;
    tapestry_size_unit size_unit;
    float parameter[2];          ///< of every pixel, where there is no parameter_texture
    uint32_t parameter_texture;  ///< 0: none; else R16F, R32F, RG16F or RG32F, of the source's size
    float parameter_scale[2];    ///< multiplies what is read from it
    float turn_deg;              ///< clockwise; other than 0 only for tables that are turnable
    uint32_t turn_texture;       ///< 0: none; else R16F or R32F: degrees more
    float aspect;                ///< [0.25, 4]: multiplies the kernel's width
    tapestry_data_view mask_texture;
    tapestry_bool tiles;
    uint32_t reserved[1];
} tapestry_sparse_filter_frame;

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_sparse_filter_frame_init(tapestry_sparse_filter_frame* frame,
                                                                         size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_sparse_filter_create(const tapestry_device* device,
                                                                     const tapestry_table* table,
                                                                     tapestry_sparse_filter** filter);
TAPESTRY_ENGINE_EXPORT void tapestry_sparse_filter_destroy(tapestry_sparse_filter* filter);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_sparse_filter_apply(tapestry_sparse_filter* filter, const tapestry_sparse_filter_frame* frame);

// ---- A Gaussian: tapestry/uniform_blur.h ----
//
// Of all options below: values out of range are clamped when they are used, and NaN is an error by name.
// _clamp does the same to a struct of the host's.

typedef struct tapestry_uniform_blur tapestry_uniform_blur;

typedef int32_t tapestry_sigma_unit;
enum { TAPESTRY_SIGMA_UNIT_PIXELS = 0, TAPESTRY_SIGMA_UNIT_PICTURE_HEIGHTS = 1 };

typedef struct tapestry_uniform_blur_options {
    size_t size;
    float sigma;  ///< [0, 0.1 of the height]
    tapestry_sigma_unit unit;
    float aspect;  ///< [0.25, 4]
    uint32_t reserved[1];
} tapestry_uniform_blur_options;

TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_uniform_blur_options_init(tapestry_uniform_blur_options* options, size_t size);
/// On a picture of so many rows; afterwards sigma is in pixels.
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_uniform_blur_options_clamp(tapestry_uniform_blur_options* options, int32_t height);
/// The table: Gaussians along sigma_px.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_uniform_blur_create(const tapestry_device* device,
                                                                    const tapestry_table* table,
                                                                    tapestry_uniform_blur** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_uniform_blur_destroy(tapestry_uniform_blur* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_uniform_blur_apply(tapestry_uniform_blur* effect, const tapestry_effect_frame* frame,
                            const tapestry_uniform_blur_options* options);

// ---- Tilt shift: tapestry/tilt_shift.h ----

typedef struct tapestry_tilt_shift tapestry_tilt_shift;

typedef int32_t tapestry_falloff;
enum { TAPESTRY_FALLOFF_SMOOTH = 0, TAPESTRY_FALLOFF_LINEAR = 1, TAPESTRY_FALLOFF_QUADRATIC = 2 };

typedef int32_t tapestry_sharp_shape;
enum { TAPESTRY_SHARP_SHAPE_BAND = 0, TAPESTRY_SHARP_SHAPE_ELLIPSE = 1 };

/// The look of the picture; 1 and 1 change no bit.
typedef struct tapestry_grade {
    float saturation;  ///< [0, 4]
    float contrast;    ///< [0.25, 4]
} tapestry_grade;

/// Lengths are fractions of the picture's height.
typedef struct tapestry_tilt_shift_options {
    size_t size;
    float center_x;          ///< [-1, 2] of the width
    float center_y;          ///< [-1, 2] of the height, 0 = top
    float angle_deg;         ///< 0 = a horizontal band; turns clockwise
    float band_width;        ///< [0, 4]: of what stays sharp
    float falloff_distance;  ///< [0, 4]: from the band's edge to full blur
    tapestry_falloff falloff;
    float max_radius;  ///< [0, 0.25]
    tapestry_sharp_shape shape;
    float ellipse_length;  ///< [0, 4]: along the band
    float aspect;          ///< [0.25, 4]
    tapestry_grade grade;
} tapestry_tilt_shift_options;

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_tilt_shift_options_init(tapestry_tilt_shift_options* options,
                                                                        size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_tilt_shift_options_clamp(tapestry_tilt_shift_options* options);
/// The table: disks or other shapes along radius_px alone.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_tilt_shift_create(const tapestry_device* device,
                                                                  const tapestry_table* table,
                                                                  tapestry_tilt_shift** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_tilt_shift_destroy(tapestry_tilt_shift* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_tilt_shift_apply(tapestry_tilt_shift* effect,
                                                                 const tapestry_effect_frame* frame,
                                                                 const tapestry_tilt_shift_options* options);

// ---- The swirl of Petzval lenses: tapestry/rotational_bokeh.h ----

typedef struct tapestry_rotational_bokeh tapestry_rotational_bokeh;

typedef struct tapestry_rotational_bokeh_options {
    size_t size;
    float center_x;    ///< [-1, 2] of the width
    float center_y;    ///< [-1, 2] of the height, 0 = top
    float max_radius;  ///< [0, 0.25] of the height
    float growth;      ///< [0.25, 4]: power of the distance from the centre
} tapestry_rotational_bokeh_options;

TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_rotational_bokeh_options_init(tapestry_rotational_bokeh_options* options, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_rotational_bokeh_options_clamp(tapestry_rotational_bokeh_options* options);
/// The table: ellipses along radius_px, turnable, or along radius_px and angle_deg.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_rotational_bokeh_create(const tapestry_device* device,
                                                                        const tapestry_table* table,
                                                                        tapestry_rotational_bokeh** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_rotational_bokeh_destroy(tapestry_rotational_bokeh* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_rotational_bokeh_apply(tapestry_rotational_bokeh* effect, const tapestry_effect_frame* frame,
                                const tapestry_rotational_bokeh_options* options);

// ---- Apertures that the barrel cuts: tapestry/cats_eye.h ----

typedef struct tapestry_cats_eye_bokeh tapestry_cats_eye_bokeh;

typedef struct tapestry_cats_eye_options {
    size_t size;
    float center_x;  ///< [-1, 2] of the width
    float center_y;  ///< [-1, 2] of the height, 0 = top
    float radius;    ///< [0, 0.25] of the height
    float vignette;  ///< [0, 0.9]: share of the width that is cut off
    float growth;    ///< [0.25, 4]
    float aspect;    ///< [0.25, 4]
} tapestry_cats_eye_options;

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_cats_eye_options_init(tapestry_cats_eye_options* options,
                                                                      size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_cats_eye_options_clamp(tapestry_cats_eye_options* options);
/// The table: cut disks along radius_px and vignette, turnable.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_cats_eye_bokeh_create(const tapestry_device* device,
                                                                      const tapestry_table* table,
                                                                      tapestry_cats_eye_bokeh** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_cats_eye_bokeh_destroy(tapestry_cats_eye_bokeh* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_cats_eye_bokeh_apply(tapestry_cats_eye_bokeh* effect, const tapestry_effect_frame* frame,
                              const tapestry_cats_eye_options* options);

// ---- Aberrations: tapestry/lens_psf.h ----

typedef struct tapestry_lens_psf tapestry_lens_psf;

typedef struct tapestry_lens_psf_options {
    size_t size;
    float center_x;        ///< [-1, 2] of the width
    float center_y;        ///< [-1, 2] of the height, 0 = top
    float blur_size;       ///< [0, 4]: 1 = the table's pixels on 1080 rows; in C++ `size`
    float strength_waves;  ///< [0, 2]: half a diagonal off the centre
    float growth;          ///< [0.25, 4]
    float turn_deg;        ///< of the kernel, from the direction away from the centre
} tapestry_lens_psf_options;

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_lens_psf_options_init(tapestry_lens_psf_options* options,
                                                                      size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_lens_psf_options_clamp(tapestry_lens_psf_options* options);
/// The table: aberrations along strength_waves, turnable, or along strength_waves and angle_deg.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_lens_psf_create(const tapestry_device* device,
                                                                const tapestry_table* table,
                                                                tapestry_lens_psf** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_lens_psf_destroy(tapestry_lens_psf* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_lens_psf_apply(tapestry_lens_psf* effect,
                                                               const tapestry_effect_frame* frame,
                                                               const tapestry_lens_psf_options* options);

// ---- Zoom and spin: tapestry/radial_motion_blur.h ----

typedef struct tapestry_radial_motion_blur tapestry_radial_motion_blur;

typedef int32_t tapestry_radial_motion;
enum { TAPESTRY_RADIAL_MOTION_ZOOM = 0, TAPESTRY_RADIAL_MOTION_SPIN = 1 };

typedef struct tapestry_radial_motion_blur_options {
    size_t size;
    float center_x;    ///< [-1, 2] of the width
    float center_y;    ///< [-1, 2] of the height, 0 = top
    float amount;      ///< [0, 1]: a line's length beside its distance from the centre
    float max_length;  ///< [0, 0.5] of the height
    tapestry_radial_motion motion;
    uint32_t reserved[1];
} tapestry_radial_motion_blur_options;

TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_radial_motion_blur_options_init(tapestry_radial_motion_blur_options* options, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_radial_motion_blur_options_clamp(tapestry_radial_motion_blur_options* options);
/// The table: lines along length_px, turnable, or along length_px and angle_deg.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_radial_motion_blur_create(
    const tapestry_device* device, const tapestry_table* table, tapestry_radial_motion_blur** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_radial_motion_blur_destroy(tapestry_radial_motion_blur* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_radial_motion_blur_apply(tapestry_radial_motion_blur* effect, const tapestry_effect_frame* frame,
                                  const tapestry_radial_motion_blur_options* options);

// ---- Motion by velocities: tapestry/directional_motion_blur.h ----

typedef struct tapestry_directional_motion_blur tapestry_directional_motion_blur;

typedef struct tapestry_directional_motion_blur_options {
    size_t size;
    float shutter;     ///< [0, 4] frames that it is open
    float added_x;     ///< [-10, 10] picture widths a frame, right
    float added_y;     ///< [-10, 10] picture heights a frame, down
    float max_length;  ///< [0, 0.5] of the height
} tapestry_directional_motion_blur_options;

TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_directional_motion_blur_options_init(tapestry_directional_motion_blur_options* options, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_directional_motion_blur_options_clamp(tapestry_directional_motion_blur_options* options);
/// The table: lines along length_px, turnable, or along length_px and angle_deg.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_directional_motion_blur_create(
    const tapestry_device* device, const tapestry_table* table, tapestry_directional_motion_blur** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_directional_motion_blur_destroy(
    tapestry_directional_motion_blur* effect);
/// `velocity_texture`: RG16F or RG32F, in pixels of the source a frame, right and down. NULL: only what the
/// options add.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_directional_motion_blur_apply(
    tapestry_directional_motion_blur* effect, const tapestry_effect_frame* frame,
    const tapestry_data_view* velocity_texture, const tapestry_directional_motion_blur_options* options);

// ---- Lenses and depth: tapestry/lens.h ----

/// A thin lens, focused; its defaults are in tapestry_depth_of_field_options.
typedef struct tapestry_lens {
    float focus_distance_m;  ///< (focal length, inf]
    float f_number;          ///< [0.1, 1024]
    float focal_length_mm;   ///< [1, 2000]
    float sensor_height_mm;  ///< [1, 200]
} tapestry_lens;

/// What the numbers in a depth texture are.
typedef int32_t tapestry_depth_kind;
enum {
    TAPESTRY_DEPTH_KIND_PERSPECTIVE = 0,
    TAPESTRY_DEPTH_KIND_ORTHOGRAPHIC = 1,
    TAPESTRY_DEPTH_KIND_METRES = 2,
    TAPESTRY_DEPTH_KIND_SIGNED_COC = 3
};

/// How to read a depth texture; its defaults are in tapestry_depth_of_field_frame.
typedef struct tapestry_depth_convention {
    tapestry_depth_kind kind;
    float near_m;                ///< (0, inf): distance of the near plane
    float far_m;                 ///< (near, inf]: of the far plane
    tapestry_bool reversed;      ///< the near plane has the largest number
    tapestry_bool signed_range;  ///< from -1 to 1 between the planes, not from 0
    uint32_t reserved[3];
} tapestry_depth_convention;

/// What clip space makes of depth before it is stored from 0 to 1.
typedef int32_t tapestry_clip_depth;
enum { TAPESTRY_CLIP_DEPTH_MINUS_ONE_TO_ONE = 0, TAPESTRY_CLIP_DEPTH_ZERO_TO_ONE = 1 };

/// How to read what a camera leaves in a depth buffer, by its projection matrix: 16 numbers, column-major.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_depth_of_projection(const float* matrix,
                                                                    tapestry_clip_depth clip_depth,
                                                                    tapestry_depth_convention* depth);
/// The distance along the view's axis that a number of a depth texture means. Error: as apply has of the
/// convention, or it is TAPESTRY_DEPTH_KIND_SIGNED_COC.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_view_distance_m(const tapestry_depth_convention* depth,
                                                                double stored, double* distance_m);
/// CoC radius of a point at infinity, in picture heights.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_coc_at_infinity(const tapestry_lens* lens,
                                                                double* coc_heights);
/// Of a lens that is focused at infinity.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_vertical_field_of_view_deg(const tapestry_lens* lens,
                                                                           double* degrees);

// ---- Depth of field: tapestry/depth_of_field.h ----

typedef struct tapestry_depth_of_field tapestry_depth_of_field;
/// What a view remembers from frame to frame: one for each view.
typedef struct tapestry_depth_of_field_history tapestry_depth_of_field_history;

typedef int32_t tapestry_defocus;
enum { TAPESTRY_DEFOCUS_LENS = 0, TAPESTRY_DEFOCUS_RANGES = 1 };

typedef int32_t tapestry_depth_quality;
enum { TAPESTRY_DEPTH_QUALITY_RENDERED = 0, TAPESTRY_DEPTH_QUALITY_ESTIMATED = 1 };

typedef int32_t tapestry_depth_of_field_view;
enum {
    TAPESTRY_DEPTH_OF_FIELD_VIEW_PICTURE = 0,
    TAPESTRY_DEPTH_OF_FIELD_VIEW_COC = 1,
    TAPESTRY_DEPTH_OF_FIELD_VIEW_TILES = 2,
    TAPESTRY_DEPTH_OF_FIELD_VIEW_NEAR_FIELD = 3,
    TAPESTRY_DEPTH_OF_FIELD_VIEW_FAR_FIELD = 4,
    TAPESTRY_DEPTH_OF_FIELD_VIEW_COVERAGE = 5
};

typedef struct tapestry_depth_of_field_description {
    size_t size;
    const tapestry_table* bokeh;   ///< required; radius_px from 0 on, and perhaps vignette. It is copied
    const float* aperture_values;  ///< aperture_size squared in [0, 1], row 0 on top; looked at by _create
    int32_t aperture_size;         ///< 0: the opening that the table was fitted to; else [8, 1024]
    uint32_t reserved[1];
} tapestry_depth_of_field_description;

/// Something transparent before the picture.
typedef struct tapestry_transparent_layer {
    tapestry_texture_view color;  ///< texture 0: none
    tapestry_data_view depth_texture;
} tapestry_transparent_layer;

/// What hides behind the picture's surfaces; alpha is the share of samples that hide something.
typedef struct tapestry_hidden_surfaces {
    tapestry_texture_view color;  ///< texture 0: none
    tapestry_data_view depth_texture;
} tapestry_hidden_surfaces;

typedef struct tapestry_depth_of_field_frame {
    size_t size;
    tapestry_texture_view source;  ///< required: linear light, before tone mapping
    tapestry_texture_view target;  ///< required: another texture, of the same size
    tapestry_row0 row0;
    tapestry_data_view depth_texture;  ///< required
    tapestry_depth_convention depth;
    tapestry_region region;
    tapestry_data_view mask_texture;
    tapestry_transparent_layer layer;
    tapestry_hidden_surfaces hidden;
    tapestry_data_view motion_texture;  ///< for steadiness: RG16F or RG32F, pixels a frame, right and down
    tapestry_resolution resolution;     ///< half or full
    float exposure;                     ///< (0, inf): 1 is white once light is multiplied by it
    float frame_time_s;                 ///< [0, inf): since the view's last frame
    tapestry_depth_of_field_history* history;  ///< NULL: the view remembers nothing
} tapestry_depth_of_field_frame;

/// Sharp from near_end_m to far_start_m; full blur to near_start_m and from far_end_m on.
typedef struct tapestry_focus_ranges {
    float near_start_m;
    float near_end_m;
    float far_start_m;
    float far_end_m;
} tapestry_focus_ranges;

/// Focus on what a place of the picture shows.
typedef struct tapestry_autofocus {
    tapestry_bool on;
    float x;            ///< [0, 1] of the width
    float y;            ///< [0, 1] of the height, 0 = top
    float smoothing_s;  ///< [0, 10]: time constant
} tapestry_autofocus;

/// Small bright lights, drawn as exact apertures.
typedef struct tapestry_highlights {
    tapestry_bool on;
    float threshold;  ///< (0, 65504] times exposure
} tapestry_highlights;

typedef struct tapestry_depth_of_field_options {
    size_t size;
    tapestry_defocus defocus;
    tapestry_depth_quality depth_quality;
    tapestry_lens lens;
    float tilt_deg;   ///< [-89, 89]: above 0 the plane of focus is nearer at the bottom
    float swing_deg;  ///< [-89, 89]: above 0 it is nearer on the right
    tapestry_focus_ranges ranges;
    tapestry_autofocus autofocus;
    float near_strength;  ///< [0, 4]
    float far_strength;   ///< [0, 4]
    float near_limit;     ///< [0, 0.2] of the height: largest radius
    float far_limit;      ///< [0, 0.2] of the height
    float catseye;        ///< [0, 1]
    float aspect;         ///< [0.25, 4]
    tapestry_highlights highlights;
    float steadiness;  ///< [0, 0.95]; only with a history
    tapestry_depth_of_field_view view;
} tapestry_depth_of_field_options;

/// Of textures that frames will have; format 0: there will be none.
typedef struct tapestry_texture_format {
    uint32_t format;
    tapestry_encoding encoding;
    tapestry_alpha alpha;
    uint32_t reserved[1];
} tapestry_texture_format;

/// What frames to prepare may have.
typedef struct tapestry_depth_of_field_preparation {
    size_t size;
    tapestry_texture_format source;  ///< required
    tapestry_texture_format target;  ///< required
    uint32_t depth_format;
    tapestry_texture_format layer;
    tapestry_texture_format hidden;
    tapestry_bool masks;
    tapestry_bool highlights;
    tapestry_bool autofocus;
    tapestry_bool steadiness;
    tapestry_bool estimated_depth;
    tapestry_bool views;
    tapestry_bool data_of_other_sizes;
    int32_t depth_samples;  ///< 1: as many a pixel
    uint32_t reserved[1];
} tapestry_depth_of_field_preparation;

TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_description_init(tapestry_depth_of_field_description* description, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_frame_init(tapestry_depth_of_field_frame* frame, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_options_init(tapestry_depth_of_field_options* options, size_t size);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_options_clamp(tapestry_depth_of_field_options* options);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_preparation_init(tapestry_depth_of_field_preparation* preparation, size_t size);

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_depth_of_field_create(
    const tapestry_device* device, const tapestry_depth_of_field_description* description,
    tapestry_depth_of_field** effect);
TAPESTRY_ENGINE_EXPORT void tapestry_depth_of_field_destroy(tapestry_depth_of_field* effect);
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_apply(tapestry_depth_of_field* effect, const tapestry_depth_of_field_frame* frame,
                              const tapestry_depth_of_field_options* options);
/// Makes all programs that such frames need. `progress` may be NULL.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_depth_of_field_prepare(
    tapestry_depth_of_field* effect, const tapestry_depth_of_field_preparation* preparation,
    tapestry_progress progress, void* progress_user);

TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_depth_of_field_history_create(
    const tapestry_device* device, tapestry_depth_of_field_history** history);
/// Not while a frame has it.
TAPESTRY_ENGINE_EXPORT void tapestry_depth_of_field_history_destroy(tapestry_depth_of_field_history* history);
/// Forgets everything, as cuts want it.
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_depth_of_field_history_reset(tapestry_depth_of_field_history* history);

/// How near the plane of focus is at a place of the picture, in pixels, beside that in its middle.
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_nearness_of_focus(const tapestry_depth_of_field_options* options, double x, double y, int32_t width,
                           int32_t height, double* nearness);
/// The lens' focus_distance_m with which what is seen there at this distance is sharp.
TAPESTRY_ENGINE_EXPORT tapestry_status
tapestry_focus_distance_through(const tapestry_depth_of_field_options* options, double x, double y,
                                double distance_m, int32_t width, int32_t height, double* focus_distance_m);
/// Signed CoC radius in pixels of a point, on a picture of so many rows. `nearness`: of where it is seen; 1
/// without tilt.
TAPESTRY_ENGINE_EXPORT tapestry_status tapestry_signed_coc_px(const tapestry_depth_of_field_options* options,
                                                              double distance_m, int32_t height,
                                                              double nearness, double* coc_px);

#ifdef __cplusplus
}  // extern "C"
#endif
