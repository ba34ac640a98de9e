/// Depth of field: a picture and its depth, as a lens of any aperture would have seen them.
///
/// What it does: near things spread over what is sharp behind them, far things do not take light from what is
/// sharp before them, every blurred pixel has the aperture's true shape, and small bright lights are drawn as
/// exact apertures. A frame that is in focus everywhere comes out bit for bit as it went in.
///
/// What it does NOT do: know what hides behind things, which a lens sees past their edges. It guesses from
/// what shows around, unless the host gives hidden surfaces: 2.4 dB nearer to the lens in the mean of our
/// scenes.
///
/// Colours outside the gamut (scRGB, ACEScg, sharpened pictures) have negative light, which is blurred as any
/// other, down to -65504. Guesses of what hides are no brighter than 4, and no darker than -4, once they are
/// exposed.
///
/// Nor does it resolve the colour of MSAA. Depth it takes as it is (DataView::samples); hosts that resolve it
/// take ONE sample's, best that of the surface which most of the pixel shows: a mean of depths belongs to
/// nothing in the scene.
///
/// Steps:  1. DepthOfField::create once for an aperture;  2. apply each frame with a linear HDR picture,
/// before tone mapping, and its depth. The quality is chosen with the table: 8x3, 12x3, 16x3 or 24x4 taps.
#pragma once

#include <memory>

#include "tapestry/aperture.h"
#include "tapestry/depth_of_field_options.h"
#include "tapestry/device.h"
#include "tapestry/export.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/tap_table.h"
#include "tapestry/texture.h"

namespace tapestry {

/// What is decided once.
struct DepthOfFieldDescription {
    /// The bokeh: its first axis is radius_px from 0 on, a second one may be `vignette`, for cat's eyes that
    /// turn around the middle of the picture. Weights should not be negative, or highlights ring.
    TapTable bokeh;
    /// Without one (size 0) it is aperture_mask(bokeh): exact for the shapes that the library knows.
    ApertureMask aperture = {};
};

/// Something transparent before the picture: glass or smoke. Premultiplied or straight as its view says,
/// linear; of another size than the source, each pixel has what the nearest of its pixels has.
struct TransparentLayer {
    TextureView color = {};       ///< texture 0: none
    DataView depth_texture = {};  ///< same convention as the frame's
};

/// What hides behind the picture's surfaces: a second drawing of the scene, with the same view, that leaves
/// out what is not clearly behind the first one's depth (a depth peel: C. Everitt, "Interactive
/// Order-Independent Transparency", 2001; with a least step, as M. Mara et al., "Deep G-Buffers for Stable
/// Global Illumination Approximation", HPG 2016). Good steps are 1 % of the picture's height in CoC, and half
/// the CoC of what is before. Linear; it may be of another size than the source, then each pixel has what the
/// nearest of its pixels has. Where a transparent layer covers a pixel it is not used.
struct HiddenSurfaces {
    /// Alpha: the share of the pixel's samples that hide something; 0 where nothing is known, and guessed.
    TextureView color = {};       ///< texture 0: none
    DataView depth_texture = {};  ///< same convention as the frame's; the nearest of a pixel's samples
};

struct DofHistory;

/// What a view remembers from frame to frame: where autofocus is on its way, and where the slices that its
/// picture is made of part, which follows what is shown rather than jumps. One for each view: both halves of
/// a split screen, the game's window and the editor's. Effects remember nothing, so that one of them draws
/// any number of views, and a view may go from one effect to another. With DepthOfFieldOptions::steadiness
/// also the picture that was shown, of the region's size: two RGBA16F of it; a frame of another size or Row0,
/// without steadiness or of another DepthOfFieldView forgets that.
class TAPESTRY_ENGINE_EXPORT DepthOfFieldHistory {
  public:
    /// Time constant by which slices follow, in seconds.
    static constexpr double splits_follow_s = 0.15;

    /// Four textures of one pixel; apply() adds those of the picture. Error: no memory, a context that was
    /// reset.
    static Result<DepthOfFieldHistory> create(const Device& device);

    DepthOfFieldHistory(DepthOfFieldHistory&&) noexcept;
    DepthOfFieldHistory& operator=(DepthOfFieldHistory&&) noexcept;
    ~DepthOfFieldHistory();

    /// Forgets everything, as cuts want it: the next frame is in focus at once.
    void reset();

