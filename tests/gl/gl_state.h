/// GL state as one list of named numbers, and a host that has changed all of it.
#pragma once

#include <string>
#include <vector>

#include "glad/gl.h"

namespace tapestry::test {

struct StateEntry {
    std::string name;
    std::vector<double> values;

    bool operator==(const StateEntry&) const = default;
};

/// Everything that device.h says the engine touches, its neighbours (the next units, the other targets) and a
/// good sample of what it has no business with. Leaves the state as it was.
std::vector<StateEntry> snapshot(const GladGLContext& gl);

/// Sets everything in the snapshot to something that is not its default; the destructor puts the defaults
/// back.
class BusyHost {
  public:
    BusyHost(const GladGLContext& gl, bool layered_images);
    BusyHost(const BusyHost&) = delete;
    BusyHost& operator=(const BusyHost&) = delete;
    ~BusyHost();

  private:
    void make_objects();
    void bind_textures();
    void bind_images(bool layered);
    void bind_buffers();
    void set_fixed_state();

    const GladGLContext& gl_;
    GLuint program_ = 0;
    GLuint pipeline_ = 0;
    GLuint vertex_array_ = 0;
    GLuint framebuffers_[2] = {};
    GLuint renderbuffer_ = 0;
    std::vector<GLuint> textures_;
    std::vector<GLuint> samplers_;
    std::vector<GLuint> buffers_;
};

}  // namespace tapestry::test
