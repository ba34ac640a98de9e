#include "gl/cascade.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/cascade_margin.h"
#include "core/error_of.h"
#include "core/float_class.h"
#include "core/resolution.h"
#include "core/table_blend.h"
#include "gl/compute_pass.h"
#include "gl/pass_programs.h"
#include "gl/resolution_passes.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_ENCODING_LINEAR == static_cast<unsigned>(Encoding::linear));
static_assert(TAPESTRY_ENCODING_SRGB == static_cast<unsigned>(Encoding::srgb));
static_assert(TAPESTRY_ALPHA_OPAQUE == static_cast<unsigned>(Alpha::opaque));
static_assert(TAPESTRY_ALPHA_STRAIGHT == static_cast<unsigned>(Alpha::straight));
static_assert(TAPESTRY_ALPHA_PREMULTIPLIED == static_cast<unsigned>(Alpha::premultiplied));

/// Between textures of ours everything is linear and premultiplied.
constexpr layout::TapestryConversion no_conversion = {TAPESTRY_ENCODING_LINEAR, TAPESTRY_ALPHA_PREMULTIPLIED,
                                                      TAPESTRY_ENCODING_LINEAR, TAPESTRY_ALPHA_PREMULTIPLIED};

layout::vec2 grade_block(const Grade& grade) {
    return {grade.saturation, grade.contrast};
}

PictureSize size_of(const Area& area) {
    return {area.end.x - area.first.x, area.end.y - area.first.y};
}

Area whole(PictureSize size) {
    return whole_area(size.width, size.height);
}

/// The picture within a texture.
Area placed(layout::ivec2 origin, PictureSize size) {
    return {origin, origin + layout::ivec2(size.width, size.height)};
}

bool is_uniform(const CascadeFrame& frame) {
    return frame.parameter_texture == 0 && frame.turn_texture == 0;
}

/// True when every pixel is copied.
bool copies_everything(const TapTable& table, const CascadeFrame& frame) {
    if (frame.offset_scale == 0.0f) return true;
    if (frame.parameter_texture != 0) return false;
    return locate_entries(table, std::array<double, 2>{frame.parameter.x, frame.parameter.y}).identity;
}

/// How much farther than its entries say a table reads with parameters up to its last knots.
double base_offset_scale(const CascadeFrame& frame) {
    return double{frame.offset_scale} * double{std::max(1.0f, frame.aspect)};
}

/// How much farther than its entries say a table may read.
float largest_offset_scale(const TapTable& table, const CascadeFrame& frame) {
    double scale = base_offset_scale(frame);
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        const Axis& axis = table.axes[i];
        const float most = frame.parameter_texture == 0 ? frame.parameter[static_cast<int>(i)]
                                                        : frame.most[static_cast<int>(i)];
        if (frame.parameter_texture != 0 && axis.beyond == Beyond::scale && is_infinite(most))
            return std::numeric_limits<float>::infinity();
        scale *= locate(axis, most).offset_scale;
    }
    return static_cast<float>(scale);
}

/// Pixels around the picture that layers are computed for.
int margin_of(const TapTable& table, const CascadeFrame& frame) {
    const float scale = largest_offset_scale(table, frame);
    // Nobody knows how far past its last knots a map goes.
    return cascade_margin_px(table, is_infinite(scale) ? base_offset_scale(frame) : double{scale});
}

/// One frame: everything that can fail is done by prepare, before the first pass draws.
class CascadeRun {
  public:
    CascadeRun(DeviceState& device, const GpuTable& table, const CascadeFrame& frame)
        : device_(device),
          gpu_table_(table),
          table_(table.table()),
          frame_(frame),
          full_(size_of(frame.region)),
          ingest_conversion_{frame.conversion.source_encoding, frame.conversion.source_alpha,
                             TAPESTRY_ENCODING_LINEAR, TAPESTRY_ALPHA_PREMULTIPLIED},
          work_(full_),
          margin_(margin_of(table.table(), frame)),
          is_tiled_(frame.tiles && !is_uniform(frame)) {
        if (frame.resolution == Resolution::full) return;
        reduced_ = reduced_filter(table_, frame.resolution);
        const double aspect = frame.aspect;
        reduced_.variance_px2 *=
            double{frame.offset_scale} * double{frame.offset_scale} * 0.5 * (1.0 + aspect * aspect);
        work_ = {reduced_pixels(full_.width, frame.resolution),
                 reduced_pixels(full_.height, frame.resolution)};
    }

