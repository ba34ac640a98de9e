/// What every effect is given beside its options.
#pragma once

#include <cstdint>

#include "tapestry/sparse_filter.h"

namespace tapestry {

/// What an effect draws.
enum class EffectView : std::uint32_t {
    picture = 0,
    /// The map that tells every pixel its filter, as colours: the brighter the larger the first parameter,
    /// from black where pixels are copied to full at the table's last knot and past it. The hue is the second
    /// parameter: angles go once round the hues in a period, others from red through green to blue.
    parameters = 1,
};

/// Where an effect's picture comes from and where it goes. All but the textures may be left as they are.
struct EffectFrame {
    TextureView source;        ///< NaN becomes 0 and Inf the largest half before filtering
    TextureView target;        ///< another texture than source, same size
    Row0 row0 = Row0::bottom;  ///< of source, target and every other texture of the frame alike
    WorkPrecision precision = WorkPrecision::half;
    Resolution resolution = Resolution::full;
    /// The picture within the textures, all of them: the effect is that of this rectangle cut out. What lies
    /// outside is neither read nor written; tiles and reduced pixels begin at its corner, and heights are its
    /// own.
    Region region = {};
    /// Where the effect works: red numbers. 1: it works; 0: the source's bits stay; between: both are mixed.
    /// NaN counts as 0. No texture (0): it works everywhere.
    /// What stays (interface, gizmos) still lends its light to the pixels around it, and causes no ghost
    /// there.
    DataView mask_texture = {};
    EffectView view = EffectView::picture;
    bool tiles = true;  ///< as in SparseFilterFrame
};

}  // namespace tapestry
