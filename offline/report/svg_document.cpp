#include "offline/report/svg_document.h"

#include <cassert>
#include <cstdio>

#include "offline/files/readable_text.h"

namespace tapestry::offline::report {
namespace {

// Two decimals: finer than a pixel of any screen, without the zeros that add nothing.
std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    std::string result = text;
    result.erase(result.find_last_not_of('0') + 1);
    if (result.back() == '.') result.pop_back();
    return result == "-0" ? "0" : result;
}

std::string attribute(std::string_view name, std::string_view value) {
    return std::string(" ").append(name).append("=\"").append(xml_escaped(value)).append("\"");
}

std::string attribute(std::string_view name, double value) {
    return attribute(name, number(value));
}

std::string stroke_attributes(const Stroke& stroke) {
    std::string result = attribute("stroke", to_hex(stroke.colour)) + attribute("stroke-width", stroke.width);
    if (stroke.dash == Dash::dashed) result += attribute("stroke-dasharray", "7 4");
    if (stroke.dash == Dash::dotted) result += attribute("stroke-dasharray", "1.5 4");
    if (stroke.opacity < 1.0) result += attribute("stroke-opacity", stroke.opacity);
    return result;
}

std::string point(glm::dvec2 p) {
    return number(p.x) + "," + number(p.y);
}

std::string closed_path(glm::dvec2 at, std::span<const glm::dvec2> corners) {
    std::string path;
    for (const glm::dvec2& corner : corners)
        path.append(path.empty() ? "M" : " L").append(point(at + corner));
    return path + " Z";
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
    constexpr std::string_view narrow = "fijlrtI1 .,:;'|()-", wide = "mwMW%@";
    double width = 0.0;
    for (const char c : text) {
        if ((c & 0xc0) == 0x80) continue;  // continues a character of UTF-8
        const bool capital = c >= 'A' && c <= 'Z';
        width += narrow.find(c) != narrow.npos ? 0.33
                 : wide.find(c) != wide.npos   ? 0.88
                 : capital                     ? 0.68
                                               : 0.57;
    }
    return width * size * (bold ? 1.06 : 1.0);
}

std::string xml_escaped(std::string_view text) {
    std::string result;
    for (const char c : readable(text)) {
        if (c == '&')
            result += "&amp;";
        else if (c == '<')
            result += "&lt;";
        else if (c == '>')
            result += "&gt;";
        else if (c == '"')
            result += "&quot;";
        else
            result += c;
    }
    return result;
}

SvgDocument::SvgDocument(glm::dvec2 size, std::string_view title, std::string_view description) {
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"" + attribute("width", size.x) +
        attribute("height", size.y) + attribute("viewBox", "0 0 " + number(size.x) + " " + number(size.y)) +
        attribute("font-family",
                  "Inter, Roboto, 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif") +
        ">");
    add("<title>" + xml_escaped(title) + "</title>");
    add("<desc>" + xml_escaped(description) + "</desc>");
    // The page behind may be dark.
    rectangle({0.0, 0.0}, size, palette::paper);
}

void SvgDocument::add(std::string_view element) {
    body_.append(element);
    body_ += '\n';
}

void SvgDocument::begin_group(std::string_view kind, std::string_view name) {
    add("<g" + attribute("class", kind) + attribute("data-name", name) + ">");
    ++open_groups_;
}

void SvgDocument::end_group() {
    assert(open_groups_ > 0 && "SvgDocument: a group is open");
    add("</g>");
    --open_groups_;
}

void SvgDocument::rectangle(glm::dvec2 from, glm::dvec2 to, Colour fill) {
    add("<rect" + attribute("x", from.x) + attribute("y", from.y) + attribute("width", to.x - from.x) +
        attribute("height", to.y - from.y) + attribute("fill", to_hex(fill)) + "/>");
}

void SvgDocument::line(glm::dvec2 from, glm::dvec2 to, const Stroke& stroke) {
    add("<line" + attribute("x1", from.x) + attribute("y1", from.y) + attribute("x2", to.x) +
        attribute("y2", to.y) + stroke_attributes(stroke) + "/>");
}

void SvgDocument::polyline(std::span<const glm::dvec2> points, const Stroke& stroke) {
    std::string list;
    for (const glm::dvec2& p : points) list.append(list.empty() ? "" : " ").append(point(p));
    add("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke-linecap=\"round\"" +
        attribute("points", list) + stroke_attributes(stroke) + "/>");
}

void SvgDocument::marker(Marker marker, glm::dvec2 at, double size, Colour colour) {
    // Areas about equal; a rim of paper keeps markers apart that overlap.
    const std::string paint =
        attribute("fill", to_hex(colour)) + " stroke=\"#ffffff\" stroke-width=\"0.75\"/>";
    const double r = 0.5 * size, s = 0.88 * r, d = 1.25 * r;
    const glm::dvec2 square[] = {{-s, -s}, {s, -s}, {s, s}, {-s, s}};
    const glm::dvec2 diamond[] = {{0, -d}, {d, 0}, {0, d}, {-d, 0}};
    const glm::dvec2 triangle[] = {{0, -1.2 * r}, {1.15 * r, 0.85 * r}, {-1.15 * r, 0.85 * r}};
    switch (marker) {
        case Marker::none:
            return;
        case Marker::circle:
            add("<circle" + attribute("cx", at.x) + attribute("cy", at.y) + attribute("r", r) + paint);
            return;
        case Marker::square:
            add("<path" + attribute("d", closed_path(at, square)) + paint);
            return;
        case Marker::diamond:
            add("<path" + attribute("d", closed_path(at, diamond)) + paint);
            return;
        case Marker::triangle:
            add("<path" + attribute("d", closed_path(at, triangle)) + paint);
            return;
        case Marker::cross:
            line(at + glm::dvec2(-s, -s), at + glm::dvec2(s, s), {colour, 2.0});
            line(at + glm::dvec2(-s, s), at + glm::dvec2(s, -s), {colour, 2.0});
            return;
    }
}

void SvgDocument::text(glm::dvec2 at, std::string_view text, const TextStyle& style) {
    std::string element = "<text" + attribute("x", at.x) + attribute("y", at.y) +
                          attribute("font-size", style.size) + attribute("fill", to_hex(style.colour));
    if (style.anchor == Anchor::middle) element += attribute("text-anchor", "middle");
    if (style.anchor == Anchor::end) element += attribute("text-anchor", "end");
    if (style.halo)
        element += " stroke=\"#ffffff\" stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
    if (style.bold) element += attribute("font-weight", "600");
    if (style.upward)
        element += attribute("transform", std::string("rotate(-90 ").append(point(at)).append(")"));
    add(element + ">" + xml_escaped(text) + "</text>");
}

std::string SvgDocument::finish() const {
    assert(open_groups_ == 0 && "SvgDocument: every group is ended");
    return body_ + "</svg>\n";
}

}  // namespace tapestry::offline::report
