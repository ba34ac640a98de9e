/// An SVG picture, written element by element.
#pragma once

#include <glm/vec2.hpp>
#include <span>
#include <string>
#include <string_view>

#include "offline/report/palette.h"

namespace tapestry::offline::report {

enum class Dash { solid, dashed, dotted };

struct Stroke {
    Colour colour = palette::ink;
    double width = 1.0;
    Dash dash = Dash::solid;
    double opacity = 1.0;
};

/// Shapes that stay apart where colours do not.
enum class Marker { none, circle, square, diamond, triangle, cross };

enum class Anchor { start, middle, end };

struct TextStyle {
    double size = 12.0;  ///< px
    Colour colour = palette::ink;
    Anchor anchor = Anchor::start;
    bool bold = false;
    bool upward = false;  ///< turned to be read from below
    bool halo = false;    ///< a rim of paper, for words over lines
};

/// Width of a text in the report's font, roughly: the reader's font is not known, and layouts leave room.
double text_width(std::string_view text, double size, bool bold = false);

/// `text` with what XML reserves written as entities.
std::string xml_escaped(std::string_view text);

class SvgDocument {
  public:
    /// title and description are read out by screen readers.
    SvgDocument(glm::dvec2 size, std::string_view title, std::string_view description);

    /// A group with a name that scripts and tests find it by.
    void begin_group(std::string_view kind, std::string_view name);
    void end_group();

    void rectangle(glm::dvec2 from, glm::dvec2 to, Colour fill);
    void line(glm::dvec2 from, glm::dvec2 to, const Stroke& stroke);
    void polyline(std::span<const glm::dvec2> points, const Stroke& stroke);
    void marker(Marker marker, glm::dvec2 at, double size, Colour colour);
    /// at: start, middle or end of the baseline.
    void text(glm::dvec2 at, std::string_view text, const TextStyle& style);

    /// The whole file. Every group must be ended.
    std::string finish() const;

  private:
    void add(std::string_view element);

    std::string body_;
    int open_groups_ = 0;
};

}  // namespace tapestry::offline::report