    Result<void> prepare() {
        find_areas();
        if (is_tiled_) find_read_tiles();
        if (Result<void> status = find_programs(); !status) return status;
        if (Result<void> status = find_layer_programs(); !status) return status;
        if (Result<void> status = lease_textures(); !status) return status;
        return is_tiled_ ? device_.tiles.reserve(read_tiles_) : Result<void>();
    }

    void draw() {
        if (is_reduced()) go_down();
        layout::FilterPass block = filter_block();
        bind_maps();
        if (is_uniform(frame_) || is_tiled_) blend(block);
        if (is_tiled_) classify(block);
        if (!is_reduced()) ingest(input_, works_[0], margin_, is_tiled_);
        if (is_tiled_ && work_textures() == 2) copy_tiles_between_works();
        bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
        for (std::size_t layer = 0; layer < table_.layers(); ++layer) run_layer(block, layer);
        if (is_tiled_ && !is_reduced()) copy_tiles_to_target();
        if (is_reduced()) go_up();
    }

  private:
    /// Of one kind of layer: uniform frames have the first, untiled ones `varying`, tiled ones all.
    struct LayerPrograms {
        const ComputeProgram* uniform = nullptr;
        const ComputeProgram* copy = nullptr;
        const ComputeProgram* tile = nullptr;
        const ComputeProgram* varying = nullptr;
    };

    bool is_reduced() const { return reduced_.step > 1; }
    bool is_mapped() const { return frame_.parameter_texture != 0; }
    GLenum work_format() const { return frame_.precision == WorkPrecision::half ? GL_RGBA16F : GL_RGBA32F; }
    GLenum map_format() const { return table_.axes.size() > 1 ? GL_RGBA32F : GL_R32F; }
    bool is_last(std::size_t layer) const { return !is_reduced() && layer + 1 == table_.layers(); }

    /// One layer at full resolution reads what ingest wrote and writes the target.
    std::size_t work_textures() const { return is_reduced() || table_.layers() > 1 ? 2 : 1; }

    /// The texture that a layer reads, which the one before it wrote.
    const TexturePool::Lease& input_of(std::size_t layer) const { return works_[layer % 2]; }

    void find_areas() {
        Area area = whole(work_);
        const float scale = largest_offset_scale(table_, frame_);
        for (std::size_t layer = table_.layers(); layer-- > 0;) {
            outputs_[layer] = area;
            area = grown(area, gpu_table_.reach_px(layer) * scale, work_.width, work_.height, margin_);
        }
        input_ = area;
    }

    /// The tiles that layers may read, counted from the first that is classified.
    void find_read_tiles() {
        const Area& area = outputs_[0];
        const glm::ivec2 before = tiles_along(area.first - input_.first);
        read_tiles_ = {-before, tiles_along(input_.end - area.first)};
    }

    /// How far layers read from a filtered pixel, up to the table's last knots.
    float read_reach_px() const {
        float reach_px = 0.0f;
        for (std::size_t layer = 0; layer < table_.layers(); ++layer)
            reach_px = std::max(reach_px, gpu_table_.reach_px(layer));
        return static_cast<float>(double{reach_px} * base_offset_scale(frame_));
    }

    Result<void> find(const ComputeProgram*& program, std::string_view file, const ProgramVariant& variant) {
        const auto found = program_for(device_, file, variant);
        if (!found) return found.error();
        program = *found;
        return {};
    }

    Result<void> find_programs() {
        if (Result<void> status = find(ingest_, "filter_ingest.comp",
                                       {.target = work_format(),
                                        .tiled = is_tiled_ && !is_reduced(),
                                        .conversion = &ingest_conversion_});
            !status)
            return status;
        if (is_uniform(frame_) || is_tiled_) {
            const ProgramVariant variant = table_variant(
                {.mapped = is_mapped(), .turned = frame_.turn_texture != 0, .in_storage = true});
            if (Result<void> status = find(blend_, "taps_blend.comp", variant); !status) return status;
        }
        if (is_tiled_) {
            const ProgramVariant variant =
                table_variant({.mapped = is_mapped(), .turned = frame_.turn_texture != 0});
            if (Result<void> status = find(classify_, "tiles_classify.comp", variant); !status) return status;
        }
        if (!is_reduced()) return is_tiled_ ? find(read_, "tiles_read.comp", {}) : Result<void>();
        if (Result<void> status = find(reduce_, "resolution_reduce.comp", {.target = work_format()}); !status)
            return status;
        if (is_mapped()) {
            const ProgramVariant variant = {.two_axes = table_.axes.size() > 1};
            if (Result<void> status = find(parameters_, "resolution_parameters.comp", variant); !status)
                return status;
        }
        return find(enlarge_, "resolution_enlarge.comp", finishing({.mapped = is_mapped()}));
    }

