/// The canvas: the picture with zoom and pan, the divider between original and result, the band's handles.
#pragma once

#include "panels/band_handles.h"
#include "panels/focus_brackets.h"
#include "panels/pixel_inspector.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class PictureView {
  public:
    /// Fills `area`. Changes the state's options, divider and zoom as the hand does.
    void draw(const Theme& theme, float pixel_ratio, const Rect& area, ViewerState& state);

  private:
    enum class Grab { none, pan, divider, band, camera };

    PictureTransform place_picture(const Theme& theme, float pixel_ratio, const Rect& area,
                                   const ViewerState& state);
    void zoom_about(ImVec2 point, float factor, float pixel_ratio);
    void follow_requests(float pixel_ratio, ViewerState& state);
    void find_what_is_under_hand(const Theme& theme, const ViewerState& state);
    void begin_drag(const ViewerState& state);
    void move_camera(ViewerState& state) const;
    void handle_mouse(const Theme& theme, float pixel_ratio, ViewerState& state);
    void handle_drag(ViewerState& state);
    bool is_on_divider(const Theme& theme, const ViewerState& state, ImVec2 point) const;
    float divider_x(const ViewerState& state) const;
    void draw_picture(ViewerState& state) const;
    void draw_divider(const Theme& theme, const ViewerState& state) const;
    void draw_overlays(const Theme& theme, const ViewerState& state) const;
    float split_x(const ViewerState& state) const;
    void draw_instruments(const Theme& theme, ViewerState& state);
    void draw_readout(const Theme& theme) const;

    PictureTransform transform_;
    ImVec2 shown_size_ = ImVec2(0, 0);  ///< of the picture that the view was fitted to
    bool fitted_ = true;                ///< follow the canvas's size
    Grab grab_ = Grab::none;
    PixelInspector inspector_;
    FocusBrackets brackets_;
    BandHandles band_;
    TiltShiftOptions band_options_;  ///< of the chosen effect, where it has a band
    bool has_band_ = false;
    float way_ = 0.0f;  ///< that the hand went since it pressed
    BandPart band_hovered_ = BandPart::none;
    bool divider_hovered_ = false;
};

}  // namespace tapestry::demo
