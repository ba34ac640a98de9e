/// One compute pass of a rival.
#pragma once

#include <span>
#include <string_view>

#include "rivals/rival.h"

namespace tapestry::demo {

/// Every .comp in demo/rivals.
std::span<const ShaderFile> rival_shaders();

Result<GLuint> rival_program(RivalContext& context, std::string_view file,
                             std::span<const ShaderDefine> defines = {});

Result<std::shared_ptr<Buffer>> rival_buffer(RivalContext& context, std::span<const float> numbers);

Result<std::shared_ptr<Texture>> rival_texture(RivalContext& context, RivalSize size);

/// A layer of a depth of field, of any format and so many mip levels.
Result<std::shared_ptr<Texture>> rival_layer(RivalContext& context, GLenum format, RivalSize size,
                                             int levels = 1);

/// Rounded up.
RivalSize reduced(RivalSize size, int divisor);

std::size_t texture_bytes(RivalSize size);

void bind_read(RivalContext& context, GLuint unit, GLuint texture, const Sampler& sampler);
/// Binds a texture of the source to a unit for bilinear, clamped reads.
void bind_source(RivalContext& context, GLuint unit, GLuint texture);
void bind_write(RivalContext& context, GLuint unit, GLuint texture, GLenum format, GLint level = 0);
void bind_target(RivalContext& context, GLuint unit, GLuint texture);
void bind_buffer(RivalContext& context, const Buffer& buffer, GLuint binding = 0);

/// Runs the current program on groups of group_x x group_y pixels; reads of what it wrote may follow.
void dispatch(RivalContext& context, RivalSize size, int group_x = 16, int group_y = 8);

/// bilinear_gather.comp with its taps.
class GatherPass {
  public:
    struct Tap {
        float dx, dy, weight, unused;
    };

    static Result<GatherPass> create(RivalContext& context, std::span<const Tap> taps);

    int taps() const { return taps_; }
    void run(RivalContext& context, GLuint source, RivalSize source_size, GLuint target,
             RivalSize target_size, float ratio) const;

  private:
    GLuint program_ = 0;
    std::shared_ptr<Buffer> buffer_;
    int taps_ = 0;
};

}  // namespace tapestry::demo
