#include "panels/timing_panel.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "panels/controls.h"
#include "panels/picture_transform.h"

namespace tapestry::demo {
namespace {

constexpr double budget_milliseconds = 1000.0 / 60.0;

constexpr std::array<ImU32, 8> inks = {IM_COL32(240, 168, 72, 255),  IM_COL32(96, 168, 232, 255),
                                       IM_COL32(136, 196, 112, 255), IM_COL32(216, 112, 128, 255),
                                       IM_COL32(168, 140, 220, 255), IM_COL32(96, 196, 188, 255),
                                       IM_COL32(212, 196, 96, 255),  IM_COL32(150, 150, 150, 255)};

std::string text_of(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

double pass_sum(const RenderedFrame& frame) {
    return std::accumulate(frame.passes.begin(), frame.passes.end(), 0.0,
                           [](double sum, const RenderedPass& pass) { return sum + pass.milliseconds; });
}

/// Bars of all remembered frames, and the line of 60 frames a second.
void draw_bars(const Theme& theme, const FrameTimings& timings) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size(ImGui::GetContentRegionAvail().x, theme.px(120));
    ImGui::Dummy(size);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + size.x, corner.y + size.y), IM_COL32(20, 20, 20, 255),
                        theme.px(4));
    double most = 1.25 * budget_milliseconds;
    for (const RenderedFrame& frame : timings.frames())
        most = std::max({most, 1.1 * frame.wall_milliseconds, 1.1 * pass_sum(frame)});
    const float unit = size.y / static_cast<float>(most);
    const float bar = size.x / static_cast<float>(FrameTimings::most_frames);
    float x = corner.x + size.x - bar * static_cast<float>(timings.frames().size());
    for (const RenderedFrame& frame : timings.frames()) {
        const float top = corner.y + size.y - unit * static_cast<float>(frame.wall_milliseconds);
        draw->AddRectFilled(ImVec2(x, top), ImVec2(x + bar - 1.0f, corner.y + size.y),
                            IM_COL32(64, 64, 64, 255));
        float y = corner.y + size.y;
        for (std::size_t i = 0; i < frame.passes.size(); ++i) {
            const float high = unit * static_cast<float>(frame.passes[i].milliseconds);
            draw->AddRectFilled(ImVec2(x, y - high), ImVec2(x + bar - 1.0f, y), inks[i % inks.size()]);
            y -= high;
        }
        x += bar;
    }
    const float line = corner.y + size.y - unit * static_cast<float>(budget_milliseconds);
    draw->AddLine(ImVec2(corner.x, line), ImVec2(corner.x + size.x, line), IM_COL32(255, 255, 255, 90),
                  theme.px(1));
    ImGui::PushFont(theme.small);
    draw->AddText(ImVec2(corner.x + theme.px(6), line - ImGui::GetTextLineHeight() - theme.px(1)),
                  color::text_dim, "16.7 ms");
    draw->AddText(ImVec2(corner.x + theme.px(6), corner.y + theme.px(3)), color::text_dim,
                  text_of("%.0f ms", most).c_str());
    ImGui::PopFont();
}

void pass_rows(const Theme& theme, const RenderedFrame& frame) {
    for (std::size_t i = 0; i < frame.passes.size(); ++i) {
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddRectFilled(ImVec2(corner.x, corner.y + theme.px(3)),
                                                  ImVec2(corner.x + theme.px(9), corner.y + theme.px(12)),
                                                  inks[i % inks.size()], theme.px(2));
        ImGui::Indent(theme.px(16));
        fact(theme, frame.passes[i].name.c_str(), text_of("%.2f ms", frame.passes[i].milliseconds),
             "GPU time of this pass in the last rendering");
        ImGui::Unindent(theme.px(16));
    }
    if (frame.passes.empty()) dim_text(theme, "This driver tells no GPU times of compute passes.");
}

void tile_shares(const Theme& theme, const TileCounts& counts) {
    if (counts.all() == 0) return;
    const auto row = [&](const char* name, int count, const char* tip) {
        fact(theme, name, text_of("%.0f %%", 100.0 * count / counts.all()), tip);
    };
    row("Sharp tiles", counts.copied, "Copied: nearly free");
    row("Uniform tiles", counts.common, "One filter, blended once for all of them");
    row("Gradual tiles", counts.interval, "Filters between few knots of the table, loaded once a tile");
    row("Varying tiles", counts.varying, "Filters loaded at every pixel");
}

}  // namespace

void draw_timing_panel(const Theme& theme, const Document& document, DocumentRenderer& renderer) {
    const FrameTimings& timings = renderer.timings();
    heading_with_note(theme, "RENDERINGS", "newest at the right");
    draw_bars(theme, timings);
    if (!timings.frames().empty()) {
        const RenderedFrame& last = timings.frames().back();
        fact(theme, "Last, until the GPU was done", text_of("%.1f ms", last.wall_milliseconds), "Wall clock");
        char size[48];
        std::snprintf(size, sizeof size, "%d \xC3\x97 %d", last.width, last.height);
        fact(theme, "Pixels", size, "Fewer than the picture's while something moves on a slow machine");
    }
    section_gap(theme);
    heading(theme, "WORK");
    double reads = 0.0;
    for (const EffectEntry& effect : document.effects) {
        const auto table = renderer.shelf().find(effect.bokeh);
        if (effect.on && table) reads += static_cast<double>((*table)->first_tap((*table)->layers()));
    }
    fact(theme, "Reads a blurred pixel", text_of("%.0f", reads), "Bilinear reads of all effects that are on");
    tile_shares(theme, renderer.tile_counts());
    fact(theme, "Memory of the pictures",
         text_of("%.1f MiB", static_cast<double>(renderer.picture_bytes()) / 1048576.0),
         "On the GPU, with the effects' transient textures");
    fact(theme, "Of the effects alone",
         text_of("%.1f MiB", static_cast<double>(renderer.device().transient_bytes()) / 1048576.0),
         "Transient textures that all effects share");
    if (timings.frames().empty()) return;
    section_gap(theme);
    heading_with_note(theme, "PASSES", "of the last, in their order");
    pass_rows(theme, timings.frames().back());
}

}  // namespace tapestry::demo
