#include "gl/cascade.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include "core/error_of.h"
#include "core/table_blend.h"
#include "gl/compute_pass.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_MAX_TAPS == limits::max_taps);
static_assert(TAPESTRY_AXIS_PERIODIC != TAPESTRY_AXIS_SCALES_BEYOND);
static_assert(TAPESTRY_ENCODING_LINEAR == static_cast<unsigned>(Encoding::linear));
static_assert(TAPESTRY_ENCODING_SRGB == static_cast<unsigned>(Encoding::srgb));
static_assert(TAPESTRY_ALPHA_OPAQUE == static_cast<unsigned>(Alpha::opaque));
static_assert(TAPESTRY_ALPHA_STRAIGHT == static_cast<unsigned>(Alpha::straight));
static_assert(TAPESTRY_ALPHA_PREMULTIPLIED == static_cast<unsigned>(Alpha::premultiplied));

/// What the knots' storage block holds: the knots of all axes, then a mark an entry.
std::vector<float> knots_and_marks(const TapTable& table) {
    std::vector<float> values;
    for (const Axis& axis : table.axes) values.insert(values.end(), axis.knots.begin(), axis.knots.end());
    for (std::size_t entry = 0; entry < table.entry_count(); ++entry)
        values.push_back(is_identity(table, entry) ? 1.0f : 0.0f);
    return values;
}

layout::uint knot_count(const TapTable& table) {
    std::size_t count = 0;
    for (const Axis& axis : table.axes) count += axis.knots.size();
    return static_cast<layout::uint>(count);
}

layout::TapestryAxis axis_block(const Axis& axis, layout::uint first_knot) {
    layout::uint flags = 0;
    if (axis.period > 0.0f) flags |= TAPESTRY_AXIS_PERIODIC;
    if (axis.beyond == Beyond::scale) flags |= TAPESTRY_AXIS_SCALES_BEYOND;
    return {first_knot, static_cast<layout::uint>(axis.knots.size()), flags, axis.period};
}

layout::FilterPass filter_block(const TapTable& table, const CascadeFrame& frame) {
    const HostTexture& source = frame.textures.source;
    layout::FilterPass block = {};
    block.size = {source.width, source.height};
    block.offset_sign = {1.0f, frame.row0 == Row0::top ? 1.0f : -1.0f};
    block.inverse_size = {1.0f / static_cast<float>(source.width), 1.0f / static_cast<float>(source.height)};
    block.parameter = frame.parameter;
    block.entries = static_cast<layout::uint>(table.entry_count());
    block.identity_marks = knot_count(table);
    block.conversion = frame.conversion;
    layout::uint first_knot = 0;
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
        block.axes[axis] = axis_block(table.axes[axis], first_knot);
        first_knot += block.axes[axis].knot_count;
    }
    return block;
}

int target_format(GLenum format) {
    switch (format) {
        case GL_RGBA8:
            return TAPESTRY_RGBA8;
        case GL_RGBA16F:
            return TAPESTRY_RGBA16F;
        case GL_RGBA32F:
            return TAPESTRY_RGBA32F;
        default:
            assert(false && "target_format: a format that images are stored in");
            return TAPESTRY_RGBA32F;
    }
}

Result<const ComputeProgram*> program_for(DeviceState& device, std::string_view file, GLenum format) {
    const std::array<ShaderDefine, 1> defines = {{{"TAPESTRY_TARGET_FORMAT", target_format(format)}}};
    return device.shaders.program(file, defines);
}

Result<const ComputeProgram*> last_layer_program_for(DeviceState& device, std::string_view file,
                                                     GLenum format) {
    const std::array<ShaderDefine, 2> defines = {
        {{"TAPESTRY_TARGET_FORMAT", target_format(format)}, {"TAPESTRY_LAST_LAYER", 1}}};
    return device.shaders.program(file, defines);
}

Status check_storage(const GladGLContext& gl, std::size_t bytes) {
    GLint64 most = 0;
    gl.GetInteger64v(GL_MAX_SHADER_STORAGE_BLOCK_SIZE, &most);
    if (bytes <= static_cast<std::size_t>(most)) return {};
    return error_of("table: its ", bytes, " bytes do not fit into the driver's storage blocks of ", most,
                    " bytes");
}

/// True when every pixel is copied.
bool copies_everything(const TapTable& table, const CascadeFrame& frame) {
    if (frame.parameter_texture != 0) return false;
    return locate_entries(table, std::array<double, 2>{frame.parameter.x, frame.parameter.y}).identity;
}

}  // namespace

layout::TapestryConversion conversion_between(const TextureView& source, const TextureView& target) {
    return {static_cast<layout::uint>(source.encoding), static_cast<layout::uint>(source.alpha),
            static_cast<layout::uint>(target.encoding), static_cast<layout::uint>(target.alpha)};
}

/// Everything that can fail, done before the first pass draws.
struct Cascade::Passes {
    const ComputeProgram* ingest = nullptr;
    const ComputeProgram* layer = nullptr;
    const ComputeProgram* last_layer = nullptr;
    std::array<TexturePool::Lease, 2> work;  ///< layers read one and write the other
};

