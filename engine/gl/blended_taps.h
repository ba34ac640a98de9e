/// The taps of a filter that is the same at many pixels, all layers of them, between the pass that blends
/// them and those that read them.
#pragma once

#include <utility>

#include "gl/gl_objects.h"

namespace tapestry {

class BlendedTaps {
  public:
    /// Error: no memory.
    static Result<BlendedTaps> create(const GladGLContext& gl);

    GLuint name() const { return buffer_.name(); }

  private:
    explicit BlendedTaps(Buffer buffer) : buffer_(std::move(buffer)) {}

    Buffer buffer_;
};

}  // namespace tapestry
