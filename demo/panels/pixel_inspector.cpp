#include "panels/pixel_inspector.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "panels/tap_figure.h"
#include "panels/texture_id.h"
#include "tapestry/impulse_response.h"

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

std::string number(const char* format, double value) {
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

/// "radius 12.30 px   turned 45°"
std::string parameter_text(const TapTable& table, const PixelFilter& pixel) {
    std::string text;
    for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
        const Axis& of = table.axes[axis];
        const std::string name = of.name.substr(0, of.name.find('_'));
        const std::string unit = of.unit == "deg" ? "\xC2\xB0" : of.unit.empty() ? "" : " " + of.unit;
        text += (axis > 0 ? "   " : "") + name + " " +
                number("%.2f", pixel.parameter[static_cast<int>(axis)]) + unit;
    }
    if (pixel.turn_deg != 0.0) text += "   turned " + number("%.0f\xC2\xB0", pixel.turn_deg);
    return text;
}

/// With where it lies, of effects that work by depth.
std::string lens_text(const TapTable& table, const PixelFilter& pixel, bool is_sharp, double distance_m) {
    const std::string distance = number("%.2f m away   ", distance_m);
    if (is_sharp) return distance + "in focus: copied";
    return distance + parameter_text(table, pixel) +
           (pixel.side < 0 ? "   before the focus" : "   behind the focus");
}

}  // namespace

void PixelInspector::draw_card(const Theme& theme, const PictureTransform& transform,
                               const EffectEntry& effect, std::shared_ptr<const TapTable> table,
                               const PixelFilter& pixel, const DocumentRenderer& renderer) {
    const Filter filter = filter_at(*table, pixel);
    const bool is_by_depth = find_effect_kind(effect.kind)->needs_depth;
    if (kernel_pixel_ != pixel || kernel_table_ != table) {
        kernel_pixel_ = pixel;
        kernel_table_ = table;
        if (auto texture = PictureTexture::upload(renderer.gl(), kernel_picture(filter)))
            kernel_ = std::move(*texture);
    }
    const float size = theme.px(72);
    const float gap = theme.px(8);
    const float pad = theme.px(12);
    const auto squares = static_cast<float>(filter.layers() + 1);
    char place[48];
    std::snprintf(place, sizeof place, "%d, %d", x_, y_);
    const double u = (x_ + 0.5) / renderer.width();
    const double v = (y_ + 0.5) / renderer.height();
    const std::string text = is_by_depth
                                 ? lens_text(*table, pixel, filter.identity, renderer.distance_m(u, v))
                             : filter.identity ? "in focus: copied"
                                               : parameter_text(*table, pixel);
    ImGui::PushFont(theme.small);
    const float words = theme.px(72) + ImGui::CalcTextSize(text.c_str()).x;
    const float width = 2.0f * pad + std::max(words, squares * size + (squares - 1.0f) * gap);
    const float height = pad + theme.px(22) + size + theme.px(26);
    const ImVec2 corner(transform.canvas.min.x + theme.px(16),
                        transform.canvas.max.y - theme.px(16) - height);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + width, corner.y + height), IM_COL32(26, 26, 26, 240),
                        theme.px(8));
    draw->AddText(ImVec2(corner.x + pad, corner.y + pad - theme.px(3)), color::text_dim, place);
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
    draw_caption(theme, first, {"kernel"});
    for (std::size_t l = 0; l < filter.layers(); ++l) {
        std::vector<TapDot> dots;
        for (const BlendedTap& tap : filter.layer(l)) dots.push_back({-tap.dx, -tap.dy, tap.weight});
        draw_tap_figure(theme, next(), dots);
    }
}

void PixelInspector::draw(const Theme& theme, const PictureTransform& transform, const ImVec2* mouse,
                          const EffectEntry* effect, DocumentRenderer& renderer) {
    if (!effect || !renderer.has_photo()) return;
    const EffectKind& kind = *find_effect_kind(effect->kind);
    if (kind.needs_depth && !renderer.can_tell_distance()) return;
    const auto table = renderer.shelf().find(effect->bokeh);
    if (!table) return;
    if (mouse) {
        const ImVec2 at = transform.to_picture(*mouse);
        x_ = static_cast<int>(at.x);
        y_ = static_cast<int>(at.y);
    }
    x_ = std::clamp(x_, 0, renderer.width() - 1);
    y_ = std::clamp(y_, 0, renderer.height() - 1);
    // Where the last layer reads for this pixel, on the picture.
    const PixelFilter pixel =
        kind.pixel_filters(effect->values, **table, renderer.facts())(x_ + 0.5, y_ + 0.5);
    const Filter filter = filter_at(**table, pixel);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const BlendedTap& tap : filter.layer(filter.layers() - 1)) {
        const ImVec2 at = transform.to_screen(
            ImVec2(static_cast<float>(x_ + 0.5 + tap.dx), static_cast<float>(y_ + 0.5 + tap.dy)));
        draw->AddCircleFilled(at, theme.px(3.2f), IM_COL32(0, 0, 0, 140), 12);
        draw->AddCircleFilled(at, theme.px(2.0f), color::accent_bright, 12);
    }
    draw_card(theme, transform, *effect, *table, pixel, renderer);
}

}  // namespace tapestry::demo
