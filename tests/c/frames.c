/* A host in C: makes a device, draws every effect, asks the device for all that it tells, and calls things
   that must fail. Arguments: the folder of the tables, and how many of the effects, where it is not all:
   under valgrind drivers take half an hour for the programs of depth of field. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "drawing.h"
#include "host.h"

struct host {
    tapestry_device* device;
    struct drawing_textures textures;
    const char* tables;
    int effects;
    int steps; /* of a preparation */
    int draws;
    int messages; /* of the log */
};

static void log_message(void* user, tapestry_log_level level, const char* message) {
    ++((struct host*)user)->messages;
    CHECK(level >= TAPESTRY_LOG_INFO && level <= TAPESTRY_LOG_ERROR && message != NULL);
}

static tapestry_table* open_table(const char* folder, const char* name) {
    char path[1024];
    tapestry_table* table = NULL;
    CHECK(strlen(folder) + strlen(name) < 1000);
    strcpy(path, folder);
    strcat(path, "/");
    strcat(path, name);
    CHECK_DONE(tapestry_table_create_from_file(path, &table));
    return table;
}

static tapestry_device_description describe(struct host* host) {
    tapestry_device_description description;
    TAPESTRY_INIT(tapestry_device_description, &description);
    description.get_proc_address = host_look_up;
    description.log = log_message;
    description.log_user = host;
    description.keeps_program_binaries = 1;
    return description;
}

static tapestry_device* make_device(struct host* host, const void* binaries, size_t byte_count) {
    tapestry_device* device = NULL;
    tapestry_device_description description = describe(host);
    description.program_binaries = binaries;
    description.program_binaries_byte_count = byte_count;
    CHECK_DONE(tapestry_device_create(&description, &device));
    return device;
}

static void draw_all(struct host* host) {
    int which;
    for (which = 0; which < host->effects; ++which) {
        tapestry_table* table = open_table(host->tables, table_of_drawing((enum drawing)which));
        const char* error = draw_by_c((enum drawing)which, host->device, table, &host->textures);
        if (error != NULL) fprintf(stderr, "drawing %d: %s\n", which, error);
        CHECK(error == NULL);
        tapestry_table_destroy(table);
    }
    CHECK_DONE(tapestry_device_end_frame(host->device));
}

/* Programs of another device, whole and damaged. */
static void check_program_binaries(struct host* host) {
    const void* binaries = NULL;
    unsigned char* damaged;
    size_t count = 0;
    CHECK_DONE(tapestry_device_program_binaries(host->device, &binaries, &count));
    printf("%u bytes of programs\n", (unsigned)count);
    damaged = malloc(count + 1);
    if (count == 0 || damaged == NULL) return;
    memcpy(damaged, binaries, count);
    tapestry_device_destroy(make_device(host, binaries, count));
    CHECK(host->messages == 0);
    damaged[count - 1] ^= 1;
    tapestry_device_destroy(make_device(host, damaged, count));
    CHECK(host->messages == 1);
    free(damaged);
}

