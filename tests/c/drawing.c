#include "drawing.h"

#include <math.h>
#include <stdlib.h>

#include "host.h"

const char* table_of_drawing(enum drawing which) {
    switch (which) {
        case drawing_uniform_blur:
            return "gaussian_0-11_12x4_photo.tap";
        case drawing_rotational_bokeh:
            return "ellipse-turned_0-24_8x3_photo.tap";
        case drawing_cats_eye_bokeh:
            return "catseye_0-24_16x3_flat.tap";
        case drawing_lens_psf:
            return "coma_0-0.4_24x4_photo.tap";
        case drawing_radial_motion_blur:
        case drawing_directional_motion_blur:
        case drawing_sparse_filter:
            return "line-turned_0-48_6x2_photo.tap";
        default:
            return "disk_0-24_8x3_flat.tap";
    }
}

struct drawing_textures make_drawing_textures(void) {
    static float color[4 * picture_width * picture_height], mask[picture_width * picture_height],
        velocity[2 * picture_width * picture_height], depth[picture_width * picture_height / 4];
    struct drawing_textures textures;
    int i;
    for (i = 0; i < picture_width * picture_height; ++i) {
        const int x = i % picture_width, y = i / picture_width;
        const float light = x % 21 == 10 && y % 17 == 8 ? 30.0f : 0.1f;
        color[4 * i] = light + (float)(x * y % 7) * 0.1f;
        color[4 * i + 1] = light + (float)(x / 8 + y / 6) * 0.05f;
        color[4 * i + 2] = (float)(y % 5) * 0.2f;
        color[4 * i + 3] = 1.0f;
        mask[i] = x < 8 ? 0.0f : 1.0f;
        velocity[2 * i] = (float)x * 0.1f;
        velocity[2 * i + 1] = (float)(y - 20) * 0.2f;
    }
    for (i = 0; i < picture_width * picture_height / 4; ++i)
        depth[i] = i % (picture_width / 2) < picture_width / 4 ? 1.5f : 20.0f;
    textures.source = host_texture(4, picture_width, picture_height, color);
    textures.target = host_texture(4, picture_width, picture_height, NULL);
    textures.depth = host_texture(1, picture_width / 2, picture_height / 2, depth);
    textures.mask = host_texture(1, picture_width, picture_height, mask);
    textures.velocity = host_texture(2, picture_width, picture_height, velocity);
    return textures;
}

void delete_drawing_textures(const struct drawing_textures* textures) {
    host_delete_texture(textures->source);
    host_delete_texture(textures->target);
    host_delete_texture(textures->depth);
    host_delete_texture(textures->mask);
    host_delete_texture(textures->velocity);
}

static tapestry_texture_view view_of(uint32_t texture) {
    tapestry_texture_view view = {0};
    view.texture = texture;
    view.alpha = TAPESTRY_ALPHA_PREMULTIPLIED;
    return view;
}

static tapestry_effect_frame frame_of(const struct drawing_textures* textures) {
    tapestry_effect_frame frame;
    TAPESTRY_INIT(tapestry_effect_frame, &frame);
    frame.source = view_of(textures->source);
    frame.target = view_of(textures->target);
    frame.row0 = TAPESTRY_ROW0_TOP;
    frame.precision = TAPESTRY_WORK_PRECISION_SINGLE;
    frame.region.x = 1;
    frame.region.width = picture_width - 1;
    frame.region.height = picture_height;
    frame.mask_texture.texture = textures->mask;
    return frame;
}

static tapestry_status draw_uniform_blur(tapestry_device* device, const tapestry_table* table,
                                         const tapestry_effect_frame* frame) {
    tapestry_uniform_blur* effect;
    tapestry_uniform_blur_options options;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_uniform_blur_options, &options);
    options.sigma = 0.05f;
    options.unit = TAPESTRY_SIGMA_UNIT_PICTURE_HEIGHTS;
    options.aspect = 0.8f;
    status = tapestry_uniform_blur_create(device, table, &effect);
    if (status == TAPESTRY_OK) status = tapestry_uniform_blur_apply(effect, frame, &options);
    tapestry_uniform_blur_destroy(effect);
    return status;
}

static tapestry_status draw_tilt_shift(tapestry_device* device, const tapestry_table* table,
                                       const tapestry_effect_frame* frame) {
    tapestry_tilt_shift* effect;
    tapestry_tilt_shift_options options;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_tilt_shift_options, &options);
    options.center_x = 0.45f;
    options.center_y = 0.6f;
    options.angle_deg = 10.0f;
    options.band_width = 0.15f;
    options.falloff_distance = 0.25f;
    options.falloff = TAPESTRY_FALLOFF_QUADRATIC;
    options.max_radius = 0.1f;
    options.shape = TAPESTRY_SHARP_SHAPE_ELLIPSE;
    options.ellipse_length = 0.5f;
    options.aspect = 0.7f;
    options.grade.saturation = 1.3f;
    options.grade.contrast = 1.1f;
    status = tapestry_tilt_shift_create(device, table, &effect);
    if (status == TAPESTRY_OK) status = tapestry_tilt_shift_apply(effect, frame, &options);
    tapestry_tilt_shift_destroy(effect);
    return status;
}

