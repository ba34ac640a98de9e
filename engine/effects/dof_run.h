/// One frame of DepthOfField: its textures, and its passes in order.
#pragma once

#include <array>

#include "core/fixed_list.h"
#include "effects/dof_aperture.h"
#include "effects/dof_frame.h"
#include "effects/dof_history.h"
#include "gl/pass_list.h"

namespace tapestry {

/// One level of the pyramid: cells on the way up, fills on the way back. The cells' texture holds five
/// pictures, the first of the fills' two: see shaders/include/sheet.glsl. The last level has no cells: those
/// that are coarser are one pass with it, which keeps them.
struct DofLevel {
    PassTexture cells;
    std::array<PassTexture, 4> fills;
    int width = 0;
    int height = 0;
};

/// All textures of a frame; see the passes that write them.
struct DofTextures {
    PassTexture source, depth, target;
    PassTexture mask, motion;  ///< without one the source, which has no share
    PassTexture inverse_focus;
    PassTexture refined;  ///< depth, where it was estimated
    PassTexture work, pixel_cocs, ranges, backs, fronts;
    PassTexture layer_color, layer_cocs;
    PassTexture hidden, hidden_coc, hidden_apart;
    PassTexture splits;
    PassTexture reaches, contents, slice_rows, light_rows, needs;
    FixedList<DofLevel, 16> levels;  ///< at least three
    PassTexture radii;
    PassTexture slices;   ///< all of them, as they are blurred: see DofRun::atlas
    PassTexture blurred;  ///< one of those between which they are
    std::array<PassTexture, TAPESTRY_BLURRED_SLICES> split;                  ///< the same, or those to halve
    std::array<FixedList<PassTexture, 16>, TAPESTRY_BLURRED_SLICES> halves;  ///< on their way down
    PassTexture parameters, turns;                                           ///< of the atlas, for cat's eyes
    PassTexture focus, focus_cells;
    PassTexture composed;  ///< light, and the near share, of what is steadied; -1: the source stays
    PassTexture bright, light_cocs, lights, light_places, light_reaches, far_sprites, near_sprites;
};

/// Cells of so many pixels, the last one as far as they go.
inline int cells_along(int pixels, int side) {
    return (pixels + side - 1) / side;
}

class DofRun {
  public:
    /// `history`: null where the view has none.
    DofRun(DeviceState& device, DofAperture& aperture, DofHistory* history, const DofFrame& frame,
           PassList& passes)
        : device_(device), aperture_(aperture), history_(history), frame_(frame), passes_(passes) {}

    /// Declares all passes. Error: as Cascade::declare.
    Result<void> declare();

    /// After they have run: what the view's next frame goes on from.
    void keep_history();

    const DofTextures& textures() const { return textures_; }

    /// Where the slices lie in the textures in which they are blurred, near outer first.
    const Atlas& atlas() const { return atlas_; }

  private:
    layout::vec4 slice_steps() const;
    layout::DofPass block(int width, int height) const;
    PassList::Pass& add(const char* shader, const layout::DofPass& block, const PassDefines& defines = {});
    PassTexture half_floats(int width, int height) {
        return passes_.transient(GL_RGBA16F, width, height, PassList::Reads::smooth);
    }

    /// OpenGL ES stores no halves that are alone.
    PassTexture half_numbers(int width, int height) {
        return passes_.transient(device_.traits.is_es ? GL_R32F : GL_R16F, width, height);
    }

    PassTexture aligned(const DataTexture& data, GLenum format, AlignBy by);
    void take_host_textures();
    void align_depth();
    void focus();
    PassTexture bright_of(PassTexture color, const layout::TapestryConversion& conversion);
    void compute_hidden();
    PassList::Pass& add_of_host(const char* shader, const layout::DofCocPass& block, PassTexture color,
                                PassTexture depth, const PassDefines& defines);
    void compute_layer_coc();
    void refine_depth();
    void compute_coc();
    void compute_splits();
    void sort_tiles();
    void unmix_edges();
    void compute_lights();
    PassList::Pass& fetch_surfaces(PassList::Pass& pass) const;
    void build_pyramid();
    PassList::Pass& write_fills(DofLevel& level, PassList::Pass& pass);
    void fill();
    void smooth_radii();
    void split();
    void draw_focus_slice();
    void lay_out_slices();
    bool is_halved(std::size_t slice) const { return frame_.slice_steps[slice] > frame_.step; }
    void place_slices(layout::DofPass& block) const;
    void halve_slice(std::size_t slice);
    void compute_parameters();
    Result<void> blur_slices();
    CascadeFrame slices_frame() const;
    void draw_sprites();
    void view();
    void composite();
    void steady();

    bool has_layer() const { return bool(frame_.layer_color); }
    bool has_hidden() const { return bool(frame_.hidden_color); }
    bool is_estimated() const { return frame_.options.depth_quality == DepthQuality::estimated; }
    bool has_lights() const { return frame_.options.highlights.on; }
    /// By what the view has shown.
    bool is_steadied() const {
        return history_ && frame_.options.steadiness > 0.0f &&
               frame_.options.view == DepthOfFieldView::picture;
    }
    bool has_turns() const { return aperture_.cascade.table().axes.size() > 1; }
    double share_of_way(double time_constant_s) const;
    bool follows_focus() const;

    DeviceState& device_;
    DofAperture& aperture_;
    DofHistory* history_;
    const DofFrame& frame_;
    PassList& passes_;
    DofTextures textures_;
    Atlas atlas_;
};

}  // namespace tapestry
