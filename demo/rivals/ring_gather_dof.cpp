#include <algorithm>
#include <array>
#include <cmath>

#include "rivals/dof_rival.h"
#include "rivals/rival_pass.h"

namespace tapestry::demo {
namespace {

// Working pixels a side of the tiles; mip levels of the layers: taps are at most 16 pixels apart.
constexpr int tile_side = 16;
constexpr int mip_levels = 4;

using SharedTexture = std::shared_ptr<Texture>;

Result<SharedTexture> texture_of(RivalContext& context, GLenum format, RivalSize size, int levels = 1) {
    const GladGLContext& gl = context.gl;
    GLuint name = 0;
    gl.GenTextures(1, &name);
    auto texture = std::make_shared<Texture>(gl, name);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, name);
    gl.TexStorage2D(GL_TEXTURE_2D, levels, format, size.width, size.height);
    label_object(gl, GL_TEXTURE, name, "rival layer");
    if (gl.GetError() == GL_OUT_OF_MEMORY) return Error{"no memory for a rival's layers"};
    return texture;
}

RivalSize reduced(RivalSize size, int divisor) {
    return {std::max(1, (size.width + divisor - 1) / divisor),
            std::max(1, (size.height + divisor - 1) / divisor)};
}

class RingGatherDof {
  public:
    static Result<std::shared_ptr<RingGatherDof>> create(RivalContext& context,
                                                         const RingGatherOptions& options, RivalSize size) {
        auto self = std::shared_ptr<RingGatherDof>(new RingGatherDof(context, options, size));
        if (Result<void> status = self->link(); !status) return status.error();
        if (Result<void> status = self->allocate(); !status) return status.error();
        return self;
    }

    Result<void> run(GLuint color, GLuint depth, const DofRivalLens& lens, GLuint target) {
        lights_ = {};
        if (options_.sprites) {
            const auto layers = options_.sprites();
            if (!layers) return layers.error();
            lights_ = *layers;
            color = lights_.color;
        }
        split(color, depth, lens);
        for (const SharedTexture& layer : {far_, near_, base_}) halve(*layer);
        find_tiles(lens);
        gather();
        composite(color, depth, lens, target);
        return {};
    }

