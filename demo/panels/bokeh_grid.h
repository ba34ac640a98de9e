/// The bokeh library: every shape that the chosen effect takes, as a point of light looks through it, and the
/// tables of the chosen one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "render/picture_texture.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class BokehGrid {
  public:
    /// Reads and checks at most one table a call, so that a shelf full of them does not hold up the window.
    /// True while some are still to be read.
    bool load_next(ViewerState& state);

    void draw(const Theme& theme, ViewerState& state, EffectEntry& effect);

  private:
    struct Cell {
        PictureTexture texture;
        std::uint64_t revision = 0;  ///< of the kernel lab's table
        std::string shape;           ///< tables of one shape share a place in the grid
        std::size_t reads = 0;       ///< a pixel
        bool for_photographs = false;
        float largest_px = 0.0f;  ///< that it was fitted to; 0: its axis is no length
    };
    bool load(ViewerState& state, const std::string& bokeh);
    void draw_cell(const Theme& theme, ViewerState& state, EffectEntry& effect, const std::string& bokeh,
                   float size);
    std::vector<std::string> accepted(const ViewerState& state, const EffectEntry& effect) const;
    const std::string& member_to_show(const std::vector<std::string>& members,
                                      const EffectEntry& effect) const;
    std::string variant_text(const std::string& bokeh) const;
    void draw_variants(const Theme& theme, const std::vector<std::string>& members, bool close_menu,
                       EffectEntry& effect) const;

    std::map<std::pair<std::string, std::string>, std::string> refusals_;  ///< by kind and bokeh
    std::map<std::string, Cell> cells_;                                    ///< by bokeh
};

}  // namespace tapestry::demo