Result<Cascade> Cascade::create(std::shared_ptr<DeviceState> device, TapTable table) {
    if (Status status = validate(table); !status) return error_of("table: ", status.error().message);
    const GladGLContext& gl = device->gl;
    const std::vector<float> knots = knots_and_marks(table);
    const std::size_t tap_bytes = table.payload.size() * sizeof(Tap);
    const std::size_t knot_bytes = knots.size() * sizeof(float);
    if (Status status = check_storage(gl, std::max(tap_bytes, knot_bytes)); !status) return status.error();

    Result<Buffer> tap_buffer = create_buffer(gl, GL_SHADER_STORAGE_BUFFER, tap_bytes, table.payload.data(),
                                              GL_STATIC_DRAW, "tapestry taps");
    if (!tap_buffer) return tap_buffer.error();
    Result<Buffer> knot_buffer = create_buffer(gl, GL_SHADER_STORAGE_BUFFER, knot_bytes, knots.data(),
                                               GL_STATIC_DRAW, "tapestry knots");
    if (!knot_buffer) return knot_buffer.error();
    return Cascade(std::move(device), std::move(table), std::move(*tap_buffer), std::move(*knot_buffer));
}

Cascade::Cascade(std::shared_ptr<DeviceState> device, TapTable table, Buffer taps, Buffer knots)
    : device_(std::move(device)),
      table_(std::move(table)),
      taps_(std::move(taps)),
      knots_(std::move(knots)) {}

Status Cascade::run(const CascadeFrame& frame) {
    if (copies_everything(table_, frame)) return copy(frame);
    const Result<Passes> passes = prepare(frame);
    if (!passes) return passes.error();
    ingest(frame, *passes);
    filter(frame, *passes);
    return {};
}

Status Cascade::copy(const CascadeFrame& frame) {
    const HostTexture& target = frame.textures.target;
    const auto program = program_for(*device_, "filter_copy.comp", target.format);
    if (!program) return program.error();
    bind_texture(*device_, TAPESTRY_UNIT_ORIGINAL, frame.textures.source.name);
    bind_target(*device_, target.name, target.format);
    layout::CopyPass block = {};
    block.size = {target.width, target.height};
    block.conversion = frame.conversion;
    run_pass(*device_, **program, block, target.width, target.height);
    return {};
}

Result<Cascade::Passes> Cascade::prepare(const CascadeFrame& frame) {
    const HostTexture& target = frame.textures.target;
    const GLenum work_format = frame.precision == WorkPrecision::half ? GL_RGBA16F : GL_RGBA32F;
    const char* const file = frame.parameter_texture != 0 ? "filter_varying.comp" : "filter_uniform.comp";
    const auto ingest = program_for(*device_, "filter_ingest.comp", work_format);
    if (!ingest) return ingest.error();
    const auto layer = program_for(*device_, file, work_format);
    if (!layer) return layer.error();
    const auto last_layer = last_layer_program_for(*device_, file, target.format);
    if (!last_layer) return last_layer.error();

    Passes passes{*ingest, *layer, *last_layer, {}};
    device_->gl.ActiveTexture(GL_TEXTURE0);
    // One layer reads what ingest wrote and writes the target.
    const std::size_t works = table_.layers() > 1 ? 2 : 1;
    for (std::size_t i = 0; i < works; ++i) {
        Result<TexturePool::Lease> lease = device_->textures.lease(work_format, target.width, target.height);
        if (!lease) return lease.error();
        passes.work[i] = std::move(*lease);
    }
    return passes;
}

void Cascade::ingest(const CascadeFrame& frame, const Passes& passes) {
    const HostTexture& source = frame.textures.source;
    bind_texture(*device_, TAPESTRY_UNIT_ORIGINAL, source.name);
    bind_target(*device_, passes.work[0].name(), passes.work[0].format());
    const layout::IngestPass block = {
        {source.width, source.height}, frame.conversion.source_encoding, frame.conversion.source_alpha};
    run_pass(*device_, *passes.ingest, block, source.width, source.height);
}

void Cascade::filter(const CascadeFrame& frame, const Passes& passes) {
    const GladGLContext& gl = device_->gl;
    gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_TAPS, taps_.name());
    gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_KNOTS, knots_.name());
    bind_texture(*device_, TAPESTRY_UNIT_ORIGINAL, frame.textures.source.name);
    if (frame.parameter_texture != 0)
        bind_texture(*device_, TAPESTRY_UNIT_PARAMETER, frame.parameter_texture);

    const HostTexture& target = frame.textures.target;
    layout::FilterPass block = filter_block(table_, frame);
    for (std::size_t layer = 0; layer < table_.layers(); ++layer) {
        const bool last = layer + 1 == table_.layers();
        const TexturePool::Lease& from = passes.work[layer % 2];
        const TexturePool::Lease& to = passes.work[(layer + 1) % 2];
        block.first_tap = static_cast<layout::uint>(table_.first_tap(layer));
        block.taps = table_.layer_taps[layer];
        bind_texture(*device_, TAPESTRY_UNIT_SOURCE, from.name());
        if (last)
            bind_target(*device_, target.name, target.format);
        else
            bind_target(*device_, to.name(), to.format());
        run_pass(*device_, last ? *passes.last_layer : *passes.layer, block, target.width, target.height);
    }
}

}  // namespace tapestry
