/// The taps of a filter that is the same at many pixels, all layers of them, between the pass that blends
/// them and those that read them.
#pragma once

#include "gl/gl_objects.h"

namespace tapestry {

class BlendedTaps {
  public:
    /// Error: no memory.
    static Result<BlendedTaps> create(const GladGLContext& gl);

    /// Binds all layers to TAPESTRY_STORAGE_BLENDED.
    void bind_storage() const;

    /// Binds one layer to TAPESTRY_UNIFORM_TAPS.
    void bind_layer(GLuint layer) const;

  private:
    BlendedTaps(const GladGLContext& gl, Buffer buffer);

    const GladGLContext* gl_;
    Buffer buffer_;
};

}  // namespace tapestry
