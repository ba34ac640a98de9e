#include "gl/gpu_table.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/error_of.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_MAX_TAPS == limits::max_taps);
static_assert(TAPESTRY_AXIS_PERIODIC != TAPESTRY_AXIS_SCALES_BEYOND);

/// What the knots' storage block holds: the knots of all axes, then a mark an entry.
std::vector<float> knots_and_marks(const TapTable& table) {
    std::vector<float> values;
    for (const Axis& axis : table.axes) values.insert(values.end(), axis.knots.begin(), axis.knots.end());
    for (std::size_t entry = 0; entry < table.entry_count(); ++entry)
        values.push_back(is_identity(table, entry) ? 1.0f : 0.0f);
    return values;
}

layout::TapestryAxis axis_block(const Axis& axis, layout::uint first_knot) {
    layout::uint flags = 0;
    if (axis.period > 0.0f) flags |= TAPESTRY_AXIS_PERIODIC;
    if (axis.beyond == Beyond::scale) flags |= TAPESTRY_AXIS_SCALES_BEYOND;
    return {first_knot, static_cast<layout::uint>(axis.knots.size()), flags, axis.period};
}

float layer_reach_px(const TapTable& table, std::size_t layer) {
    const std::size_t entries = table.entry_count();
    const auto records =
        std::span(table.payload).subspan(table.first_tap(layer) * entries, table.layer_taps[layer] * entries);
    float reach = 0.0f;
    for (const Tap& tap : records) reach = std::max(reach, std::hypot(tap.dx, tap.dy));
    return reach;
}

Status check_storage(const GladGLContext& gl, std::size_t bytes) {
    GLint64 most = 0;
    gl.GetInteger64v(GL_MAX_SHADER_STORAGE_BLOCK_SIZE, &most);
    if (bytes <= static_cast<std::size_t>(most)) return {};
    return error_of("table: its ", bytes, " bytes do not fit into the driver's storage blocks of ", most,
                    " bytes");
}

}  // namespace

Result<GpuTable> GpuTable::create(const DeviceState& device, TapTable table) {
    if (Status status = validate(table); !status) return error_of("table: ", status.error().message);
    const GladGLContext& gl = device.gl;
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
    return GpuTable(std::move(table), std::move(*tap_buffer), std::move(*knot_buffer));
}

GpuTable::GpuTable(TapTable table, Buffer taps, Buffer knots)
    : table_(std::move(table)), taps_(std::move(taps)), knots_(std::move(knots)) {
    for (std::size_t layer = 0; layer < table_.layers(); ++layer)
        reaches_px_.push_back(layer_reach_px(table_, layer));
}

void GpuTable::bind(const GladGLContext& gl) const {
    gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_TAPS, taps_.name());
    gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_KNOTS, knots_.name());
}

layout::FilterPass GpuTable::block() const {
    layout::FilterPass block = {};
    block.turn = {1.0f, 0.0f};
    block.entries = static_cast<layout::uint>(table_.entry_count());
    block.offset_scale = 1.0f;
    block.turn_step = 1;
    layout::uint first_knot = 0;
    for (std::size_t axis = 0; axis < table_.axes.size(); ++axis) {
        block.axes[axis] = axis_block(table_.axes[axis], first_knot);
        first_knot += block.axes[axis].knot_count;
    }
    block.identity_marks = first_knot;
    return block;
}

}  // namespace tapestry