  private:
    friend class DepthOfField;
    explicit DepthOfFieldHistory(std::unique_ptr<DofHistory> history);
    std::unique_ptr<DofHistory> history_;
};

struct DepthOfFieldFrame {
    TextureView source;  ///< the picture without blur; NaN counts as 0, +-Inf as +-65504
    TextureView target;  ///< another texture, same size; alpha is the source's
    /// Of all textures alike. Cells and reduced pixels are counted from a texture's first row: the same
    /// picture in the other order comes out some 50 dB apart, as one with a row more would.
    Row0 row0 = Row0::bottom;
    /// R16F, R32F, DEPTH_COMPONENT or DEPTH_STENCIL of any depth, whose GL_DEPTH_STENCIL_TEXTURE_MODE is
    /// depth and GL_TEXTURE_COMPARE_MODE none. Depths that are NaN lie on the far plane. Of fewer pixels than
    /// the source, or jittered: edges are put where the picture has them.
    DataView depth_texture = {};
    DepthConvention depth = {};
    /// The picture within the textures, all of them: the effect is that of this rectangle cut out. What lies
    /// outside is neither read nor written; tiles and reduced pixels begin at its corner, and heights are its
    /// own.
    Region region = {};
    /// Where the effect works: red numbers. 1: it works; 0: the source's bits stay; between: both are mixed.
    /// NaN counts as 0. No texture (0): it works everywhere. CoCs are multiplied by it, so that what stays is
    /// in focus whatever its depth, and spreads over nothing.
    DataView mask_texture = {};
    TransparentLayer layer = {};
    HiddenSurfaces hidden = {};
    /// For DepthOfFieldOptions::steadiness: how far what each pixel shows has moved since the view's last
    /// frame. GL_RG16F or GL_RG32F, in pixels of the source a frame whatever its own size is, right and down
    /// on the picture (whatever row0 is), as DirectionalMotionBlur has them. The camera's own motion is in
    /// it, a jitter of its projection is not. NaN or infinite: unknown, nothing is remembered there. No
    /// texture (0): nothing has moved.
    DataView motion_texture = {};
    /// Layers at half resolution, or at full for stills: about four times the reads.
    Resolution resolution = Resolution::half;
    /// (0, inf): what the source's light is multiplied by before it is shown, so that 1 is white then. The
    /// threshold of highlights and limits of light are in terms of what is shown.
    float exposure = 1.0f;
    float frame_time_s = 1.0f / 60.0f;  ///< [0, inf): since the view's last frame, for autofocus
    /// The view's, of the effect's device; apply() writes to it. Null: the view remembers nothing, and
    /// autofocus is at once on what it looks at, whatever its smoothing.
    DepthOfFieldHistory* history = nullptr;
};

/// Frames that DepthOfField::prepare makes programs for. What is said to come may also be missing: frames
/// without it are prepared, too. Sizes, regions, rows and resolutions, motion and all other options need no
/// programs of their own.
struct DepthOfFieldPreparation {
    TextureFormat source;
    TextureFormat target;
    std::uint32_t depth_format = 0x822E;  ///< GL_R32F; for drivers that make code by it
    TextureFormat layer = {};             ///< format 0: no frame has a TransparentLayer
    TextureFormat hidden = {};            ///< format 0: no frame has HiddenSurfaces
    bool masks = false;
    bool highlights = true;
    bool autofocus = false;
    bool steadiness = false;
    bool estimated_depth = false;
    bool views = false;  ///< others than DepthOfFieldView::picture
    /// Depth, masks, motion or hidden surfaces have pixels of their own.
    bool data_of_other_sizes = false;
    int depth_samples = 1;  ///< more: depth may have several a pixel (DataView::samples)
};

class TAPESTRY_ENGINE_EXPORT DepthOfField {
  public:
    /// Uploads the table and the aperture. Error: a table that is not valid, whose first axis is not
    /// radius_px from 0 on or whose second is not vignette; a mask of a wrong size, without an opening or
    /// with numbers out of range; no memory.
    static Result<DepthOfField> create(const Device& device, const DepthOfFieldDescription& description);

    DepthOfField(DepthOfField&&) noexcept;
    DepthOfField& operator=(DepthOfField&&) noexcept;
    ~DepthOfField();

    /// Writes the picture. Pixels that are in focus and that nothing is spread over get the source's bits,
    /// where both textures have the same format, encoding and alpha; of what is steadied, those that have
    /// nothing blurred beside them. Errors, with nothing drawn: as
    /// SparseFilter::apply; a depth convention that check() refuses; a NaN option; a depth, mask, layer,
    /// hidden or motion texture of another format, or colour without depth; Resolution::quarter; a
    /// history of another device; no memory.
    Result<void> apply(const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options);

    /// Makes all programs that such frames need, so that none of them compiles any: to be called while a
    /// level loads. All are given to the driver at once, which compiles them side by side where it can, and
    /// tiny frames are drawn, since drivers finish programs when they first run. Error: the first program's
    /// that does not build; a format that textures do not have; no memory; `progress` has returned false,
    /// after which what was made stays.
    /// Releases transient textures that no effect is using. (Software GL also makes machine code by the
    /// sides of textures: there Device::prepare with frames of the right size spares the first frame more.)
    Result<void> prepare(const DepthOfFieldPreparation& frames, const PrepareProgress& progress = {});

  private:
    struct Impl;
    explicit DepthOfField(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry
