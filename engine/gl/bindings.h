/// What is bound to the units and indexed bindings that passes use, so that nothing is bound twice.
#pragma once

#include <array>

#include "glad/gl.h"
#include "shared/layout.h"

namespace tapestry {

class Bindings {
  public:
    explicit Bindings(const GladGLContext& gl) : gl_(&gl) { forget(); }

    /// To be called where somebody else may have bound something: the host, or what makes objects.
    void forget();

    void use(GLuint program);

    /// A texture and a sampler at a unit below TAPESTRY_TEXTURE_UNITS, from `bind_units` on.
    void set_texture(GLuint unit, GLuint texture, GLuint sampler);

    /// Level 0 of a texture for writing at an image unit below TAPESTRY_IMAGE_UNITS, from `bind_units` on.
    void set_image(GLuint unit, GLuint texture, GLenum format);

    /// Binds the textures, samplers and images that were set.
    void bind_units();

    /// A part of a buffer at an indexed binding; size 0: all of it. Binds the generic target, too.
    void bind_range(GLenum target, GLuint binding, GLuint buffer, GLintptr offset, GLsizeiptr size);

    /// Where the sizes of indirect dispatches come from.
    void bind_indirect(GLuint buffer);

  private:
    static constexpr GLuint unknown = ~0u;  // no name

    /// Names by unit, and which of them GL does not know yet.
    template <std::size_t count>
    struct Units {
        std::array<GLuint, count> names = {};
        GLuint first = count, end = 0;

        void set(GLuint unit, GLuint name);
        void set_bound() { first = count, end = 0; }
        void forget() {
            names.fill(unknown);
            set_bound();
        }
        GLsizei size() const { return static_cast<GLsizei>(end - first); }
        bool is_bound() const { return first >= end; }
    };
    struct Range {
        GLuint buffer = unknown;
        GLintptr offset = 0;
        GLsizeiptr size = 0;

        bool operator==(const Range&) const = default;
    };

    void bind_textures();
    void bind_samplers();
    void bind_images();

    const GladGLContext* gl_;
    GLuint program_ = unknown;
    Units<TAPESTRY_TEXTURE_UNITS> textures_, samplers_;
    Units<TAPESTRY_IMAGE_UNITS> images_;
    std::array<GLenum, TAPESTRY_IMAGE_UNITS> image_formats_ = {};
    std::array<Range, TAPESTRY_UNIFORM_BINDINGS> uniforms_;
    std::array<Range, TAPESTRY_STORAGE_BINDINGS> storage_;
    GLuint indirect_ = unknown;
};

}  // namespace tapestry
