#include "effects/effect_run.h"

#include <algorithm>
#include <cassert>

#include "core/cascade_margin.h"
#include "core/error_of.h"
#include "gl/frame_target.h"
#include "gl/program_variant.h"

namespace tapestry {

Result<EffectFilter> EffectFilter::create(const Device& device, const TapTable& table) {
    assert(device.state() && "create: the device was not moved away");
    if (Result<void> status = device.state()->check_usable(); !status) return status.error();
    const StateGuard guard(device.state()->gl, device.state()->host_state);
    Result<Cascade> cascade = Cascade::create(device.state(), table);
    if (!cascade) return cascade.error();
    float later_reach_px = 0.0f;
    for (std::size_t layer = 1; layer < table.layers(); ++layer)
        later_reach_px += layer_reach_px(table, layer) + 1.0f;
    const float largest = table.axes.empty() ? 1.0f : table.axes[0].knots.back();
    return EffectFilter{device.state(), std::move(*cascade), PassList(*device.state()),
                        later_reach_px / largest};
}

bool has_axes(const TapTable& table, std::initializer_list<std::string_view> names) {
    return std::ranges::equal(table.axes, names, {}, &Axis::name);
}

bool has_size_and_angle(const TapTable& table, std::string_view size) {
    return has_axes(table, {size, axis_names::angle}) || (table.turnable && has_axes(table, {size}));
}

Result<void> EffectRun::begin() {
    if (Result<void> status = device().check_usable(); !status) return status;
    if (frame_.view != EffectView::picture && frame_.view != EffectView::parameters)
        return error_of("view: ", static_cast<std::uint32_t>(frame_.view), " is not an EffectView");
    if (Result<void> status = check_resolution(frame_.resolution); !status) return status;
    scope_.emplace(device());
    device().gl.ActiveTexture(GL_TEXTURE0);
    const Result<HostFrame> textures = inspect_frame(device(), frame_.source, frame_.target);
    if (!textures) return textures.error();
    const Result<Area> region = region_area(frame_.region, frame_.row0, textures->target);
    if (!region) return region.error();
    const Result<DataTexture> mask =
        inspect_data(device(), frame_.mask_texture, "mask", *textures, *region, frame_.row0);
    if (!mask) return mask.error();
    mask_ = *mask;
    textures_ = *textures;
    region_ = *region;
    return {};
}

CascadeFrame EffectRun::cascade_frame(const FilterModifiers& look) {
    PassList& passes = filter_.passes;
    CascadeFrame filtered;
    filtered.source = passes.given(textures_.source.name);
    filtered.target = target_of(passes, textures_, region_);
    filtered.conversion = conversion_between(frame_.source, frame_.target, textures_);
    filtered.row0 = frame_.row0;
    filtered.precision = frame_.precision;
    filtered.resolution = resolution_;
    filtered.tiles = frame_.tiles;
    filtered.region = region_;
    filtered.aspect = look.aspect;
    filtered.offset_scale = look.offset_scale;
    filtered.turn_deg = look.turn_deg;
    if (mask_) filtered.mask_texture = aligned(passes, mask_, GL_R32F, AlignBy::smooth, textures_, region_);
    filtered.mask_origin = region_.first;
    filtered.grade = look.grade;
    return filtered;
}

Result<void> EffectRun::filter(const MapPass& pass, const FilterModifiers& look) {
    return filter_.passes.draw([&] { return declare(pass, look); });
}

Result<void> EffectRun::declare(const MapPass& pass, const FilterModifiers& look) {
    PassList& passes = filter_.passes;
    const MapKind kind = has_two_axes() ? MapKind::two_parameters : MapKind::one_parameter;
    PassTexture input;
    if (pass.input) input = aligned(passes, pass.input, GL_RGBA32F, AlignBy::nearest, textures_, region_);
    const PassTexture map = add_map(passes, pass, input, kind, width(), height());
    if (frame_.view == EffectView::parameters) {
        declare_view(map, glm::vec2(1.0f));
        return {};
    }
    CascadeFrame filtered = cascade_frame(look);
    filtered.parameter_texture = map;
    filtered.parameter = glm::vec2(1.0f);
    filtered.most = pass.most;
    if (pass.turns) filtered.turn_texture = add_map(passes, pass, input, MapKind::turns, width(), height());
    if (pass.has_steps) {
        const FilledMap filled =
            add_fill_steps(passes, {map, filtered.turn_texture, filtered.mask_texture, region_.first, kind,
                                    pass.most.x, filter_.later_reach_of_size, width(), height()});
        filtered.parameter_texture = filled.map;
        filtered.turn_texture = filled.turns;
        filtered.mask_texture = filled.mask;
        filtered.mask_origin = layout::ivec2(0);
    }
    return filter_.cascade.declare(passes, filtered);
}

Result<void> EffectRun::filter_uniformly(glm::vec2 parameter, const FilterModifiers& look) {
    return filter_.passes.draw([&]() -> Result<void> {
        if (frame_.view == EffectView::parameters) {
            declare_view({}, parameter);
            return {};
        }
        CascadeFrame filtered = cascade_frame(look);
        filtered.parameter = parameter;
        return filter_.cascade.declare(filter_.passes, filtered);
    });
}

void EffectRun::declare_view(PassTexture map, glm::vec2 parameter) {
    const layout::TapestryConversion conversion = conversion_between(frame_.source, frame_.target, textures_);
    const std::vector<Axis>& axes = filter_.cascade.table().axes;
    layout::MapViewPass block = {};
    block.area = whole_area(width(), height());
    block.origin = region_.first;
    block.parameter = parameter;
    block.largest = axes[0].knots.back();
    block.hue_period = !has_two_axes()         ? 0.0f
                       : axes[1].period > 0.0f ? axes[1].period
                                               : 1.5f * (axes[1].knots.back() - axes[1].knots.front());
    PassList& passes = filter_.passes;
    PassList::Pass& pass =
        passes.add("map_view.comp", defines_of({.mapped = bool(map), .conversion = &conversion}));
    pass.with(block).writes("target", target_of(passes, textures_, region_));
    if (map) pass.fetches("parameters", map);
    pass.over(block.area);
}

}  // namespace tapestry
