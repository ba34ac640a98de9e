/// get_proc_address functions that lie, and one that counts the objects that live.
#pragma once

#include <cstddef>

namespace tapestry::test {

/// Finds nothing.
void* find_nothing(const char* name);

/// Finds everything but one function.
void* find_all_but_dispatch(const char* name);

/// glGetString has nothing to say, as where no context is current.
void* find_without_context(const char* name);

/// GL_VERSION is "4.2.0 test", or "OpenGL ES 3.0 test".
void* find_gl_4_2(const char* name);
void* find_gles_3_0(const char* name);

/// glGetString alone.
void* find_get_string_only(const char* name);

/// Finds everything; GL_RENDERER is another.
void* find_other_renderer(const char* name);

/// Storage blocks have 1024 bytes at most.
void* find_small_blocks(const char* name);

/// The context was reset as soon as set_context_reset says so.
void* find_reset_context(const char* name);
void set_context_reset(bool is_reset);

/// Textures are so many times as large on both axes as glTexStorage2D is asked for, and full of NaN; with 0
/// as asked for, and as the driver makes them.
void* find_scaled_textures(const char* name);
void set_texture_scale(int scale);

/// Finds everything and counts what is made and deleted: textures, buffers, samplers, shaders and programs.
void* find_counted(const char* name);

struct ObjectCounts {
    std::ptrdiff_t live = 0;
    std::ptrdiff_t made = 0;
};
ObjectCounts object_counts();

}  // namespace tapestry::test
