/// The mean of many drawings of a scene, in RGBA32F.
#pragma once

#include "glad/gl.h"
#include "scene/drawing_objects.h"
#include "scene/lens_camera.h"
#include "scene/scene_renderer.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::demo {

class PictureSum {
  public:
    /// Error: the driver has no memory, or cannot blend RGBA32F.
    static Result<PictureSum> create(const GladGLContext& gl, PictureSize size);

    /// Draws the scene once and adds the picture. State as SceneRenderer::draw leaves it, framebuffer 0.
    void add(const SceneRenderer& renderer, const LensCamera& camera, const LensSample& sample,
             const SceneRenderer::Peel& peel = {});

    /// Adds the picture that another sum drew last. Precondition: of the same size.
    void add_picture_of(const PictureSum& other);

    /// Draws only to have its depth.
    void draw_depth(const SceneRenderer& renderer, const LensCamera& camera, const LensSample& sample,
                    const SceneRenderer::Peel& peel = {});

    void clear();
    int count() const { return count_; }
    PictureSize size() const { return size_; }

    GLuint newest_texture() const { return sample_.name(); }  ///< RGBA32F: the drawing made last

    /// DEPTH_COMPONENT32F of the drawing made last; as GL has it, row 0 at the bottom.
    GLuint depth_texture() const { return depth_.name(); }

    /// Writes the mean into a texture of the same size that can be rendered to.
    void write_mean(GLuint target) const;

    /// The mean, row 0 on top. Waits for the GPU.
    Image mean() const;

    /// The sum itself, 4 floats a pixel, bottom row first: to be kept in a file, and set again with its
    /// count. Precondition of set: as many floats.
    std::vector<float> sum() const;
    void set(const std::vector<float>& sum, int count);

  private:
    PictureSum(const GladGLContext& gl, PictureSize size) : gl_(&gl), size_(size) {}
    void draw_scaled(GLuint picture, float scale) const;

    const GladGLContext* gl_;
    PictureSize size_;
    int count_ = 0;
    Texture sample_, depth_, sum_;
    Framebuffer sample_frame_, sum_frame_;
    VertexArray nothing_;
    Program scaled_;
};

/// A texture's texels as floats, row 0 on top. Waits for the GPU.
Image read_picture(const GladGLContext& gl, GLuint texture, PictureSize size);

}  // namespace tapestry::demo
