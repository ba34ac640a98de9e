/* Pictures of every effect, drawn through the C interface. same_bits_test.cpp draws them through the other.
 */
#ifndef TAPESTRY_TESTS_C_DRAWING_H
#define TAPESTRY_TESTS_C_DRAWING_H

#include <stdint.h>

#include "tapestry/tapestry.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { picture_width = 64, picture_height = 48 };

enum drawing {
    drawing_uniform_blur,
    drawing_tilt_shift,
    drawing_rotational_bokeh,
    drawing_cats_eye_bokeh,
    drawing_lens_psf,
    drawing_radial_motion_blur,
    drawing_directional_motion_blur,
    drawing_sparse_filter,
    drawing_depth_of_field,
    drawing_count
};

/* The table that each is drawn with. */
const char* table_of_drawing(enum drawing which);

struct drawing_textures {
    uint32_t source;   /* RGBA32F */
    uint32_t target;   /* RGBA32F */
    uint32_t depth;    /* R32F, metres, of half the size */
    uint32_t mask;     /* R32F */
    uint32_t velocity; /* RG32F */
};

/* The textures, with pictures in them. */
struct drawing_textures make_drawing_textures(void);
void delete_drawing_textures(const struct drawing_textures* textures);

/* The error that has come of it, or NULL. Depth of field is drawn twice, the second
   time with what its view remembers. */
const char* draw_by_c(enum drawing which, tapestry_device* device, const tapestry_table* table,
                      const struct drawing_textures* textures);

#ifdef __cplusplus
}
#endif

#endif
