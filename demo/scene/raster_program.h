/// Vertex and fragment shaders of the scenes.
#pragma once

#include <span>
#include <string_view>

#include "gl/gl_objects.h"
#include "gl/shader_library.h"

namespace tapestry::demo {

/// Every shader in demo/scene.
std::span<const ShaderFile> scene_shaders();

/// Links two of them, with their #includes put in place, after lines of #define. Error: the driver's log.
Result<Program> create_raster_program(const GladGLContext& gl, std::string_view vertex_file,
                                      std::string_view fragment_file, std::string_view defines = {});

}  // namespace tapestry::demo
