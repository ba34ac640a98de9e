#include "panels/picture_view.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "effects/known_effects.h"
#include "panels/hand_hints.h"
#include "panels/layout_log.h"
#include "panels/magnifier.h"
#include "panels/texture_id.h"

namespace tapestry::demo {
namespace {

constexpr float max_zoom = 32.0f;        // framebuffer pixels a picture pixel
constexpr float crisp_from_zoom = 3.0f;  // from here on one wants to see pixels, not their interpolation
constexpr float max_fit_zoom = 2.0f;     // small pictures are not blown up further than this to fit
constexpr float click_way = 4.0f;        // that a hand may tremble while it clicks

void draw_label(const Theme& theme, const char* text, ImVec2 at, float align) {
    ImGui::PushFont(theme.small);
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 pad(theme.px(9), theme.px(4));
    const ImVec2 corner(at.x - align * (size.x + 2.0f * pad.x), at.y);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + size.x + 2.0f * pad.x, corner.y + size.y + 2.0f * pad.y),
                        IM_COL32(12, 12, 12, 170), theme.px(11));
    draw->AddText(ImVec2(corner.x + pad.x, corner.y + pad.y), color::text, text);
    ImGui::PopFont();
}

const char* label_of(Shown shown) {
    for (const ShownChoice& choice : shown_choices) {
        if (choice.shown == shown) return choice.label;
    }
    return "";
}

void draw_empty_canvas(const Theme& theme, const Rect& area) {
    const char* text = "Drop a PNG, JPEG or EXR here";
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 center((area.min.x + area.max.x) * 0.5f, (area.min.y + area.max.y) * 0.5f);
    const ImVec2 half(size.x * 0.5f + theme.px(36), theme.px(48));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRect(ImVec2(center.x - half.x, center.y - half.y), ImVec2(center.x + half.x, center.y + half.y),
                  color::line, theme.px(10), 0, theme.px(1.5f));
    draw->AddText(ImVec2(center.x - size.x * 0.5f, center.y - size.y * 0.5f), color::text_dim, text);
}

/// The value of what the hand is on, for reading off beside it.
std::string readout_text(BandPart part, const TiltShiftOptions& options) {
    char text[64] = "";
    const auto percent = [](float value) { return static_cast<double>(value * 100.0f); };
    switch (part) {
        case BandPart::none:
            break;
        case BandPart::center:
        case BandPart::axis:
            std::snprintf(text, sizeof text, "Centre %.1f %%, %.1f %%", percent(options.center_x),
                          percent(options.center_y));
            break;
        case BandPart::turn_left:
        case BandPart::turn_right:
            std::snprintf(text, sizeof text, "Angle %.1f\xC2\xB0", static_cast<double>(options.angle_deg));
            break;
        case BandPart::edge_ahead:
        case BandPart::edge_behind:
            std::snprintf(text, sizeof text, "Band width %.1f %%", percent(options.band_width));
            break;
        case BandPart::edge_along:
            std::snprintf(text, sizeof text, "Length %.1f %%", percent(options.ellipse_length));
            break;
        case BandPart::falloff_ahead:
        case BandPart::falloff_behind:
            std::snprintf(text, sizeof text, "Falloff %.1f %%", percent(options.falloff_distance));
            break;
    }
    return text;
}

}  // namespace

PictureTransform PictureView::place_picture(const Theme& theme, float pixel_ratio, const Rect& area,
                                            const ViewerState& state) {
    PictureTransform t = transform_;
    t.canvas = area;
    t.picture_size =
        ImVec2(static_cast<float>(state.renderer.width()), static_cast<float>(state.renderer.height()));
    if (t.picture_size.x != shown_size_.x || t.picture_size.y != shown_size_.y) {
        shown_size_ = t.picture_size;
        fitted_ = true;
    }
    const float margin = theme.px(24);
    if (fitted_) {
        const float fit = std::min((area.width() - 2.0f * margin) / t.picture_size.x,
                                   (area.height() - 2.0f * margin) / t.picture_size.y);
        t.scale = std::clamp(fit, 0.01f, max_fit_zoom / pixel_ratio);
        t.origin = ImVec2(area.min.x + 0.5f * (area.width() - t.picture_size.x * t.scale),
                          area.min.y + 0.5f * (area.height() - t.picture_size.y * t.scale));
    } else {
        // Some of the picture stays in sight however it is pushed.
        const float keep = theme.px(60);
        t.origin.x =
            std::clamp(t.origin.x, area.min.x + keep - t.picture_size.x * t.scale, area.max.x - keep);
        t.origin.y =
            std::clamp(t.origin.y, area.min.y + keep - t.picture_size.y * t.scale, area.max.y - keep);
    }
    // On whole framebuffer pixels, so that 100 % shows the picture's pixels untouched.
    t.origin = ImVec2(std::round(t.origin.x * pixel_ratio) / pixel_ratio,
                      std::round(t.origin.y * pixel_ratio) / pixel_ratio);
    return t;
}

