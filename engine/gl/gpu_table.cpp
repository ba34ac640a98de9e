#include "gl/gpu_table.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "core/cascade_margin.h"
#include "core/error_of.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_MAX_TAPS == limits::max_taps);
static_assert(TAPESTRY_AXIS_PERIODIC != TAPESTRY_AXIS_SCALES_BEYOND);

/// What a block of knots holds: the knots of all axes, then a mark an entry, in the first of four numbers
/// each.
std::vector<glm::vec4> knots_and_marks(const TapTable& table) {
    std::vector<glm::vec4> values;
    for (const Axis& axis : table.axes)
        for (const float knot : axis.knots) values.emplace_back(knot, 0.0f, 0.0f, 0.0f);
    for (std::size_t entry = 0; entry < table.entry_count(); ++entry)
        values.emplace_back(is_identity(table, entry) ? 1.0f : 0.0f, 0.0f, 0.0f, 0.0f);
    return values;
}

std::span<const Tap> layer_records(const TapTable& table, std::size_t layer) {
    const std::size_t entries = table.entry_count();
    return std::span(table.payload)
        .subspan(table.first_tap(layer) * entries, table.layer_taps[layer] * entries);
}

/// Records of the largest layer, rounded up to 256 bytes, the largest alignment that a driver may ask of
/// uniform blocks: every layer begins at a multiple of it.
std::size_t padded_layer_records(const TapTable& table) {
    constexpr std::size_t records_per_step = 256 / sizeof(Tap);
    const std::size_t records = std::ranges::max(table.layer_taps) * table.entry_count();
    return (records + records_per_step - 1) / records_per_step * records_per_step;
}

std::vector<Tap> padded_payload(const TapTable& table) {
    const std::size_t padded = padded_layer_records(table);
    std::vector<Tap> payload(padded * table.layers());
    for (std::size_t layer = 0; layer < table.layers(); ++layer)
        std::ranges::copy(layer_records(table, layer),
                          payload.begin() + static_cast<std::ptrdiff_t>(layer * padded));
    return payload;
}

GpuTable::Shape shape_of(const GladGLContext& gl, const TapTable& table, std::size_t knots) {
    GLint most_bytes = 0;
    gl.GetIntegerv(GL_MAX_UNIFORM_BLOCK_SIZE, &most_bytes);
    GpuTable::Shape shape;
    shape.taps = static_cast<int>(std::ranges::max(table.layer_taps));
    shape.entries = static_cast<int>(table.entry_count());
    shape.layer_records = static_cast<int>(padded_layer_records(table));
    shape.knots = static_cast<int>(knots);
    shape.two_axes = table.axes.size() > 1;
    shape.in_uniforms =
        std::max(padded_layer_records(table), knots) * sizeof(Tap) <= static_cast<std::size_t>(most_bytes);
    return shape;
}

layout::TapestryAxis axis_block(const Axis& axis, layout::uint first_knot) {
    layout::uint flags = 0;
    if (axis.period > 0.0f) flags |= TAPESTRY_AXIS_PERIODIC;
    if (axis.beyond == Beyond::scale) flags |= TAPESTRY_AXIS_SCALES_BEYOND;
    return {first_knot, static_cast<layout::uint>(axis.knots.size()), flags, axis.period};
}

/// True when every entry with this knot of an axis is the identity.
bool copies_at(const TapTable& table, std::size_t axis, std::size_t knot) {
    std::size_t stride = 1;
    for (std::size_t later = axis + 1; later < table.axes.size(); ++later)
        stride *= table.axes[later].knots.size();
    for (std::size_t entry = 0; entry < table.entry_count(); ++entry)
        if (entry / stride % table.axes[axis].knots.size() == knot && !is_identity(table, entry))
            return false;
    return true;
}

/// The largest parameter of an axis up to which all filters are the identity.
float copied_up_to(const TapTable& table, std::size_t axis) {
    float largest = -std::numeric_limits<float>::infinity();
    if (axis >= table.axes.size() || table.axes[axis].period > 0.0f) return largest;
    const std::vector<float>& knots = table.axes[axis].knots;
    for (std::size_t knot = 0; knot < knots.size() && copies_at(table, axis, knot); ++knot)
        largest = knots[knot];
    return largest;
}

Result<void> check_storage(const GladGLContext& gl, std::size_t bytes) {
    GLint64 most = 0;
    gl.GetInteger64v(GL_MAX_SHADER_STORAGE_BLOCK_SIZE, &most);
    if (bytes <= static_cast<std::size_t>(most)) return {};
    return error_of("table: its ", bytes, " bytes do not fit into the driver's storage blocks of ", most,
                    " bytes");
}

}  // namespace

Result<GpuTable> GpuTable::create(const DeviceState& device, TapTable table) {
    if (Result<void> status = validate(table); !status) return error_of("table: ", status.error().message);
    const GladGLContext& gl = device.gl;
    const std::vector<glm::vec4> knots = knots_and_marks(table);
    const std::vector<Tap> payload = padded_payload(table);
    const std::size_t tap_bytes = payload.size() * sizeof(Tap);
    const std::size_t knot_bytes = knots.size() * sizeof(glm::vec4);
    if (Result<void> status = check_storage(gl, std::max(tap_bytes, knot_bytes)); !status)
        return status.error();

    Result<Buffer> tap_buffer = create_buffer(gl, GL_SHADER_STORAGE_BUFFER, tap_bytes, payload.data(),
                                              GL_STATIC_DRAW, "tapestry taps");
    if (!tap_buffer) return tap_buffer.error();
    Result<Buffer> knot_buffer = create_buffer(gl, GL_SHADER_STORAGE_BUFFER, knot_bytes, knots.data(),
                                               GL_STATIC_DRAW, "tapestry knots");
    if (!knot_buffer) return knot_buffer.error();
    const Shape shape = shape_of(gl, table, knots.size());
    return GpuTable(std::move(table), shape, std::move(*tap_buffer), std::move(*knot_buffer));
}

GpuTable::GpuTable(TapTable table, const Shape& shape, Buffer taps, Buffer knots)
    : table_(std::move(table)), shape_(shape), taps_(std::move(taps)), knots_(std::move(knots)) {
    for (std::size_t layer = 0; layer < table_.layers(); ++layer)
        reaches_px_.push_back(layer_reach_px(table_, layer));
    copied_up_to_ = {copied_up_to(table_, 0), copied_up_to(table_, 1)};
}

std::array<PassBuffer, 2> GpuTable::storage() const {
    return {{{GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_TAPS, taps_.name()},
             {GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_KNOTS, knots_.name()}}};
}

std::array<PassBuffer, 2> GpuTable::layer(std::uint32_t layer) const {
    if (!shape_.in_uniforms) return storage();
    const auto layer_bytes = static_cast<GLsizeiptr>(shape_.layer_records * sizeof(Tap));
    return {{{GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_TAPS, taps_.name(), layer * layer_bytes, layer_bytes},
             {GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_KNOTS, knots_.name()}}};
}

layout::FilterPass GpuTable::block() const {
    layout::FilterPass block = {};
    block.turn = {1.0f, 0.0f};
    block.offset_scale = 1.0f;
    block.turn_step = 1;
    layout::uint first_knot = 0;
    for (std::size_t axis = 0; axis < table_.axes.size(); ++axis) {
        block.axes[axis] = axis_block(table_.axes[axis], first_knot);
        first_knot += block.axes[axis].knot_count;
    }
    block.identity_marks = first_knot;
    block.copied_up_to = copied_up_to_;
    return block;
}

}  // namespace tapestry
