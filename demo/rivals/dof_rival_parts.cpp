#include "rivals/dof_rival_parts.h"

#include <array>

namespace tapestry::demo {
namespace {

std::shared_ptr<Sampler> texel_sampler(RivalContext& context) {
    return std::make_shared<Sampler>(create_sampler(context.gl, GL_NEAREST, "rival texels"));
}

}  // namespace

void set_lens(const GladGLContext& gl, const DofRivalLens& lens) {
    gl.Uniform4f(2, lens.coc_at_infinity_px, lens.focus_m, lens.near_m, lens.far_m);
    gl.Uniform1f(3, lens.largest_coc_px);
    gl.Uniform2f(5, lens.plane_slope.x, lens.plane_slope.y);
}

Result<DofNearTiles> DofNearTiles::create(RivalContext& context, RivalSize work, int divisor) {
    DofNearTiles self;
    self.context_ = &context;
    self.work_ = work;
    self.count_ = reduced(work, side);
    self.divisor_ = divisor;
    self.texels_ = texel_sampler(context);
    const std::array<ShaderDefine, 1> defines = {{{"TILE", side}}};
    for (const auto& [file, into] : {std::pair("dof_tiles.comp", &self.tiles_program_),
                                     std::pair("dof_dilate_tiles.comp", &self.dilate_program_)}) {
        const auto program = rival_program(context, file, defines);
        if (!program) return program.error();
        *into = *program;
    }
    for (SharedTexture* into : {&self.tiles_, &self.reach_}) {
        auto texture = rival_layer(context, GL_R32F, self.count_);
        if (!texture) return texture.error();
        *into = std::move(*texture);
    }
    return self;
}

void DofNearTiles::find(const Texture& coc, const DofRivalLens& lens) {
    const GladGLContext& gl = context_->gl;
    gl.UseProgram(tiles_program_);
    gl.Uniform2i(0, count_.width, count_.height);
    gl.Uniform2i(1, work_.width, work_.height);
    bind_read(*context_, 0, coc.name(), *texels_);
    bind_write(*context_, 0, tiles_->name(), GL_R32F);
    dispatch(*context_, count_, 8, 8);
    gl.UseProgram(dilate_program_);
    gl.Uniform2i(0, count_.width, count_.height);
    gl.Uniform1i(1, 1 + static_cast<int>(lens.largest_coc_px / static_cast<float>(divisor_)) / side);
    bind_read(*context_, 0, tiles_->name(), *texels_);
    bind_write(*context_, 0, reach_->name(), GL_R32F);
    dispatch(*context_, count_, 8, 8);
}

Result<DofComposite> DofComposite::create(RivalContext& context, RivalSize full, int divisor) {
    DofComposite self;
    self.context_ = &context;
    self.full_ = full;
    self.texels_ = texel_sampler(context);
    const std::array<ShaderDefine, 1> defines = {{{"DIVISOR", divisor}}};
    const auto program = rival_program(context, "dof_composite.comp", defines);
    if (!program) return program.error();
    self.program_ = *program;
    return self;
}

void DofComposite::run(GLuint color, GLuint depth, const Texture& far, const Texture& near,
                       const SpriteLayers& lights, const DofRivalLens& lens, GLuint target) const {
    const GladGLContext& gl = context_->gl;
    gl.UseProgram(program_);
    gl.Uniform2i(0, full_.width, full_.height);
    set_lens(gl, lens);
    const bool has_lights = lights.far != 0;
    gl.Uniform1i(4, has_lights ? lights.tile : 0);
    bind_read(*context_, 0, color, *texels_);
    bind_read(*context_, 1, depth, *texels_);
    bind_source(*context_, 2, far.name());
    bind_source(*context_, 3, near.name());
    // Units of samplers that are not read have the picture: every unit has a complete texture.
    bind_read(*context_, 4, has_lights ? lights.far : color, *texels_);
    bind_read(*context_, 5, has_lights ? lights.near : color, *texels_);
    bind_read(*context_, 6, has_lights ? lights.needs : color, *texels_);
    bind_target(*context_, 0, target);
    dispatch(*context_, full_);
}

}  // namespace tapestry::demo