void PictureView::zoom_about(ImVec2 point, float factor, float pixel_ratio) {
    const ImVec2 fixed = transform_.to_picture(point);
    transform_.scale = std::clamp(transform_.scale * factor, 0.02f, max_zoom / pixel_ratio);
    transform_.origin = ImVec2(point.x - fixed.x * transform_.scale, point.y - fixed.y * transform_.scale);
    fitted_ = false;
}

float PictureView::divider_x(const ViewerState& state) const {
    const Rect visible = transform_.visible();
    const float x = transform_.origin.x + state.divider * transform_.picture_size.x * transform_.scale;
    return std::round(std::clamp(x, visible.min.x, std::max(visible.min.x, visible.max.x)));
}

bool PictureView::is_on_divider(const Theme& theme, const ViewerState& state, ImVec2 point) const {
    const Rect visible = transform_.visible();
    return state.show_divider && !state.peek_left && point.y >= visible.min.y && point.y < visible.max.y &&
           std::abs(point.x - divider_x(state)) < theme.px(7);
}

void PictureView::find_what_is_under_hand(const Theme& theme, const ViewerState& state) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (has_band_ && state.show_handles && !state.peek_left) {
        band_hovered_ = BandHandles::part_at(theme, band_options_, transform_, mouse);
    }
    const bool on_knob = band_hovered_ == BandPart::center || band_hovered_ == BandPart::turn_left ||
                         band_hovered_ == BandPart::turn_right;
    divider_hovered_ = !on_knob && is_on_divider(theme, state, mouse);
    if (divider_hovered_) band_hovered_ = BandPart::none;
}

void PictureView::begin_drag(const ViewerState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool left = io.MouseClicked[ImGuiMouseButton_Left];
    grab_ = state.renderer.scene() && !io.MouseDown[ImGuiMouseButton_Middle] ? Grab::camera : Grab::pan;
    way_ = 0.0f;
    if (left && divider_hovered_) grab_ = Grab::divider;
    if (left && band_hovered_ != BandPart::none) {
        grab_ = Grab::band;
        band_.begin_drag(band_hovered_, band_options_, transform_, io.MousePos);
    }
}

void PictureView::handle_mouse(const Theme& theme, float pixel_ratio, ViewerState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool hovered = ImGui::IsItemHovered();
    EffectEntry* lens = state.renderer.has_depth() ? state.lens_in_hand() : nullptr;
    if (hovered && io.MouseWheel != 0.0f) {
        if (lens && !io.KeyCtrl) {
            close_aperture(std::pow(1.09f, io.MouseWheel), lens->values);
            note_deed(HintGesture::aperture, state);
        } else {
            zoom_about(io.MousePos, std::pow(1.15f, io.MouseWheel), pixel_ratio);
        }
    }
    if (grab_ == Grab::none) {
        band_hovered_ = BandPart::none;
        divider_hovered_ = false;
        if (!hovered) return;
        find_what_is_under_hand(theme, state);
        const bool empty_spot =
            !state.renderer.scene() && !divider_hovered_ && band_hovered_ == BandPart::none;
        if (empty_spot && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            state.requests.fit_view = !fitted_;
            state.requests.actual_pixels = fitted_;
        }
        if (ImGui::IsItemActivated()) {
            // The way that the hand went in this frame was before it pressed.
            begin_drag(state);
            return;
        }
    }
    handle_drag(state);
}

