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

/// A sharp ellipse, in picture pixels.
struct Ellipse {
    float along, across;  ///< half axes

    Ellipse(const TiltShiftOptions& options, ImVec2 size)
        : along(0.5f * options.ellipse_length * size.y), across(0.5f * options.band_width * size.y) {}

    /// From the centre to the edge, along the ray at an angle from the band's axis.
    float radius_at(float angle) const {
        const float c = std::cos(angle) * std::max(across, 0.5f);
        const float s = std::sin(angle) * std::max(along, 0.5f);
        return std::max(along, 0.5f) * std::max(across, 0.5f) / std::hypot(c, s);
    }
};

/// Seen from the centre, by the band's axes: how far, and at which angle.
struct Polar {
    float radius, angle;

    Polar(const Geometry& g, ImVec2 p) {
        const ImVec2 from(p.x - g.center.x, p.y - g.center.y);
        radius = std::hypot(from.x, from.y);
        angle = std::atan2(dot(from, g.across), dot(from, g.along));
    }
    bool is_along() const { return std::abs(std::cos(angle)) > std::sqrt(0.5f); }
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

/// The edge or the end of the falloff where a point is on one.
BandPart ellipse_part_at(const Geometry& g, const TiltShiftOptions& options, ImVec2 size, ImVec2 point,
                         float reach) {
    const Polar at(g, point);
    const float edge = Ellipse(options, size).radius_at(at.angle);
    if (std::abs(at.radius - edge) < reach)
        return at.is_along() ? BandPart::edge_along : BandPart::edge_ahead;
    return std::abs(at.radius - edge - g.falloff) < reach ? BandPart::falloff_ahead : BandPart::none;
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

/// The edge, and dashed where the falloff ends.
void draw_ellipse(ImDrawList* draw, const Theme& theme, const TiltShiftOptions& options,
                  const PictureTransform& transform, ImU32 edge_ink, ImU32 end_ink) {
    constexpr int steps = 96;
    const Geometry g(options, transform.picture_size);
    const Ellipse ellipse(options, transform.picture_size);
    const auto point = [&](int step, float beyond) {
        const float angle = 2.0f * std::numbers::pi_v<float> * static_cast<float>(step) / steps;
        const float radius = ellipse.radius_at(angle) + beyond;
        return transform.to_screen(
            moved(moved(g.center, g.along, radius * std::cos(angle)), g.across, radius * std::sin(angle)));
    };
    for (int i = 0; i < steps; ++i) {
        draw_stroke(draw, point(i, 0.0f), point(i + 1, 0.0f), edge_ink, theme.px(1.2f));
        if (i % 2 == 0)
            draw_stroke(draw, point(i, g.falloff), point(i + 1, g.falloff), end_ink, theme.px(1.2f));
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
    if (options.shape == SharpShape::ellipse)
        return ellipse_part_at(g, options, transform.picture_size, transform.to_picture(point),
                               theme.px(6) / transform.scale);
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

void BandHandles::drag_ellipse(TiltShiftOptions& options, const PictureTransform& transform,
                               ImVec2 hand) const {
    const Geometry g(options, transform.picture_size);
    const Polar at(g, hand);
    const auto share = [&](float pixels) { return std::clamp(pixels / g.height, 0.0f, 4.0f); };
    if (dragged_ == BandPart::edge_along) {
        options.ellipse_length = share(2.0f * at.radius * std::abs(std::cos(at.angle)));
    } else if (dragged_ == BandPart::edge_ahead) {
        options.band_width = share(2.0f * at.radius * std::abs(std::sin(at.angle)));
    } else {
        const float edge = Ellipse(options, transform.picture_size).radius_at(at.angle);
        options.falloff_distance = share(at.radius - edge);
    }
}

void BandHandles::drag(TiltShiftOptions& options, const PictureTransform& transform, ImVec2 point,
                       bool snap) const {
    const Geometry g(options, transform.picture_size);
    const ImVec2 hand = transform.to_picture(point);
    const float reached = std::abs(g.across_distance(hand) + grabbed_distance_);
    const bool is_edge = dragged_ == BandPart::edge_along || dragged_ == BandPart::edge_ahead ||
                         dragged_ == BandPart::falloff_ahead;
    if (options.shape == SharpShape::ellipse && is_edge) return drag_ellipse(options, transform, hand);
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
        case BandPart::edge_along:
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

    if (options.shape == SharpShape::ellipse)
        draw_ellipse(draw, theme, options, transform, ink(BandPart::edge_ahead, BandPart::edge_along),
                     ink(BandPart::falloff_ahead, BandPart::falloff_behind));
    const bool is_band = options.shape == SharpShape::band;
    for (const float side : {1.0f, -1.0f}) {
        if (!is_band) break;
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
