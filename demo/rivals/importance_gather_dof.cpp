#include <array>
#include <cmath>
#include <optional>
#include <string>

#include "rivals/dof_rival_parts.h"
#include "rivals/spatiotemporal_noise.h"

// What is the paper's, as the demonstration that its authors published has it: a far and a near field of half
// the size; both gathered over the pixel's own CoC, or the largest near CoC around; samples that are spread
// as the aperture's light is, the same at every pixel (64) or shifted by noise in space and time (16); the
// near field's edges filled with light first; the largest light of 16 reads around each pixel after 64
// samples, which closes the gaps between them.
//
// What is our reading of it, where we know better or its own text is for one engine:
// - CoC are a thin lens', and nothing is in focus over a range of depths;
// - a sample of the far field counts where its own CoC reaches the pixel; the paper weighs it by its CoC, and
//   by less where that is below the pixel's. Five scenes, disk, mean of 8 frames: 26.05 dB and FLIP 0.086;
//   the paper's weights 26.00 and 0.089. The near field has the paper's: such a test costs 0.3 dB in it;
// - the far field's edges are filled, too: the paper's read black there;
// - the largest near CoC is dilated as far as it reaches, not over 4 tiles;
// - noise shifts a lattice over the aperture's unit square, so that a pixel's 16 samples are even among
//   themselves; the paper reads them from 16 slices of its texture one by one;
// - the composite is the ring gather's, by each pixel's CoC: the paper's doubles the near field's coverage;
// - the mean of frames has equal shares; the paper's newest frame has a tenth.

namespace tapestry::demo {
namespace {

/// The part of a pixel's CoC that is flooded, of 64 samples; half of what lies between them.
constexpr float flooded_of_64 = 1.75f / 15.0f;

class ImportanceGatherDof {
  public:
    static Result<std::shared_ptr<ImportanceGatherDof>> create(RivalContext& context,
                                                               const ImportanceGatherOptions& options,
                                                               RivalSize size) {
        auto self = std::shared_ptr<ImportanceGatherDof>(new ImportanceGatherDof(context, options, size));
        if (Result<void> status = self->link(); !status) return status.error();
        if (Result<void> status = self->allocate(); !status) return status.error();
        if (Result<void> status = self->upload(); !status) return status.error();
        return self;
    }

    Result<void> run(GLuint color, GLuint depth, const DofRivalLens& lens, GLuint target) {
        setup(color, depth, lens);
        fill_border(*far_field_, *far_);
        fill_border(*near_field_, *near_);
        tiles_->find(*coc_, lens);
        const int frames = std::max(1, options_.frames);
        for (int frame = 0; frame < frames; ++frame) {
            gather(frame, lens);
            if (!options_.flood.empty()) flood();
            const Texture& far = options_.flood.empty() ? *far_blur_ : *far_flood_;
            const Texture& near = options_.flood.empty() ? *near_blur_ : *near_flood_;
            composite_->run(color, depth, far, near, {}, lens, frames == 1 ? target : newest_->name());
            if (frames > 1) add(frame, frame + 1 == frames ? target : means_[frame % 2]->name());
        }
        return {};
    }

  private:
    ImportanceGatherDof(RivalContext& context, const ImportanceGatherOptions& options, RivalSize size)
        : context_(context),
          gl_(context.gl),
          options_(options),
          full_(size),
          work_(reduced(size, options.divisor)),
          texels_(create_sampler(context.gl, GL_NEAREST, "rival texels")) {}