    Result<void> find_layer_programs() {
        const ProgramVariant between = {.target = work_format()};
        const ProgramVariant last = finishing({.last_layer = true});
        for (std::size_t layer = 0; layer < table_.layers(); ++layer) {
            ProgramVariant variant = is_last(layer) ? last : between;
            variant.taps = static_cast<int>(table_.layer_taps[layer]);
            if (Result<void> status = find_layer_programs(layers_[layer], variant); !status) return status;
        }
        return {};
    }

    /// A variant that writes the host's target.
    ProgramVariant finishing(ProgramVariant variant) const {
        variant.target = frame_.textures.target.format;
        variant.conversion = &frame_.conversion;
        variant.masked = frame_.mask_texture != 0;
        variant.graded = !is_neutral(frame_.grade);
        return variant;
    }

    ProgramVariant table_variant(ProgramVariant variant) const {
        variant.table = &gpu_table_.shape();
        variant.two_axes = gpu_table_.shape().two_axes;
        return variant;
    }

    Result<void> find_layer_programs(LayerPrograms& programs, ProgramVariant variant) {
        if (is_tiled_) {
            const ProgramVariant copy = {
                .target = variant.target,
                .tiled = true,
                .masked = variant.masked,
                .graded = variant.graded,
                .conversion = variant.conversion ? variant.conversion : &no_conversion};
            if (Result<void> status = find(programs.copy, "filter_copy.comp", copy); !status) return status;
        }
        variant = table_variant(variant);
        variant.mapped = is_mapped();
        variant.turned = frame_.turn_texture != 0;
        if (is_uniform(frame_)) return find_uniform_program(programs, variant);
        if (is_tiled_) {
            variant.tiled = true;
            if (Result<void> status = find_uniform_program(programs, variant); !status) return status;
            if (Result<void> status = find(programs.tile, "filter_tile.comp", variant); !status)
                return status;
        }
        return find(programs.varying, "filter_varying.comp", variant);
    }

    Result<void> find_uniform_program(LayerPrograms& programs, ProgramVariant variant) {
        variant.mapped = variant.turned = false;
        return find(programs.uniform, "filter_uniform.comp", variant);
    }

    Result<void> lease(TexturePool::Lease& lease, GLenum format, PictureSize size) {
        Result<TexturePool::Lease> made =
            device_.textures.lease(format, size.width, size.height, Borrower::cascade);
        if (!made) return made.error();
        lease = std::move(*made);
        return {};
    }

    Result<void> lease_textures() {
        device_.gl.ActiveTexture(GL_TEXTURE0);
        for (std::size_t i = 0; i < work_textures(); ++i)
            if (Result<void> status = lease(works_[i], work_format(), with_margin()); !status) return status;
        if (!is_reduced()) return {};
        if (Result<void> status = lease(ingested_, work_format(), full_); !status) return status;
        if (reduced_.step > 2) {
            if (Result<void> status = lease(half_, work_format(), half_size()); !status) return status;
        }
        return is_mapped() ? lease(parameter_map_, map_format(), work_) : Result<void>();
    }

    PictureSize with_margin() const { return {work_.width + 2 * margin_, work_.height + 2 * margin_}; }

    PictureSize half_size() const {
        return {reduced_pixels(full_.width, Resolution::half),
                reduced_pixels(full_.height, Resolution::half)};
    }

