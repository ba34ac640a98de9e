#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "offline/report/label_spread.h"
#include "offline/report/line_figure.h"
#include "tests/offline/xml_reading.h"

using namespace tapestry::offline::report;
using tapestry::test::read_xml;
using tapestry::test::XmlElement;

namespace {

LineFigure sample_figure() {
    LineFigure figure;
    figure.title = "Quality <against> \"taps\" & more";
    figure.x = {.label = "steps", .scale = AxisScale::logarithmic, .ticks = {1.0, 10.0, 100.0}};
    figure.y = {.label = "dB", .ticks = {0.0, 10.0, 20.0}};
    figure.panels = {{"first",
                      {{.name = "a & b", .points = {{1.0, 0.0}, {10.0, 5.0}, {100.0, 20.0}}},
                       {.name = "c", .points = {{10.0, 10.0}, {50.0, std::nan("")}, {100.0, 15.0}}}}}};
    return figure;
}

const XmlElement& only(const std::vector<const XmlElement*>& found) {
    REQUIRE(found.size() == 1);
    return *found.front();
}

// Where the axis says that a value is, by its tick's label.
double label_place(const XmlElement& root, const std::string& label, const char* coordinate) {
    for (const XmlElement* axes : root.groups("axes", "axes"))
        for (const XmlElement& child : axes->children)
            if (child.name == "text" && child.text == label) return child.number(coordinate);
    FAIL("no tick label " << label);
    return 0.0;
}

}  // namespace

TEST_CASE("a figure is well-formed XML whatever its words") {
    const auto root = read_xml(to_svg(sample_figure()));
    REQUIRE(root);
    CHECK(root->name == "svg");
    CHECK(root->children.front().text == "Quality <against> \"taps\" & more");
    LineFigure direct = sample_figure();
    direct.names = SeriesNames::direct;
    direct.references = {{12.0, "a < b"}};
    CHECK(read_xml(to_svg(direct)));
}

TEST_CASE("points without a place on a logarithmic axis leave gaps, even all of them") {
    LineFigure figure = sample_figure();
    figure.y = {.label = "error", .scale = AxisScale::logarithmic};
    const auto root = read_xml(to_svg(figure));  // one of its points is at 0
    REQUIRE(root);
    CHECK(root->named("polyline").size() == 2);
    for (Series& series : figure.panels[0].series)
        for (glm::dvec2& point : series.points) point.y = 0.0;
    CHECK(read_xml(to_svg(figure)));
}

TEST_CASE("the XML reader of these tests refuses what is not well-formed") {
    for (const char* broken :
         {"<a>", "<a></b>", "<a x=1/>", "<a x=\"<\"/>", "<a>&</a>", "<a/><b/>", "<a x=\"1\" x=\"2\"/>"})
        CHECK_FALSE(read_xml(broken));
}

TEST_CASE("points lie where the axes say") {
    const auto root = read_xml(to_svg(sample_figure()));
    REQUIRE(root);
    const std::vector<glm::dvec2> points =
        only(only(root->groups("series", "a & b")).named("polyline")).points();
    REQUIRE(points.size() == 3);
    const double one = label_place(*root, "1", "x"), hundred = label_place(*root, "100", "x");
    CHECK(points[0].x == doctest::Approx(one).epsilon(1e-4));
    CHECK(points[1].x == doctest::Approx(0.5 * (one + hundred)).epsilon(1e-4));  // logarithmic
    CHECK(points[2].x == doctest::Approx(hundred).epsilon(1e-4));
    // Labels stand 4 px below their line.
    const double bottom = label_place(*root, "0", "y") - 4.0, top = label_place(*root, "20", "y") - 4.0;
    CHECK(points[0].y == doctest::Approx(bottom).epsilon(1e-4));
    CHECK(points[1].y == doctest::Approx(bottom + 0.25 * (top - bottom)).epsilon(1e-4));
    CHECK(points[2].y == doctest::Approx(top).epsilon(1e-4));
}

TEST_CASE("points that are not finite are left out, their neighbours joined") {
    const auto root = read_xml(to_svg(sample_figure()));
    REQUIRE(root);
    const XmlElement& series = only(root->groups("series", "c"));
    CHECK(only(series.named("polyline")).points().size() == 2);
    CHECK(series.named("circle").size() == 2);
}

TEST_CASE("everything is drawn inside the picture") {
    for (const SeriesNames names : {SeriesNames::legend, SeriesNames::direct}) {
        LineFigure figure = sample_figure();
        figure.names = names;
        figure.panels.push_back(figure.panels.front());
        figure.panels.push_back(figure.panels.front());
        figure.columns = 2;
        const auto root = read_xml(to_svg(figure));
        REQUIRE(root);
        const double width = root->number("width"), height = root->number("height");
        for (const XmlElement* series : root->groups("series", "a & b"))
            for (const XmlElement* line : series->named("polyline"))
                for (const glm::dvec2 p : line->points()) {
                    CHECK(p.x > 0.0);
                    CHECK(p.x < width);
                    CHECK(p.y > 0.0);
                    CHECK(p.y < height);
                }
        CHECK(root->groups("series", "a & b").size() == 3);
        for (const XmlElement* text : root->named("text")) {
            CHECK(text->number("x") < width);
            CHECK(text->number("y") < height);
        }
    }
}

TEST_CASE("ticks are round numbers inside the range") {
    CHECK(round_ticks(AxisScale::linear, {41.0, 67.0}) == std::vector<double>{45, 50, 55, 60, 65});
    CHECK(round_ticks(AxisScale::logarithmic, {0.5, 2e5}).size() == 6);
    CHECK(round_ticks(AxisScale::logarithmic, {0.9, 60.0}) == std::vector<double>{1, 2, 5, 10, 20, 50});
    CHECK(tick_label(100000.0) == "100,000");
    CHECK(tick_label(1234567.0) == "1,234,567");
    CHECK(tick_label(-1500.0) == "-1,500");
    CHECK(tick_label(0.25) == "0.25");
    CHECK(tick_label(1e-5) == "10\u207b\u2075");
    const Range one_value = drawn_range({}, {3.0, 3.0});
    CHECK(one_value.from < 3.0);
    CHECK(one_value.to > 3.0);
}

TEST_CASE("labels are spread as little as it takes") {
    CHECK(spread_labels({10.0, 50.0}, 15.0, 0.0, 100.0) == std::vector<double>{10.0, 50.0});
    const std::vector<double> spread = spread_labels({50.0, 48.0, 52.0, 99.0}, 15.0, 0.0, 100.0);
    CHECK(spread[1] == doctest::Approx(35.0));
    CHECK(spread[0] == doctest::Approx(50.0));
    CHECK(spread[2] == doctest::Approx(65.0));
    CHECK(spread[3] == doctest::Approx(99.0));
    for (const double height : spread_labels({100.0, 100.0, 100.0}, 15.0, 0.0, 100.0)) CHECK(height <= 100.0);
}
