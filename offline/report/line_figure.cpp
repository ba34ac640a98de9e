#include "offline/report/line_figure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "offline/report/label_spread.h"

namespace tapestry::offline::report {
namespace {

constexpr double figure_title_size = 16.0, text_size = 12.0, tick_size = 11.0, marker_size = 7.5;
constexpr double figure_margin = 16.0;  // margin of the whole figure
constexpr double legend_row = 20.0;
constexpr double legend_sample = 30.0;  // length of the line beside a name
constexpr glm::dvec2 gap = {28.0, 26.0};

bool has_place(const PlotAxis& axis, double value) {
    return std::isfinite(value) && (axis.scale == AxisScale::linear || value > 0.0);
}

// Curves have gaps where the axes have no place for a point.
bool is_drawn(const LineFigure& figure, glm::dvec2 p) {
    return has_place(figure.x, p.x) && has_place(figure.y, p.y);
}

template <class Visit>
void for_each_series(const LineFigure& figure, const Visit& visit) {
    for (const Panel& panel : figure.panels)
        for (const Series& series : panel.series) visit(series);
}

struct DataRange {
    Range x{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    Range y = x;

    static void widen(Range& range, double value) {
        range = {std::min(range.from, value), std::max(range.to, value)};
    }
};

DataRange data_range(const LineFigure& figure) {
    DataRange range;
    for_each_series(figure, [&](const Series& series) {
        for (const glm::dvec2& p : series.points) {
            if (!is_drawn(figure, p)) continue;
            DataRange::widen(range.x, p.x);
            DataRange::widen(range.y, p.y);
        }
    });
    if (!(range.x.from <= range.x.to)) return {{1.0, 10.0}, {1.0, 10.0}};  // empty axes
    for (const ReferenceLine& line : figure.references) DataRange::widen(range.y, line.y);
    return range;
}

// One series of each name, in the order in which the panels bring them.
std::vector<const Series*> named_series(const LineFigure& figure) {
    std::vector<const Series*> result;
    for_each_series(figure, [&](const Series& series) {
        const bool known = std::any_of(result.begin(), result.end(),
                                       [&](const Series* other) { return other->name == series.name; });
        if (!known && !series.name.empty()) result.push_back(&series);
    });
    return result;
}

class FigureDrawing {
  public:
    explicit FigureDrawing(const LineFigure& figure)
        : figure_(figure),
          named_(named_series(figure)),
          x_range_(drawn_range(figure.x, data_range(figure).x)),
          y_range_(drawn_range(figure.y, data_range(figure).y)),
          x_ticks_(figure.x.ticks.empty() ? round_ticks(figure.x.scale, x_range_) : figure.x.ticks),
          y_ticks_(figure.y.ticks.empty() ? round_ticks(figure.y.scale, y_range_) : figure.y.ticks) {
        lay_out();
    }

    std::string draw() {
        SvgDocument svg(size_, figure_.title, figure_.title + ". " + figure_.subtitle);
        svg.text({left_, figure_margin + figure_title_size}, figure_.title,
                 {.size = figure_title_size, .bold = true});
        if (!figure_.subtitle.empty())
            svg.text({left_, figure_margin + figure_title_size + 18.0}, figure_.subtitle,
                     {.size = text_size, .colour = palette::grey});
        if (figure_.names == SeriesNames::legend) draw_legend(svg);
        for (std::size_t i = 0; i < figure_.panels.size(); ++i) draw_panel(svg, i);
        draw_axis_labels(svg);
        return svg.finish();
    }

  private:
    int rows() const {
        return (static_cast<int>(figure_.panels.size()) + figure_.columns - 1) / figure_.columns;
    }
    double panel_title_height() const {
        const bool any = std::any_of(figure_.panels.begin(), figure_.panels.end(),
                                     [](const Panel& panel) { return !panel.title.empty(); });
        return any ? 20.0 : 0.0;
    }

    void lay_out() {
        double widest_tick = 0.0;
        for (const double tick : y_ticks_)
            widest_tick = std::max(widest_tick, text_width(tick_label(tick), tick_size));
        left_ = figure_margin + text_size + 10.0 + widest_tick + 8.0;
        const double right =
            figure_margin + (figure_.names == SeriesNames::direct ? direct_names_width() : 8.0);
        const double panels_width = figure_.columns * figure_.panel_size.x + (figure_.columns - 1) * gap.x;
        const double words = std::max(text_width(figure_.title, figure_title_size, true),
                                      text_width(figure_.subtitle, text_size));
        size_.x = left_ + std::max(panels_width + right, words + figure_margin);
        place_legend(left_ + panels_width);
        const double step = figure_.panel_size.y + panel_title_height() + gap.y;
        size_.y = top_ + rows() * step - gap.y + 24.0 + text_size + 6.0 + figure_margin;
    }

