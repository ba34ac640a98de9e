#include "panels/band_handles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <utility>

namespace tapestry::demo {
namespace {

constexpr float degrees_per_radian = 180.0f / std::numbers::pi_v<float>;

float dot(ImVec2 a, ImVec2 b) {
    return a.x * b.x + a.y * b.y;
}
float distance(ImVec2 a, ImVec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}
ImVec2 moved(ImVec2 from, ImVec2 direction, float by) {
    return ImVec2(from.x + direction.x * by, from.y + direction.y * by);
}

/// The band in picture pixels; x right, y down, as tilt_shift_radius sees it.
struct Geometry {
    ImVec2 center;
    ImVec2 along, across;  ///< unit vectors
    float height;
    float half_band, falloff;

    Geometry(const TiltShiftOptions& options, ImVec2 size)
        : center(options.center_x * size.x, options.center_y * size.y),
          height(size.y),
          half_band(0.5f * options.band_width * size.y),
          falloff(options.falloff_distance * size.y) {
        const float angle = options.angle_deg / degrees_per_radian;
        along = ImVec2(std::cos(angle), std::sin(angle));
        across = ImVec2(-along.y, along.x);
    }

    float across_distance(ImVec2 p) const { return dot(ImVec2(p.x - center.x, p.y - center.y), across); }
};

struct Line {
    BandPart part;
    float distance;  ///< across the band from its axis, picture pixels
};

std::array<Line, 5> lines(const Geometry& g) {
    const float end = g.half_band + g.falloff;
    return {Line{BandPart::edge_ahead, g.half_band}, Line{BandPart::edge_behind, -g.half_band},
            Line{BandPart::falloff_ahead, end}, Line{BandPart::falloff_behind, -end},
            Line{BandPart::axis, 0.0f}};
}

/// Handles for turning sit on the axis, on both sides of the centre.
ImVec2 turn_handle(const Geometry& g, float side) {
    return moved(g.center, g.along, side * 0.24f * g.height);
}

/// The piece of the line through `p` along `direction` that lies inside `rect` (Liang and Barsky).
std::optional<std::pair<ImVec2, ImVec2>> clipped(ImVec2 p, ImVec2 direction, const Rect& rect) {
    float from = -1e9f;
    float to = 1e9f;
    const auto clip = [&](float origin, float slope, float low, float high) {
        if (std::abs(slope) < 1e-6f) return origin >= low && origin <= high;
        const float a = (low - origin) / slope;
        const float b = (high - origin) / slope;
        from = std::max(from, std::min(a, b));
        to = std::min(to, std::max(a, b));
        return from < to;
    };
    if (!clip(p.x, direction.x, rect.min.x, rect.max.x) || !clip(p.y, direction.y, rect.min.y, rect.max.y)) {
        return std::nullopt;
    }
    return std::pair(moved(p, direction, from), moved(p, direction, to));
}

void draw_stroke(ImDrawList* draw, ImVec2 a, ImVec2 b, ImU32 ink, float thickness) {
    draw->AddLine(a, b, faded(IM_COL32(0, 0, 0, 150), ImGui::ColorConvertU32ToFloat4(ink).w),
                  thickness + 2.0f);
    draw->AddLine(a, b, ink, thickness);
}

void draw_dashes(ImDrawList* draw, ImVec2 a, ImVec2 b, ImU32 ink, float thickness, float dash) {
    const float length = distance(a, b);
    const ImVec2 direction((b.x - a.x) / length, (b.y - a.y) / length);
    for (float at = 0.0f; at < length; at += 2.0f * dash) {
        draw_stroke(draw, moved(a, direction, at), moved(a, direction, std::min(at + dash, length)), ink,
                    thickness);
    }
}

void draw_knob(ImDrawList* draw, const Theme& theme, ImVec2 at, float radius, ImU32 ink, bool filled) {
    draw->AddCircle(at, radius, faded(IM_COL32(0, 0, 0, 150), ImGui::ColorConvertU32ToFloat4(ink).w), 28,
                    theme.px(4.0f));
    draw->AddCircle(at, radius, ink, 28, theme.px(1.8f));
    if (filled) draw->AddCircleFilled(at, theme.px(3.0f), ink, 16);
}

float half_turn_normalized(float degrees) {
    return degrees - 180.0f * std::round(degrees / 180.0f);
}

}  // namespace

BandPart BandHandles::part_at(const Theme& theme, const TiltShiftOptions& options,
                              const PictureTransform& transform, ImVec2 point) {
    const Geometry g(options, transform.picture_size);
    const float reach = theme.px(13);
    if (distance(point, transform.to_screen(g.center)) < reach) return BandPart::center;
    if (distance(point, transform.to_screen(turn_handle(g, 1.0f))) < reach) return BandPart::turn_right;
    if (distance(point, transform.to_screen(turn_handle(g, -1.0f))) < reach) return BandPart::turn_left;

    if (!transform.picture().contains(point)) return BandPart::none;
    const float at = g.across_distance(transform.to_picture(point));
    BandPart nearest = BandPart::none;
    float least = theme.px(6) / transform.scale;
    for (const Line& line : lines(g)) {
        const float off = std::abs(at - line.distance);
        if (off < least) {
            least = off;
            nearest = line.part;
        }
    }
    return nearest;
}

void BandHandles::begin_drag(BandPart part, const TiltShiftOptions& options,
                             const PictureTransform& transform, ImVec2 point) {
    const Geometry g(options, transform.picture_size);
    const ImVec2 hand = transform.to_picture(point);
    dragged_ = part;
    grabbed_offset_ = ImVec2(g.center.x - hand.x, g.center.y - hand.y);
    grabbed_distance_ = 0.0f;
    for (const Line& line : lines(g)) {
        if (line.part == part) grabbed_distance_ = line.distance - g.across_distance(hand);
    }
}

void BandHandles::drag(TiltShiftOptions& options, const PictureTransform& transform, ImVec2 point,
                       bool snap) const {
    const Geometry g(options, transform.picture_size);
    const ImVec2 hand = transform.to_picture(point);
    const float reached = std::abs(g.across_distance(hand) + grabbed_distance_);
    switch (dragged_) {
        case BandPart::center:
        case BandPart::axis:
            options.center_x =
                std::clamp((hand.x + grabbed_offset_.x) / transform.picture_size.x, 0.0f, 1.0f);
            options.center_y =
                std::clamp((hand.y + grabbed_offset_.y) / transform.picture_size.y, 0.0f, 1.0f);
            break;
        case BandPart::turn_right:
        case BandPart::turn_left: {
            const float side = dragged_ == BandPart::turn_right ? 1.0f : -1.0f;
            const float angle =
                degrees_per_radian * std::atan2(side * (hand.y - g.center.y), side * (hand.x - g.center.x));
            const float step = snap ? 15.0f : 0.1f;
            options.angle_deg = std::round(angle / step) * step;
            break;
        }
        case BandPart::edge_ahead:
        case BandPart::edge_behind:
            options.band_width = std::min(2.0f * reached / g.height, 4.0f);
            break;
        case BandPart::falloff_ahead:
        case BandPart::falloff_behind:
            options.falloff_distance = std::clamp((reached - g.half_band) / g.height, 0.0f, 4.0f);
            break;
        case BandPart::none:
            break;
    }
}

void BandHandles::end_drag(TiltShiftOptions& options) {
    if (dragged_ == BandPart::turn_left || dragged_ == BandPart::turn_right) {
        options.angle_deg = half_turn_normalized(options.angle_deg);
    }
    dragged_ = BandPart::none;
}

void BandHandles::draw(const Theme& theme, const TiltShiftOptions& options, const PictureTransform& transform,
                       BandPart lit, float opacity) {
    const Geometry g(options, transform.picture_size);
    const Rect area = transform.visible();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area.min, area.max, true);
    const auto ink = [&](BandPart part, BandPart twin) {
        return part == lit || twin == lit ? color::accent_bright
                                          : faded(IM_COL32(255, 255, 255, 235), opacity);
    };
    const auto place = [&](float d) {
        return clipped(transform.to_screen(moved(g.center, g.across, d)), g.along, area);
    };

