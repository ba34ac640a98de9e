#include <algorithm>
#include <cmath>
#include <utility>

#include "tapestry/outline.h"

namespace tapestry {
namespace {

// Sums of a few hundred sides leave about 1e-14 of a cell behind where nothing is lit.
constexpr double rounding = 1e-12;

// Area of the disk of radius r within [0, x] x [0, y], for x, y of any sign (odd in both).
double disk_quadrant_area(double x, double y, double r) {
    const double sign = (x < 0 ? -1.0 : 1.0) * (y < 0 ? -1.0 : 1.0);
    x = std::min(std::abs(x), r);
    y = std::min(std::abs(y), r);
    if (x * x + y * y <= r * r) return sign * x * y;
    const auto primitive = [r](double t) {
        return 0.5 * (t * std::sqrt(std::max(0.0, r * r - t * t)) + r * r * std::asin(std::min(1.0, t / r)));
    };
    const double crossing = std::sqrt(r * r - y * y);
    return sign * (crossing * y + primitive(x) - primitive(crossing));
}

}  // namespace

AreaAccumulator::AreaAccumulator(int half)
    : half_(half), size_(2 * half + 1), steps_(static_cast<std::size_t>(size_) * (size_ + 1), 0.0) {}

void AreaAccumulator::add(const Outline::Contour& contour, double value) {
    const glm::dvec2 corner(half_ + 0.5);
    for (std::size_t i = 0; i < contour.size(); ++i)
        add_side(contour[i] + corner, contour[i + 1 < contour.size() ? i + 1 : 0] + corner, value);
}

// A side covers what lies to its right, counted by the direction in which it runs: summed over a closed
// contour, what lies right of the contour cancels. Each side is cut at the cells' borders; a piece that spans
// dy of one cell, at mean distance m from the cell's left border, covers dy (1 - m) of it and dy of every
// cell further right.
void AreaAccumulator::add_side(glm::dvec2 from, glm::dvec2 to, double value) {
    if (from.y == to.y) return;
    if (from.y > to.y) {
        std::swap(from, to);
        value = -value;
    }
    const double slope = (to.x - from.x) / (to.y - from.y);
    const int first = std::max(0, static_cast<int>(std::floor(from.y)));
    const int last = std::min(size_ - 1, static_cast<int>(std::ceil(to.y)) - 1);
    for (int row = first; row <= last; ++row) {
        const double top = std::max(from.y, static_cast<double>(row));
        const double bottom = std::min(to.y, row + 1.0);
        add_within_row(row, {from.x + (top - from.y) * slope, top},
                       {from.x + (bottom - from.y) * slope, bottom}, value);
    }
}

void AreaAccumulator::add_within_row(int row, glm::dvec2 from, glm::dvec2 to, double value) {
    if (from.x > to.x) std::swap(from, to);
    double* steps = &steps_[static_cast<std::size_t>(row) * (size_ + 1)];
    const double height = std::abs(to.y - from.y);
    const double left = std::clamp(from.x, 0.0, static_cast<double>(size_));
    const double right = std::clamp(to.x, 0.0, static_cast<double>(size_));
    const double per_width = to.x > from.x ? height / (to.x - from.x) : 0.0;
    // Parts beyond the kernel's sides run along them.
    steps[0] += value * per_width * (left - from.x);
    const int first = std::min(size_, static_cast<int>(left));
    const int last = std::min(size_, std::max(first, static_cast<int>(std::ceil(right)) - 1));
    for (int cell = first; cell <= last; ++cell) {
        const double a = std::max(left, static_cast<double>(cell)), b = std::min(right, cell + 1.0);
        const double dy = value * (to.x > from.x ? per_width * (b - a) : height);
        const double mean = 0.5 * (a + b) - cell;
        steps[cell] += dy * (1.0 - mean);
        if (cell < size_) steps[cell + 1] += dy * mean;
    }
}

DenseKernel AreaAccumulator::kernel() const {
    DenseKernel kernel{size_, size_, std::vector<double>(static_cast<std::size_t>(size_) * size_, 0.0)};
    double total = 0.0;
    for (int row = 0; row < size_; ++row) {
        double covered = 0.0;
        for (int x = 0; x < size_; ++x) {
            covered += steps_[static_cast<std::size_t>(row) * (size_ + 1) + x];
            kernel.values[static_cast<std::size_t>(row) * size_ + x] = covered;
            total += covered;
        }
    }
    const double sign = total < 0.0 ? -1.0 : 1.0;
    for (double& value : kernel.values) value = sign * value < rounding ? 0.0 : sign * value;
    return kernel;
}

DenseKernel covered_cells(const Outline& outline, int half) {
    AreaAccumulator accumulator(half);
    for (const Outline::Contour& contour : outline.contours()) accumulator.add(contour);
    DenseKernel kernel = accumulator.kernel();
    // Fonts do draw contours over each other, and count twice there.
    for (double& value : kernel.values) value = std::min(value, 1.0);
    return kernel;
}

double disk_area_in_cell(double x, double y, double r) {
    const double area = disk_quadrant_area(x + 0.5, y + 0.5, r) - disk_quadrant_area(x - 0.5, y + 0.5, r) -
                        disk_quadrant_area(x + 0.5, y - 0.5, r) + disk_quadrant_area(x - 0.5, y - 0.5, r);
    return std::max(0.0, area);
}

}  // namespace tapestry