    double direct_names_width() const {
        double widest = 0.0;
        for (const Series* series : named_) widest = std::max(widest, text_width(series->name, text_size));
        for (const ReferenceLine& line : figure_.references)
            widest = std::max(widest, text_width(line.words, tick_size));
        return widest + 8.0;
    }

    // Names stand in a grid, as many beside each other as fit before `right` and fill its rows evenly.
    void place_legend(double right) {
        top_ = figure_margin + figure_title_size + (figure_.subtitle.empty() ? 0.0 : 18.0) + 14.0;
        if (figure_.names == SeriesNames::direct || named_.empty()) return;
        double widest = 0.0;
        for (const Series* series : named_) widest = std::max(widest, text_width(series->name, text_size));
        const double step = legend_sample + 6.0 + widest + 14.0;
        const int count = static_cast<int>(named_.size());
        const int most = std::clamp(static_cast<int>((right - left_ + 14.0) / step), 1, count);
        const int rows = (count + most - 1) / most, columns = (count + rows - 1) / rows;
        for (int i = 0; i < count; ++i)
            legend_places_.push_back({left_ + i % columns * step, top_ + (0.5 + i / columns) * legend_row});
        top_ += rows * legend_row + 10.0;
    }

    void draw_legend(SvgDocument& svg) const {
        svg.begin_group("legend", "legend");
        for (std::size_t i = 0; i < named_.size(); ++i) {
            const Series& series = *named_[i];
            const glm::dvec2 at = legend_places_[i], end = at + glm::dvec2(legend_sample, 0.0);
            if (series.width > 0.0) svg.line(at, end, {series.colour, series.width, series.dash});
            svg.marker(series.marker, 0.5 * (at + end), marker_size, series.colour);
            svg.text(end + glm::dvec2(6.0, 4.0), series.name, {.size = text_size});
        }
        svg.end_group();
    }

    glm::dvec2 panel_corner(std::size_t index) const {
        const int column = static_cast<int>(index) % figure_.columns;
        const int row = static_cast<int>(index) / figure_.columns;
        return {left_ + column * (figure_.panel_size.x + gap.x),
                top_ + panel_title_height() + row * (figure_.panel_size.y + panel_title_height() + gap.y)};
    }

    void draw_panel(SvgDocument& svg, std::size_t index) const {
        const Panel& panel = figure_.panels[index];
        const glm::dvec2 corner = panel_corner(index), far = corner + figure_.panel_size;
        const AxisMapping x(figure_.x.scale, x_range_, {corner.x, far.x});
        const AxisMapping y(figure_.y.scale, y_range_, {far.y, corner.y});
        const bool lowest = index + figure_.columns >= figure_.panels.size();
        svg.begin_group("panel", panel.title);
        if (!panel.title.empty())
            svg.text(corner - glm::dvec2(0.0, 7.0), panel.title, {.size = text_size, .bold = true});
        draw_grid(svg, corner, x, y, lowest, static_cast<int>(index) % figure_.columns == 0);
        for (const Series& series : panel.series) draw_series(svg, series, x, y);
        for (const ReferenceLine& line : figure_.references) draw_reference(svg, line, corner, y);
        if (figure_.names == SeriesNames::direct) draw_names(svg, panel, x, y);
        svg.end_group();
    }

    void draw_grid(SvgDocument& svg, glm::dvec2 corner, const AxisMapping& x, const AxisMapping& y,
                   bool with_x_labels, bool with_y_labels) const {
        const glm::dvec2 far = corner + figure_.panel_size;
        svg.begin_group("axes", "axes");
        for (const double tick : y_ticks_) {
            svg.line({corner.x, y(tick)}, {far.x, y(tick)}, {.colour = palette::grid});
            if (with_y_labels)
                svg.text({corner.x - 8.0, y(tick) + 4.0}, tick_label(tick),
                         {.size = tick_size, .colour = palette::grey, .anchor = Anchor::end});
        }
        double free_from = -1e9;  // labels that would run into the one before are left out
        for (const double tick : x_ticks_) {
            svg.line({x(tick), far.y}, {x(tick), far.y + 4.0}, {.colour = palette::grey});
            const std::string label = tick_label(tick);
            const double half = 0.5 * text_width(label, tick_size);
            if (!with_x_labels || x(tick) - half < free_from) continue;
            svg.text({x(tick), far.y + 17.0}, label,
                     {.size = tick_size, .colour = palette::grey, .anchor = Anchor::middle});
            free_from = x(tick) + half + 4.0;
        }
        svg.line({corner.x, far.y}, far, {.colour = palette::grey});
        svg.end_group();
    }

