/// Several pictures in one texture, which a cascade filters in the same passes.
///
/// They lie in two columns and two rows of whole tiles, which is about the shape of a picture of twice the
/// size, so that memory is shared with such. Each has a ring of one texel, which bilinear reads that are
/// clamped to its edge touch, and no more: layers of a standalone cascade also filter what is around the
/// picture, for those after them; of depth of field that took a fifth of the bytes and changed nothing that
/// was measured (FLIP by less than 0.0001).
#pragma once

#include <span>

#include "core/fixed_list.h"
#include "gl/area.h"

namespace tapestry {

struct Atlas {
    /// A picture, without its ring.
    struct Picture {
        Area area = {};
        bool is_turned = false;  ///< kernels by half a turn
    };

    FixedList<Picture, TAPESTRY_ATLAS_PICTURES> pictures;
    glm::ivec2 size = {};
};

/// Pictures of these sizes, at most TAPESTRY_ATLAS_PICTURES.
Atlas make_atlas(std::span<const glm::ivec2> sizes);

}  // namespace tapestry
