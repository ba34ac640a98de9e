#include "tapestry/sparse_filter.h"

#include <cassert>

#include "core/error_of.h"
#include "core/float_class.h"
#include "core/option_range.h"
#include "gl/cascade.h"
#include "gl/data_texture.h"
#include "gl/effect_scope.h"
#include "gl/frame_target.h"

namespace tapestry {
namespace {

Result<void> check_parameters(const SparseFilterFrame& frame, const TapTable& table) {
    if (frame.parameter_texture != 0) {
        if (table.axes.empty())
            return error_of("parameter texture: the table has no axis that it could be for");
        for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
            if (!is_finite(frame.parameter_scale[axis]))
                return error_of("parameter_scale[", axis, "] is not a finite number");
        return {};
    }
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
        if (is_nan(frame.parameter[axis]))
            return error_of("parameter[", axis, "] (", table.axes[axis].name, ") is not a number");
    return {};
}

Result<void> check_turns(const SparseFilterFrame& frame, const TapTable& table) {
    if (!is_finite(frame.turn_deg)) return error_of("turn_deg is not a finite number");
    if (table.turnable || (frame.turn_deg == 0.0f && frame.turn_texture == 0)) return {};
    return error_of("turn: the table is not turnable");
}

/// What parameters are multiplied by to be in the table's units.
glm::vec2 unit_factor(const SparseFilterFrame& frame, const TapTable& table, int height) {
    glm::vec2 factor(1.0f);
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
        if (frame.size_unit == SizeUnit::picture_heights && is_size_axis(table.axes[axis]))
            factor[static_cast<int>(axis)] = static_cast<float>(height);
    return factor;
}

/// Everything about the frame that does not need the driver.
Result<void> check_options(const SparseFilterFrame& frame, const TapTable& table) {
    if (Result<void> status = check_parameters(frame, table); !status) return status;
    if (Result<void> status = check_turns(frame, table); !status) return status;
    if (is_nan(frame.aspect) || frame.aspect < least_aspect || frame.aspect > most_aspect)
        return error_of("aspect: ", frame.aspect, " is not within ", least_aspect, " and ", most_aspect);
    return check_resolution(frame.resolution);
}

/// The frame in the terms of the passes' list.
Result<CascadeFrame> check_frame(DeviceState& device, const SparseFilterFrame& frame, const TapTable& table,
                                 PassList& passes) {
    if (Result<void> status = check_options(frame, table); !status) return status.error();
    const Result<HostFrame> textures = inspect_frame(device, frame.source, frame.target);
    if (!textures) return textures.error();
    const Result<Area> region = region_area(frame.region, frame.row0, textures->target);
    if (!region) return region.error();

    CascadeFrame checked;
    checked.source = passes.given(textures->source.name);
    checked.target = target_of(passes, *textures, *region);
    checked.conversion = conversion_between(frame.source, frame.target, *textures);
    checked.row0 = frame.row0;
    checked.precision = frame.precision;
    checked.resolution = frame.resolution;
    checked.tiles = frame.tiles;
    checked.region = *region;
    checked.map_origin = checked.mask_origin = region->first;
    checked.turn_deg = frame.turn_deg;
    checked.aspect = frame.aspect;
    const glm::vec2 factor = unit_factor(frame, table, region->end.y - region->first.y);
    checked.parameter = factor * glm::vec2(frame.parameter[0], frame.parameter[1]);
    if (frame.parameter_texture != 0) {
        const auto found = inspect_parameters(device, frame.parameter_texture, *textures, table.axes.size());
        if (!found) return found.error();
        checked.parameter_texture = passes.given(found->name);
        checked.parameter = factor * glm::vec2(frame.parameter_scale[0], frame.parameter_scale[1]);
    }
    if (frame.turn_texture != 0) {
        const auto found = inspect_turns(device, frame.turn_texture, *textures);
        if (!found) return found.error();
        checked.turn_texture = passes.given(found->name);
    }
    const auto mask = inspect_data(device, frame.mask_texture, "mask", *textures, *region, frame.row0);
    if (!mask) return mask.error();
    if (*mask) checked.mask_texture = aligned(passes, *mask, GL_R32F, AlignBy::smooth, *textures, *region);
    return checked;
}

}  // namespace

struct SparseFilter::Impl {
    std::shared_ptr<DeviceState> device;
    Cascade cascade;
    PassList passes{*device};
};

Result<SparseFilter> SparseFilter::create(const Device& device, const TapTable& table) {
    assert(device.state() && "SparseFilter::create: the device was not moved away");
    if (Result<void> status = device.state()->check_usable(); !status) return status.error();
    const StateGuard guard(device.state()->gl, device.state()->host_state);
    Result<Cascade> cascade = Cascade::create(device.state(), table);
    if (!cascade) return cascade.error();
    return SparseFilter(std::make_unique<Impl>(Impl{device.state(), std::move(*cascade)}));
}

SparseFilter::SparseFilter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SparseFilter::SparseFilter(SparseFilter&&) noexcept = default;
SparseFilter& SparseFilter::operator=(SparseFilter&&) noexcept = default;
SparseFilter::~SparseFilter() = default;

Result<void> SparseFilter::apply(const SparseFilterFrame& frame) {
    assert(impl_ && "SparseFilter::apply: the filter was not moved away");
    DeviceState& device = *impl_->device;
    if (Result<void> status = device.check_usable(); !status) return status;
    const EffectScope scope(device);
    device.gl.ActiveTexture(GL_TEXTURE0);
    PassList& passes = impl_->passes;
    return passes.draw([&]() -> Result<void> {
        const Result<CascadeFrame> checked = check_frame(device, frame, impl_->cascade.table(), passes);
        if (!checked) return checked.error();
        return impl_->cascade.declare(passes, *checked);
    });
}

const TapTable& SparseFilter::table() const {
    assert(impl_ && "SparseFilter::table: the filter was not moved away");
    return impl_->cascade.table();
}

}  // namespace tapestry
