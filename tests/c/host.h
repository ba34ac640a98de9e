/* What a program in C has from its platform: a context, textures, files. Here over EGL, without a window. */
#ifndef TAPESTRY_TESTS_C_HOST_H
#define TAPESTRY_TESTS_C_HOST_H

#include <stddef.h>
#include <stdint.h>

#include "tapestry/tapestry.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Makes a context, current on this thread until the program ends; 0 where there is none to be had. */
int host_start(void);
tapestry_proc host_look_up(void* user, const char* name);

/* Of 1, 2 or 4 floats a pixel; numbers may be NULL. */
uint32_t host_texture(int channels, int width, int height, const float* numbers);
void host_delete_texture(uint32_t texture);
/* 4 floats a pixel. */
void host_read(uint32_t texture, float* numbers);
/* 1 where GL has an error to tell. */
int host_has_gl_error(void);

#ifdef __cplusplus
}
#endif

#endif
