/* All of the C interface that needs no OpenGL: structs and their sizes, tables, options, lenses, and what is
   said of wrong arguments. The argument is the folder of the tables. */
#include <math.h>
#include <stdlib.h>

#include "check.h"

static void check_struct_initialiser(tapestry_status of_null, tapestry_status of_no_size) {
    CHECK(of_null == TAPESTRY_ERROR_ARGUMENT);
    CHECK(of_no_size == TAPESTRY_ERROR_ARGUMENT);
}

#define CHECK_INITIALISER(type)                                                                  \
    do {                                                                                         \
        type initialised;                                                                        \
        memset(&initialised, 0xA5, sizeof initialised);                                          \
        CHECK_DONE(TAPESTRY_INIT(type, &initialised));                                           \
        CHECK(initialised.size == sizeof initialised);                                           \
        check_struct_initialiser(type##_init(NULL, sizeof(type)), type##_init(&initialised, 0)); \
    } while (0)

static void check_initialisers(void) {
    CHECK_INITIALISER(tapestry_table_info);
    CHECK_INITIALISER(tapestry_axis_info);
    CHECK_INITIALISER(tapestry_device_description);
    CHECK_INITIALISER(tapestry_tile_counts);
    CHECK_INITIALISER(tapestry_effect_frame);
    CHECK_INITIALISER(tapestry_sparse_filter_frame);
    CHECK_INITIALISER(tapestry_uniform_blur_options);
    CHECK_INITIALISER(tapestry_tilt_shift_options);
    CHECK_INITIALISER(tapestry_rotational_bokeh_options);
    CHECK_INITIALISER(tapestry_cats_eye_options);
    CHECK_INITIALISER(tapestry_lens_psf_options);
    CHECK_INITIALISER(tapestry_radial_motion_blur_options);
    CHECK_INITIALISER(tapestry_directional_motion_blur_options);
    CHECK_INITIALISER(tapestry_depth_of_field_description);
    CHECK_INITIALISER(tapestry_depth_of_field_frame);
    CHECK_INITIALISER(tapestry_depth_of_field_options);
    CHECK_INITIALISER(tapestry_depth_of_field_preparation);
    CHECK_FAILS(tapestry_tilt_shift_options_init(NULL, 8), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_tilt_shift_options_init: the struct is NULL");
}

static void check_sizes_that_none_has(void) {
    const size_t sizes[] = {0, 4, sizeof(size_t) + 3, 100000};
    size_t i;
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
        tapestry_tilt_shift_options options;
        CHECK_DONE(TAPESTRY_INIT(tapestry_tilt_shift_options, &options));
        options.size = sizes[i];
        CHECK_FAILS(tapestry_tilt_shift_options_clamp(&options), TAPESTRY_ERROR_ARGUMENT,
                    ", which no tapestry_tilt_shift_options has: call tapestry_tilt_shift_options_init");
    }
}

/* What a program knew that was compiled when the struct had no aperture yet, with a guard behind it. */
struct older_options {
    size_t size;
    float center_x;
    float center_y;
    float angle_deg;
    float band_width;
};

static void check_older_program(void) {
    struct {
        struct older_options options;
        float guard[16];
    } host;
    const float untouched = 7.5f;
    size_t i;
    for (i = 0; i < 16; ++i) host.guard[i] = untouched;
    CHECK_DONE(
        tapestry_tilt_shift_options_init((tapestry_tilt_shift_options*)(void*)&host, sizeof host.options));
    CHECK(host.options.size == sizeof host.options);
    CHECK(host.options.band_width == 0.2f);
    host.options.band_width = 17.0f;
    /* The fields that it lacks have their defaults: NaN in the guard would be an error. */
    host.guard[0] = (float)NAN;
    CHECK_DONE(tapestry_tilt_shift_options_clamp((tapestry_tilt_shift_options*)(void*)&host));
    CHECK(host.options.band_width == 4.0f);
    for (i = 1; i < 16; ++i) CHECK(host.guard[i] == untouched);
}

static void check_newer_program(void) {
    struct {
        tapestry_cats_eye_options options;
        float added[2];
    } host;
    memset(&host, 0xA5, sizeof host);
    CHECK_DONE(tapestry_cats_eye_options_init((tapestry_cats_eye_options*)(void*)&host, sizeof host));
    CHECK(host.options.size == sizeof host && host.options.growth == 1.5f);
    CHECK(host.added[0] == 0.0f && host.added[1] == 0.0f);
    host.options.growth = 100.0f;
    CHECK_DONE(tapestry_cats_eye_options_clamp((tapestry_cats_eye_options*)(void*)&host));
    CHECK(host.options.size == sizeof host && host.options.growth == 4.0f);
    host.added[1] = 1.0f;
    CHECK_FAILS(tapestry_cats_eye_options_clamp((tapestry_cats_eye_options*)(void*)&host),
                TAPESTRY_ERROR_ARGUMENT, "the library is older than the host's header");
}

static void check_options(void) {
    const float nan = (float)NAN;
    tapestry_uniform_blur_options uniform;
    tapestry_tilt_shift_options tilt_shift;
    tapestry_rotational_bokeh_options swirl;
    tapestry_cats_eye_options eyes;
    tapestry_lens_psf_options lens;
    tapestry_radial_motion_blur_options radial;
    tapestry_directional_motion_blur_options directional;
    tapestry_depth_of_field_options depth_of_field;
    TAPESTRY_INIT(tapestry_uniform_blur_options, &uniform);
    TAPESTRY_INIT(tapestry_tilt_shift_options, &tilt_shift);
    TAPESTRY_INIT(tapestry_rotational_bokeh_options, &swirl);
    TAPESTRY_INIT(tapestry_cats_eye_options, &eyes);
    TAPESTRY_INIT(tapestry_lens_psf_options, &lens);
    TAPESTRY_INIT(tapestry_radial_motion_blur_options, &radial);
    TAPESTRY_INIT(tapestry_directional_motion_blur_options, &directional);
    TAPESTRY_INIT(tapestry_depth_of_field_options, &depth_of_field);

    uniform.sigma = 0.5f;
    uniform.unit = TAPESTRY_SIGMA_UNIT_PICTURE_HEIGHTS;
    CHECK_DONE(tapestry_uniform_blur_options_clamp(&uniform, 1000));
    CHECK(uniform.sigma == 100.0f && uniform.unit == TAPESTRY_SIGMA_UNIT_PIXELS);
    depth_of_field.lens.f_number = 1e6f;
    depth_of_field.autofocus.on = 7;
    CHECK_DONE(tapestry_depth_of_field_options_clamp(&depth_of_field));
    CHECK(depth_of_field.lens.f_number == 1024.0f && depth_of_field.autofocus.on == 1);

    uniform.sigma = tilt_shift.band_width = swirl.growth = eyes.radius = lens.blur_size = radial.amount =
        directional.shutter = depth_of_field.catseye = nan;
    CHECK_FAILS(tapestry_uniform_blur_options_clamp(&uniform, 8), TAPESTRY_ERROR, "sigma is not a number");
    CHECK_FAILS(tapestry_tilt_shift_options_clamp(&tilt_shift), TAPESTRY_ERROR, "band_width is not a number");
    CHECK_FAILS(tapestry_rotational_bokeh_options_clamp(&swirl), TAPESTRY_ERROR, "growth is not a number");
    CHECK_FAILS(tapestry_cats_eye_options_clamp(&eyes), TAPESTRY_ERROR, "radius is not a number");
    CHECK_FAILS(tapestry_lens_psf_options_clamp(&lens), TAPESTRY_ERROR, "size is not a number");
    CHECK_FAILS(tapestry_radial_motion_blur_options_clamp(&radial), TAPESTRY_ERROR, "amount is not a number");
    CHECK_FAILS(tapestry_directional_motion_blur_options_clamp(&directional), TAPESTRY_ERROR,
                "shutter is not a number");
    CHECK_FAILS(tapestry_depth_of_field_options_clamp(&depth_of_field), TAPESTRY_ERROR,
                "catseye is not a number");
    tilt_shift.falloff = 7;
    CHECK_FAILS(tapestry_tilt_shift_options_clamp(&tilt_shift), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_tilt_shift_options_clamp: options: 7 is no tapestry_falloff");
    uniform.reserved[0] = 3;
    CHECK_FAILS(tapestry_uniform_blur_options_clamp(&uniform, 8), TAPESTRY_ERROR_ARGUMENT,
                "options: a reserved number is 3, not 0");
}

static unsigned char* read_file(const char* path, size_t* size) {
    FILE* file = fopen(path, "rb");
    unsigned char* bytes = malloc(1 << 22);
    CHECK(file != NULL && bytes != NULL);
    if (file == NULL || bytes == NULL) exit(1);
    *size = fread(bytes, 1, 1 << 22, file);
    fclose(file);
    return bytes;
}

static void check_table(const tapestry_table* table) {
    tapestry_table_info info;
    tapestry_axis_info axis;
    const char *key = NULL, *value = NULL;
    size_t i, reads = 0;
    float first_weights = 0.0f;
    TAPESTRY_INIT(tapestry_table_info, &info);
    TAPESTRY_INIT(tapestry_axis_info, &axis);
    CHECK_DONE(tapestry_table_get_info(table, &info));
    CHECK(strcmp(info.kernel, "disk") == 0);
    CHECK(info.axis_count == 1 && info.layer_count == 3);
    CHECK(!info.is_signed && info.metadata_count > 0);
    for (i = 0; i < info.layer_count; ++i) reads += info.layer_taps[i];
    CHECK(reads == 24 && info.tap_count == reads * info.entry_count);
    for (i = 0; i < info.layer_taps[0]; ++i) first_weights += info.taps[4 * i * info.entry_count + 2];
    CHECK(fabs((double)first_weights - 1.0) < 1e-4);

    CHECK_DONE(tapestry_table_get_axis(table, 0, &axis));
    CHECK(strcmp(axis.name, "radius_px") == 0 && strcmp(axis.unit, "px") == 0);
    CHECK(axis.knot_count == info.entry_count && axis.period == 0.0f);
    CHECK(axis.knots[0] == 0.0f && axis.knots[axis.knot_count - 1] == 24.0f);
    CHECK_FAILS(tapestry_table_get_axis(table, 1, &axis), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_table_get_axis: index 1: the table has 1 axes");
    CHECK_DONE(tapestry_table_get_metadata(table, 0, &key, &value));
    CHECK(key != NULL && strlen(key) > 0 && value != NULL);
    CHECK_FAILS(tapestry_table_get_metadata(table, info.metadata_count, &key, &value),
                TAPESTRY_ERROR_ARGUMENT, "pairs of metadata");
    CHECK_FAILS(tapestry_table_get_info(table, NULL), TAPESTRY_ERROR_ARGUMENT, "info is NULL");
    CHECK_FAILS(tapestry_table_get_info(NULL, &info), TAPESTRY_ERROR_ARGUMENT, "table is NULL");
    info.size = 0;
    CHECK_FAILS(tapestry_table_get_info(table, &info), TAPESTRY_ERROR_ARGUMENT,
                "call tapestry_table_info_init");
}

static void check_tables(const char* folder) {
    char path[1024];
    size_t size = 0;
    unsigned char* bytes;
    tapestry_table *table = NULL, *none = (tapestry_table*)&size;
    CHECK(strlen(folder) < 900);
    strcpy(path, folder);
    strcat(path, "/disk_0-24_8x3_flat.tap");
    bytes = read_file(path, &size);
    CHECK_DONE(tapestry_table_create_from_memory(bytes, size, &table));
    memset(bytes, 0xA5, size); /* they were looked at during the call alone */
    check_table(table);
    tapestry_table_destroy(table);
    CHECK_DONE(tapestry_table_create_from_file(path, &table));
    check_table(table);
    tapestry_table_destroy(table);
    free(bytes);

    bytes = read_file(path, &size);
    CHECK_FAILS(tapestry_table_create_from_memory(bytes, 20, &none), TAPESTRY_ERROR, "");
    CHECK(none == NULL);
    CHECK_FAILS(tapestry_table_create_from_memory(bytes, 0, &none), TAPESTRY_ERROR, "");
    CHECK_FAILS(tapestry_table_create_from_memory(bytes, size - 16, &none), TAPESTRY_ERROR, "");
    bytes[size / 2] ^= 1;
    CHECK_FAILS(tapestry_table_create_from_memory(bytes, size, &none), TAPESTRY_ERROR, "checksum");
    bytes[0] = 'X';
    CHECK_FAILS(tapestry_table_create_from_memory(bytes, size, &none), TAPESTRY_ERROR, "");
    CHECK_FAILS(tapestry_table_create_from_memory(NULL, size, &none), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_table_create_from_memory: bytes is NULL");
    CHECK_FAILS(tapestry_table_create_from_memory(bytes, size, NULL), TAPESTRY_ERROR_ARGUMENT,
                "table is NULL");
    CHECK_FAILS(tapestry_table_create_from_file(NULL, &none), TAPESTRY_ERROR_ARGUMENT, "path is NULL");
    CHECK_FAILS(tapestry_table_create_from_file("no such table.tap", &none), TAPESTRY_ERROR,
                "no such table.tap: ");
    free(bytes);
}

static void check_lenses(void) {
    /* GL's perspective projection from 0.5 m to 100 m. */
    float matrix[16] = {1.0f, 0.0f, 0.0f, 0.0f,  0.0f, 1.0f, 0.0f, 0.0f,
                        0.0f, 0.0f, 0.0f, -1.0f, 0.0f, 0.0f, 0.0f, 0.0f};
    tapestry_depth_of_field_options options;
    tapestry_depth_convention depth;
    double near_m = 0.0, far_px = 0.0, at_focus_px = 1.0, focus_m = 0.0, nearness = 0.0, heights = 0.0,
           degrees = 0.0;
    matrix[10] = -100.5f / 99.5f;
    matrix[14] = -100.0f / 99.5f;
    CHECK_DONE(tapestry_depth_of_projection(matrix, TAPESTRY_CLIP_DEPTH_MINUS_ONE_TO_ONE, &depth));
    CHECK(depth.kind == TAPESTRY_DEPTH_KIND_PERSPECTIVE && !depth.reversed);
    CHECK(fabs((double)depth.near_m - 0.5) < 1e-4 && fabs((double)depth.far_m - 100.0) < 0.1);
    CHECK_DONE(tapestry_view_distance_m(&depth, 0.0, &near_m));
    CHECK(fabs(near_m - 0.5) < 1e-4);
    CHECK_FAILS(tapestry_depth_of_projection(matrix, 9, &depth), TAPESTRY_ERROR_ARGUMENT,
                "clip_depth: 9 is no tapestry_clip_depth");
    CHECK_FAILS(tapestry_depth_of_projection(NULL, 0, &depth), TAPESTRY_ERROR_ARGUMENT, "matrix is NULL");
    matrix[0] = (float)NAN;
    CHECK_FAILS(tapestry_depth_of_projection(matrix, 0, &depth), TAPESTRY_ERROR, "");
    depth.kind = TAPESTRY_DEPTH_KIND_SIGNED_COC;
    CHECK_FAILS(tapestry_view_distance_m(&depth, 0.5, &near_m), TAPESTRY_ERROR, "SIGNED_COC is no depth");
    depth.kind = TAPESTRY_DEPTH_KIND_ORTHOGRAPHIC;
    depth.near_m = -1.0f;
    CHECK_FAILS(tapestry_view_distance_m(&depth, 0.5, &near_m), TAPESTRY_ERROR, "near_m");

    TAPESTRY_INIT(tapestry_depth_of_field_options, &options);
    CHECK_DONE(tapestry_signed_coc_px(&options, 5.0, 1080, 1.0, &at_focus_px));
    CHECK_DONE(tapestry_signed_coc_px(&options, 1e6, 1080, 1.0, &far_px));
    CHECK_DONE(tapestry_coc_at_infinity(&options.lens, &heights));
    CHECK(fabs(at_focus_px) < 1e-6 && fabs(far_px - 1080.0 * heights) < 0.01);
    CHECK_DONE(tapestry_focus_distance_through(&options, 3.0, 4.0, 2.5, 1920, 1080, &focus_m));
    CHECK(fabs(focus_m - 2.5) < 1e-6);
    CHECK_DONE(tapestry_nearness_of_focus(&options, 3.0, 4.0, 1920, 1080, &nearness));
    CHECK(nearness == 1.0);
    CHECK_DONE(tapestry_vertical_field_of_view_deg(&options.lens, &degrees));
    CHECK(degrees > 26.0 && degrees < 28.0);
    CHECK_FAILS(tapestry_signed_coc_px(&options, 5.0, 1080, 1.0, NULL), TAPESTRY_ERROR_ARGUMENT,
                "coc_px is NULL");
    CHECK_FAILS(tapestry_signed_coc_px(NULL, 5.0, 1080, 1.0, &far_px), TAPESTRY_ERROR_ARGUMENT,
                "options is NULL");
    options.lens.f_number = (float)NAN;
    CHECK_FAILS(tapestry_coc_at_infinity(&options.lens, &heights), TAPESTRY_ERROR,
                "lens.f_number is not a number");
}

/* Everything that takes a handle, without one. */
static void check_null_handles(void) {
    tapestry_effect_frame frame;
    tapestry_depth_of_field_description description;
    size_t bytes = 0;
    TAPESTRY_INIT(tapestry_effect_frame, &frame);
    TAPESTRY_INIT(tapestry_depth_of_field_description, &description);
#define CHECK_NULL(call, name) CHECK_FAILS(call, TAPESTRY_ERROR_ARGUMENT, name " is NULL")
    CHECK_NULL(tapestry_device_renderer(NULL, NULL), "tapestry_device_renderer: device");
    CHECK_NULL(tapestry_device_version(NULL, NULL), "device");
    CHECK_NULL(tapestry_device_prepare(NULL, NULL, NULL, NULL, NULL), "device");
    CHECK_NULL(tapestry_device_program_binaries(NULL, NULL, NULL), "device");
    CHECK_NULL(tapestry_device_transient_bytes(NULL, &bytes), "device");
    CHECK_NULL(tapestry_device_release_transient(NULL), "device");
    CHECK_NULL(tapestry_device_set_transient_limit(NULL, 0), "device");
    CHECK_NULL(tapestry_device_end_frame(NULL), "device");
    CHECK_NULL(tapestry_device_time_passes(NULL, 1, NULL), "device");
    CHECK_NULL(tapestry_device_take_pass_times(NULL, NULL, NULL), "device");
    CHECK_NULL(tapestry_device_tile_counts(NULL, NULL), "device");
    CHECK_NULL(tapestry_device_reload_shaders(NULL), "device");
    CHECK_NULL(tapestry_sparse_filter_create(NULL, NULL, NULL), "filter");
    CHECK_NULL(tapestry_sparse_filter_apply(NULL, NULL), "filter");
#define CHECK_NULL_EFFECT(name)                                              \
    do {                                                                     \
        tapestry_##name* effect = (tapestry_##name*)&frame;                  \
        CHECK_NULL(tapestry_##name##_create(NULL, NULL, NULL), "effect");    \
        CHECK_NULL(tapestry_##name##_create(NULL, NULL, &effect), "device"); \
        CHECK(effect == NULL);                                               \
        tapestry_##name##_destroy(effect);                                   \
    } while (0)
    CHECK_NULL_EFFECT(uniform_blur);
    CHECK_NULL_EFFECT(tilt_shift);
    CHECK_NULL_EFFECT(rotational_bokeh);
    CHECK_NULL_EFFECT(cats_eye_bokeh);
    CHECK_NULL_EFFECT(lens_psf);
    CHECK_NULL_EFFECT(radial_motion_blur);
    CHECK_NULL_EFFECT(directional_motion_blur);
    CHECK_NULL(tapestry_uniform_blur_apply(NULL, &frame, NULL), "tapestry_uniform_blur_apply: effect");
    CHECK_NULL(tapestry_tilt_shift_apply(NULL, &frame, NULL), "effect");
    CHECK_NULL(tapestry_rotational_bokeh_apply(NULL, &frame, NULL), "effect");
    CHECK_NULL(tapestry_cats_eye_bokeh_apply(NULL, &frame, NULL), "effect");
    CHECK_NULL(tapestry_lens_psf_apply(NULL, &frame, NULL), "effect");
    CHECK_NULL(tapestry_radial_motion_blur_apply(NULL, &frame, NULL), "effect");
    CHECK_NULL(tapestry_directional_motion_blur_apply(NULL, &frame, NULL, NULL), "effect");
    CHECK_NULL(tapestry_depth_of_field_create(NULL, &description, NULL), "effect");
    CHECK_NULL(tapestry_depth_of_field_apply(NULL, NULL, NULL), "effect");
    CHECK_NULL(tapestry_depth_of_field_prepare(NULL, NULL, NULL, NULL), "effect");
    CHECK_NULL(tapestry_depth_of_field_history_create(NULL, NULL), "history");
    CHECK_NULL(tapestry_depth_of_field_history_reset(NULL), "history");
    tapestry_table_destroy(NULL);
    tapestry_device_destroy(NULL);
    tapestry_sparse_filter_destroy(NULL);
    tapestry_depth_of_field_destroy(NULL);
    tapestry_depth_of_field_history_destroy(NULL);
}

static int asked = 0;

static tapestry_proc finds_nothing(void* user, const char* name) {
    ++asked;
    CHECK(user == &asked && strncmp(name, "gl", 2) == 0);
    return NULL;
}

static void check_no_device(void) {
    tapestry_device* device = (tapestry_device*)&asked;
    tapestry_device_description description;
    TAPESTRY_INIT(tapestry_device_description, &description);
    CHECK_FAILS(tapestry_device_create(&description, &device), TAPESTRY_ERROR, "get_proc_address is null");
    CHECK(device == NULL);
    description.get_proc_address = finds_nothing;
    description.get_proc_address_user = &asked;
    CHECK_FAILS(tapestry_device_create(&description, &device), TAPESTRY_ERROR, "does not find glGetString");
    CHECK(asked == 1);
    CHECK_FAILS(tapestry_device_create(NULL, &device), TAPESTRY_ERROR_ARGUMENT, "description is NULL");
    CHECK_FAILS(tapestry_device_create(&description, NULL), TAPESTRY_ERROR_ARGUMENT, "device is NULL");
    description.size = sizeof description.size;
    CHECK_FAILS(tapestry_device_create(&description, &device), TAPESTRY_ERROR_ARGUMENT,
                "description: size is 8, which no tapestry_device_description has");
}

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    CHECK(tapestry_last_error()[0] == '\0');
    CHECK(tapestry_version() == TAPESTRY_VERSION);
    CHECK(strcmp(tapestry_version_string(), TAPESTRY_VERSION_STRING) == 0);
    check_initialisers();
    check_sizes_that_none_has();
    check_older_program();
    check_newer_program();
    check_options();
    check_tables(argv[1]);
    check_lenses();
    check_null_handles();
    check_no_device();
    printf("the C interface without OpenGL: %d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
