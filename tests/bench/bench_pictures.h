/// The textures of a benchmark: pictures of one size, kept until it ends.
#pragma once

#include <span>
#include <vector>

#include "rivals/rival.h"
#include "tapestry/image.h"

namespace tapestry::bench {

class BenchPictures {
  public:
    BenchPictures(demo::RivalContext& context, demo::RivalSize size) : context_(context), size_(size) {}

    /// Of this sized format; `pixels` in `layout` and rows from the top, or null.
    GLuint texture(GLenum format, GLenum layout, const float* pixels);

    /// RGBA16F.
    GLuint upload(const Image& image);

    /// R32F or RG32F: the first `numbers` of a pixel's two.
    GLuint upload(const ParameterMap& map, int numbers);

    Image read(GLuint texture) const;

  private:
    demo::RivalContext& context_;
    demo::RivalSize size_;
    std::vector<Texture> textures_ = {};
};

}  // namespace tapestry::bench
