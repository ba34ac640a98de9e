#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include "core/aperture_distances.h"
#include "core/resolution.h"
#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
namespace {

double sprite_share(const DofSettings& settings, const Image& distances, double area, glm::dvec2 offset_px,
                    double coc) {
    const double radius = std::abs(coc);
    const glm::dvec2 place = glm::dvec2(offset_px.x, settings.row_sign * offset_px.y) / coc;
    const double farthest = settings.aperture_reach + 1.0 / radius;
    if (glm::dot(place, place) > farthest * farthest) return 0.0;
    const glm::dvec2 cell = (0.5 + 0.5 * place / aperture_bound) * double(distances.width) - 0.5;
    const double edge_px = read_bilinear(distances, cell.x, cell.y).r * radius;
    return std::clamp(0.5 - edge_px, 0.0, 1.0) / (area * radius * radius);
}

double visibility(const Image& work, glm::dvec2 from_px, glm::dvec2 to_px, double coc) {
    double before = coc, gap_before = 0.0;
    for (int step = 1; step <= 3; ++step) {
        const double way = std::min((step - 0.25) / 3.0, 0.9);
        const glm::dvec2 place = glm::mix(from_px, to_px, way);
        const double hidden = work.at(std::clamp(static_cast<int>(std::floor(place.x)), 0, work.width - 1),
                                      std::clamp(static_cast<int>(std::floor(place.y)), 0, work.height - 1))
                                  .a;
        const double gap = hidden - coc * (1.0 - way);
        const bool meets = std::abs(gap) <= 0.03 * coc;
        const bool passes =
            gap_before <= 0.0 && gap >= 0.0 && before <= 0.92 * coc && std::abs(hidden - before) <= 0.1 * coc;
        if (hidden <= 0.92 * coc && (meets || passes)) return 0.0;
        before = hidden;
        gap_before = gap;
    }
    return 1.0;
}

}  // namespace

DofSprites dof_sprites(const DofSettings& settings, const DofLights& lights, const Image& work,
                       const Image& distances, double area) {
    DofSprites sprites{Image(settings.width, settings.height), Image(settings.width, settings.height)};
    const auto draw = [&](const DofLight& light) {
        const double reach = settings.aperture_reach * std::abs(light.coc) + 1.0;
        const auto first = [&](double middle) { return std::max(static_cast<int>(middle - reach), 0); };
        const auto end = [&](double middle, int size) {
            return std::min(static_cast<int>(middle + reach) + 2, size);
        };
        const glm::dvec2 from = light.place_px;
        for (int y = first(from.y); y < end(from.y, settings.height); ++y)
            for (int x = first(from.x); x < end(from.x, settings.width); ++x) {
                const glm::dvec2 pixel(x + 0.5, y + 0.5);
                const double share = sprite_share(settings, distances, area, pixel - from, light.coc);
                if (share <= 0.0) continue;
                if (light.coc < 0.0)
                    sprites.near.at(x, y) += share * light.light;
                else
                    sprites.far.at(x, y) += share * visibility(work, from, pixel, light.coc) * light.light;
            }
    };
    for (int level = 0; level < settings.light_cells.levels; ++level)
        for (const DofLight& light : lights_drawn(settings, lights, level)) draw(light);
    sprites.far = stored(std::move(sprites.far), Storage::half);
    sprites.near = stored(std::move(sprites.near), Storage::half);
    return sprites;
}

}  // namespace tapestry
