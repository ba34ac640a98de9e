/// Textures and images of shaders that run on the CPU.
#pragma once

#include <cstdint>
#include <vector>

#include "reference/glsl/vector.h"
#include "tapestry/image.h"

namespace tapestry::glsl {

/// What stores round to.
enum class TexelFormat { exact, halves, one_float };

/// Row 0 is the texture's.
struct Texture {
    Image image;
    TexelFormat format = TexelFormat::exact;
    std::vector<std::uint8_t> is_read;     ///< a texel each, by fetches and samples; empty: nothing
    std::vector<std::uint8_t> is_written;  ///< the same of stores

    Texture() = default;
    explicit Texture(Image from, TexelFormat as = TexelFormat::exact) : image(std::move(from)), format(as) {}
};

struct ReadCount {
    long texels = 0;   ///< by texelFetch
    long samples = 0;  ///< bilinear
    long outside = 0;  ///< of the texels, those beside the texture, which no GPU says anything of

    long all() const { return texels + samples; }
};

/// What a sampler's or an image's name stands for in a shader.
class TextureUnit {
  public:
    TextureUnit() = default;
    TextureUnit(Texture& texture, ReadCount& reads) : texture_(&texture), reads_(&reads) {}

    ivec2 size() const { return {glm::ivec2(texture_->image.width, texture_->image.height)}; }
    vec4 fetch(ivec2 texel) const;
    vec4 sample(vec2 place) const;
    void store(ivec2 texel, const vec4& value) const;

  private:
    Texture* texture_ = nullptr;
    ReadCount* reads_ = nullptr;
};

using sampler2D = TextureUnit;

inline vec4 texelFetch(const sampler2D& texture, ivec2 texel, int) {
    return texture.fetch(texel);
}
inline vec4 textureLod(const sampler2D& texture, vec2 place, double) {
    return texture.sample(place);
}
inline ivec2 textureSize(const sampler2D& texture, int) {
    return texture.size();
}
inline void imageStore(const TextureUnit& image, ivec2 texel, const vec4& value) {
    image.store(texel, value);
}

}  // namespace tapestry::glsl
