/// What rivals of depth of field have in common: the lens' uniforms, tiles of the largest near CoC, and the
/// composite of a far and a near layer over the picture.
#pragma once

#include "rivals/dof_rival.h"
#include "rivals/rival_pass.h"

namespace tapestry::demo {

using SharedTexture = std::shared_ptr<Texture>;

/// Of the current program, as dof_coc.glsl reads it.
void set_lens(const GladGLContext& gl, const DofRivalLens& lens);

/// dof_tiles.comp and dof_dilate_tiles.comp: the largest near CoC that reaches a tile of 16 x 16 pixels.
class DofNearTiles {
  public:
    static constexpr int side = 16;

    /// `work`: the size of the CoC map, whose pixels are `divisor` of the picture's on a side.
    static Result<DofNearTiles> create(RivalContext& context, RivalSize work, int divisor);

    void find(const Texture& coc, const DofRivalLens& lens);
    const Texture& reach() const { return *reach_; }

  private:
    RivalContext* context_ = nullptr;
    RivalSize work_, count_;
    int divisor_ = 1;
    GLuint tiles_program_ = 0, dilate_program_ = 0;
    SharedTexture tiles_, reach_;
    std::shared_ptr<Sampler> texels_;
};

/// dof_composite.comp.
class DofComposite {
  public:
    static Result<DofComposite> create(RivalContext& context, RivalSize full, int divisor);

    /// `far` and `near` are premultiplied; lights without textures are none.
    void run(GLuint color, GLuint depth, const Texture& far, const Texture& near, const SpriteLayers& lights,
             const DofRivalLens& lens, GLuint target) const;

  private:
    RivalContext* context_ = nullptr;
    RivalSize full_;
    GLuint program_ = 0;
    std::shared_ptr<Sampler> texels_;
};

}  // namespace tapestry::demo