    /// The host's texture to a work texture; `in_tiles`: only those tiles that layers read.
    void ingest(const Area& area, const TexturePool::Lease& to, int margin, bool in_tiles) {
        bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
        bind_target(device_, to.name(), to.format());
        layout::IngestPass block = {};
        block.area = area;
        block.picture = frame_.region;
        block.tile_kind = TAPESTRY_TILES_READ;
        block.tile_capacity = device_.tiles.capacity();
        block.margin = margin;
        if (in_tiles)
            run_tiled_pass(device_, *ingest_, bytes_of(block), block.tile_kind);
        else
            run_pass(device_, *ingest_, bytes_of(block), area);
    }

    /// What the way down reads of the host's texture.
    Area area_at_full_size() const {
        Area area = cut(input_, work_.width, work_.height);
        if (reduced_.step > 2) area = area_above(area, half_size().width, half_size().height);
        return area_above(area, full_.width, full_.height);
    }

    void go_down() {
        ingest(area_at_full_size(), ingested_, 0, false);
        if (reduced_.step > 2) {
            const Area inside = cut(input_, work_.width, work_.height);
            const Area area = area_above(inside, half_size().width, half_size().height);
            reduce(device_, *reduce_, ingested_.name(), full_, half_, area, 0);
            reduce(device_, *reduce_, half_.name(), half_size(), works_[0], input_, margin_);
        } else {
            reduce(device_, *reduce_, ingested_.name(), full_, works_[0], input_, margin_);
        }
        if (is_mapped()) reduce_parameters();
    }

    void reduce_parameters() {
        bind_texels(device_, TAPESTRY_UNIT_PARAMETER, frame_.parameter_texture);
        bind_target(device_, parameter_map_.name(), parameter_map_.format());
        layout::ReduceParametersPass block = {};
        block.area = cut(outputs_[0], work_.width, work_.height);
        block.parameter_area = placed(frame_.map_origin, full_);
        block.parameter_scale = frame_.parameter;
        block.resolution = resolution_block(reduced_);
        run_pass(device_, *parameters_, bytes_of(block), block.area);
    }

    /// What a layer multiplies the texture of parameters by, or the parameters themselves.
    glm::vec2 layer_parameter() const {
        if (!is_reduced()) return frame_.parameter;
        if (is_mapped()) return glm::vec2(1.0f);
        return reduced_parameter(reduced_, bounded(reduced_, frame_.parameter));
    }

    layout::FilterPass filter_block() const {
        const double turn = double{frame_.turn_deg} * std::numbers::pi / 180.0;
        layout::FilterPass block = gpu_table_.block();
        block.offset_factor = {frame_.aspect, frame_.row0 == Row0::top ? 1.0f : -1.0f};
        block.margin = margin_;
        block.size = {work_.width, work_.height};
        block.parameter = layer_parameter();
        block.turn = {static_cast<float>(std::cos(turn)), static_cast<float>(std::sin(turn))};
        block.offset_scale =
            frame_.offset_scale * (is_reduced() ? static_cast<float>(offset_factor(reduced_)) : 1.0f);
        block.grade = grade_block(frame_.grade);
        block.parameter_area = is_reduced() ? whole(work_) : placed(frame_.map_origin, full_);
        block.turn_area = placed(frame_.map_origin, full_);
        block.mask_origin = frame_.mask_origin;
        block.turn_step = static_cast<layout::uint>(reduced_.step);
        block.tile_capacity = device_.tiles.capacity();
        return block;
    }

