/// Several pictures in one texture, which a cascade filters in the same passes.
///
/// They lie in two columns and two rows of whole tiles, which is about the shape of a picture of twice the
/// size, so that memory is shared with such. Each has what the cascade's layers read around it (its margin),
/// and a ring of one texel more: bilinear reads that are clamped to the margin's edge touch it.
#pragma once

#include <span>

#include "core/fixed_list.h"
#include "gl/area.h"

namespace tapestry {

struct Atlas {
    /// A picture, without its margin.
    struct Picture {
        Area area = {};
        bool is_turned = false;  ///< kernels by half a turn
    };

    FixedList<Picture, TAPESTRY_ATLAS_PICTURES> pictures;
    glm::ivec2 size = {};
    int margin = 0;  ///< without the ring

    /// From a picture's first pixel to the first of its texels.
    int border() const { return margin + 1; }
};

/// Pictures of these sizes, at most TAPESTRY_ATLAS_PICTURES. Margin: texels around each that are of use.
Atlas make_atlas(std::span<const glm::ivec2> sizes, int margin);

}  // namespace tapestry