static void check_devices_that_cannot_be(struct host* host) {
    tapestry_device* device = NULL;
    tapestry_device_description description = describe(host);
    description.shader_dir = "no such folder";
    CHECK_FAILS(tapestry_device_create(&description, &device), TAPESTRY_ERROR, "shader_dir: no such folder");
    description.shader_dir = NULL;
    description.host_state = 2;
    CHECK_FAILS(tapestry_device_create(&description, &device), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_device_create: description: 2 is no tapestry_host_state");
    CHECK(device == NULL);
}

static void check_what_devices_tell(struct host* host) {
    const char *renderer = NULL, *version = NULL;
    const tapestry_pass_time* times = NULL;
    tapestry_tile_counts tiles;
    tapestry_bool can = 0;
    size_t bytes = 0, count = 0;
    CHECK_DONE(tapestry_device_renderer(host->device, &renderer));
    CHECK_DONE(tapestry_device_version(host->device, &version));
    CHECK(renderer != NULL && strlen(renderer) > 0 && version != NULL && strlen(version) > 0);
    CHECK_DONE(tapestry_device_transient_bytes(host->device, &bytes));
    CHECK(bytes > 0);
    CHECK_DONE(tapestry_device_release_transient(host->device));
    CHECK_DONE(tapestry_device_transient_bytes(host->device, &bytes));
    CHECK(bytes == 0);

    CHECK_DONE(tapestry_device_time_passes(host->device, 1, &can));
    draw_all(host);
    TAPESTRY_INIT(tapestry_tile_counts, &tiles);
    CHECK_DONE(tapestry_device_tile_counts(host->device, &tiles));
    CHECK(tiles.copied >= 0 && tiles.common >= 0 && tiles.interval >= 0 && tiles.varying >= 0);
    CHECK_FAILS(tapestry_device_tile_counts(host->device, NULL), TAPESTRY_ERROR_ARGUMENT, "counts is NULL");
    CHECK_DONE(tapestry_device_take_pass_times(host->device, &times, &count));
    if (can && count > 0) CHECK(strncmp(times[0].name, "tapestry ", 9) == 0 && times[0].milliseconds >= 0.0);
    CHECK_DONE(tapestry_device_time_passes(host->device, 0, NULL));
    CHECK_DONE(tapestry_device_reload_shaders(host->device));
    printf("%s, %s\n", renderer, version);
}

static tapestry_bool count_steps(void* user, int32_t done, int32_t total) {
    struct host* host = user;
    CHECK(done >= 1 && done <= total);
    ++host->steps;
    return 1;
}

static tapestry_bool end_at_once(void* user, int32_t done, int32_t total) {
    (void)user;
    (void)done;
    (void)total;
    return 0;
}

static tapestry_depth_of_field_preparation preparation_of(void) {
    tapestry_depth_of_field_preparation preparation;
    TAPESTRY_INIT(tapestry_depth_of_field_preparation, &preparation);
    preparation.source.format = 0x881A; /* GL_RGBA16F */
    preparation.target.format = 0x881A;
    preparation.highlights = 0;
    return preparation;
}

static void check_depth_of_field_prepares(struct host* host) {
    tapestry_table* table = open_table(host->tables, "disk_0-24_8x3_flat.tap");
    tapestry_depth_of_field_preparation preparation = preparation_of();
    tapestry_depth_of_field_description description;
    tapestry_depth_of_field* effect = NULL;
    TAPESTRY_INIT(tapestry_depth_of_field_description, &description);
    description.bokeh = table;
    CHECK_DONE(tapestry_depth_of_field_create(host->device, &description, &effect));
    CHECK_FAILS(tapestry_depth_of_field_prepare(effect, &preparation, end_at_once, NULL), TAPESTRY_CANCELLED,
                "");
    host->steps = 0;
    CHECK_DONE(tapestry_depth_of_field_prepare(effect, &preparation, count_steps, host));
    CHECK(host->steps > 0);
    preparation.source.encoding = 5;
    CHECK_FAILS(tapestry_depth_of_field_prepare(effect, &preparation, NULL, NULL), TAPESTRY_ERROR_ARGUMENT,
                "preparation: 5 is no tapestry_encoding");
    preparation.source.encoding = TAPESTRY_ENCODING_LINEAR;
    preparation.source.format = 1;
    CHECK_FAILS(tapestry_depth_of_field_prepare(effect, &preparation, NULL, NULL), TAPESTRY_ERROR, "");
    tapestry_depth_of_field_destroy(effect);

    description.aperture_size = 16;
    CHECK_FAILS(tapestry_depth_of_field_create(host->device, &description, &effect), TAPESTRY_ERROR_ARGUMENT,
                "description: aperture_values is NULL");
    description.bokeh = NULL;
    CHECK_FAILS(tapestry_depth_of_field_create(host->device, &description, &effect), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_depth_of_field_create: description: bokeh is NULL");
    tapestry_table_destroy(table);
}

struct tilt_shift_frame {
    tapestry_tilt_shift* effect;
    tapestry_effect_frame frame;
    tapestry_tilt_shift_options options;
    int draws;
};

static tapestry_status draw_tilt_shift_frame(void* user) {
    struct tilt_shift_frame* drawn = user;
    ++drawn->draws;
    return tapestry_tilt_shift_apply(drawn->effect, &drawn->frame, &drawn->options);
}

static tapestry_status fail_on_its_own(void* user) {
    (void)user;
    return 77;
}

static void check_device_prepares(struct host* host, struct tilt_shift_frame* drawn) {
    drawn->draws = host->steps = 0;
    CHECK_DONE(tapestry_device_prepare(host->device, draw_tilt_shift_frame, drawn, count_steps, host));
    CHECK(drawn->draws == 2 && host->steps > 0);
    CHECK_FAILS(tapestry_device_prepare(host->device, draw_tilt_shift_frame, drawn, end_at_once, NULL),
                TAPESTRY_CANCELLED, "");
    CHECK_FAILS(tapestry_device_prepare(host->device, fail_on_its_own, NULL, NULL, NULL), 77,
                "draw has returned 77");
    CHECK_FAILS(tapestry_device_prepare(host->device, NULL, NULL, NULL, NULL), TAPESTRY_ERROR_ARGUMENT,
                "draw is NULL");
    drawn->options.center_x = (float)NAN;
    CHECK_FAILS(tapestry_device_prepare(host->device, draw_tilt_shift_frame, drawn, NULL, NULL),
                TAPESTRY_ERROR, "center_x is not a number");
    drawn->options.center_x = 0.5f;
}

static void check_wrong_frames(struct host* host, struct tilt_shift_frame* drawn) {
    tapestry_effect_frame frame = drawn->frame;
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &frame, NULL), TAPESTRY_ERROR_ARGUMENT,
                "tapestry_tilt_shift_apply: options is NULL");
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, NULL, &drawn->options), TAPESTRY_ERROR_ARGUMENT,
                "frame is NULL");
    frame.target = frame.source;
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &frame, &drawn->options), TAPESTRY_ERROR, "");
    frame = drawn->frame;
    frame.source.texture = 0;
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &frame, &drawn->options), TAPESTRY_ERROR, "source");
    frame = drawn->frame;
    frame.source.alpha = 9;
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &frame, &drawn->options), TAPESTRY_ERROR_ARGUMENT,
                "frame: 9 is no tapestry_alpha");
    frame = drawn->frame;
    frame.mask_texture.reserved[0] = 1;
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &frame, &drawn->options), TAPESTRY_ERROR_ARGUMENT,
                "frame: a reserved number is 1, not 0");
    frame = drawn->frame;
    frame.size = sizeof frame.size;
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &frame, &drawn->options), TAPESTRY_ERROR_ARGUMENT,
                "frame: size is 8, which no tapestry_effect_frame has: call tapestry_effect_frame_init");
    /* Of a program that knows nothing past the textures. */
    frame.size = offsetof(tapestry_effect_frame, row0);
    CHECK_DONE(tapestry_tilt_shift_apply(drawn->effect, &frame, &drawn->options));
    CHECK_DONE(tapestry_device_set_transient_limit(host->device, 1000));
    CHECK_DONE(tapestry_device_release_transient(host->device));
    CHECK_FAILS(tapestry_tilt_shift_apply(drawn->effect, &drawn->frame, &drawn->options), TAPESTRY_ERROR, "");
    CHECK_DONE(tapestry_device_set_transient_limit(host->device, 0));
}

