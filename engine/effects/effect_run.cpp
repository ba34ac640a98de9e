#include "effects/effect_run.h"

#include <algorithm>
#include <cassert>

#include "core/cascade_margin.h"
#include "core/error_of.h"
#include "gl/pass_programs.h"

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
    return EffectFilter{device.state(), std::move(*cascade), later_reach_px / largest};
}

bool has_axes(const TapTable& table, std::initializer_list<std::string_view> names) {
    return std::ranges::equal(table.axes, names, {}, &Axis::name);
}

bool has_size_and_angle(const TapTable& table, std::string_view size) {
    return has_axes(table, {size, "angle_deg"}) || (table.turnable && has_axes(table, {size}));
}

Result<void> EffectRun::begin() {
    if (Result<void> status = device().check_usable(); !status) return status;
    if (frame_.view != EffectView::picture && frame_.view != EffectView::parameters)
        return error_of("view: ", static_cast<std::uint32_t>(frame_.view), " is none");
    if (Result<void> status = check_resolution(frame_.resolution); !status) return status;
    scope_.emplace(device());
    device().gl.ActiveTexture(GL_TEXTURE0);
    const Result<HostFrame> textures = inspect_frame(device(), frame_.source, frame_.target);
    if (!textures) return textures.error();
    const Result<Area> region = region_area(frame_.region, frame_.row0, textures->target);
    if (!region) return region.error();
    if (frame_.mask_texture != 0) {
        const Result<HostTexture> mask = inspect_mask(device(), frame_.mask_texture, *textures);
        if (!mask) return mask.error();
        mask_ = mask->name;
    }
    textures_ = *textures;
    region_ = *region;
    return {};
}

CascadeFrame EffectRun::cascade_frame(const EffectLook& look) const {
    CascadeFrame filtered;
    filtered.textures = textures_;
    filtered.conversion = conversion_between(frame_.source, frame_.target);
    filtered.row0 = frame_.row0;
    filtered.precision = frame_.precision;
    filtered.resolution = resolution_;
    filtered.tiles = frame_.tiles;
    filtered.region = region_;
    filtered.aspect = look.aspect;
    filtered.offset_scale = look.offset_scale;
    filtered.turn_deg = look.turn_deg;
    filtered.mask_texture = mask_;
    filtered.mask_origin = region_.first;
    filtered.grade = look.grade;
    return filtered;
}

Result<void> EffectRun::filter(const MapPass& pass, const EffectLook& look) {
    return draw_within_cap(device(), [&] { return draw_filtered(pass, look); });
}

Result<void> EffectRun::draw_filtered(const MapPass& pass, const EffectLook& look) {
    const MapKind kind = has_two_axes() ? MapKind::two_parameters : MapKind::one_parameter;
    const Result<TexturePool::Lease> map = draw_map(device(), pass, kind, width(), height());
    if (!map) return map.error();
    if (frame_.view == EffectView::parameters) return draw_view(map->name(), glm::vec2(1.0f));

    CascadeFrame filtered = cascade_frame(look);
    filtered.parameter_texture = map->name();
    filtered.parameter = glm::vec2(1.0f);
    filtered.most = pass.most;
    TexturePool::Lease turns;
    if (pass.turns) {
        Result<TexturePool::Lease> drawn = draw_map(device(), pass, MapKind::turns, width(), height());
        if (!drawn) return drawn.error();
        turns = std::move(*drawn);
        filtered.turn_texture = turns.name();
    }
    Result<FilledMap> filled = FilledMap();
    if (pass.has_steps) {
        filled = fill_steps(device(), {map->name(), filtered.turn_texture, mask_, region_.first, kind,
                                       pass.most.x, filter_.later_reach_of_size, width(), height()});
        if (!filled) return filled.error();
        filtered.parameter_texture = filled->map.name();
        if (pass.turns) filtered.turn_texture = filled->turns.name();
        filtered.mask_texture = filled->mask.name();
        filtered.mask_origin = layout::ivec2(0);
    }
    return filter_.cascade.run(filtered);
}

Result<void> EffectRun::filter_uniformly(glm::vec2 parameter, const EffectLook& look) {
    if (frame_.view == EffectView::parameters) return draw_view(0, parameter);
    CascadeFrame filtered = cascade_frame(look);
    filtered.parameter = parameter;
    return draw_within_cap(device(), [&] { return filter_.cascade.run(filtered); });
}

Result<void> EffectRun::draw_view(GLuint map, glm::vec2 parameter) {
    const layout::TapestryConversion conversion = conversion_between(frame_.source, frame_.target);
    const auto program =
        program_for(device(), "map_view.comp",
                    {.target = textures_.target.format, .mapped = map != 0, .conversion = &conversion});
    if (!program) return program.error();
    const std::vector<Axis>& axes = filter_.cascade.table().axes;
    layout::MapViewPass block = {};
    block.area = whole_area(width(), height());
    block.origin = region_.first;
    block.parameter = parameter;
    block.largest = axes[0].knots.back();
    block.hue_period = !has_two_axes()         ? 0.0f
                       : axes[1].period > 0.0f ? axes[1].period
                                               : 1.5f * (axes[1].knots.back() - axes[1].knots.front());
    if (map != 0) bind_texels(device(), TAPESTRY_UNIT_PARAMETER, map);
    bind_target(device(), textures_.target.name, textures_.target.format);
    run_pass(device(), **program, bytes_of(block), block.area);
    return {};
}

}  // namespace tapestry
