#include <algorithm>
#include <array>
#include <cmath>

#include "fitted_field.h"
#include "tapestry/aperture.h"
#include "tapestry/aperture_outlines.h"
#include "tapestry/image.h"

namespace tapestry {
namespace {

/// What can be set about a shape: as the kernel of that name in tapestry-fit has it, standard and range too.
struct ShapeNumber {
    std::string_view name;  ///< empty: there is none
    std::string_view axis;  ///< of tables, that runs over it
    double standard = 0.0;
    double least = 0.0;
    double most = 0.0;
    bool is_whole = false;
};

constexpr ShapeNumber no_number = {};
constexpr ShapeNumber rotation = {"rotation", axis_names::angle, 0.0, -360.0, 360.0};
constexpr ShapeNumber angle = {"angle", axis_names::angle, 0.0, -360.0, 360.0};

/// The table's radius in cells, so that the outermost cells lie at 1 - 1/size of it.
constexpr int half = exact_aperture_cells / 2;
constexpr double radius_cells = half + 0.5;

/// Disks are known without chords.
DenseKernel ring(double inner) {
    DenseKernel kernel{exact_aperture_cells, exact_aperture_cells, {}};
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) {
            const double hole = inner > 0.0 ? disk_area_in_cell(x, y, inner * radius_cells) : 0.0;
            kernel.values.push_back(disk_area_in_cell(x, y, radius_cells) - hole);
        }
    return kernel;
}

DenseKernel drawn(const Outline& outline, double turn_deg) {
    return covered_cells(scaled_and_turned(outline, radius_cells / extent(outline), turn_deg), half);
}

/// The values of the shape's numbers, the turn last.
using Values = std::array<double, 3>;

struct Shape {
    std::string_view name;
    std::array<ShapeNumber, 3> numbers;
    DenseKernel (*draw)(const Values&);
};

constexpr std::array<Shape, 10> shapes = {{
    {"disk", {no_number, no_number, no_number}, [](const Values&) { return ring(0.0); }},
    {"ring",
     {ShapeNumber{"inner", "inner", 0.7, 0.0, 0.99}, no_number, no_number},
     [](const Values& v) { return ring(v[0]); }},
    {"square",
     {no_number, no_number, rotation},
     [](const Values& v) { return drawn(polygon_outline(4), v[2]); }},
    {"ngon",
     {ShapeNumber{"blades", "blades", 6.0, 3.0, 16.0, true},
      ShapeNumber{"curvature", "curvature", 0.0, 0.0, 1.0}, rotation},
     [](const Values& v) { return drawn(polygon_outline(static_cast<int>(v[0]), v[1]), v[2]); }},
    {"ellipse",
     {ShapeNumber{"aspect", "aspect", 0.5, 0.02, 1.0}, no_number, angle},
     [](const Values& v) { return drawn(ellipse_outline(v[0]), v[2]); }},
    {"catseye",
     {ShapeNumber{"vignette", axis_names::vignette, 0.3, 0.0, 0.9}, no_number, angle},
     [](const Values& v) { return drawn(cut_disk_outline(v[0]), v[2]); }},
    {"star",
     {ShapeNumber{"points", "points", 4.0, 2.0, 16.0, true}, ShapeNumber{"inner", "inner", 0.35, 0.05, 1.0},
      rotation},
     [](const Values& v) { return drawn(star_outline(static_cast<int>(v[0]), v[1]), v[2]); }},
    {"flower",
     {ShapeNumber{"petals", "petals", 5.0, 3.0, 12.0, true}, no_number, rotation},
     [](const Values& v) { return drawn(flower_outline(static_cast<int>(v[0])), v[2]); }},
    {"heart", {no_number, no_number, rotation}, [](const Values& v) { return drawn(heart_outline(), v[2]); }},
    {"bird", {no_number, no_number, rotation}, [](const Values& v) { return drawn(dove_outline(), v[2]); }},
}};

bool is_in_range(const ShapeNumber& number, double value) {
    return value >= number.least && value <= number.most && (!number.is_whole || value == std::floor(value));
}

/// The field's axes are the table's, and the first is a radius.
bool has_axes_of(const FittedField& field, const TapTable& table) {
    const FittedAxis& radius = field.axes.front();
    return std::ranges::equal(field.axes, table.axes, {}, &FittedAxis::name, &Axis::name) &&
           radius.name == axis_names::radius && radius.to > radius.from;
}

/// Of the shape's numbers; nothing where one is out of range, set twice, or not of this shape.
std::optional<Values> values_of(const Shape& shape, const FittedField& field, const TapTable& table) {
    Values values = {};
    std::size_t known = 0;
    bool is_axis_known = field.axes.size() == 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const ShapeNumber& number = shape.numbers[i];
        if (number.name.empty()) continue;
        values[i] = number.standard;
        const auto set = std::ranges::find(field.numbers, number.name, &NamedNumber::name);
        const bool is_set = set != field.numbers.end();
        const bool runs = field.axes.size() == 2 && field.axes[1].name == number.axis;
        if (is_set && runs) return {};
        if (is_set) values[i] = set->value;
        if (runs) values[i] = double{table.axes[1].knots.front()};
        if (!is_in_range(number, values[i])) return {};
        known += is_set ? 1 : 0;
        is_axis_known = is_axis_known || runs;
    }
    return known == field.numbers.size() && is_axis_known ? std::optional(values) : std::nullopt;
}

}  // namespace

std::optional<ApertureMask> exact_aperture(const TapTable& table) {
    const auto words = std::ranges::find(table.metadata, fitted_field_key,
                                         [](const auto& pair) { return std::string_view(pair.first); });
    if (words == table.metadata.end()) return {};
    const std::optional<FittedField> field = read_fitted_field(words->second);
    if (!field || !has_axes_of(*field, table)) return {};
    const auto shape = std::ranges::find(shapes, field->kernel, &Shape::name);
    if (shape == shapes.end()) return {};
    std::optional<Values> values = values_of(*shape, *field, table);
    if (!values) return {};
    const FittedAxis& radius = field->axes.front();
    const double last = double{table.axes.front().knots.back()};
    values->back() += field->turn_deg * (last - radius.from) / (radius.to - radius.from);
    return aperture_mask(shape->draw(*values));
}

}  // namespace tapestry
