/// A photograph as effects want it: linear light and, where it is known, depth. For pictures with depth and
/// for all that is not 8 bits of sRGB; other photographs are filtered as they are in their files.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "document/depth_choice.h"
#include "effects/effect_kind.h"
#include "gl/gl_objects.h"
#include "offline/io/photograph.h"
#include "render/picture_texture.h"
#include "scene/guided_enlargement.h"

namespace tapestry::demo {

class PhotoInput {
  public:
    /// depth: of any size, if it has the photograph's shape; numbers: its, where they were read. Error: that
    /// it has not, or as read_depth_numbers, or larger than the driver's textures.
    static Result<PhotoInput> open(const GladGLContext& gl, const std::filesystem::path& path,
                                   const offline::Photograph& photograph, const DepthChoice& depth,
                                   std::optional<DepthNumbers> numbers = {});

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
    Alpha alpha() const { return has_alpha_ ? Alpha::premultiplied : Alpha::opaque; }
    /// What is likely to be wrong with the depth, for people; empty: nothing.
    std::string warning() const;
    int width() const { return color_.width(); }
    int height() const { return color_.height(); }

  private:
    double distance_at(int x, int y) const;
    void take_numbers();

    const GladGLContext* gl_ = nullptr;
    DepthChoice choice_;
    DepthNumbers stored_;         ///< upright, of the depth file's size
    GuidePicture guide_;          ///< what they are enlarged by
    std::vector<float> numbers_;  ///< usable ones of every pixel, row 0 on top
    bool is_hdr_ = false, has_alpha_ = false;
    PictureTexture color_, reduced_color_;
    Texture depth_;
    std::optional<int> level_;  ///< that was prepared last
};

}  // namespace tapestry::demo
