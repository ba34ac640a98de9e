#include "kernel_lab/painted_mask.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace tapestry::demo {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

double distance_to_segment(double x, double y, double x0, double y0, double x1, double y1) {
    const double dx = x1 - x0;
    const double dy = y1 - y0;
    const double length2 = dx * dx + dy * dy;
    const double t = length2 > 0.0 ? std::clamp(((x - x0) * dx + (y - y0) * dy) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(x - x0 - t * dx, y - y0 - t * dy);
}

/// Light of the picture over a square of it, its part outside dark.
double mean_over(const GreyPicture& picture, double left, double top, double size) {
    double sum = 0.0;
    const int first_x = static_cast<int>(std::floor(left));
    const int first_y = static_cast<int>(std::floor(top));
    for (int y = std::max(0, first_y); y < std::min(picture.height, static_cast<int>(std::ceil(top + size)));
         ++y)
        for (int x = std::max(0, first_x);
             x < std::min(picture.width, static_cast<int>(std::ceil(left + size))); ++x) {
            const double across = std::min(left + size, x + 1.0) - std::max(left, static_cast<double>(x));
            const double down = std::min(top + size, y + 1.0) - std::max(top, static_cast<double>(y));
            if (across <= 0.0 || down <= 0.0) continue;
            sum += across * down * picture.values[static_cast<std::size_t>(y) * picture.width + x];
        }
    return sum / (size * size);
}

}  // namespace

bool PaintedMask::is_empty() const {
    return std::all_of(cells_.begin(), cells_.end(), [](std::uint8_t level) { return level == 0; });
}

void PaintedMask::stroke(double x0, double y0, double x1, double y1, double radius, bool erase) {
    const auto inside = [](double v) { return std::clamp(static_cast<int>(v), 0, side - 1); };
    for (int y = inside(std::min(y0, y1) - radius - 1); y <= inside(std::max(y0, y1) + radius + 1); ++y)
        for (int x = inside(std::min(x0, x1) - radius - 1); x <= inside(std::max(x0, x1) + radius + 1); ++x) {
            const double from = distance_to_segment(x + 0.5, y + 0.5, x0, y0, x1, y1);
            const double cover = std::clamp(radius - from + 0.5, 0.0, 1.0);
            const int level = static_cast<int>(std::lround(cover * full));
            set(x, y, erase ? std::min(at(x, y), full - level) : std::max(at(x, y), level));
        }
}

GreyPicture PaintedMask::picture() const {
    GreyPicture picture{side, side, std::vector<double>(cells_.size())};
    std::transform(cells_.begin(), cells_.end(), picture.values.begin(),
                   [](std::uint8_t level) { return static_cast<double>(level) / full; });
    return picture;
}

std::optional<PaintedMask> PaintedMask::from(const GreyPicture& picture) {
    const double size = static_cast<double>(std::max(picture.width, picture.height)) / side;
    const double left = 0.5 * (picture.width - size * side);
    const double top = 0.5 * (picture.height - size * side);
    std::vector<double> light;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            light.push_back(mean_over(picture, left + x * size, top + y * size, size));
    const double brightest = *std::max_element(light.begin(), light.end());
    if (!(brightest > 0.0)) return std::nullopt;
    PaintedMask mask;
    for (int i = 0; i < side * side; ++i) {
        const double share = std::max(0.0, light[static_cast<std::size_t>(i)]) / brightest;
        mask.set(i % side, i / side, static_cast<int>(std::lround(share * full)));
    }
    return mask;
}

PaintedMask PaintedMask::from(const DenseKernel& kernel) {
    GreyPicture picture{kernel.width, kernel.height, kernel.values};
    for (double& value : picture.values) value = std::max(0.0, value);
    return from(picture).value_or(PaintedMask());
}

std::vector<std::string> PaintedMask::rows() const {
    std::vector<std::string> rows;
    for (int y = 0; y < side; ++y) {
        std::string row;
        for (int x = 0; x < side; ++x) row.push_back(digits[static_cast<std::size_t>(at(x, y))]);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::optional<PaintedMask> PaintedMask::from_rows(const std::vector<std::string>& rows) {
    if (rows.size() != side) return std::nullopt;
    PaintedMask mask;
    for (int y = 0; y < side; ++y) {
        const std::string& row = rows[static_cast<std::size_t>(y)];
        if (row.size() != side) return std::nullopt;
        for (int x = 0; x < side; ++x) {
            const auto level = digits.find(row[static_cast<std::size_t>(x)]);
            if (level == std::string_view::npos) return std::nullopt;
            mask.set(x, y, static_cast<int>(level));
        }
    }
    return mask;
}

}  // namespace tapestry::demo
