#include "panels/bokeh_preview.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "panels/texture_id.h"
#include "tapestry/reference.h"

namespace tapestry::demo {
namespace {

constexpr double largest_radius_px = 24.0;

/// The impulse response at the largest parameter worth looking at, brightest point white, grey values by
/// square root so that faint light shows.
offline::Picture8 picture_of_point(const TapTable& table) {
    std::array<double, 2> parameter = {0.0, 0.0};
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        parameter[i] = static_cast<double>(table.axes[i].knots.back());
    }
    if (!table.axes.empty()) parameter[0] = std::min(parameter[0], largest_radius_px);
    const Filter filter = evaluate(table, parameter);
    double reach = 0.0;
    for (const BlendedTap& tap : filter.values) reach = std::max(reach, std::hypot(tap.dx, tap.dy));
    const double radius = table.axes.empty() ? std::min(2.0 * reach, largest_radius_px) : parameter[0];

    const int size = 2 * static_cast<int>(std::ceil(radius * 1.2)) + 3;
    const DenseKernel kernel = impulse_response(filter, size);
    const double brightest = *std::max_element(kernel.values.begin(), kernel.values.end());
    offline::Picture8 picture{size, size, {}};
    for (const double value : kernel.values) {
        const double shown = std::sqrt(std::clamp(value / std::max(brightest, 1e-12), 0.0, 1.0));
        const auto grey = static_cast<std::uint8_t>(std::lround(shown * 235.0 + 12.0));
        picture.rgba.insert(picture.rgba.end(), {grey, grey, grey, 255});
    }
    return picture;
}

}  // namespace

void BokehPreview::refresh(const PhotoSession& session) {
    if (!session.has_effect() || session.table_path() == shown_) return;
    shown_ = session.table_path();
    if (auto texture = PictureTexture::upload(session.gl(), picture_of_point(session.table()))) {
        texture_ = std::move(*texture);
    }
}

void BokehPreview::draw(const Theme& theme, float size) const {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::Dummy(ImVec2(size, size));
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("A point of light, as this table blurs it.");
    const ImVec2 end(corner.x + size, corner.y + size);
    if (!texture_) return;
    ImGui::GetWindowDrawList()->AddImageRounded(texture_id(texture_), corner, end, ImVec2(0, 0), ImVec2(1, 1),
                                                IM_COL32_WHITE, theme.px(5));
}

}  // namespace tapestry::demo