void PictureView::handle_drag(ViewerState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    if (grab_ == Grab::none) return;
    if (!ImGui::IsItemActive()) {
        // A press that goes nowhere is a click.
        const bool can_focus = grab_ == Grab::camera || (grab_ == Grab::pan && state.renderer.has_depth());
        if (can_focus && way_ < click_way && !io.MouseReleased[ImGuiMouseButton_Right] &&
            !io.MouseReleased[ImGuiMouseButton_Middle] && transform_.visible().contains(io.MousePos)) {
            const ImVec2 at = transform_.to_picture(io.MousePos);
            state.requests.focus_at = {static_cast<double>(at.x / transform_.picture_size.x),
                                       static_cast<double>(at.y / transform_.picture_size.y)};
            if (state.lens_in_hand()) {
                brackets_.note_click(io.MousePos);
                note_deed(HintGesture::focus, state);
            }
        }
        if (grab_ == Grab::band) {
            band_.end_drag(band_options_);
            note_deed(HintGesture::band, state);
        }
        if (grab_ == Grab::camera && way_ >= click_way) note_deed(HintGesture::look_around, state);
        grab_ = Grab::none;
        return;
    }
    const bool moved = io.MouseDelta.x != 0.0f || io.MouseDelta.y != 0.0f;
    switch (grab_) {
        case Grab::pan:
            way_ += std::abs(io.MouseDelta.x) + std::abs(io.MouseDelta.y);
            if (!moved || way_ < click_way) break;
            transform_.origin =
                ImVec2(transform_.origin.x + io.MouseDelta.x, transform_.origin.y + io.MouseDelta.y);
            fitted_ = false;
            break;
        case Grab::divider: {
            const float x = transform_.to_picture(io.MousePos).x / transform_.picture_size.x;
            if (moved) state.divider = std::clamp(x, 0.0f, 1.0f);
            break;
        }
        case Grab::camera:
            way_ += std::abs(io.MouseDelta.x) + std::abs(io.MouseDelta.y);
            if (moved && way_ >= click_way) move_camera(state);
            break;
        case Grab::band:
            if (moved) band_.drag(band_options_, transform_, io.MousePos, io.KeyShift);
            break;
        case Grab::none:
            break;
    }
}

/// Left: orbit; with Shift: pan; right: dolly.
void PictureView::move_camera(ViewerState& state) const {
    const ImGuiIO& io = ImGui::GetIO();
    const float heights = 1.0f / (transform_.picture_size.y * transform_.scale);
    ViewCamera& camera = state.document.camera;
    const float right = io.MouseDelta.x * heights;
    const float down = io.MouseDelta.y * heights;
    if (io.MouseDown[ImGuiMouseButton_Right]) {
        camera = dollied(camera, std::pow(2.0f, 1.5f * down));
    } else if (io.KeyShift) {
        const double view_deg = vertical_field_of_view_deg(state.renderer.scene()->camera_at(camera).lens);
        camera = panned(camera, -right, down, static_cast<float>(view_deg));
    } else {
        camera = orbited(camera, -90.0f * right, 90.0f * down);
    }
}

void PictureView::draw_picture(ViewerState& state) const {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const Rect all = transform_.picture();
    PictureTexture& left = state.comparison.texture(state.comparison.left, state.renderer);
    PictureTexture& right = state.comparison.texture(state.comparison.right, state.renderer);
    for (PictureTexture* texture : {&left, &right}) texture->set_crisp(state.zoom >= crisp_from_zoom);

    const float split = split_x(state);
    const auto piece = [&](const PictureTexture& texture, float from, float to) {
        if (to <= from) return;
        draw->AddImage(texture_id(texture), ImVec2(from, all.min.y), ImVec2(to, all.max.y),
                       ImVec2((from - all.min.x) / all.width(), 0.0f),
                       ImVec2((to - all.min.x) / all.width(), 1.0f));
    };
    piece(left, all.min.x, split);
    piece(right, split, all.max.x);
}

void PictureView::draw_divider(const Theme& theme, const ViewerState& state) const {
    const Rect visible = transform_.visible();
    const float x = divider_x(state);
    const bool lit = divider_hovered_ || grab_ == Grab::divider;
    const ImU32 ink = lit ? color::accent_bright : IM_COL32(255, 255, 255, 235);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddLine(ImVec2(x, visible.min.y), ImVec2(x, visible.max.y), IM_COL32(0, 0, 0, 110), theme.px(4));
    draw->AddLine(ImVec2(x, visible.min.y), ImVec2(x, visible.max.y), ink, theme.px(1.6f));

    // Low on the line, clear of the band's own handles, which start in the middle.
    const ImVec2 grip(x, visible.min.y + 0.86f * visible.height());
    const float radius = theme.px(14);
    draw->AddCircleFilled(grip, radius + theme.px(1.5f), IM_COL32(0, 0, 0, 90), 32);
    draw->AddCircleFilled(grip, radius, ink, 32);
    for (const float side : {1.0f, -1.0f}) {
        const float tip = grip.x + side * theme.px(8.5f);
        const float back = grip.x + side * theme.px(3.5f);
        const float half = theme.px(4.5f);
        draw->AddTriangleFilled(ImVec2(tip, grip.y), ImVec2(back, grip.y - half), ImVec2(back, grip.y + half),
                                IM_COL32(40, 40, 40, 255));
    }

    const float room = theme.px(90);
    const float top = visible.min.y + theme.px(12);
    if (x - visible.min.x > room)
        draw_label(theme, label_of(state.comparison.left), ImVec2(x - theme.px(12), top), 1.0f);
    if (visible.max.x - x > room)
        draw_label(theme, label_of(state.comparison.right), ImVec2(x + theme.px(12), top), 0.0f);
}

void PictureView::draw_readout(const Theme& theme) const {
    const std::string text = readout_text(band_.dragged(), band_options_);
    if (text.empty()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    draw_label(theme, text.c_str(), ImVec2(mouse.x + theme.px(18), mouse.y + theme.px(14)), 0.0f);
}

void PictureView::follow_requests(float pixel_ratio, ViewerState& state) {
    if (state.requests.fit_view) fitted_ = true;
    if (state.requests.actual_pixels) {
        const Rect& area = transform_.canvas;
        const ImVec2 center((area.min.x + area.max.x) * 0.5f, (area.min.y + area.max.y) * 0.5f);
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        zoom_about(area.contains(mouse) ? mouse : center, 1.0f / (transform_.scale * pixel_ratio),
                   pixel_ratio);
    }
    state.requests.fit_view = state.requests.actual_pixels = false;
}

void PictureView::draw_overlays(const Theme& theme, const ViewerState& state) const {
    if (state.peek_left) {
        const Rect visible = transform_.visible();
        draw_label(theme, label_of(state.comparison.left),
                   ImVec2(visible.min.x + theme.px(12), visible.min.y + theme.px(12)), 0.0f);
        return;
    }
    const BandPart lit = grab_ == Grab::band ? band_.dragged() : band_hovered_;
    if (has_band_ && state.show_handles) {
        const bool awake = lit != BandPart::none || state.options_touched;
        BandHandles::draw(theme, band_options_, transform_, lit, awake ? 1.0f : 0.75f);
    }
    if (state.show_divider) draw_divider(theme, state);
    if (lit != BandPart::none) ImGui::SetMouseCursor(BandHandles::cursor(lit, band_options_));
    if (divider_hovered_ || grab_ == Grab::divider) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    draw_readout(theme);
}

/// Magnifier and inspector, where the hand is over the picture and holds nothing.
void PictureView::draw_instruments(const Theme& theme, ViewerState& state) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool is_over =
        transform_.visible().contains(mouse) && ImGui::IsWindowHovered() && grab_ == Grab::none;
    const bool focuses = is_over && !state.show_inspector && state.renderer.has_depth() &&
                         state.lens_in_hand() && band_hovered_ == BandPart::none && !divider_hovered_ &&
                         !state.peek_left;
    brackets_.draw(theme, transform_, focuses ? &mouse : nullptr, state.renderer);
    if (is_over && state.show_magnifier)
        draw_magnifier(theme, transform_, mouse, state.comparison, state.renderer);
    if (state.show_inspector)
        inspector_.draw(theme, transform_, is_over ? &mouse : nullptr, state.chosen(), state.renderer);
}

float PictureView::split_x(const ViewerState& state) const {
    const Rect all = transform_.picture();
    return state.peek_left ? all.max.x : state.show_divider ? divider_x(state) : all.min.x;
}

void PictureView::draw(const Theme& theme, float pixel_ratio, const Rect& area, ViewerState& state) {
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize(ImVec2(area.width(), area.height()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, color::canvas);
    ImGui::Begin("canvas", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
    if (state.renderer.has_photo()) {
        transform_ = place_picture(theme, pixel_ratio, area, state);
        follow_requests(pixel_ratio, state);
        EffectEntry* band = state.chosen();
        has_band_ = band && band->kind == "tilt-shift" && band->on;
        if (has_band_) band_options_ = tilt_shift_options(band->values);
        ImGui::InvisibleButton("picture", ImVec2(area.width(), area.height()),
                               ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonMiddle |
                                   ImGuiButtonFlags_MouseButtonRight);
        if (theme.places) theme.places->note_item("canvas");
        handle_mouse(theme, pixel_ratio, state);
        if (has_band_) store_tilt_shift_options(band_options_, band->values);
        transform_ = place_picture(theme, pixel_ratio, area, state);
        state.zoom = transform_.scale * pixel_ratio;
        draw_picture(state);
        draw_overlays(theme, state);
        draw_instruments(theme, state);
        draw_hand_hints(theme, area, transform_.visible(), state);
    } else {
        draw_empty_canvas(theme, area);
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

}  // namespace tapestry::demo
