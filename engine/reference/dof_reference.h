/// The passes of DepthOfField on the CPU, one function a pass, with the names and the maths of
/// shaders/dof_*.comp. Each takes what its pass reads, so that each can be held against the GPU's alone.
///
/// Textures are pictures whose rows are the texture's; unless said otherwise light is linear and
/// premultiplied, CoC is signed and in pixels of the picture, and results are as the pass stores them,
/// rounded to half.
#pragma once

#include <array>
#include <functional>
#include <vector>

#include "core/dof_light_cells.h"
#include "core/focus_taps.h"
#include "reference/filters.h"
#include "tapestry/depth_of_field_options.h"

namespace tapestry {

/// DofPass of shaders/shared/dof.h, as far as the references need it.
struct DofSettings {
    int width = 0;  ///< of the picture
    int height = 0;
    double focus_px = 3.0;
    double near_focus_px = 1.5;
    double near_split_px = 12.0;  ///< the usual ones, or those that dof_splits chose
    double far_split_px = 12.0;
    double most_near_split_px = 60.0;
    double most_far_split_px = 60.0;
    double threshold = 1.0;
    double limit_px = 24.0;
    int step = 2;  ///< picture pixels a pixel of the slices as they are split
    std::array<int, 4> slice_steps = {2, 2, 2, 2};  ///< and as they are blurred, near outer first
    int bright_cell_px = 4;                         ///< a cell of dof_bright
    DofLightCells light_cells;
    double aperture_reach = 1.0;      ///< ApertureDistances'
    double aperture_variance = 0.25;  ///< per axis, at radius 1: a disk's
    double row_sign = 1.0;            ///< 1 when row 0 is the top of the picture, -1 when it is the bottom
};

/// dof_composite.comp: below this radius the slice in focus is copied.
inline constexpr double dof_least_radius_px = 0.4;

/// TAPESTRY_FOCUS_CELL of shared/dof.h.
inline constexpr int dof_focus_cell_px = 8;

/// TAPESTRY_TILE of shared/layout.h, and the kinds of tiles: TAPESTRY_DOF_TILES_* of shared/dof.h.
inline constexpr int dof_tile_px = 16;
enum DofTileKind : int { sharp_tile, rim_tile, focus_tile, layered_tile };

/// shared/dof.h: slices front to back.
enum class Slice { near_outer, near_inner, focus, far_inner, far_outer };

Slice slice_of(const DofSettings& settings, double coc_px);

/// Picture pixels a pixel of a blurred slice.
int step_of(const DofSettings& settings, Slice slice);

/// Of a texel of ranges: least and largest CoC, 1 with lights drawn apart, coverage of the second layer.
bool has_edge(const DofSettings& settings, const glm::dvec4& range);

/// dof_bright.comp: x, the share of bright pixels in each cell.
Image dof_bright(const DofSettings& settings, const Image& source);

/// dof_light.glsl: the share of a pixel's light that a sprite shows, and the CoC that it is drawn with.
struct LightApart {
    double share = 0.0;
    double coc = 0.0;
    bool is_bright = false;    ///< so that dof_bright's cells are looked at
    bool is_searched = false;  ///< and what is around, for whose light it is
};
LightApart light_apart(const DofSettings& settings, const Image& bright, const Image& source,
                       const std::function<double(int x, int y)>& coc_at, int x, int y);

/// dof_hidden.comp: light premultiplied with the share of the pixel that hides it, and its CoC (x, not
/// rounded), dof_nothing_hidden where there is none or no lens would see it.
struct DofHidden {
    Image light;
    Image coc;
    long coc_read = 0;  ///< by dof_hidden.comp, of the picture's CoC
};
inline constexpr double dof_nothing_hidden = 1e30;  ///< TAPESTRY_NOTHING_HIDDEN

/// `coc` of the picture, `hidden_coc` of what hides (x), both rounded to half.
DofHidden dof_hidden(const DofSettings& settings, const ParameterMap& coc, const Image& hidden,
                     const ParameterMap& hidden_coc);

/// dof_coc.comp: `source` is the host's light, `coc` the CoC of each pixel (x), rounded to half; `hidden` may
/// be null.
struct DofCoc {
    Image work;        ///< light without what sprites show, CoC
    Image ranges;      ///< half the size
    Image light_cocs;  ///< x, the CoC of what sprites show of a pixel; 0: nothing
};
DofCoc dof_coc(const DofSettings& settings, const Image& source, const ParameterMap& coc,
               const DofHidden* hidden = nullptr);

/// dof_splits.comp: where slices part in a picture with so much CoC (alpha), near and far.
struct DofSplits {
    double near_px = 0.0;
    double far_px = 0.0;
};
DofSplits dof_splits(const DofSettings& settings, const Image& work);
inline constexpr int dof_split_bins = 96;  ///< TAPESTRY_SPLIT_BINS

/// The front's alpha where a pixel is one surface: TAPESTRY_SINGLE_SURFACE.
inline constexpr double dof_single_surface = 2.0;

/// dof_unmix.comp: the surface before, and the light behind with the CoC that is not the pixel's own. Pixels
/// of blocks without an edge are 0 in both.
struct DofEdges {
    Image fronts;
    Image backs;
    long work_read = 0;  ///< by dof_unmix.comp, texels of the work
};
/// `hidden` may be null.
DofEdges dof_unmix(const DofSettings& settings, const DofCoc& coc, const DofHidden* hidden = nullptr);

/// dof_lights.comp and dof_lights_push.comp, all levels in each picture:
/// shaders/include/dof_light_cells.glsl.
struct DofLights {
    Image lights;
    Image places;
    Image reaches;
    long texels_read = 0;  ///< by dof_lights.comp, in tiles with lights
};
/// The finest level; `tile_contents` of dof_tiles.
DofLights dof_lights(const DofSettings& settings, const Image& source, const DofCoc& coc,
                     const Image& tile_contents);
/// Writes a further level from the one before it.
void dof_lights_push(const DofSettings& settings, DofLights& lights, int level);

/// One of the lights that are drawn.
struct DofLight {
    glm::dvec4 light = glm::dvec4(0.0);  ///< of all its pixels
    glm::dvec2 place_px = glm::dvec2(0.0);
    double coc = 0.0;
};
/// Those of a level, cell by cell.
std::vector<DofLight> lights_drawn(const DofSettings& settings, const DofLights& lights, int level);

/// Level of the pyramid: see struct Cells and struct Fills in shaders/include/dof_cells.glsl and
/// dof_pull.comp. Four textures in their order; the second picture of the first, near inner, comes last.
using DofLevelImages = std::array<Image, 5>;
/// dof_cells.comp; null: no lights are drawn apart.
DofLevelImages dof_cells(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                         const DofLights* lights);
DofLevelImages dof_push(const DofLevelImages& finer);
/// `coarser`: the fills of the level above, or null.
DofLevelImages dof_pull(const DofLevelImages& cells, const DofLevelImages* coarser);

/// dof_smooth.comp: of the finest fills, the second level's cells, and what tiles need.
Image dof_smooth(const DofLevelImages& fills, const DofLevelImages& second_cells, const Image& needs);

/// dof_tiles.comp, dof_reach_across.comp and dof_reach.comp.
struct DofTiles {
    Image reaches;
    Image contents;
    Image needs;
    std::vector<int> kinds;   ///< TAPESTRY_DOF_TILES_*, row-major
    double largest_px = 0.0;  ///< radius
    long texels_read = 0;     ///< by dof_reach_across.comp and dof_reach.comp
    int most_steps = 0;       ///< that a tile looks along its row, or its column
};
DofTiles dof_tiles(const DofSettings& settings, const Image& ranges);

/// dof_split.comp: near outer, near inner, far inner, far outer.
std::array<Image, 4> dof_split(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                               const DofLevelImages& fills, const Image& needs);

/// dof_halve.comp.
Image dof_halve(const Image& image);

/// dof_radius.comp for tables of one axis, in pixels of the slice, of a size that a slice has; not rounded.
Image dof_radius(const DofSettings& settings, Slice slice, const Image& radii, int width, int height);

/// dof_focus.comp, at every pixel.
Image dof_focus(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                const DofLevelImages& fills);

/// The other image of dof_focus.comp: for cells of 8x8 pixels, x: 1 with some of the slice, y: 1 where
/// surfaces meet whose CoCs differ clearly within it. 0 in tiles that need nothing of it.
Image dof_focus_cells(const DofSettings& settings, const Image& focus, const Image& ranges,
                      const Image& needs);

/// dof_sprites.comp, at every pixel that a light reaches. `distances`: the aperture's texture; `area`: of the
/// opening at radius 1.
struct DofSprites {
    Image far;
    Image near;
};
DofSprites dof_sprites(const DofSettings& settings, const DofLights& lights, const Image& work,
                       const Image& distances, double area);

/// dof_composite.comp, of dof_focus_cells among others: the picture, not rounded. Sharp pixels have the
/// source's light.
Image dof_composite(const DofSettings& settings, const Image& source, const Image& work, const Image& focus,
                    const Image& focus_cells, const Image& focus_cocs, const std::array<Image, 4>& blurred,
                    const DofTiles& tiles, const DofSprites& sprites, const FocusTaps& taps);

}  // namespace tapestry
