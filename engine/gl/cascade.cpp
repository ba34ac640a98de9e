#include "gl/cascade.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/cascade_margin.h"
#include "core/error_of.h"
#include "core/float_class.h"
#include "core/reduced_filter.h"
#include "core/table_blend.h"
#include "gl/program_variant.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_ENCODING_LINEAR == static_cast<unsigned>(Encoding::linear));
static_assert(TAPESTRY_ENCODING_SRGB == static_cast<unsigned>(Encoding::srgb));
static_assert(TAPESTRY_ALPHA_OPAQUE == static_cast<unsigned>(Alpha::opaque));
static_assert(TAPESTRY_ALPHA_STRAIGHT == static_cast<unsigned>(Alpha::straight));
static_assert(TAPESTRY_ALPHA_PREMULTIPLIED == static_cast<unsigned>(Alpha::premultiplied));

layout::vec2 grade_block(const Grade& grade) {
    return {grade.saturation, grade.contrast};
}

struct PictureSize {
    int width = 0;
    int height = 0;
};

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
    return !frame.parameter_texture && !frame.turn_texture;
}

/// Layers of an atlas read one texture and write the other by turns: true when the last one writes the
/// target.
bool ends_in_target(const TapTable& table) {
    return table.layers() % 2 != 0;
}

/// True when every pixel is copied.
bool copies_everything(const TapTable& table, const CascadeFrame& frame) {
    if (frame.offset_scale == 0.0f) return true;
    if (frame.parameter_texture) return false;
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
        const float most =
            frame.parameter_texture ? frame.most[static_cast<int>(i)] : frame.parameter[static_cast<int>(i)];
        if (frame.parameter_texture && axis.beyond == Beyond::scale && is_infinite(most))
            return std::numeric_limits<float>::infinity();
        scale *= locate(axis, most).offset_scale;
    }
    return static_cast<float>(scale);
}

/// Pixels around the picture that layers are computed for.
int margin_of(const GpuTable& table, const CascadeFrame& frame) {
    const float largest = largest_offset_scale(table.table(), frame);
    // Nobody knows how far past its last knots a map goes.
    const double scale = is_infinite(largest) ? base_offset_scale(frame) : double{largest};
    double later_reach_px = 0.0;
    for (std::size_t layer = 1; layer < table.table().layers(); ++layer)
        later_reach_px += scale * double{table.reach_px(layer)};
    return cascade_margin_px(later_reach_px, table.table().layers());
}

layout::TapestryResolution resolution_block(const ReducedFilter& filter) {
    layout::TapestryResolution block = {};
    block.least = filter.least;
    block.last = filter.last;
    block.most = filter.most;
    block.size_share = filter.size_share;
    block.variance_px2 = static_cast<float>(filter.variance_px2);
    block.constant_share = static_cast<float>(filter.constant_share);
    block.lost_variance_px2 = static_cast<float>(filter.lost_variance_px2);
    block.factor = static_cast<float>(filter.factor);
    block.periodic = (filter.periodic[0] ? 1u : 0u) | (filter.periodic[1] ? 2u : 0u);
    block.step = static_cast<layout::uint>(filter.step);
    return block;
}

/// Pixels of the finer picture that resolution_reduce.comp reads for an area of the coarser.
Area area_above(const Area& area, int width, int height) {
    return cut({2 * area.first - 1, 2 * area.end + 1}, width, height);
}

/// The passes of one frame.
class CascadePasses {
  public:
    CascadePasses(DeviceState& device, const GpuTable& table, const CascadeFrame& frame)
        : device_(device),
          gpu_table_(table),
          table_(table.table()),
          frame_(frame),
          full_(size_of(frame.region)),
          ingest_conversion_{frame.conversion.source_encoding, frame.conversion.source_alpha,
                             TAPESTRY_ENCODING_LINEAR, TAPESTRY_ALPHA_PREMULTIPLIED},
          work_(full_),
          margin_(frame.atlas ? 0 : margin_of(table, frame)),
          is_tiled_(frame.tiles && !is_uniform(frame)) {
        if (frame.resolution != Resolution::full) {
            reduced_ = reduced_filter(table_, frame.resolution);
            const double aspect = frame.aspect;
            reduced_.variance_px2 *=
                double{frame.offset_scale} * double{frame.offset_scale} * 0.5 * (1.0 + aspect * aspect);
            work_ = {reduced_pixels(full_.width, frame.resolution),
                     reduced_pixels(full_.height, frame.resolution)};
        }
        find_areas();
        if (is_tiled_) find_read_tiles();
    }

    Result<void> reserve_tiles() const {
        return is_tiled_ ? device_.tiles.reserve(read_tiles_) : Result<void>();
    }

    void declare(PassList& passes) {
        passes_ = &passes;
        if (frame_.atlas) return declare_atlas();
        for (std::size_t i = 0; i < work_textures(); ++i) works_[i] = work_texture(with_margin());
        if (is_reduced()) go_down();
        if (is_uniform(frame_) || is_tiled_) blend();
        if (is_tiled_) classify();
        if (is_tiled_ && !is_reduced()) ingest_tiles();
        if (!is_tiled_ && !is_reduced()) ingest(input_, works_[0], margin_);
        for (std::size_t layer = 0; layer < table_.layers(); ++layer) add_layer(layer);
        if (is_reduced()) go_up();
    }

  private:
    void declare_atlas() {
        works_ = {frame_.source, frame_.target};
        classify();
        for (std::size_t layer = 0; layer < table_.layers(); ++layer) add_layer(layer);
    }

    bool is_reduced() const { return reduced_.step > 1; }
    bool is_mapped() const { return bool(frame_.parameter_texture); }
    bool is_turned() const { return bool(frame_.turn_texture); }
    GLenum work_format() const { return frame_.precision == WorkPrecision::half ? GL_RGBA16F : GL_RGBA32F; }
    /// True of the layer that writes the host's target.
    bool is_last(std::size_t layer) const {
        return !is_reduced() && !frame_.atlas && layer + 1 == table_.layers();
    }

    /// One layer at full resolution reads what ingest wrote and writes the target.
    std::size_t work_textures() const { return is_reduced() || table_.layers() > 1 ? 2 : 1; }

    /// The texture that a layer reads, which the one before it wrote.
    PassTexture input_of(std::size_t layer) const { return works_[layer % 2]; }

    PassTexture work_texture(PictureSize size) {
        return passes_->transient(work_format(), size.width, size.height, frame_.reads);
    }

    void find_areas() {
        Area area = whole(work_);
        const float scale = largest_offset_scale(table_, frame_);
        for (std::size_t layer = table_.layers(); layer-- > 0;) {
            outputs_[layer] = area;
            area = grown(area, gpu_table_.reach_px(layer) * scale, work_.width, work_.height, margin_);
        }
        input_ = area;
    }

    /// What the blocks of layers say of an atlas.
    void describe_atlas(layout::FilterPass& block) const {
        const Atlas& atlas = *frame_.atlas;
        constexpr layout::ivec2 nowhere(1 << 20);
        for (Area& picture : block.pictures) picture = {nowhere, nowhere};
        for (std::size_t i = 0; i < atlas.pictures.size(); ++i) {
            const Area& area = atlas.pictures[i].area;
            block.pictures[i] = area;
            block.picture_turns[static_cast<int>(i)] = atlas.pictures[i].is_turned ? -1.0f : 1.0f;
        }
        if (const std::optional<SliceRadii>& radii = frame_.slice_radii) {
            block.slice_steps = radii->steps;
            block.radii_size = radii->size;
            block.most_slice_radius = radii->most_px;
            block.aperture_variance = radii->variance;
        }
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

    /// Of passes that write the host's target.
    ProgramVariant finishing(ProgramVariant variant) const {
        variant.conversion = &frame_.conversion;
        variant.masked = bool(frame_.mask_texture);
        variant.graded = !is_neutral(frame_.grade);
        return variant;
    }

    /// Of passes that read the table.
    ProgramVariant with_table(ProgramVariant variant) const {
        variant.table = &gpu_table_.shape();
        variant.two_axes = gpu_table_.shape().two_axes;
        return variant;
    }

    /// Of passes that read it at each pixel's parameter.
    ProgramVariant with_maps(ProgramVariant variant) const {
        variant = with_table(variant);
        variant.mapped = is_mapped() && !frame_.slice_radii;
        variant.slices = frame_.slice_radii.has_value();
        variant.turned = is_turned();
        return variant;
    }

    PassList::Pass& add(std::string_view file, const ProgramVariant& variant) {
        return passes_->add(file, defines_of(variant));
    }

    void read_maps(PassList::Pass& pass) const {
        if (frame_.slice_radii)
            pass.samples("radii", frame_.parameter_texture);
        else if (is_mapped())
            pass.fetches("parameters", is_reduced() ? parameter_map_ : frame_.parameter_texture);
        if (is_turned()) pass.fetches("turns", frame_.turn_texture);
    }

    void read_mask(PassList::Pass& pass) const {
        if (frame_.mask_texture) pass.fetches("mask", frame_.mask_texture);
    }

    PictureSize with_margin() const { return {work_.width + 2 * margin_, work_.height + 2 * margin_}; }

    PictureSize half_size() const {
        return {reduced_pixels(full_.width, Resolution::half),
                reduced_pixels(full_.height, Resolution::half)};
    }

    /// The host's texture to a work texture.
    void ingest(const Area& area, PassTexture to, int margin) {
        layout::IngestPass block = {};
        block.area = area;
        block.picture = frame_.region;
        block.margin = margin;
        add("filter_ingest.comp",
            {.conversion = &ingest_conversion_, .single = frame_.precision == WorkPrecision::single})
            .with(block)
            .fetches("original", frame_.source)
            .writes("work", to)
            .over(area);
    }

    /// Those tiles of it that layers read, and to the target those that they do not filter. Layers write into
    /// one texture and the other by turns, and pass copied tiles by: so both get those of them that are read.
    void ingest_tiles() {
        layout::IngestPass block = {};
        block.area = input_;
        block.picture = frame_.region;
        block.tile_kind = TAPESTRY_TILES_BEFORE;
        block.tile_capacity = device_.tiles.capacity();
        block.grade = grade_block(frame_.grade);
        block.origin = frame_.region.first;
        block.mask_origin = frame_.mask_origin;
        block.end = end_in_target();
        block.margin = margin_;
        ProgramVariant variant =
            each_kind() ? ProgramVariant{.conversion = &ingest_conversion_} : finishing({});
        variant.single = frame_.precision == WorkPrecision::single;
        variant.two_works = work_textures() == 2;
        variant.with_target = !each_kind();
        PassList::Pass& pass = add("filter_ingest.comp", variant);
        pass.with(block).fetches("original", frame_.source);
        if (variant.with_target) pass.writes("target", frame_.target);
        pass.writes("work", works_[0]);
        if (variant.two_works) pass.writes("other_work", works_[1]);
        if (variant.masked) read_mask(pass);
        pass.over_tiles(device_.tiles, block.tile_kind);
        if (each_kind()) copy_tiles_to_target();
    }

    void copy_tiles_to_target() {
        layout::CopyPass block = {};
        block.area = whole(full_);
        block.origin = frame_.region.first;
        block.mask_origin = frame_.mask_origin;
        block.end = end_in_target();
        block.tile_kind = list_of(TAPESTRY_TILE_COPY);
        block.tile_capacity = device_.tiles.capacity();
        block.grade = grade_block(frame_.grade);
        PassList::Pass& pass = add("filter_copy.comp", finishing({}));
        pass.with(block).fetches("original", frame_.source).writes("target", frame_.target);
        read_mask(pass);
        pass.over_tiles(device_.tiles, block.tile_kind);
    }

    /// Kinds of tiles have dispatches, lists and programs of their own.
    bool each_kind() const { return is_tiled_ && device_.takes_all_branches; }

    static layout::uint list_of(layout::uint kind) { return TAPESTRY_TILES_FILTERED + kind; }

    /// What the way down reads of the host's texture.
    Area area_at_full_size() const {
        Area area = cut(input_, work_.width, work_.height);
        if (reduced_.step > 2) area = area_above(area, half_size().width, half_size().height);
        return area_above(area, full_.width, full_.height);
    }

    void go_down() {
        PassTexture from = work_texture(full_);
        PictureSize from_size = full_;
        ingest(area_at_full_size(), from, 0);
        if (reduced_.step > 2) {
            const PassTexture half = work_texture(half_size());
            const Area inside = cut(input_, work_.width, work_.height);
            reduce(from, from_size, half, area_above(inside, half_size().width, half_size().height), 0);
            from = half;
            from_size = half_size();
        }
        reduce(from, from_size, works_[0], input_, margin_);
        if (is_mapped()) reduce_parameters();
    }

    /// Half as many pixels of a picture, whose size is given, into an area of `to`, which has a margin.
    void reduce(PassTexture from, PictureSize from_size, PassTexture to, const Area& area, int margin) {
        layout::ReducePass block = {};
        block.area = area;
        block.size = {from_size.width, from_size.height};
        block.last = {halved(from_size.width) - 1, halved(from_size.height) - 1};
        block.margin = margin;
        add("resolution_reduce.comp", {}).with(block).samples("source", from).writes("target", to).over(area);
    }

    void reduce_parameters() {
        const bool two_axes = table_.axes.size() > 1;
        parameter_map_ = passes_->transient(two_axes ? GL_RGBA32F : GL_R32F, work_.width, work_.height);
        layout::ReduceParametersPass block = {};
        block.area = cut(outputs_[0], work_.width, work_.height);
        block.parameter_area = placed(frame_.map_origin, full_);
        block.parameter_scale = frame_.parameter;
        block.resolution = resolution_block(reduced_);
        add("resolution_parameters.comp", {.two_axes = two_axes})
            .with(block)
            .fetches("parameters", frame_.parameter_texture)
            .writes("target", parameter_map_)
            .over(block.area);
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
        if (frame_.atlas) describe_atlas(block);
        block.turn_step = static_cast<layout::uint>(reduced_.step);
        block.tile_capacity = device_.tiles.capacity();
        return block;
    }

    /// The taps of every layer where they are the same at every pixel, or at most of them.
    void blend() {
        layout::FilterPass block = filter_block();
        block.area = outputs_[0];
        ProgramVariant variant = with_maps({});
        variant.in_storage = true;
        PassList::Pass& pass = add("taps_blend.comp", variant);
        pass.with(block).stores(
            {GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_BLENDED, device_.blended_taps.name()});
        for (const PassBuffer& buffer : gpu_table_.storage()) pass.binds(buffer);
        read_maps(pass);
        pass.over_groups(static_cast<GLuint>(table_.layers()));
    }

    void classify() {
        layout::FilterPass block = filter_block();
        block.area = outputs_[0];
        PassList::Pass& pass = add("tiles_classify.comp",
                                   with_maps({.atlas = frame_.atlas != nullptr, .each_kind = each_kind()}));
        pass.with(block);
        if (!frame_.atlas)
            pass.binds({GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_BLENDED, device_.blended_taps.name()});
        for (const PassBuffer& buffer : gpu_table_.layer(0)) pass.binds(buffer);
        read_maps(pass);
        pass.over_each_tile(device_.tiles, outputs_[0]);
        if (!knows_read_tiles() || (frame_.atlas && each_kind())) return;
        layout::ReadTilesPass read = {};
        read.area = read_tiles_;
        read.tiles = tiles_across(outputs_[0]);
        read.origin = outputs_[0].first;
        read.reach_px = read_reach_px();
        read.tile_capacity = device_.tiles.capacity();
        read.lists_copied = frame_.atlas || each_kind() ? 0 : 1;
        add("tiles_read.comp", {}).with(read).over_listed(device_.tiles, read.area);
    }

    /// 0 where nothing is stored beside the picture.
    layout::ivec2 end_in_target() const { return frame_.has_edge ? frame_.region.end : layout::ivec2(0); }

    /// True where a layer also writes the tiles that are copied. They stay as they are in every layer: the
    /// first brings them into the other texture, where ingest has not.
    bool copies_tiles(std::size_t layer) const { return layer == 0 && (frame_.atlas || is_reduced()); }

    /// Copied tiles of an atlas that nothing reads are of use in its last texture alone.
    bool knows_read_tiles() const { return !is_reduced() && !(frame_.atlas && ends_in_target(table_)); }

    void add_layer(std::size_t layer) {
        ProgramVariant variant = is_last(layer) ? finishing({.last_layer = true}) : ProgramVariant();
        variant.taps = static_cast<int>(table_.layer_taps[layer]);
        variant.atlas = frame_.atlas != nullptr;
        layout::FilterPass block = filter_block();
        block.layer = static_cast<layout::uint>(layer);
        block.area = outputs_[layer];
        block.origin = is_last(layer) ? frame_.region.first : layout::ivec2(margin_);
        block.has_edge = !is_last(layer) || frame_.has_edge ? 1 : 0;
        if (!is_tiled_) return add_layer_pass(layer, block, variant);
        if (!each_kind()) {
            block.tile_kind = TAPESTRY_TILES_FILTERED;
            if (copies_tiles(layer))
                block.tile_kind = knows_read_tiles() ? TAPESTRY_TILES_BEFORE : TAPESTRY_TILES_ALL;
            return add_layer_pass(layer, block, variant);
        }
        for (const layout::uint kind :
             {TAPESTRY_TILE_COPY, TAPESTRY_TILE_COMMON, TAPESTRY_TILE_INTERVAL, TAPESTRY_TILE_VARYING}) {
            if (kind == TAPESTRY_TILE_COPY && !copies_tiles(layer)) continue;
            if (kind == TAPESTRY_TILE_COMMON && frame_.atlas) continue;
            block.tile_kind = list_of(kind);
            variant.tile_kind = kind;
            add_layer_pass(layer, block, variant);
        }
    }

    void add_layer_pass(std::size_t layer, const layout::FilterPass& block, const ProgramVariant& variant) {
        const auto blended_bytes = static_cast<GLsizeiptr>(sizeof(layout::TapestryBlendedLayer));
        const auto index = static_cast<std::uint32_t>(layer);
        PassList::Pass& pass = is_uniform(frame_) ? add("filter_uniform.comp", with_table(variant))
                                                  : add("filter_varying.comp", with_maps(variant));
        pass.with(block)
            .samples("source", input_of(layer))
            .writes("target", is_last(layer) ? frame_.target : input_of(layer + 1));
        if (is_last(layer)) {
            pass.fetches("original", frame_.source);
            read_mask(pass);
        }
        if (is_uniform(frame_) || (is_tiled_ && !frame_.atlas))
            pass.binds({GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_BLENDED, device_.blended_taps.name(),
                        index * blended_bytes, blended_bytes});
        if (!is_uniform(frame_)) {
            for (const PassBuffer& buffer : gpu_table_.layer(index)) pass.binds(buffer);
            read_maps(pass);
        }
        is_tiled_ ? pass.over_tiles(device_.tiles, block.tile_kind) : pass.over(block.area);
    }

    void go_up() {
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
        PassList::Pass& pass = add("resolution_enlarge.comp", finishing({.mapped = is_mapped()}));
        pass.with(block)
            .samples("source", input_of(table_.layers()))
            .fetches("original", frame_.source)
            .writes("target", frame_.target);
        read_mask(pass);
        if (is_mapped()) pass.fetches("parameters", frame_.parameter_texture);
        pass.over(block.area);
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

    PassList* passes_ = nullptr;
    PassTexture parameter_map_;
    std::array<PassTexture, 2> works_;  ///< layers read one and write the other
};

void declare_copy(PassList& passes, const CascadeFrame& frame) {
    layout::CopyPass block = {};
    block.area = whole(size_of(frame.region));
    block.origin = frame.region.first;
    block.mask_origin = frame.mask_origin;
    block.end = frame.has_edge ? frame.region.end : layout::ivec2(0);
    block.grade = grade_block(frame.grade);
    PassList::Pass& pass = passes.add("filter_copy.comp", defines_of({.masked = bool(frame.mask_texture),
                                                                      .graded = !is_neutral(frame.grade),
                                                                      .conversion = &frame.conversion}));
    pass.with(block).fetches("original", frame.source).writes("target", frame.target);
    if (frame.mask_texture) pass.fetches("mask", frame.mask_texture);
    pass.over(block.area);
}

}  // namespace

layout::TapestryConversion conversion_between(const TextureView& source, const TextureView& target,
                                              const HostFrame& frame) {
    return {static_cast<layout::uint>(source.encoding), static_cast<layout::uint>(source.alpha),
            static_cast<layout::uint>(frame.target_encoding), static_cast<layout::uint>(target.alpha)};
}

Result<void> check_resolution(Resolution resolution) {
    if (resolution == Resolution::full || resolution == Resolution::half || resolution == Resolution::quarter)
        return {};
    return error_of("resolution: ", static_cast<std::uint32_t>(resolution), " is not a Resolution");
}

Result<Cascade> Cascade::create(std::shared_ptr<DeviceState> device, TapTable table) {
    Result<GpuTable> uploaded = GpuTable::create(*device, std::move(table));
    if (!uploaded) return uploaded.error();
    return Cascade(std::move(device), std::move(*uploaded));
}

Cascade::Cascade(std::shared_ptr<DeviceState> device, GpuTable table)
    : device_(std::move(device)), table_(std::move(table)) {}

PassTexture Cascade::filtered(const CascadeFrame& frame) const {
    return ends_in_target(table()) ? frame.target : frame.source;
}

Result<void> Cascade::reserve_tiles(const CascadeFrame& frame) const {
    return CascadePasses(*device_, table_, frame).reserve_tiles();
}

Result<void> Cascade::declare(PassList& passes, const CascadeFrame& frame) const {
    if (frame.precision == WorkPrecision::single && !device_->traits.filters_floats)
        return error_of("precision: this context cannot filter RGBA32F, so only WorkPrecision::half works");
    if (copies_everything(table(), frame)) {
        declare_copy(passes, frame);
        return {};
    }
    CascadePasses cascade(*device_, table_, frame);
    if (Result<void> status = cascade.reserve_tiles(); !status) return status;
    cascade.declare(passes);
    return {};
}

}  // namespace tapestry
