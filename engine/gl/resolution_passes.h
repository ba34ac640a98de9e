/// The way down to fewer pixels and back up.
#pragma once

#include "core/resolution.h"
#include "gl/area.h"
#include "shared/layout.h"

namespace tapestry {

layout::TapestryResolution resolution_block(const ReducedFilter& filter);

/// Pixels of the finer picture that resolution_reduce.comp reads for an area of the coarser.
Area area_above(const Area& area, int width, int height);

struct PictureSize {
    int width = 0;
    int height = 0;
};

}  // namespace tapestry