static void check_tilt_shift_frames(struct host* host) {
    struct tilt_shift_frame drawn;
    tapestry_table* disks = open_table(host->tables, "disk_0-24_8x3_flat.tap");
    tapestry_table* gaussians = open_table(host->tables, "gaussian_0-11_12x4_photo.tap");
    TAPESTRY_INIT(tapestry_effect_frame, &drawn.frame);
    TAPESTRY_INIT(tapestry_tilt_shift_options, &drawn.options);
    drawn.frame.source.texture = host->textures.source;
    drawn.frame.target.texture = host->textures.target;
    drawn.effect = (tapestry_tilt_shift*)&drawn;
    CHECK_FAILS(tapestry_tilt_shift_create(host->device, gaussians, &drawn.effect), TAPESTRY_ERROR,
                "radius_px");
    CHECK(drawn.effect == NULL);
    CHECK_DONE(tapestry_tilt_shift_create(host->device, disks, &drawn.effect));
    check_device_prepares(host, &drawn);
    check_wrong_frames(host, &drawn);
    tapestry_tilt_shift_destroy(drawn.effect);
    tapestry_table_destroy(disks);
    tapestry_table_destroy(gaussians);
}

static void check_velocities(struct host* host) {
    tapestry_table* lines = open_table(host->tables, table_of_drawing(drawing_directional_motion_blur));
    tapestry_directional_motion_blur* effect = NULL;
    tapestry_directional_motion_blur_options options;
    tapestry_effect_frame frame;
    tapestry_data_view velocity = {0};
    TAPESTRY_INIT(tapestry_directional_motion_blur_options, &options);
    TAPESTRY_INIT(tapestry_effect_frame, &frame);
    frame.source.texture = host->textures.source;
    frame.target.texture = host->textures.target;
    CHECK_DONE(tapestry_directional_motion_blur_create(host->device, lines, &effect));
    CHECK_DONE(tapestry_directional_motion_blur_apply(effect, &frame, NULL, &options));
    velocity.texture = host->textures.depth;
    CHECK_FAILS(tapestry_directional_motion_blur_apply(effect, &frame, &velocity, &options), TAPESTRY_ERROR,
                "velocity");
    velocity.reserved[0] = 5;
    CHECK_FAILS(tapestry_directional_motion_blur_apply(effect, &frame, &velocity, &options),
                TAPESTRY_ERROR_ARGUMENT, "velocity_texture: a reserved number is 5, not 0");
    tapestry_directional_motion_blur_destroy(effect);
    tapestry_table_destroy(lines);
}

int main(int argc, char** argv) {
    struct host host = {0};
    if (argc < 2 || !host_start()) return 2;
    host.tables = argv[1];
    host.effects = argc > 2 ? atoi(argv[2]) : (int)drawing_count;
    host.device = make_device(&host, NULL, 0);
    if (host.device == NULL) return 1;
    host.textures = make_drawing_textures();
    draw_all(&host);
    check_what_devices_tell(&host);
    check_program_binaries(&host);
    check_devices_that_cannot_be(&host);
    if (host.effects > drawing_directional_motion_blur) check_velocities(&host);
    if (host.effects > drawing_depth_of_field) check_depth_of_field_prepares(&host);
    check_tilt_shift_frames(&host);
    delete_drawing_textures(&host.textures);
    tapestry_device_destroy(host.device);
    CHECK(!host_has_gl_error());
    printf("the C interface with OpenGL: %d failures\n", failures);
    return failures == 0 ? 0 : 1;
}
