#include "scene/aperture_shape.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>

#include "tapestry/fit/make_kernel.h"

namespace tapestry::demo {
namespace {

// Cells that the radius of a named aperture has: its edge is then off by less than 1/128 of the radius, a
// fifth of a pixel at the largest blurs.
constexpr double fine_radius_px = 64.0;

struct Drawn {
    std::size_t index;
    double within;  ///< [0, 1] of the cell
};

/// The cell of a running sum in which `share` of its total falls.
Drawn draw(std::span<const double> sums, double share) {
    const double wanted = share * sums.back();
    const auto at = std::min<std::size_t>(
        static_cast<std::size_t>(std::upper_bound(sums.begin(), sums.end(), wanted) - sums.begin()),
        sums.size() - 1);
    const double before = at == 0 ? 0.0 : sums[at - 1];
    const double light = sums[at] - before;
    return {at, light > 0.0 ? std::clamp((wanted - before) / light, 0.0, 1.0) : 0.5};
}

}  // namespace

Result<ApertureShape> ApertureShape::create(std::string name, const DenseKernel& kernel, double radius_px) {
    const auto is_bad = [](double value) { return !std::isfinite(value) || value < 0.0; };
    if (std::any_of(kernel.values.begin(), kernel.values.end(), is_bad))
        return Error{"aperture " + name + ": its mask has numbers that are negative or not finite"};
    if (!(radius_px > 0.0)) return Error{"aperture " + name + ": its radius is not positive"};
    ApertureShape shape;
    shape.name_ = std::move(name);
    shape.kernel_ = kernel;
    shape.radius_px_ = radius_px;
    shape.brightest_ = *std::max_element(kernel.values.begin(), kernel.values.end());
    double total = 0.0;
    for (int x = 0; x < kernel.width; ++x) {
        double column = 0.0;
        for (int y = 0; y < kernel.height; ++y) shape.cell_sums_.push_back(column += kernel.at(x, y));
        shape.column_sums_.push_back(total += column);
    }
    if (!(total > 0.0)) return Error{"aperture " + shape.name_ + ": its mask is closed everywhere"};
    return shape;
}

Result<ApertureShape> ApertureShape::named(std::string_view name) {
    offline::KernelSettings settings;
    settings.numbers["radius"] = fine_radius_px;
    const auto kernel = offline::make_kernel(name == "hexagon" ? "ngon" : name, settings);
    if (!kernel) return kernel.error();
    return create(std::string(name), *kernel, fine_radius_px);
}

glm::dvec2 ApertureShape::point(glm::dvec2 unit) const {
    const Drawn column = draw(column_sums_, unit.x);
    const auto height = static_cast<std::size_t>(kernel_.height);
    const Drawn row = draw(std::span(cell_sums_).subspan(column.index * height, height), unit.y);
    const glm::dvec2 cell(static_cast<double>(column.index) + column.within,
                          static_cast<double>(row.index) + row.within);
    return (cell - 0.5 * glm::dvec2(kernel_.width, kernel_.height)) / radius_px_;
}

bool ApertureShape::is_open(glm::dvec2 point) const {
    const glm::dvec2 cell = point * radius_px_ + 0.5 * glm::dvec2(kernel_.width, kernel_.height);
    if (cell.x < 0.0 || cell.y < 0.0 || cell.x >= kernel_.width || cell.y >= kernel_.height) return false;
    return kernel_.at(static_cast<int>(cell.x), static_cast<int>(cell.y)) >= 0.5 * brightest_;
}

std::uint64_t ApertureShape::fingerprint() const {
    // FNV-1a over the numbers' bits.
    std::uint64_t hash = 14695981039346656037ull;
    const auto mix = [&hash](std::uint64_t bits) { hash = (hash ^ bits) * 1099511628211ull; };
    mix(std::bit_cast<std::uint64_t>(radius_px_));
    mix(static_cast<std::uint64_t>(kernel_.width));
    for (const double value : kernel_.values) mix(std::bit_cast<std::uint64_t>(value));
    return hash;
}

}  // namespace tapestry::demo