    Result<void> link() {
        std::vector<ShaderDefine> gather = {{"TAPS", options_.taps}, {"TILE", DofNearTiles::side}};
        if (options_.frames > 0) {
            gather.push_back({"NOISE", noise_side});
            gather.push_back({"TABLE", table_side()});
        }
        const std::vector<ShaderDefine> setup = {{"DIVISOR", options_.divisor}},
                                        flood = {{"TAPS", static_cast<int>(options_.flood.size())},
                                                 {"TILE", DofNearTiles::side}};
        const auto link_one = [&](const char* file, const std::vector<ShaderDefine>& defines,
                                  GLuint& into) -> Result<void> {
            const auto program = rival_program(context_, file, defines);
            if (!program) return program.error();
            into = *program;
            return {};
        };
        if (auto status = link_one("dof_importance_setup.comp", setup, setup_); !status) return status;
        if (auto status = link_one("dof_importance_border.comp", {}, border_); !status) return status;
        if (auto status = link_one("dof_importance_gather.comp", gather, gather_); !status) return status;
        if (!options_.flood.empty())
            if (auto status = link_one("dof_importance_flood.comp", flood, flood_); !status) return status;
        return link_one("dof_importance_mean.comp", {}, mean_);
    }

    Result<void> allocate() {
        std::vector<std::pair<SharedTexture*, RivalSize>> layers = {
            {&far_field_, work_}, {&near_field_, work_}, {&far_, work_},
            {&near_, work_},      {&far_blur_, work_},   {&near_blur_, work_}};
        if (!options_.flood.empty())
            layers.insert(layers.end(), {{&far_flood_, work_}, {&near_flood_, work_}});
        if (options_.frames > 1)
            layers.insert(layers.end(), {{&newest_, full_}, {&means_[0], full_}, {&means_[1], full_}});
        for (const auto& [into, size] : layers) {
            auto texture = rival_layer(context_, GL_RGBA16F, size);
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
        return {};
    }

    Result<void> upload() {
        std::vector<float> noise;
        if (options_.frames > 0)
            for (const glm::vec2 one : spatiotemporal_noise()) noise.insert(noise.end(), {one.x, one.y});
        else
            noise = {0.0f, 0.0f};  // is bound, and not read
        const std::array<std::pair<std::vector<float>, std::shared_ptr<Buffer>*>, 3> buffers = {
            {{records_of(options_.aperture), &aperture_},
             {records_of(options_.flood), &flood_taps_},
             {std::move(noise), &noise_}}};
        for (const auto& [numbers, into] : buffers) {
            if (numbers.empty()) continue;
            auto buffer = rival_buffer(context_, numbers);
            if (!buffer) return buffer.error();
            *into = *buffer;
        }
        return {};
    }

    int table_side() const {
        return static_cast<int>(std::lround(std::sqrt(static_cast<double>(options_.aperture.size()))));
    }

    void setup(GLuint color, GLuint depth, const DofRivalLens& lens) {
        gl_.UseProgram(setup_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform2i(1, full_.width, full_.height);
        set_lens(gl_, lens);
        bind_read(context_, 0, color, texels_);
        bind_read(context_, 1, depth, texels_);
        bind_target(context_, 0, far_field_->name());
        bind_target(context_, 1, near_field_->name());
        bind_write(context_, 2, coc_->name(), GL_R32F);
        dispatch(context_, work_);
    }

    void fill_border(const Texture& field, const Texture& target) {
        gl_.UseProgram(border_);
        gl_.Uniform2i(0, work_.width, work_.height);
        bind_read(context_, 0, field.name(), texels_);
        bind_target(context_, 0, target.name());
        dispatch(context_, work_);
    }

    void gather(int frame, const DofRivalLens& lens) {
        gl_.UseProgram(gather_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform1i(1, frame);
        gl_.Uniform1f(3, -1.0f);
        gl_.Uniform1f(4, lens.largest_coc_px / static_cast<float>(options_.divisor));
        bind_buffer(context_, *aperture_);
        bind_buffer(context_, *noise_, 1);
        bind_source(context_, 0, far_->name());
        bind_source(context_, 1, near_->name());
        bind_read(context_, 2, tiles_->reach().name(), texels_);
        bind_target(context_, 0, far_blur_->name());
        bind_target(context_, 1, near_blur_->name());
        dispatch(context_, work_);
    }

    void flood() {
        gl_.UseProgram(flood_);
        gl_.Uniform2i(0, work_.width, work_.height);
        gl_.Uniform1f(1, flooded_of_64 * std::sqrt(64.0f / static_cast<float>(options_.taps)));
        gl_.Uniform1f(3, -1.0f);
        bind_buffer(context_, *flood_taps_);
        bind_source(context_, 0, far_blur_->name());
        bind_source(context_, 1, near_blur_->name());
        bind_read(context_, 2, far_->name(), texels_);
        bind_read(context_, 3, tiles_->reach().name(), texels_);
        bind_target(context_, 0, far_flood_->name());
        bind_target(context_, 1, near_flood_->name());
        dispatch(context_, work_);
    }

    void add(int frame, GLuint target) {
        gl_.UseProgram(mean_);
        gl_.Uniform2i(0, full_.width, full_.height);
        gl_.Uniform1f(1, 1.0f / static_cast<float>(frame + 1));
        bind_read(context_, 0, newest_->name(), texels_);
        bind_read(context_, 1, means_[(frame + 1) % 2]->name(), texels_);
        bind_target(context_, 0, target);
        dispatch(context_, full_);
    }

    static std::vector<float> records_of(const std::vector<ApertureTap>& taps) {
        std::vector<float> records;
        for (const ApertureTap& tap : taps)
            records.insert(records.end(), {tap.offset.x, tap.offset.y, tap.gauge, 0.0f});
        return records;
    }

    RivalContext& context_;
    const GladGLContext& gl_;
    ImportanceGatherOptions options_;
    RivalSize full_, work_;
    Sampler texels_;
    GLuint setup_ = 0, border_ = 0, gather_ = 0, flood_ = 0, mean_ = 0;
    std::optional<DofNearTiles> tiles_;
    std::optional<DofComposite> composite_;
    SharedTexture far_field_, near_field_, coc_, far_, near_, far_blur_, near_blur_, far_flood_, near_flood_;
    SharedTexture newest_;
    std::array<SharedTexture, 2> means_;
    std::shared_ptr<Buffer> aperture_, noise_, flood_taps_;
};

/// Where both fields are gathered.
DofReads reads_of(const ImportanceGatherOptions& options) {
    const double work = 1.0 / (options.divisor * options.divisor);
    DofReads reads;
    reads.blur = work * 2.0 * (options.taps + static_cast<double>(options.flood.size()));
    // Setup: colour and depth. Two borders of 10 reads at most, most of them 1; tiles; what the gather reads
    // of itself, twice where it floods. Composite: colour, depth and two layers. The mean: the newest and the
    // rest.
    const double of_itself = options.flood.empty() ? 2.0 : 6.0;
    reads.preparation = 2.0 + work * (2.0 + 1.0 + of_itself) + 4.0 + (options.frames > 1 ? 2.0 : 0.0);
    return reads;
}

std::string name_of(const ImportanceGatherOptions& options) {
    std::string name = "importance gather " + std::to_string(options.taps);
    if (!options.flood.empty()) name += " + " + std::to_string(options.flood.size()) + " flooding";
    if (options.frames > 0) name += " by noise";
    if (options.frames > 1) name += ", mean of " + std::to_string(options.frames) + " frames";
    return name + (options.divisor == 1 ? ", full resolution" : ", half resolution");
}

}  // namespace

Result<DofRival> importance_gather_dof(RivalContext& context, const ImportanceGatherOptions& options,
                                       RivalSize size) {
    auto self = ImportanceGatherDof::create(context, options, size);
    if (!self) return self.error();
    DofRival rival;
    rival.name = name_of(options);
    rival.reads = reads_of(options);
    rival.run = [gather = *self](GLuint color, GLuint depth, const DofRivalLens& lens, GLuint target) {
        return gather->run(color, depth, lens, target);
    };
    return rival;
}

}  // namespace tapestry::demo
