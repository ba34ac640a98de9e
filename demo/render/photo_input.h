/// A photograph as effects want it: linear light and, where it is known, depth. For pictures with depth and
/// for EXRs; other photographs are filtered as they are in their files.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "document/depth_choice.h"
#include "effects/effect_kind.h"
#include "gl/gl_objects.h"
#include "render/picture_texture.h"

namespace tapestry::demo {

class PhotoInput {
  public:
    /// Error: as read_depth_photo.
    static Result<PhotoInput> open(const GladGLContext& gl, const std::filesystem::path& path,
                                   const DepthChoice& depth);

    /// Reads the numbers of the same depth file in another way. Error: an option out of range, by name; all
    /// stays as it was then.
    Result<void> set_depth(const DepthChoice& depth);
    const DepthChoice& depth_choice() const { return choice_; }

    /// Makes the textures of a mip level.
    Result<void> prepare(int level);
    GLuint color_texture() const;  ///< RGBA16F, row 0 at the bottom, of the level that was prepared
    PictureDepth depth() const;    ///< likewise; no texture where nobody knows

    bool has_depth() const { return !numbers_.empty(); }
    /// Of what is at a place of the picture, [0, 1] from its top left corner. Precondition: has_depth().
    double distance_m(double x, double y) const;

    bool is_hdr() const { return is_hdr_; }
    int width() const { return color_.width(); }
    int height() const { return color_.height(); }

  private:
    double distance_at(int x, int y) const;

    const GladGLContext* gl_ = nullptr;
    DepthChoice choice_;
    std::vector<float> numbers_;  ///< of the depth file, row 0 on top
    bool is_hdr_ = false;
    PictureTexture color_, reduced_color_;
    Texture depth_;
    std::optional<int> level_;  ///< that was prepared last
};

}  // namespace tapestry::demo