    for (const float side : {1.0f, -1.0f}) {
        if (const auto edge = place(side * g.half_band)) {
            draw_stroke(draw, edge->first, edge->second, ink(BandPart::edge_ahead, BandPart::edge_behind),
                        theme.px(1.2f));
        }
        if (const auto end = place(side * (g.half_band + g.falloff))) {
            draw_dashes(draw, end->first, end->second, ink(BandPart::falloff_ahead, BandPart::falloff_behind),
                        theme.px(1.2f), theme.px(7));
        }
    }

    // The axis is only drawn between its handles: a full line through the sharp band would sit on what one
    // looks at.
    const ImVec2 center = transform.to_screen(g.center);
    for (const float side : {1.0f, -1.0f}) {
        const ImVec2 turn = transform.to_screen(turn_handle(g, side));
        const float gap = theme.px(9);
        const ImVec2 direction(g.along.x * side, g.along.y * side);
        if (distance(center, turn) > 2.0f * gap + theme.px(4)) {
            draw_stroke(draw, moved(center, direction, gap), moved(turn, direction, -theme.px(6)),
                        ink(BandPart::axis, BandPart::center), theme.px(1.2f));
        }
        const BandPart part = side > 0.0f ? BandPart::turn_right : BandPart::turn_left;
        draw_knob(draw, theme, turn, theme.px(5), ink(part, part), false);
    }
    draw_knob(draw, theme, center, theme.px(8), ink(BandPart::center, BandPart::axis), true);
    draw->PopClipRect();
}

ImGuiMouseCursor BandHandles::cursor(BandPart part, const TiltShiftOptions& options) {
    switch (part) {
        case BandPart::none:
            return ImGuiMouseCursor_Arrow;
        case BandPart::center:
        case BandPart::axis:
            return ImGuiMouseCursor_ResizeAll;
        case BandPart::turn_left:
        case BandPart::turn_right:
            return ImGuiMouseCursor_Hand;
        default:
            break;
    }
    // The arrow across the line, to the nearest of the four that there are.
    const float angle = half_turn_normalized(options.angle_deg);
    if (std::abs(angle) < 22.5f) return ImGuiMouseCursor_ResizeNS;
    if (std::abs(angle) > 67.5f) return ImGuiMouseCursor_ResizeEW;
    return angle > 0.0f ? ImGuiMouseCursor_ResizeNESW : ImGuiMouseCursor_ResizeNWSE;
}

}  // namespace tapestry::demo
