/// The panel at the side: its tabs, and saving at the bottom.
#pragma once

#include "panels/bokeh_grid.h"
#include "panels/effect_options.h"
#include "panels/kernel_lab_panel.h"
#include "panels/photo_list.h"
#include "panels/picture_transform.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class SidePanel {
  public:
    /// Reads what is still to be read for the panel. True while there is more.
    bool load_next(ViewerState& state);

    void draw(const Theme& theme, const Rect& area, ViewerState& state);

  private:
    void tabs(const Theme& theme, ViewerState& state);
    void look(const Theme& theme, ViewerState& state);
    void presets(const Theme& theme, ViewerState& state);
    void saving(const Theme& theme, ViewerState& state);

    PhotoList photo_list_;
    BokehGrid bokeh_grid_;
    EffectOptions effect_options_;
    KernelLabPanel lab_;
};

}  // namespace tapestry::demo
