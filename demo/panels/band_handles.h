/// The tilt-shift band, drawn on the picture and bent by hand.
#pragma once

#include "panels/picture_transform.h"
#include "tapestry/tilt_shift_options.h"
#include "window/theme.h"

namespace tapestry::demo {

/// What of the band the hand is on. The line `ahead` lies on the side that the band's normal points to
/// (below, at 0 degrees), the line `behind` on the other.
enum class BandPart {
    none,
    center,
    axis,
    turn_right,
    turn_left,
    edge_ahead,
    edge_behind,
    edge_along,  ///< of an ellipse
    falloff_ahead,
    falloff_behind
};

class BandHandles {
  public:
    /// The part under a point of the screen.
    static BandPart part_at(const Theme& theme, const TiltShiftOptions& options,
                            const PictureTransform& transform, ImVec2 point);

    void begin_drag(BandPart part, const TiltShiftOptions& options, const PictureTransform& transform,
                    ImVec2 point);
    /// With `snap`, angles go in steps of 15 degrees.
    void drag(TiltShiftOptions& options, const PictureTransform& transform, ImVec2 point, bool snap) const;
    void end_drag(TiltShiftOptions& options);
    BandPart dragged() const { return dragged_; }

    /// `lit` is the part to point out; `opacity` of everything else.
    static void draw(const Theme& theme, const TiltShiftOptions& options, const PictureTransform& transform,
                     BandPart lit, float opacity);
    static ImGuiMouseCursor cursor(BandPart part, const TiltShiftOptions& options);

  private:
    void drag_ellipse(TiltShiftOptions& options, const PictureTransform& transform, ImVec2 hand) const;

    BandPart dragged_ = BandPart::none;
    ImVec2 grabbed_offset_;          ///< from the hand to the centre, picture pixels
    float grabbed_distance_ = 0.0f;  ///< from the hand to the line it took, picture pixels
};

}  // namespace tapestry::demo
