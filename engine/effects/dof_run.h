/// One frame of DepthOfField: its transient textures, and its passes in order.
#pragma once

#include <array>
#include <initializer_list>

#include "core/fixed_list.h"
#include "effects/dof_aperture.h"
#include "effects/dof_frame.h"
#include "effects/dof_history.h"
#include "gl/compute_pass.h"
#include "gl/tile_lists.h"

namespace tapestry {

/// One level of the pyramid: cells on the way up, fills on the way back. The first texture of each holds two
/// pictures, one above the other: see shaders/include/dof_stacked.glsl.
struct DofLevel {
    std::array<TexturePool::Lease, 4> cells;
    std::array<TexturePool::Lease, 4> fills;
    int width = 0;
    int height = 0;
};

/// All textures of a frame; see the passes that write them.
struct DofTextures {
    TexturePool::Lease inverse_focus;  ///< of autofocus without a history
    TexturePool::Lease work, ranges, backs, fronts;
    TexturePool::Lease layer_work, layer_ranges;
    TexturePool::Lease hidden, hidden_coc;
    TexturePool::Lease splits;
    TexturePool::Lease reaches, contents, slice_rows, light_rows, needs;
    FixedList<DofLevel, 16> levels;  ///< down to one pixel: 2^17 pixels would need one more
    TexturePool::Lease radii;
    std::array<TexturePool::Lease, TAPESTRY_BLURRED_SLICES> slices;  ///< as split
    std::array<TexturePool::Lease, TAPESTRY_BLURRED_SLICES> blurred;
    /// On their way down to where the largest radius is what tables are fitted for.
    std::array<FixedList<TexturePool::Lease, 16>, TAPESTRY_BLURRED_SLICES> halves;
    std::array<TexturePool::Lease, TAPESTRY_BLURRED_SLICES> parameters, turns;
    TexturePool::Lease focus, focus_cells;
    TexturePool::Lease bright, light_cocs, lights, light_places, light_reaches, far_sprites, near_sprites;
};

class DofRun {
  public:
    /// `history`: null where the view has none.
    DofRun(DeviceState& device, DofAperture& aperture, DofHistory* history, const DofFrame& frame)
        : device_(device),
          aperture_(aperture),
          history_(history),
          tiles_(device.effect_tiles),
          frame_(frame) {}

    /// Compiles programs and takes textures. Error: a shader that does not compile, no memory.
    Result<void> prepare();

    /// Runs all passes, after prepare. Error: the cascade's, which prepare cannot foresee.
    Result<void> draw();

    const DofTextures& textures() const { return textures_; }

  private:
    Result<void> find_programs();
    Result<void> lease_textures();
    Result<void> lease_options();
    Result<void> lease_levels();
    Result<void> lease_slices();

    layout::DofPass block(int width, int height) const;
    void find_focus();
    GLuint inverse_focus() const;
    void find_bright();
    void find_hidden();
    void find_coc();
    void find_splits();
    void sort_tiles();
    void take_edges_apart();
    void build_pyramid();
    void fill();
    void smooth_radii();
    void split();
    void find_radii();
    Result<void> blur_slices();
    Result<void> blur_slice(int slice);
    void draw_focus_slice();
    void bind_lights();
    void find_lights();
    void draw_sprites();
    void bind_layers();
    void view();
    void composite();

    bool has_layer() const { return frame_.layer_color != 0; }
    bool has_hidden() const { return frame_.hidden_color != 0; }
    bool has_lights() const { return frame_.options.highlights.on; }

    struct Programs {
        const ComputeProgram *autofocus, *bright, *hidden, *coc, *layer_coc, *splits, *unmix, *tiles,
            *reach_across, *reach, *cells, *push, *pull, *smooth, *split, *halve, *radius, *focus, *lights,
            *lights_push, *sprites, *sharp, *focused, *layered, *view;
    };

    DeviceState& device_;
    DofAperture& aperture_;
    DofHistory* history_;
    TileLists& tiles_;
    const DofFrame& frame_;
    Programs programs_ = {};
    DofTextures textures_;
};

}  // namespace tapestry