static tapestry_status draw_rotational_bokeh(tapestry_device* device, const tapestry_table* table,
                                             const tapestry_effect_frame* frame) {
    tapestry_rotational_bokeh* effect;
    tapestry_rotational_bokeh_options options;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_rotational_bokeh_options, &options);
    options.center_x = 0.4f;
    options.center_y = 0.3f;
    options.max_radius = 0.15f;
    options.growth = 1.5f;
    status = tapestry_rotational_bokeh_create(device, table, &effect);
    if (status == TAPESTRY_OK) status = tapestry_rotational_bokeh_apply(effect, frame, &options);
    tapestry_rotational_bokeh_destroy(effect);
    return status;
}

static tapestry_status draw_cats_eye_bokeh(tapestry_device* device, const tapestry_table* table,
                                           const tapestry_effect_frame* frame) {
    tapestry_cats_eye_bokeh* effect;
    tapestry_cats_eye_options options;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_cats_eye_options, &options);
    options.center_x = 0.4f;
    options.center_y = 0.3f;
    options.radius = 0.1f;
    options.vignette = 0.7f;
    options.growth = 1.2f;
    options.aspect = 0.9f;
    status = tapestry_cats_eye_bokeh_create(device, table, &effect);
    if (status == TAPESTRY_OK) status = tapestry_cats_eye_bokeh_apply(effect, frame, &options);
    tapestry_cats_eye_bokeh_destroy(effect);
    return status;
}

static tapestry_status draw_lens_psf(tapestry_device* device, const tapestry_table* table,
                                     const tapestry_effect_frame* frame) {
    tapestry_lens_psf* effect;
    tapestry_lens_psf_options options;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_lens_psf_options, &options);
    options.center_x = 0.4f;
    options.center_y = 0.3f;
    options.blur_size = 4.0f;
    options.strength_waves = 0.35f;
    options.growth = 0.8f;
    options.turn_deg = 30.0f;
    status = tapestry_lens_psf_create(device, table, &effect);
    if (status == TAPESTRY_OK) status = tapestry_lens_psf_apply(effect, frame, &options);
    tapestry_lens_psf_destroy(effect);
    return status;
}

static tapestry_status draw_radial_motion_blur(tapestry_device* device, const tapestry_table* table,
                                               const tapestry_effect_frame* frame) {
    tapestry_radial_motion_blur* effect;
    tapestry_radial_motion_blur_options options;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_radial_motion_blur_options, &options);
    options.center_x = 0.4f;
    options.center_y = 0.3f;
    options.amount = 0.3f;
    options.max_length = 0.2f;
    options.motion = TAPESTRY_RADIAL_MOTION_SPIN;
    status = tapestry_radial_motion_blur_create(device, table, &effect);
    if (status == TAPESTRY_OK) status = tapestry_radial_motion_blur_apply(effect, frame, &options);
    tapestry_radial_motion_blur_destroy(effect);
    return status;
}

static tapestry_status draw_directional_motion_blur(tapestry_device* device, const tapestry_table* table,
                                                    const tapestry_effect_frame* frame,
                                                    uint32_t velocity_texture) {
    tapestry_directional_motion_blur* effect;
    tapestry_directional_motion_blur_options options;
    tapestry_data_view velocity = {0};
    tapestry_status status;
    velocity.texture = velocity_texture;
    TAPESTRY_INIT(tapestry_directional_motion_blur_options, &options);
    options.shutter = 0.75f;
    options.added_x = 0.05f;
    options.added_y = 0.02f;
    options.max_length = 0.3f;
    status = tapestry_directional_motion_blur_create(device, table, &effect);
    if (status == TAPESTRY_OK)
        status = tapestry_directional_motion_blur_apply(effect, frame, &velocity, &options);
    tapestry_directional_motion_blur_destroy(effect);
    return status;
}

static tapestry_status draw_sparse_filter(tapestry_device* device, const tapestry_table* table,
                                          const struct drawing_textures* textures) {
    tapestry_sparse_filter* filter;
    tapestry_sparse_filter_frame frame;
    tapestry_status status;
    TAPESTRY_INIT(tapestry_sparse_filter_frame, &frame);
    frame.source = view_of(textures->source);
    frame.target = view_of(textures->target);
    frame.resolution = TAPESTRY_RESOLUTION_HALF;
    frame.size_unit = TAPESTRY_SIZE_UNIT_PICTURE_HEIGHTS;
    frame.parameter_texture = textures->mask;
    frame.parameter_scale[0] = 0.25f;
    frame.turn_deg = 20.0f;
    frame.turn_texture = textures->mask;
    frame.aspect = 1.25f;
    frame.mask_texture.texture = textures->mask;
    status = tapestry_sparse_filter_create(device, table, &filter);
    if (status == TAPESTRY_OK) status = tapestry_sparse_filter_apply(filter, &frame);
    tapestry_sparse_filter_destroy(filter);
    return status;
}

static tapestry_depth_of_field_frame depth_of_field_frame(const struct drawing_textures* textures) {
    tapestry_depth_of_field_frame frame;
    TAPESTRY_INIT(tapestry_depth_of_field_frame, &frame);
    frame.source = view_of(textures->source);
    frame.target = view_of(textures->target);
    frame.row0 = TAPESTRY_ROW0_TOP;
    frame.depth_texture.texture = textures->depth;
    frame.depth_texture.jitter_x = 0.25f;
    frame.depth.kind = TAPESTRY_DEPTH_KIND_METRES;
    frame.mask_texture.texture = textures->mask;
    frame.motion_texture.texture = textures->velocity;
    frame.hidden.color = view_of(textures->source);
    frame.hidden.depth_texture.texture = textures->depth;
    frame.resolution = TAPESTRY_RESOLUTION_FULL;
    frame.exposure = 0.8f;
    frame.frame_time_s = 0.02f;
    return frame;
}

static tapestry_depth_of_field_options depth_of_field_options(void) {
    tapestry_depth_of_field_options options;
    TAPESTRY_INIT(tapestry_depth_of_field_options, &options);
    options.lens.focus_distance_m = 3.0f;
    options.lens.f_number = 1.4f;
    options.lens.focal_length_mm = 85.0f;
    options.lens.sensor_height_mm = 20.0f;
    options.tilt_deg = 2.0f;
    options.swing_deg = -3.0f;
    options.near_strength = 1.5f;
    options.far_strength = 0.8f;
    options.near_limit = 0.15f;
    options.far_limit = 0.12f;
    options.aspect = 0.9f;
    options.highlights.threshold = 6.0f;
    options.steadiness = 0.5f;
    return options;
}

/* Twice, the second time with what the view remembers. */
static tapestry_status draw_depth_of_field_with(tapestry_depth_of_field* effect,
                                                tapestry_depth_of_field_history* history,
                                                const struct drawing_textures* textures) {
    tapestry_depth_of_field_frame frame = depth_of_field_frame(textures);
    const tapestry_depth_of_field_options options = depth_of_field_options();
    tapestry_status first;
    frame.history = history;
    first = tapestry_depth_of_field_apply(effect, &frame, &options);
    return first != TAPESTRY_OK ? first : tapestry_depth_of_field_apply(effect, &frame, &options);
}

/* A disk. */
static void fill_aperture(float* values, int size) {
    int i;
    for (i = 0; i < size * size; ++i) {
        const double x = (i % size + 0.5) / size - 0.5, y = (i / size + 0.5) / size - 0.5;
        values[i] = hypot(x, y) < 0.5 ? 1.0f : 0.0f;
    }
}

static tapestry_status draw_depth_of_field(tapestry_device* device, const tapestry_table* table,
                                           const struct drawing_textures* textures) {
    tapestry_depth_of_field* effect;
    tapestry_depth_of_field_history* history = NULL;
    tapestry_depth_of_field_description description;
    float aperture[16 * 16];
    tapestry_status status;
    fill_aperture(aperture, 16);
    TAPESTRY_INIT(tapestry_depth_of_field_description, &description);
    description.bokeh = table;
    description.aperture_size = 16;
    description.aperture_values = aperture;
    status = tapestry_depth_of_field_create(device, &description, &effect);
    if (status == TAPESTRY_OK) status = tapestry_depth_of_field_history_create(device, &history);
    if (status == TAPESTRY_OK) status = draw_depth_of_field_with(effect, history, textures);
    if (status == TAPESTRY_OK) status = tapestry_depth_of_field_history_reset(history);
    tapestry_depth_of_field_history_destroy(history);
    tapestry_depth_of_field_destroy(effect);
    return status;
}

static tapestry_status draw(enum drawing which, tapestry_device* device, const tapestry_table* table,
                            const struct drawing_textures* textures) {
    const tapestry_effect_frame frame = frame_of(textures);
    switch (which) {
        case drawing_uniform_blur:
            return draw_uniform_blur(device, table, &frame);
        case drawing_tilt_shift:
            return draw_tilt_shift(device, table, &frame);
        case drawing_rotational_bokeh:
            return draw_rotational_bokeh(device, table, &frame);
        case drawing_cats_eye_bokeh:
            return draw_cats_eye_bokeh(device, table, &frame);
        case drawing_lens_psf:
            return draw_lens_psf(device, table, &frame);
        case drawing_radial_motion_blur:
            return draw_radial_motion_blur(device, table, &frame);
        case drawing_directional_motion_blur:
            return draw_directional_motion_blur(device, table, &frame, textures->velocity);
        case drawing_sparse_filter:
            return draw_sparse_filter(device, table, textures);
        default:
            return draw_depth_of_field(device, table, textures);
    }
}

const char* draw_by_c(enum drawing which, tapestry_device* device, const tapestry_table* table,
                      const struct drawing_textures* textures) {
    return draw(which, device, table, textures) == TAPESTRY_OK ? NULL : tapestry_last_error();
}
