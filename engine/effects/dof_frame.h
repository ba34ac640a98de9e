/// A frame of DepthOfField whose textures and options have been checked, in the terms of its passes.
#pragma once

#include <array>

#include "core/dof_light_cells.h"
#include "gl/area.h"
#include "gl/data_texture.h"
#include "shared/dof.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {

struct DofFrame {
    HostFrame textures;
    layout::TapestryConversion conversion = {};
    layout::TapestryConversion layer_conversion = {};
    layout::TapestryConversion hidden_conversion = {};
    DataTexture depth;
    DataTexture mask;         ///< may be none
    DataTexture layer_color;  ///< may be none
    DataTexture layer_depth;
    DataTexture hidden_color;  ///< may be none
    DataTexture hidden_depth;
    DataTexture motion;  ///< none: nothing has moved
    Row0 row0 = Row0::bottom;
    Area region = {};  ///< the picture within the host's textures
    int width = 0;     ///< of the picture
    int height = 0;
    int bright_cell_px = 4;  ///< a cell of dof_bright.comp: 4 px at 360 lines, as much of the picture at more
    int step = 2;            ///< picture pixels a pixel of the slices as they are split
    std::array<int, TAPESTRY_BLURRED_SLICES> slice_steps = {2, 2, 2, 2};  ///< and as they are blurred
    float near_split_px = 0.0f;  ///< CoC between inner and outer slices, where the picture asks for no other
    float far_split_px = 0.0f;
    glm::vec2 most_split_px = {};       ///< near, far: what the inner slices' resolution still shows
    float most_slice_radius_px = 0.0f;  ///< that any slice is blurred with, in its own pixels
    float limit_px = 0.0f;              ///< the largest radius
    DofLightCells light_cells;
    float frame_time_s = 0.0f;
    float white = 1.0f;  ///< light of the source that is shown as white
    DepthConvention depth_convention;
    DepthOfFieldOptions options;
};

/// CoC up to which the slice in focus goes, at every size of picture: what eight reads still cover. What is
/// near leaves it earlier, because it spreads over what is sharp, and a slice that each pixel reads with its
/// own radius cannot show that: 39.3 against 38.8 dB on the chessboard (1 px: 38.6; far from 2 px on: 39.0).
inline constexpr float dof_focus_px = 3.0f;
inline constexpr float dof_near_focus_px = 1.5f;

/// Error: as DepthOfField::apply.
Result<DofFrame> check_dof_frame(DeviceState& device, const DepthOfFieldFrame& frame,
                                 const DepthOfFieldOptions& options);

/// A frame without textures, to plan and count with: its size, slices and resolutions. Clamped options.
DofFrame planned_dof_frame(int width, int height, const DepthConvention& depth,
                           const DepthOfFieldOptions& options, Resolution resolution);

/// The block of passes that find CoCs of the host's depth.
layout::DofCocPass dof_coc_block(const DofFrame& frame);

}  // namespace tapestry
