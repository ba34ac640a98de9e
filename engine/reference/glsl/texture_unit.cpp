#include "reference/glsl/texture_unit.h"

#include <cassert>

#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::glsl {
namespace {

bool is_inside(const Image& image, ivec2 texel) {
    return texel.x >= 0 && texel.y >= 0 && texel.x < image.width && texel.y < image.height;
}

glm::dvec4 rounded(glm::dvec4 value, TexelFormat format) {
    switch (format) {
        case TexelFormat::exact:
            break;
        case TexelFormat::halves:
            for (int i = 0; i < 4; ++i) value[i] = round_to_half(value[i]);
            break;
        case TexelFormat::one_float:
            return {value.r, 0.0, 0.0, 1.0};
    }
    return value;
}

}  // namespace

vec4 TextureUnit::fetch(ivec2 texel) const {
    assert(texture_ && "TextureUnit: a texture is bound to the name");
    ++reads_->texels;
    if (!is_inside(texture_->image, texel)) {
        ++reads_->outside;
        return vec4(0.0);
    }
    return vec4(texture_->image.at(texel.x, texel.y));
}

vec4 TextureUnit::sample(vec2 place) const {
    assert(texture_ && "TextureUnit: a texture is bound to the name");
    ++reads_->samples;
    const Image& image = texture_->image;
    return vec4(read_bilinear(image, place.x * image.width - 0.5, place.y * image.height - 0.5));
}

void TextureUnit::store(ivec2 texel, const vec4& value) const {
    assert(texture_ && "TextureUnit: an image is bound to the name");
    Image& image = texture_->image;
    if (!is_inside(image, texel)) return;  // as on a GPU
    image.at(texel.x, texel.y) = rounded(value, texture_->format);
    texture_->is_written.resize(image.pixels.size());
    texture_->is_written[row_major(texel.x, texel.y, image.width)] = 1;
}

}  // namespace tapestry::glsl
