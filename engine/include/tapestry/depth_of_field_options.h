/// Depth of field: options, and the signed circle of confusion on the CPU. No OpenGL here; the effect is in
/// depth_of_field.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/lens.h"

namespace tapestry {

/// Where blur comes from.
enum class Defocus {
    lens = 0,    ///< a thin lens: DepthOfFieldOptions::lens
    ranges = 1,  ///< an artist's distances: DepthOfFieldOptions::ranges
};

/// How depth came about.
enum class DepthQuality {
    rendered = 0,  ///< each pixel has that of the surface in its middle
    /// From pictures, by a network or a sensor: edges lie pixels beside the picture's or are soft, and there
    /// are specks and holes (NaN). It is made to agree with the picture first: where it steps, each pixel
    /// takes the depth of what has its colour around it. Rendered depth loses some thin things by that.
    estimated = 1,
};

/// Sharp between near_end_m and far_start_m, blur that grows linearly away from there. NaN is an error by
/// name; distances that decrease are moved up to those before them.
struct FocusRanges {
    float near_start_m = 0.5f;  ///< [0, inf): full near blur up to here
    float near_end_m = 2.0f;    ///< [near_start, inf)
    float far_start_m = 8.0f;   ///< [near_end, inf)
    float far_end_m = 30.0f;    ///< [far_start, inf): full far blur from here on
};

/// Focus on what a place of the picture shows. Works on the GPU, without waiting for it. To follow smoothly
/// it needs DepthOfFieldFrame::history.
struct Autofocus {
    bool on = false;           ///< the lens' focus_distance_m is not looked at
    float x = 0.5f;            ///< [0, 1] of the picture's width
    float y = 0.5f;            ///< [0, 1] of the picture's height, 0 = top
    float smoothing_s = 0.2f;  ///< [0, 10] s: time constant by which focus follows; 0 = at once
};

/// Small bright lights are taken out of the picture, and drawn as exact pictures of the aperture.
struct Highlights {
    bool on = true;
    /// (0, 65504] linear light once DepthOfFieldFrame::exposure has multiplied it: what is brighter than this
    /// is drawn apart. Lower, skies and glints become
    /// sprites, which the slices show better: 1 loses 1.3 dB on ironwork and 0.8 dB on meadow.
    float threshold = 4.0f;
};

/// What apply() writes.
enum class DepthOfFieldView {
    picture = 0,
    coc = 1,         ///< near orange, far blue, in focus grey
    tiles = 2,       ///< what each tile needs: nothing, focus, layers, both
    near_field = 3,  ///< the near layers alone, on black
    far_field = 4,   ///< the far layers alone, on black
    coverage = 5,    ///< red near, green in focus, blue far
};

/// Lengths are fractions of the picture's height, so that the look does not depend on resolution. Values out
/// of range are clamped; NaN is an error by name. All may change every frame.
struct DepthOfFieldOptions {
    Defocus defocus = Defocus::lens;
    DepthQuality depth_quality = DepthQuality::rendered;
    Lens lens = {};
    /// [-89, 89] degrees: the plane of focus is turned about the x axis (above 0 it is nearer at the bottom)
    /// and about the y axis (above 0 it is nearer on the right), as lenses do that are tilted against the
    /// sensor (Scheimpflug). The lens' focus_distance_m is that of the plane in the middle of the picture,
    /// and rays are those of its field of view. Defocus::lens and a texture of depths alone.
    float tilt_deg = 0.0f;
    float swing_deg = 0.0f;
    FocusRanges ranges = {};
    Autofocus autofocus = {};    ///< Defocus::lens and a texture of depths alone
    float near_strength = 1.0f;  ///< [0, 4] multiplies the near CoC
    float far_strength = 1.0f;   ///< [0, 4] multiplies the far CoC
    /// [0, 0.2] of the height: the largest near and far radius. Layers of large blur have a resolution for
    /// it, so that limits far above what the picture has cost some sharpness of small blur.
    float near_limit = 24.0f / 360.0f;
    float far_limit = 24.0f / 360.0f;
    /// [0, 1]: how much the picture's corners cut into the aperture; only for tables with a second axis
    /// `vignette`, whose largest knot is 1 here.
    float catseye = 1.0f;
    /// [0.25, 4]: multiplies the kernel's width on the picture, however it is turned, and leaves its height:
    /// of what is round, width over height. Anamorphic lenses have about 0.5.
    float aspect = 1.0f;
    Highlights highlights = {};
    /// [0, 0.95]: the share of what is blurred that comes from the frame before, moved with what shows there
    /// and cut to the colours around; it trails by about 1 / (1 - steadiness) frames. At 0.8 jittered depth
    /// flickers half as much, pictures of moving cameras 0.94 as much. 0: each frame is its own. Only with
    /// DepthOfFieldFrame::history, for DepthOfFieldView::picture.
    float steadiness = 0.0f;
    DepthOfFieldView view = DepthOfFieldView::picture;
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN, or an
/// enumerator that is none.
TAPESTRY_CORE_EXPORT Result<DepthOfFieldOptions> clamped(const DepthOfFieldOptions& options);

/// The distance at which the plane of focus is met over that in the middle of the picture, inverted: 1
/// without tilt, larger where it is nearer, 0 and less where it is met nowhere before the camera. At picture
/// position (x, y) in pixels; of clamped options.
TAPESTRY_CORE_EXPORT double nearness_of_focus(const DepthOfFieldOptions& options, double x, double y,
                                              int width, int height);

/// The lens' focus_distance_m with which what is seen there at this distance along the view's axis is sharp,
/// tilt and swing being as they are: what a click that focuses asks for. Infinity where no such plane comes
/// before the camera.
TAPESTRY_CORE_EXPORT double focus_distance_through(const DepthOfFieldOptions& options, double x, double y,
                                                   double distance_m, int width, int height);

/// Signed CoC radius in pixels of a point at a distance along the view's axis, on a picture of so many lines,
/// strengths and limits applied; of clamped options. With Defocus::ranges full blur is the limit itself.
/// `nearness`: nearness_of_focus where it is seen.
TAPESTRY_CORE_EXPORT double signed_coc_px(const DepthOfFieldOptions& options, double distance_m, int height,
                                          double nearness = 1.0);

}  // namespace tapestry