    void draw_reference(SvgDocument& svg, const ReferenceLine& line, glm::dvec2 corner,
                        const AxisMapping& y) const {
        const double right = corner.x + figure_.panel_size.x;
        svg.line({corner.x, y(line.y)}, {right, y(line.y)}, {palette::grey, 1.0, Dash::dotted});
        TextStyle style{.size = tick_size, .colour = palette::grey, .anchor = Anchor::end, .halo = true};
        if (figure_.names == SeriesNames::legend) {
            svg.text({right, y(line.y) - 4.0}, line.words, style);
            return;
        }
        // Direct names keep a margin free on the right; there the words are in nobody's way.
        style.anchor = Anchor::start;
        svg.text({right + 6.0, y(line.y) + 4.0}, line.words, style);
    }

    void draw_series(SvgDocument& svg, const Series& series, const AxisMapping& x,
                     const AxisMapping& y) const {
        std::vector<glm::dvec2> pixels;
        for (const glm::dvec2& p : series.points)
            if (is_drawn(figure_, p)) pixels.push_back({x(p.x), y(p.y)});
        svg.begin_group("series", series.name);
        if (pixels.size() > 1 && series.width > 0.0)
            svg.polyline(pixels, {series.colour, series.width, series.dash});
        for (const glm::dvec2& p : pixels) svg.marker(series.marker, p, marker_size, series.colour);
        svg.end_group();
    }

    struct LineEnd {
        const Series* series;
        glm::dvec2 at;  // px
    };

    std::vector<LineEnd> line_ends(const Panel& panel, const AxisMapping& x, const AxisMapping& y) const {
        std::vector<LineEnd> ends;
        for (const Series& series : panel.series) {
            const auto last = std::find_if(series.points.rbegin(), series.points.rend(),
                                           [&](glm::dvec2 p) { return is_drawn(figure_, p); });
            if (last != series.points.rend()) ends.push_back({&series, {x(last->x), y(last->y)}});
        }
        std::stable_sort(ends.begin(), ends.end(),
                         [](const LineEnd& a, const LineEnd& b) { return a.at.x < b.at.x; });
        return ends;
    }

    // Names right behind the lines' ends; those that end near each other are kept apart.
    void draw_names(SvgDocument& svg, const Panel& panel, const AxisMapping& x, const AxisMapping& y) const {
        constexpr double near = 60.0;
        const std::vector<LineEnd> ends = line_ends(panel, x, y);
        for (std::size_t first = 0; first < ends.size();) {
            std::size_t last = first;
            while (last < ends.size() && ends[last].at.x - ends[first].at.x < near) ++last;
            draw_name_group(svg, std::span(ends).subspan(first, last - first), y);
            first = last;
        }
    }

    void draw_name_group(SvgDocument& svg, std::span<const LineEnd> ends, const AxisMapping& y) const {
        std::vector<double> heights;
        for (const LineEnd& end : ends) heights.push_back(end.at.y);
        heights = spread_labels(heights, text_size + 3.0, y(y_range_.to), y(y_range_.from));
        const double text_x = ends.back().at.x + 14.0;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const Colour colour = ends[i].series->colour;
            svg.line(ends[i].at + glm::dvec2(5.0, 0.0), {text_x - 3.0, heights[i]},
                     {.colour = colour, .opacity = 0.45});
            svg.text({text_x, heights[i] + 4.0}, ends[i].series->name,
                     {.size = text_size, .colour = colour, .halo = true});
        }
    }

    void draw_axis_labels(SvgDocument& svg) const {
        const double width = figure_.columns * figure_.panel_size.x + (figure_.columns - 1) * gap.x;
        const double bottom = size_.y - figure_margin - 2.0;
        svg.text({left_ + 0.5 * width, bottom}, figure_.x.label,
                 {.size = text_size, .anchor = Anchor::middle});
        const double middle = 0.5 * (panel_corner(0).y + bottom - text_size - 24.0);
        svg.text({figure_margin + text_size, middle}, figure_.y.label,
                 {.size = text_size, .anchor = Anchor::middle, .upward = true});
    }

    const LineFigure& figure_;
    std::vector<const Series*> named_;
    Range x_range_, y_range_;
    std::vector<double> x_ticks_, y_ticks_;
    std::vector<glm::dvec2> legend_places_;
    glm::dvec2 size_{0.0};
    double left_ = 0.0, top_ = 0.0;  // of the first panel, its title included
};

}  // namespace

std::string to_svg(const LineFigure& figure) {
    return FigureDrawing(figure).draw();
}

}  // namespace tapestry::offline::report
