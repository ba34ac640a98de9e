#include "panels/pixel_inspector.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "panels/tap_figure.h"
#include "panels/texture_id.h"

namespace tapestry::demo {
namespace {

/// The kernel by its square root, so that faint light shows.
offline::Picture8 kernel_picture(const Filter& filter) {
    double reach = 2.0;
    for (std::size_t l = 0; l < filter.layers(); ++l) {
        double layer_reach = 0.0;
        for (const BlendedTap& tap : filter.layer(l))
            layer_reach = std::max({layer_reach, std::abs(tap.dx), std::abs(tap.dy)});
        reach += layer_reach;
    }
    const int side = 2 * std::min(96, static_cast<int>(std::ceil(reach))) + 1;
    const DenseKernel kernel = impulse_response(filter, side);
    const double peak = std::max(1e-12, *std::max_element(kernel.values.begin(), kernel.values.end()));
    offline::Picture8 picture{side, side, {}};
    for (const double value : kernel.values) {
        const double shown = std::sqrt(std::clamp(value / peak, 0.0, 1.0));
        const auto grey = static_cast<std::uint8_t>(std::lround(shown * 230.0 + 14.0));
        picture.rgba.insert(picture.rgba.end(), {grey, grey, grey, 255});
    }
    return picture;
}

std::string parameter_text(const TapTable& table, glm::dvec2 parameter) {
    std::string text;
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
        char part[96];
        std::snprintf(part, sizeof part, "%s%s %.2f %s", axis > 0 ? "   " : "", table.axes[axis].name.c_str(),
                      parameter[static_cast<int>(axis)], table.axes[axis].unit.c_str());
        text += part;
    }
    return text;
}

}  // namespace

void PixelInspector::refresh_map(const EffectEntry& effect, const EffectKind& kind,
                                 const DocumentRenderer& renderer) {
    const bool is_current = map_kind_ == effect.kind && map_values_ == effect.values &&
                            map_.width == renderer.width() && map_.height == renderer.height();
    if (is_current) return;
    map_ = kind.parameters(effect.values, renderer.width(), renderer.height());
    map_kind_ = effect.kind;
    map_values_ = effect.values;
}

void PixelInspector::draw_card(const Theme& theme, const PictureTransform& transform, const TapTable& table,
                               const DocumentRenderer& renderer) {
    const glm::dvec2 parameter = map_.at(x_, y_);
    const Filter filter = evaluate(table, std::array{parameter.x, parameter.y});
    if (parameter != kernel_parameter_ || kernel_table_ != table.kernel) {
        kernel_parameter_ = parameter;
        kernel_table_ = table.kernel;
        if (auto texture = PictureTexture::upload(renderer.gl(), kernel_picture(filter)))
            kernel_ = std::move(*texture);
    }
    const float size = theme.px(72);
    const float gap = theme.px(8);
    const float pad = theme.px(12);
    const auto squares = static_cast<float>(filter.layers() + 1);
    const float width = 2.0f * pad + squares * size + (squares - 1.0f) * gap;
    const float height = pad + theme.px(22) + size + theme.px(26);
    const ImVec2 corner(transform.canvas.min.x + theme.px(16),
                        transform.canvas.max.y - theme.px(16) - height);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + width, corner.y + height), IM_COL32(26, 26, 26, 240),
                        theme.px(8));
    char place[48];
    std::snprintf(place, sizeof place, "%d, %d", x_, y_);
    ImGui::PushFont(theme.small);
    draw->AddText(ImVec2(corner.x + pad, corner.y + pad - theme.px(3)), color::text_dim, place);
    const std::string text = filter.identity ? "in focus: copied" : parameter_text(table, parameter);
    draw->AddText(ImVec2(corner.x + pad + theme.px(72), corner.y + pad - theme.px(3)), color::text,
                  text.c_str());
    ImGui::PopFont();
    float x = corner.x + pad;
    const float top = corner.y + pad + theme.px(20);
    const auto next = [&] {
        const Rect square{ImVec2(x, top), ImVec2(x + size, top + size)};
        x += size + gap;
        return square;
    };
    const Rect first = next();
    if (kernel_) {
        kernel_.set_crisp(true);
        draw->AddImageRounded(texture_id(kernel_), first.min, first.max, ImVec2(0, 0), ImVec2(1, 1),
                              IM_COL32_WHITE, theme.px(4));
    }
    draw_caption(theme, first, "kernel");
    for (std::size_t l = 0; l < filter.layers(); ++l) {
        std::vector<TapDot> dots;
        for (const BlendedTap& tap : filter.layer(l)) dots.push_back({-tap.dx, -tap.dy, tap.weight});
        draw_tap_figure(theme, next(), dots);
    }
}

void PixelInspector::draw(const Theme& theme, const PictureTransform& transform, const ImVec2* mouse,
                          ViewerState& state) {
    const EffectEntry* effect = state.chosen();
    const EffectKind* kind = effect ? find_effect_kind(effect->kind) : nullptr;
    if (!kind || !kind->parameters) return;
    const auto table = state.renderer.shelf().find(effect->bokeh);
    if (!table) return;
    if (mouse) {
        const ImVec2 at = transform.to_picture(*mouse);
        x_ = static_cast<int>(at.x);
        y_ = static_cast<int>(at.y);
    }
    x_ = std::clamp(x_, 0, state.renderer.width() - 1);
    y_ = std::clamp(y_, 0, state.renderer.height() - 1);
    refresh_map(*effect, *kind, state.renderer);
    // Where the last layer reads for this pixel, on the picture.
    const glm::dvec2 parameter = map_.at(x_, y_);
    const Filter filter = evaluate(**table, std::array{parameter.x, parameter.y});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const BlendedTap& tap : filter.layer(filter.layers() - 1)) {
        const ImVec2 at = transform.to_screen(
            ImVec2(static_cast<float>(x_ + 0.5 + tap.dx), static_cast<float>(y_ + 0.5 + tap.dy)));
        draw->AddCircleFilled(at, theme.px(3.2f), IM_COL32(0, 0, 0, 140), 12);
        draw->AddCircleFilled(at, theme.px(2.0f), color::accent_bright, 12);
    }
    draw_card(theme, transform, **table, state.renderer);
}

}  // namespace tapestry::demo
