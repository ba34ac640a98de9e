#include <algorithm>
#include <cassert>
#include <cmath>

#include "core/float_class.h"
#include "core/row_bands.h"
#include "reference/filters.h"

namespace tapestry {
namespace {

/// One cell of a kernel that has light: where to read, relative to the pixel that is written, and how much of
/// it.
struct Cell {
    int dx;
    int dy;
    double weight;
};

/// The kernel's lit cells, mirrored for gathering and normalised to sum 1.
struct Gather {
    std::vector<Cell> cells;
    int reach_x = 0;
    int reach_y = 0;
};

Gather gather_of(const DenseKernel& kernel) {
    assert(kernel.width % 2 == 1 && kernel.height % 2 == 1 &&
           "filter_dense: the kernel's size is odd on both axes");
    Gather gather;
    gather.reach_x = kernel.width / 2;
    gather.reach_y = kernel.height / 2;
    gather.cells.reserve(kernel.values.size());
    double sum = 0.0;
    for (int y = 0; y < kernel.height; ++y) {
        for (int x = 0; x < kernel.width; ++x) {
            const double value = kernel.at(x, y);
            if (value == 0.0) continue;
            gather.cells.push_back({gather.reach_x - x, gather.reach_y - y, value});
            sum += value;
        }
    }
    assert(is_finite(1.0 / sum) && "filter_dense: the kernel has a sum to normalise by");
    for (Cell& cell : gather.cells) cell.weight /= sum;
    return gather;
}

glm::dvec4 gather_inside(const Image& source, const Gather& gather, int x, int y) {
    glm::dvec4 sum(0.0);
    for (const Cell& cell : gather.cells) sum += cell.weight * source.at(x + cell.dx, y + cell.dy);
    return sum;
}

glm::dvec4 gather_clamped(const Image& source, const Gather& gather, int x, int y) {
    glm::dvec4 sum(0.0);
    for (const Cell& cell : gather.cells) {
        const int clamped_x = std::clamp(x + cell.dx, 0, source.width - 1);
        const int clamped_y = std::clamp(y + cell.dy, 0, source.height - 1);
        sum += cell.weight * source.at(clamped_x, clamped_y);
    }
    return sum;
}

glm::dvec4 gather_at(const Image& source, const Gather& gather, int x, int y) {
    const bool inside = x >= gather.reach_x && x < source.width - gather.reach_x && y >= gather.reach_y &&
                        y < source.height - gather.reach_y;
    return inside ? gather_inside(source, gather, x, y) : gather_clamped(source, gather, x, y);
}

}  // namespace

Image filter_dense(const Image& source, const DenseKernel& kernel) {
    const Gather gather = gather_of(kernel);
    Image result(source.width, source.height);
    for_row_bands(source.height, [&](int first, int end) {
        for (int y = first; y < end; ++y)
            for (int x = 0; x < source.width; ++x) result.at(x, y) = gather_at(source, gather, x, y);
    });
    return result;
}

Image filter_dense(const Image& source, const ParameterMap& map,
                   const std::function<DenseKernel(glm::dvec2)>& kernel_at) {
    assert(map.width == source.width && map.height == source.height &&
           "filter_dense: the map has the image's size");
    Image result(source.width, source.height);
    for_row_bands(source.height, [&](int first, int end) {
        Gather gather;
        glm::dvec2 asked(std::nan(""));
        for (int y = first; y < end; ++y) {
            for (int x = 0; x < source.width; ++x) {
                if (map.at(x, y) != asked) {
                    asked = map.at(x, y);
                    gather = gather_of(kernel_at(asked));
                }
                result.at(x, y) = gather_at(source, gather, x, y);
            }
        }
    });
    return result;
}

}  // namespace tapestry
