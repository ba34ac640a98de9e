/// The bokeh library: every table that the chosen effect takes, as a point of light looks through it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "render/picture_texture.h"
#include "theme.h"
#include "viewer_state.h"

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
    };
    bool load(ViewerState& state, const std::string& bokeh);
    void draw_cell(const Theme& theme, ViewerState& state, EffectEntry& effect, const std::string& bokeh,
                   float size);

    std::map<std::pair<std::string, std::string>, std::string> refusals_;  ///< by kind and bokeh
    std::map<std::string, Cell> cells_;                                    ///< by bokeh
};

}  // namespace tapestry::demo
