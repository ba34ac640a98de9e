/// Line plots as SVG: one panel or a grid of small ones on shared axes.
#pragma once

#include <glm/vec2.hpp>
#include <string>
#include <vector>

#include "offline/report/plot_axis.h"
#include "offline/report/svg_document.h"

namespace tapestry::offline::report {

struct Series {
    std::string name;
    Colour colour = palette::ink;
    Dash dash = Dash::solid;
    Marker marker = Marker::circle;
    std::vector<glm::dvec2> points = {};  ///< by rising x; those that are not finite are left out
    double width = 2.0;                   ///< px; 0: markers alone
};

/// A horizontal line at a value that readers should know, with words on it.
struct ReferenceLine {
    double y = 0.0;
    std::string words;
};

struct Panel {
    std::string title = {};  ///< may be empty
    std::vector<Series> series = {};
};

enum class SeriesNames {
    legend,  ///< on top, once for all panels
    direct,  ///< at the lines' ends
};

struct LineFigure {
    std::string title;
    std::string subtitle = {};  ///< may be empty
    PlotAxis x = {};
    PlotAxis y = {};
    std::vector<Panel> panels = {};
    std::vector<ReferenceLine> references = {};
    int columns = 1;
    glm::dvec2 panel_size = {640.0, 360.0};  ///< px, of the area between the axes
    SeriesNames names = SeriesNames::legend;
};

/// Points that the axes have no place for (not finite, or not above 0 on a logarithmic axis) leave gaps.
std::string to_svg(const LineFigure& figure);

}  // namespace tapestry::offline::report
