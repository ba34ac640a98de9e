#include <algorithm>
#include <cmath>

#include "core/resolution.h"
#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
int step_of(const DofSettings& settings, Slice slice) {
    const auto index = static_cast<std::size_t>(slice);
    return settings.slice_steps[slice < Slice::focus ? index : index - 1];
}

std::array<Image, 4> dof_split(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                               const DofLevelImages& fills, const Image& needs) {
    const int step = settings.step;
    const int width = (settings.width + step - 1) / step, height = (settings.height + step - 1) / step;
    std::array<Image, 4> slices = {Image(width, height), Image(width, height), Image(width, height),
                                   Image(width, height)};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            if (needs.at(x * step / dof_tile_px, y * step / dof_tile_px).w <= 0.0) continue;
            const glm::dvec4& range = coc.ranges.at(x * step / 2, y * step / 2);
            const bool edge = has_edge(settings, range);
            const double slope = edge ? 0.0 : (range.y - range.x) / 3.0;
            const double place_x = (x + 0.5) * step, place_y = (y + 0.5) * step;
            const glm::dvec4 far = read_at(fills[1], place_x, place_y, 4.0);
            const glm::dvec4 near_inner = read_at(fills[4], place_x, place_y, 4.0);
            const double near_inner_coc = read_at(fills[2], place_x, place_y, 4.0).y;
            std::array<glm::dvec4, 5> sums = {};
            const auto add = [&](const glm::dvec4& light, double surface_coc) {
                if (light.a > 0.0) sums[static_cast<std::size_t>(slice_of(settings, surface_coc))] += light;
            };
            for (int index = 0; index < step * step; ++index) {
                const Surfaces surfaces =
                    surfaces_at(coc, edges, std::min(step * x + index % step, settings.width - 1),
                                std::min(step * y + index / step, settings.height - 1), edge);
                add(surfaces.front, surfaces.front_coc);
                add(seen_back(settings, surfaces), surfaces.back_coc);
                add(far_fill(settings, surfaces, far), far.a);
                sums[1] += near_fill(settings, surfaces, near_inner, near_inner_coc, slope);
            }
            const double share = 1.0 / (step * step);
            slices[0].at(x, y) = stored(share * sums[0], Storage::half);
            slices[1].at(x, y) = stored(share * sums[1], Storage::half);
            slices[2].at(x, y) = stored(share * sums[3], Storage::half);
            slices[3].at(x, y) = stored(share * sums[4], Storage::half);
        }
    return slices;
}

Image dof_halve(const Image& image) {
    Image half(halved(image.width), halved(image.height));
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x) {
            glm::dvec4 sum(0.0);
            for (int index = 0; index < 4; ++index)
                sum += image.at(std::min(2 * x + (index & 1), image.width - 1),
                                std::min(2 * y + (index >> 1), image.height - 1));
            half.at(x, y) = stored(0.25 * sum, Storage::half);
        }
    return half;
}

Image dof_radius(const DofSettings& settings, Slice slice, const Image& radii, int width, int height) {
    Image result(width, height);
    const int step = step_of(settings, slice);
    const int channel = slice < Slice::focus ? static_cast<int>(slice) : static_cast<int>(slice) - 1;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double radius_px = read_at(radii, (x + 0.5) * step, (y + 0.5) * step, 4.0)[channel];
            const double radius = std::clamp(radius_px, 0.0, settings.limit_px) / step;
            const double lost = step > 1 ? (1.0 - 1.0 / (step * step)) / 12.0 + 1.0 / 6.0 : 0.0;
            result.at(x, y) =
                glm::dvec4(std::sqrt(std::max(radius * radius - lost / settings.aperture_variance, 0.0)));
        }
    return result;
}

Image dof_focus(const DofSettings& settings, const DofCoc& coc, const DofEdges& edges,
                const DofLevelImages& fills) {
    Image focus(settings.width, settings.height);
    for (int y = 0; y < settings.height; ++y)
        for (int x = 0; x < settings.width; ++x) {
            const bool edge = has_edge(settings, coc.ranges.at(x / 2, y / 2));
            const Surfaces surfaces = surfaces_at(coc, edges, x, y, edge);
            glm::dvec4 sum(0.0);
            if (slice_of(settings, surfaces.front_coc) == Slice::focus) sum += surfaces.front;
            if (surfaces.back.a > 0.0 && slice_of(settings, surfaces.back_coc) == Slice::focus)
                sum += (1.0 - sum.a) * surfaces.back;
            if (surfaces.front_coc <= -settings.near_focus_px)
                sum +=
                    (1.0 - sum.a) * focus_fill(settings, surfaces, read_at(fills[0], x + 0.5, y + 0.5, 4.0));
            focus.at(x, y) = stored(sum, Storage::half);
        }
    return focus;
}

Image dof_focus_cells(const DofSettings& settings, const Image& focus, const Image& ranges,
                      const Image& needs) {
    Image cells((focus.width + dof_focus_cell_px - 1) / dof_focus_cell_px,
                (focus.height + dof_focus_cell_px - 1) / dof_focus_cell_px);
    for (int y = 0; y < focus.height; ++y)
        for (int x = 0; x < focus.width; ++x) {
            if (needs.at(x / dof_tile_px, y / dof_tile_px).w < 2.0) continue;
            glm::dvec4& cell = cells.at(x / dof_focus_cell_px, y / dof_focus_cell_px);
            if (focus.at(x, y) != glm::dvec4(0.0)) cell.x = 1.0;
            const glm::dvec4& range = ranges.at(x / 2, y / 2);
            if (std::min(range.y, settings.focus_px) - std::max(range.x, -settings.near_focus_px) > 1.0)
                cell.y = 1.0;
        }
    return cells;
}

}  // namespace tapestry
