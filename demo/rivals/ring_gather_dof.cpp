#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "rivals/dof_rival_parts.h"

namespace tapestry::demo {
namespace {

// Of the layers: taps are at most 16 pixels apart.
constexpr int mip_levels = 4;

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
        SpriteLayers lights;
        if (options_.sprites) {
            const auto layers = options_.sprites();
            if (!layers) return layers.error();
            lights = *layers;
            color = lights.color;
        }
        split(color, depth, lens);
        for (const SharedTexture& layer : {far_, near_, base_}) halve(*layer);
        tiles_->find(*coc_, lens);
        gather();
        composite_->run(color, depth, *far_blur_, *near_blur_, lights, lens, target);
        return {};
    }

  private:
    RingGatherDof(RivalContext& context, const RingGatherOptions& options, RivalSize size)
        : context_(context),
          gl_(context.gl),
          options_(options),
          full_(size),
          work_(reduced(size, options.divisor)),
          mips_(create_sampler(context.gl, GL_LINEAR, "rival mips")),
          texels_(create_sampler(context.gl, GL_NEAREST, "rival texels")) {
        gl_.SamplerParameteri(mips_.name(), GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    }

    Result<void> link() {
        const std::array<ShaderDefine, 3> defines = {{{"DIVISOR", options_.divisor},
                                                      {"TAPS", static_cast<int>(options_.taps.size())},
                                                      {"TILE", DofNearTiles::side}}};
        const std::array<std::pair<const char*, GLuint*>, 3> programs = {
            {{"dof_split.comp", &split_}, {"dof_halve.comp", &halve_}, {"dof_ring_gather.comp", &gather_}}};
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
            auto texture = rival_layer(context_, GL_RGBA16F, work_, levels);
            if (!texture) return texture.error();
            *into = *texture;
        }
        auto coc = rival_layer(context_, GL_R32F, work_);
        if (!coc) return coc.error();
        coc_ = *coc;
        auto tiles = DofNearTiles::create(context_, work_, options_.divisor);
        if (!tiles) return tiles.error();
        tiles_ = std::move(*tiles);
        auto composite = DofComposite::create(context_, full_, options_.divisor);
        if (!composite) return composite.error();
        composite_ = std::move(*composite);
        std::vector<float> records;
        for (const ApertureTap& tap : options_.taps)
            records.insert(records.end(), {tap.offset.x, tap.offset.y, tap.gauge, 0.0f});
        auto buffer = rival_buffer(context_, records);
        if (!buffer) return buffer.error();
        taps_ = *buffer;
        return {};
    }

    void split(GLuint color, GLuint depth, const DofRivalLens& lens) {
        gl_.UseProgram(split_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform2i(1, full_.width, full_.height);
        set_lens(gl_, lens);
        bind_read(context_, 0, color, texels_);
        bind_read(context_, 1, depth, texels_);
        bind_write(context_, 0, far_->name(), GL_RGBA16F);
        bind_write(context_, 1, near_->name(), GL_RGBA16F);
        bind_write(context_, 2, base_->name(), GL_RGBA16F);
        bind_write(context_, 3, coc_->name(), GL_R32F);
        dispatch(context_, work_);
    }

    void halve(const Texture& layer) {
        gl_.UseProgram(halve_);
        RivalSize size = work_;
        for (int level = 1; level < mip_levels; ++level) {
            size = {std::max(1, size.width / 2), std::max(1, size.height / 2)};
            gl_.Uniform2i(0, size.width, size.height);
            gl_.Uniform1i(1, level - 1);
            bind_read(context_, 0, layer.name(), mips_);
            bind_write(context_, 0, layer.name(), GL_RGBA16F, level);
            dispatch(context_, size);
        }
    }

    void gather() {
        gl_.UseProgram(gather_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform1f(1, std::sqrt(options_.aperture_area / static_cast<float>(options_.taps.size())));
        gl_.Uniform1f(3, -1.0f);
        bind_buffer(context_, *taps_);
        bind_read(context_, 0, far_->name(), mips_);
        bind_read(context_, 1, near_->name(), mips_);
        bind_read(context_, 2, coc_->name(), texels_);
        bind_read(context_, 3, tiles_->reach().name(), texels_);
        bind_read(context_, 4, base_->name(), mips_);
        bind_write(context_, 0, far_blur_->name(), GL_RGBA16F);
        bind_write(context_, 1, near_blur_->name(), GL_RGBA16F);
        dispatch(context_, work_);
    }

    RivalContext& context_;
    const GladGLContext& gl_;
    RingGatherOptions options_;
    RivalSize full_, work_;
    Sampler mips_, texels_;
    GLuint split_ = 0, halve_ = 0, gather_ = 0;
    std::optional<DofNearTiles> tiles_;
    std::optional<DofComposite> composite_;
    SharedTexture far_, near_, base_, coc_, far_blur_, near_blur_;
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
