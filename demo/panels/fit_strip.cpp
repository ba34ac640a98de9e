#include "panels/fit_strip.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/vec3.hpp>

#include "panels/tap_figure.h"
#include "panels/texture_id.h"

namespace tapestry::demo {
namespace {

using offline::Picture8;

std::uint8_t byte(double value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 1.0) * 255.0));
}

/// Kernels about the same middle cell, whatever their sizes.
double value_at(const DenseKernel& kernel, int x, int y) {
    const int column = x + kernel.width / 2;
    const int row = y + kernel.height / 2;
    const bool inside = column >= 0 && row >= 0 && column < kernel.width && row < kernel.height;
    return inside ? kernel.at(column, row) : 0.0;
}

template <class Color>
Picture8 picture_of(int half, Color color_at) {
    const int side = 2 * half + 1;
    Picture8 picture{side, side, {}};
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) {
            const auto rgb = color_at(x, y);
            picture.rgba.insert(picture.rgba.end(), {byte(rgb.x), byte(rgb.y), byte(rgb.z), 255});
        }
    return picture;
}

/// Square root, so that faint light shows.
Picture8 light_picture(const DenseKernel& kernel, double peak, int half) {
    return picture_of(half, [&](int x, int y) {
        const double shown = 0.05 + 0.9 * std::sqrt(std::max(0.0, value_at(kernel, x, y)) / peak);
        return glm::dvec3(shown);
    });
}

/// Too much light is warm, too little cold; full colour at half of the peak.
Picture8 error_picture(const DenseKernel& response, const DenseKernel& target, double peak, int half) {
    return picture_of(half, [&](int x, int y) {
        const double off = 2.0 * (value_at(response, x, y) - value_at(target, x, y)) / peak;
        const double warm = std::clamp(off, 0.0, 1.0);
        const double cold = std::clamp(-off, 0.0, 1.0);
        return glm::dvec3(0.07) + warm * glm::dvec3(0.9, 0.5, 0.15) + cold * glm::dvec3(0.15, 0.5, 0.95);
    });
}

void draw_picture(const Theme& theme, const Rect& square, PictureTexture& texture, const char* label) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (texture) {
        texture.set_crisp(true);
        draw->AddImageRounded(texture_id(texture), square.min, square.max, ImVec2(0, 0), ImVec2(1, 1),
                              IM_COL32_WHITE, theme.px(4));
    } else {
        draw->AddRectFilled(square.min, square.max, IM_COL32(18, 18, 18, 255), theme.px(4));
    }
    draw_caption(theme, square, {label});
}

void draw_curve(const Theme& theme, const Rect& area, const FitSnapshot& shown) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(area.min, area.max, IM_COL32(18, 18, 18, 255), theme.px(4));
    double least = 1e300;
    double most = 0.0;
    for (const auto& point : shown.curve) {
        if (!(point.cost > 0.0)) continue;
        least = std::min(least, point.cost);
        most = std::max(most, point.cost);
    }
    if (most > 0.0) {
        const float pad = theme.px(9);
        const double last = std::max(shown.curve.back().seconds, 0.2);
        const double range = std::max(std::log(most / least), 0.2);
        const auto place = [&](const offline::CostPoint& point) {
            const double t = point.seconds / last;
            const double c = std::log(std::max(point.cost, least) / least) / range;
            return ImVec2(area.min.x + pad + static_cast<float>(t) * (area.width() - 2.0f * pad),
                          area.max.y - pad - static_cast<float>(c) * (area.height() - 2.0f * pad));
        };
        ImVec2 before = place(shown.curve.front());
        for (const auto& point : shown.curve) {
            const ImVec2 at = place(point);
            draw->AddLine(before, ImVec2(at.x, before.y), color::accent, theme.px(1.5f));
            draw->AddLine(ImVec2(at.x, before.y), at, color::accent, theme.px(1.5f));
            before = at;
        }
        draw->AddCircleFilled(before, theme.px(3), color::accent_bright, 16);
    }
    char quality[24];
    char seconds[24];
    std::snprintf(quality, sizeof quality, "%.1f dB", shown.kernel_psnr);
    std::snprintf(seconds, sizeof seconds, "%.1f s", shown.curve.empty() ? 0.0 : shown.curve.back().seconds);
    draw_caption(
        theme, area,
        {std::string(quality) + ", cost over " + seconds, std::string(quality) + ", " + seconds, quality});
}

}  // namespace

void FitStrip::refresh(const FitSnapshot& shown, const GladGLContext& gl) {
    if (shown.seconds == shown_seconds_ && shown.recipe == shown_recipe_) return;
    shown_seconds_ = shown.seconds;
    shown_recipe_ = shown.recipe;
    const double peak =
        std::max(1e-12, *std::max_element(shown.target.values.begin(), shown.target.values.end()));
    const int half = shown.target.width / 2 + 3;
    const auto upload = [&](PictureTexture& into, const Picture8& picture) {
        if (auto texture = PictureTexture::upload(gl, picture)) into = std::move(*texture);
    };
    upload(target_, light_picture(shown.target, peak, half));
    upload(response_, light_picture(shown.response, peak, half));
    upload(error_, error_picture(shown.response, shown.target, peak, half));
}

void FitStrip::draw(const Theme& theme, const Rect& area, const FitSnapshot* newest,
                    const GladGLContext& gl) {
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize(ImVec2(area.width(), area.height()));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32(30, 30, 30, 255));
    ImGui::Begin("fit strip", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    if (newest) {
        const FitSnapshot& shown = *newest;
        refresh(shown, gl);
        const int layers = shown.cascade.layers();
        const float gap = theme.px(10);
        const float pad = theme.px(16);
        const float room = area.width() - 2.0f * pad;
        // Three pictures, the layers, and a curve that is half as wide again.
        const float fitting =
            (room - gap * static_cast<float>(3 + layers)) / (3.0f + static_cast<float>(layers) + 1.5f);
        const float size = std::floor(std::clamp(fitting, theme.px(24), theme.px(106)));
        const float top = area.min.y + theme.px(18) + 0.5f * (theme.px(106) - size);
        float x = area.min.x + pad;
        const auto next = [&](float width) {
            const Rect square{ImVec2(x, top), ImVec2(x + width, top + size)};
            x += width + gap;
            return square;
        };
        draw_picture(theme, next(size), target_, "target");
        draw_picture(theme, next(size), response_, "fitted");
        draw_picture(theme, next(size), error_, "error");
        for (int layer = 0; layer < layers; ++layer) {
            std::vector<TapDot> dots;
            for (const auto& tap : shown.cascade.layer(layer)) dots.push_back({tap.x, tap.y, tap.weight});
            draw_tap_figure(theme, next(size), dots);
        }
        draw_curve(theme, next(area.max.x - pad - x), shown);
    } else {
        ImGui::TextDisabled("Paint a shape at the right: its fit appears here");
    }
    ImGui::End();
    ImGui::PopStyleColor();
}

}  // namespace tapestry::demo
