/// The panel at the side: photographs, the band's numbers, the table, comparing and saving.
#pragma once

#include "panels/bokeh_preview.h"
#include "panels/photo_list.h"
#include "panels/picture_transform.h"
#include "panels/slider_row.h"
#include "viewer_state.h"

namespace tapestry::demo {

class Controls {
  public:
    /// Reads what is still to be read for the panel. True while there is more.
    bool load_next(const ViewerState& state);

    void draw(const Theme& theme, const Rect& area, ViewerState& state);

  private:
    void photographs(const Theme& theme, ViewerState& state);
    void tilt_shift(const Theme& theme, ViewerState& state);
    void falloff(const Theme& theme, ViewerState& state);
    void table(const Theme& theme, ViewerState& state);
    void comparing(const Theme& theme, ViewerState& state);
    void saving(const Theme& theme, ViewerState& state);

    PhotoList photo_list_;
    BokehPreview bokeh_;
    NumberEntry number_entry_;
};

}  // namespace tapestry::demo