    /// The taps of every layer where they are the same at every pixel, or at most of them.
    void blend(layout::FilterPass block) {
        // Behind the passes of the cascade before, which may still read what it blended into the same bytes.
        device_.gl.MemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT);
        gpu_table_.bind_storage(device_.gl);
        device_.blended_taps.bind_storage();
        block.area = outputs_[0];
        run_groups(device_, *blend_, bytes_of(block), static_cast<GLuint>(table_.layers()),
                   GL_UNIFORM_BARRIER_BIT | GL_SHADER_STORAGE_BARRIER_BIT);
    }

    void bind_maps() {
        if (is_mapped())
            bind_texels(device_, TAPESTRY_UNIT_PARAMETER,
                        is_reduced() ? parameter_map_.name() : frame_.parameter_texture);
        if (frame_.turn_texture != 0) bind_texels(device_, TAPESTRY_UNIT_TURN, frame_.turn_texture);
        if (frame_.mask_texture != 0) bind_texels(device_, TAPESTRY_UNIT_MASK, frame_.mask_texture);
    }

    void classify(layout::FilterPass block) {
        device_.tiles.begin();
        gpu_table_.bind_layer(device_.gl, 0);
        block.area = outputs_[0];
        run_classification(device_, *classify_, bytes_of(block), outputs_[0]);
        if (is_reduced()) return;
        layout::ReadTilesPass read = {};
        read.area = read_tiles_;
        read.tiles = tiles_across(outputs_[0]);
        read.origin = outputs_[0].first;
        read.reach_px = read_reach_px();
        read.tile_capacity = device_.tiles.capacity();
        run_listing(device_, *read_, bytes_of(read), read.area);
    }

    /// Layers write into one texture and the other by turns, and pass copy tiles by: so both get those of
    /// them that are read.
    void copy_tiles_between_works() {
        bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, works_[0].name());
        bind_target(device_, works_[1].name(), works_[1].format());
        // The way up reads everything.
        const layout::uint kind = is_reduced() ? TAPESTRY_TILES_COPY : TAPESTRY_TILES_READ_COPY;
        run_tile_copy(*layers_.front().copy, kind, outputs_[0], layout::ivec2(margin_),
                      {with_margin().width, with_margin().height});
    }

    /// The host's own texels: 8 bits straight through half floats would not come back the same.
    void copy_tiles_to_target() {
        bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
        bind_target(device_, frame_.textures.target.name, frame_.textures.target.format);
        run_tile_copy(*layers_[table_.layers() - 1].copy, TAPESTRY_TILES_COPY, whole(full_),
                      frame_.region.first, end_in_target());
    }

    /// 0 where nothing is stored beside the picture.
    layout::ivec2 end_in_target() const { return frame_.has_edge ? frame_.region.end : layout::ivec2(0); }

    void run_tile_copy(const ComputeProgram& program, layout::uint kind, const Area& area,
                       layout::ivec2 origin, layout::ivec2 end) {
        layout::CopyPass block = {};
        block.area = area;
        block.origin = origin;
        block.mask_origin = frame_.mask_origin;
        block.end = end;
        block.tile_kind = kind;
        block.tile_capacity = device_.tiles.capacity();
        block.grade = grade_block(frame_.grade);
        run_tiled_pass(device_, program, bytes_of(block), kind);
    }

    void run_layer(layout::FilterPass& block, std::size_t layer) {
        const LayerPrograms& programs = layers_[layer];
        bind_texture(device_, TAPESTRY_UNIT_SOURCE, input_of(layer).name());
        if (is_last(layer))
            bind_target(device_, frame_.textures.target.name, frame_.textures.target.format);
        else
            bind_target(device_, input_of(layer + 1).name(), work_format());
        block.layer = static_cast<layout::uint>(layer);
        block.area = outputs_[layer];
        block.origin = is_last(layer) ? frame_.region.first : layout::ivec2(margin_);
        block.has_edge = !is_last(layer) || frame_.has_edge ? 1 : 0;
        if (is_uniform(frame_) || is_tiled_)
            device_.blended_taps.bind_layer(static_cast<std::uint32_t>(layer));
        if (is_uniform(frame_)) {
            run_pass(device_, *programs.uniform, bytes_of(block), block.area);
            return;
        }
        if (is_tiled_) {
            block.tile_kind = TAPESTRY_TILES_COMMON;
            run_tiled_pass(device_, *programs.uniform, bytes_of(block), block.tile_kind);
        }
        gpu_table_.bind_layer(device_.gl, static_cast<std::uint32_t>(layer));
        if (!is_tiled_) {
            run_pass(device_, *programs.varying, bytes_of(block), block.area);
            return;
        }
        block.tile_kind = TAPESTRY_TILES_UNIFORM;
        run_tiled_pass(device_, *programs.tile, bytes_of(block), block.tile_kind);
        block.tile_kind = TAPESTRY_TILES_VARYING;
        run_tiled_pass(device_, *programs.varying, bytes_of(block), block.tile_kind);
    }

    void go_up() {
        bind_texture(device_, TAPESTRY_UNIT_SOURCE, input_of(table_.layers()).name());
        bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
        if (is_mapped()) bind_texels(device_, TAPESTRY_UNIT_PARAMETER, frame_.parameter_texture);
        bind_target(device_, frame_.textures.target.name, frame_.textures.target.format);
        layout::EnlargePass block = {};
        block.area = whole(full_);
        block.origin = frame_.region.first;
        block.mask_origin = frame_.mask_origin;
        block.parameter_area = placed(frame_.map_origin, full_);
        block.reduced_size = {work_.width, work_.height};
        block.margin = static_cast<float>(margin_);
        block.parameter = frame_.parameter;
        block.resolution = resolution_block(reduced_);
        block.grade = grade_block(frame_.grade);
        run_pass(device_, *enlarge_, bytes_of(block), block.area);
    }

    DeviceState& device_;
    const GpuTable& gpu_table_;
    const TapTable& table_;
    const CascadeFrame& frame_;
    const PictureSize full_;
    const layout::TapestryConversion ingest_conversion_;
    PictureSize work_;  ///< of the picture in the textures that the layers read and write
    const int margin_;  ///< around it
    const bool is_tiled_;
    ReducedFilter reduced_;

    std::array<Area, limits::max_layers> outputs_;  ///< what each layer writes
    Area input_;                                    ///< what the first layer reads
    Area read_tiles_ = {};  ///< tiles that layers may read, from the first that is classified

    const ComputeProgram* ingest_ = nullptr;
    const ComputeProgram* reduce_ = nullptr;
    const ComputeProgram* parameters_ = nullptr;
    const ComputeProgram* enlarge_ = nullptr;
    const ComputeProgram* classify_ = nullptr;
    const ComputeProgram* read_ = nullptr;
    const ComputeProgram* blend_ = nullptr;
    std::array<LayerPrograms, limits::max_layers> layers_;

    TexturePool::Lease ingested_;  ///< at full size, on the way down
    TexturePool::Lease half_;      ///< on the way down to a quarter
    TexturePool::Lease parameter_map_;
    std::array<TexturePool::Lease, 2> works_;  ///< layers read one and write the other
};

