/// Several pictures in one texture, which a cascade filters in the same passes.
///
/// They lie one below the other in rows of whole tiles, each with what the cascade's layers read around it
/// (its margin), and a ring of one texel more: bilinear reads that are clamped to the margin's edge touch it.
#pragma once

#include <array>
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

    /// A picture with its margin and the ring.
    Area with_border(std::size_t picture) const;
};

/// Pictures of these sizes. Margin: texels around each that are of use.
Atlas make_atlas(std::span<const glm::ivec2> sizes, int margin);

}  // namespace tapestry