  private:
    RingGatherDof(RivalContext& context, const RingGatherOptions& options, RivalSize size)
        : context_(context),
          gl_(context.gl),
          options_(options),
          full_(size),
          work_(reduced(size, options.divisor)),
          tile_count_(reduced(work_, tile_side)),
          mips_(create_sampler(context.gl, GL_LINEAR, "rival mips")),
          texels_(create_sampler(context.gl, GL_NEAREST, "rival texels")) {
        gl_.SamplerParameteri(mips_.name(), GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    }

    Result<void> link() {
        const std::array<ShaderDefine, 3> defines = {{{"DIVISOR", options_.divisor},
                                                      {"TAPS", static_cast<int>(options_.taps.size())},
                                                      {"TILE", tile_side}}};
        const std::array<std::pair<const char*, GLuint*>, 6> programs = {
            {{"dof_split.comp", &split_},
             {"dof_halve.comp", &halve_},
             {"dof_tiles.comp", &tiles_program_},
             {"dof_dilate_tiles.comp", &dilate_},
             {"dof_ring_gather.comp", &gather_},
             {"dof_composite.comp", &composite_}}};
        for (const auto& [file, into] : programs) {
            auto program = rival_program(context_, file, defines);
            if (!program) return program.error();
            *into = *program;
        }
        return {};
    }

    Result<void> allocate() {
        const std::array<std::pair<SharedTexture*, int>, 5> layers = {{{&far_, mip_levels},
                                                                       {&near_, mip_levels},
                                                                       {&base_, mip_levels},
                                                                       {&far_blur_, 1},
                                                                       {&near_blur_, 1}}};
        for (const auto& [into, levels] : layers) {
            auto texture = texture_of(context_, GL_RGBA16F, work_, levels);
            if (!texture) return texture.error();
            *into = *texture;
        }
        for (const auto& [into, size] :
             {std::pair(&coc_, work_), std::pair(&tiles_, tile_count_), std::pair(&reach_, tile_count_)}) {
            auto texture = texture_of(context_, GL_R32F, size);
            if (!texture) return texture.error();
            *into = *texture;
        }
        std::vector<float> records;
        for (const ApertureTap& tap : options_.taps)
            records.insert(records.end(), {tap.offset.x, tap.offset.y, tap.gauge, 0.0f});
        auto buffer = rival_buffer(context_, records);
        if (!buffer) return buffer.error();
        taps_ = *buffer;
        return {};
    }

    void read(GLuint unit, GLuint texture, const Sampler& sampler) {
        gl_.ActiveTexture(GL_TEXTURE0 + unit);
        gl_.BindTexture(GL_TEXTURE_2D, texture);
        gl_.BindSampler(unit, sampler.name());
    }

    void write(GLuint unit, const Texture& texture, GLenum format, GLint level = 0) {
        gl_.BindImageTexture(unit, texture.name(), level, GL_FALSE, 0, GL_WRITE_ONLY, format);
    }

    void set_lens(const DofRivalLens& lens) {
        gl_.Uniform4f(2, lens.coc_at_infinity_px, lens.focus_m, lens.near_m, lens.far_m);
        gl_.Uniform1f(3, lens.largest_coc_px);
        gl_.Uniform2f(5, lens.plane_slope.x, lens.plane_slope.y);
    }

    void split(GLuint color, GLuint depth, const DofRivalLens& lens) {
        gl_.UseProgram(split_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform2i(1, full_.width, full_.height);
        set_lens(lens);
        read(0, color, texels_);
        read(1, depth, texels_);
        write(0, *far_, GL_RGBA16F);
        write(1, *near_, GL_RGBA16F);
        write(2, *base_, GL_RGBA16F);
        write(3, *coc_, GL_R32F);
        dispatch(context_, work_);
    }

    void halve(const Texture& layer) {
        gl_.UseProgram(halve_);
        RivalSize size = work_;
        for (int level = 1; level < mip_levels; ++level) {
            size = {std::max(1, size.width / 2), std::max(1, size.height / 2)};
            gl_.Uniform2i(0, size.width, size.height);
            gl_.Uniform1i(1, level - 1);
            read(0, layer.name(), mips_);
            write(0, layer, GL_RGBA16F, level);
            dispatch(context_, size);
        }
    }

    void find_tiles(const DofRivalLens& lens) {
        gl_.UseProgram(tiles_program_);
        gl_.Uniform2i(0, tile_count_.width, tile_count_.height);
        gl_.Uniform2i(1, work_.width, work_.height);
        read(0, coc_->name(), texels_);
        write(0, *tiles_, GL_R32F);
        dispatch(context_, tile_count_, 8, 8);
        gl_.UseProgram(dilate_);
        gl_.Uniform2i(0, tile_count_.width, tile_count_.height);
        gl_.Uniform1i(
            1, 1 + static_cast<int>(lens.largest_coc_px / static_cast<float>(options_.divisor)) / tile_side);
        read(0, tiles_->name(), texels_);
        write(0, *reach_, GL_R32F);
        dispatch(context_, tile_count_, 8, 8);
    }

    void gather() {
        gl_.UseProgram(gather_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform1f(1, std::sqrt(options_.aperture_area / static_cast<float>(options_.taps.size())));
        gl_.Uniform1f(3, -1.0f);
        bind_buffer(context_, *taps_);
        read(0, far_->name(), mips_);
        read(1, near_->name(), mips_);
        read(2, coc_->name(), texels_);
        read(3, reach_->name(), texels_);
        read(4, base_->name(), mips_);
        write(0, *far_blur_, GL_RGBA16F);
        write(1, *near_blur_, GL_RGBA16F);
        dispatch(context_, work_);
    }

    void composite(GLuint color, GLuint depth, const DofRivalLens& lens, GLuint target) {
        gl_.UseProgram(composite_);
        gl_.Uniform2i(0, full_.width, full_.height);
        set_lens(lens);
        read(0, color, texels_);
        read(1, depth, texels_);
        read(2, far_blur_->name(), context_.linear);
        read(3, near_blur_->name(), context_.linear);
        gl_.Uniform1i(4, lights_.far != 0 ? lights_.tile : 0);
        // Units of samplers that are not read have the picture: every unit has a complete texture.
        read(4, lights_.far != 0 ? lights_.far : color, texels_);
        read(5, lights_.far != 0 ? lights_.near : color, texels_);
        read(6, lights_.far != 0 ? lights_.needs : color, texels_);
        bind_target(context_, 0, target);
        dispatch(context_, full_);
    }

    RivalContext& context_;
    const GladGLContext& gl_;
    RingGatherOptions options_;
    SpriteLayers lights_;
    RivalSize full_, work_, tile_count_;
    Sampler mips_, texels_;
    GLuint split_ = 0, halve_ = 0, tiles_program_ = 0, dilate_ = 0, gather_ = 0, composite_ = 0;
    SharedTexture far_, near_, base_, coc_, tiles_, reach_, far_blur_, near_blur_;
    std::shared_ptr<Buffer> taps_;
};

/// Where both layers are gathered: each tap reads a layer and the CoC, far and near.
DofReads reads_of(const RingGatherOptions& options) {
    const double work = 1.0 / (options.divisor * options.divisor),
                 taps = static_cast<double>(options.taps.size());
    DofReads reads;
    // One layer behind (or what is guessed to lie there), whose reads of CoC go with it, and one before.
    reads.blur = work * (2.0 * taps);
    // Split: colour and depth. Three layers' mips: 4 reads for each of 1/4 + 1/16 + 1/64. Tiles. Composite:
    // colour, depth and two layers.
    reads.preparation = 2.0 + work * (3.0 * 4.0 * (0.25 + 0.0625 + 0.015625) + 1.0) + 4.0;
    return reads;
}

}  // namespace

Result<DofRival> ring_gather_dof(RivalContext& context, const RingGatherOptions& options, RivalSize size) {
    auto self = RingGatherDof::create(context, options, size);
    if (!self) return self.error();
    DofRival rival;
    rival.name = "ring gather " + std::to_string(options.taps.size()) +
                 (options.divisor == 1 ? ", full resolution" : ", half resolution") +
                 (options.sprites ? " + our sprites" : "");
    rival.reads = reads_of(options);
    rival.run = [gather = *self](GLuint color, GLuint depth, const DofRivalLens& lens, GLuint target) {
        return gather->run(color, depth, lens, target);
    };
    return rival;
}

}  // namespace tapestry::demo