Result<void> copy_frame(DeviceState& device, const CascadeFrame& frame) {
    const HostTexture& target = frame.textures.target;
    const auto program = program_for(device, "filter_copy.comp",
                                     {.target = target.format,
                                      .masked = frame.mask_texture != 0,
                                      .graded = !is_neutral(frame.grade),
                                      .conversion = &frame.conversion});
    if (!program) return program.error();
    if (frame.mask_texture != 0) bind_texels(device, TAPESTRY_UNIT_MASK, frame.mask_texture);
    bind_texels(device, TAPESTRY_UNIT_ORIGINAL, frame.textures.source.name);
    bind_target(device, target.name, target.format);
    layout::CopyPass block = {};
    block.area = whole(size_of(frame.region));
    block.origin = frame.region.first;
    block.mask_origin = frame.mask_origin;
    block.end = frame.has_edge ? frame.region.end : layout::ivec2(0);
    block.grade = grade_block(frame.grade);
    run_pass(device, **program, bytes_of(block), block.area);
    return {};
}

}  // namespace

layout::TapestryConversion conversion_between(const TextureView& source, const TextureView& target) {
    return {static_cast<layout::uint>(source.encoding), static_cast<layout::uint>(source.alpha),
            static_cast<layout::uint>(target.encoding), static_cast<layout::uint>(target.alpha)};
}

Result<void> check_resolution(Resolution resolution) {
    if (resolution == Resolution::full || resolution == Resolution::half || resolution == Resolution::quarter)
        return {};
    return error_of("resolution: ", static_cast<std::uint32_t>(resolution), " is none");
}

Result<Cascade> Cascade::create(std::shared_ptr<DeviceState> device, TapTable table) {
    Result<GpuTable> uploaded = GpuTable::create(*device, std::move(table));
    if (!uploaded) return uploaded.error();
    return Cascade(std::move(device), std::move(*uploaded));
}

Cascade::Cascade(std::shared_ptr<DeviceState> device, GpuTable table)
    : device_(std::move(device)), table_(std::move(table)) {}

Result<void> Cascade::run(const CascadeFrame& frame) {
    if (frame.precision == WorkPrecision::single && !device_->traits.filters_floats)
        return error_of("precision: this context cannot filter RGBA32F, so only WorkPrecision::half works");
    if (copies_everything(table(), frame)) return copy_frame(*device_, frame);
    CascadeRun run(*device_, table_, frame);
    if (Result<void> status = run.prepare(); !status) return status;
    run.draw();
    return {};
}

}  // namespace tapestry
