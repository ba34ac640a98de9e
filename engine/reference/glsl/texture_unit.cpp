#include "reference/glsl/texture_unit.h"

#include <cassert>
#include <cmath>

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

void mark(std::vector<std::uint8_t>& texels, const Image& image, int x, int y) {
    texels.resize(image.pixels.size());
    texels[row_major(x, y, image.width)] = 1;
}

/// The texels around a place that have a share of what is read there.
void mark_bilinear(Texture& texture, double x, double y) {
    const Image& image = texture.image;
    // As read_bilinear: fmax turns NaN into 0.
    const double inside_x = std::fmin(std::fmax(x, 0.0), image.width - 1),
                 inside_y = std::fmin(std::fmax(y, 0.0), image.height - 1);
    for (const double row : {std::floor(inside_y), std::ceil(inside_y)})
        for (const double column : {std::floor(inside_x), std::ceil(inside_x)})
            mark(texture.is_read, image, static_cast<int>(column), static_cast<int>(row));
}

}  // namespace

vec4 TextureUnit::fetch(ivec2 texel) const {
    assert(texture_ && "TextureUnit: a texture is bound to the name");
    ++reads_->texels;
    if (!is_inside(texture_->image, texel)) {
        ++reads_->outside;
        return vec4(0.0);
    }
    mark(texture_->is_read, texture_->image, texel.x, texel.y);
    return vec4(texture_->image.at(texel.x, texel.y));
}

vec4 TextureUnit::sample(vec2 place) const {
    assert(texture_ && "TextureUnit: a texture is bound to the name");
    ++reads_->samples;
    const Image& image = texture_->image;
    const double x = place.x * image.width - 0.5, y = place.y * image.height - 0.5;
    mark_bilinear(*texture_, x, y);
    return vec4(read_bilinear(image, x, y));
}

void TextureUnit::store(ivec2 texel, const vec4& value) const {
    assert(texture_ && "TextureUnit: an image is bound to the name");
    Image& image = texture_->image;
    if (!is_inside(image, texel)) return;  // as on a GPU
    image.at(texel.x, texel.y) = rounded(value, texture_->format);
    mark(texture_->is_written, image, texel.x, texel.y);
}

}  // namespace tapestry::glsl
