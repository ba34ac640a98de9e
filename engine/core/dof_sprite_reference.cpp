#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/vec2.hpp>

#include "aperture_distances.h"
#include "dof_surfaces.h"
#include "layer_reference.h"
#include "resolution.h"

namespace tapestry {
namespace {

double brightest(const glm::dvec4& light) {
    return std::max({light.r, light.g, light.b});
}

double light_coc(const Image& source, const std::function<double(int x, int y)>& coc_at, int x, int y) {
    double most = brightest(source.at(x, y));
    double coc = coc_at(x, y);
    for (int row = y - 1; row <= y + 1; ++row)
        for (int column = x - 1; column <= x + 1; ++column) {
            const int near_x = std::clamp(column, 0, source.width - 1),
                      near_y = std::clamp(row, 0, source.height - 1);
            const double other = brightest(source.at(near_x, near_y));
            if (other <= most) continue;
            most = other;
            coc = coc_at(near_x, near_y);
        }
    return coc;
}

double sprite_share(const DofSettings& settings, const Image& distances, double area, glm::dvec2 offset_px,
                    double coc) {
    const double radius = std::abs(coc);
    const glm::dvec2 place = glm::dvec2(offset_px.x, settings.row_sign * offset_px.y) / coc;
    const double bound = std::min(aperture_bound, 1.0 + 1.0 / radius);
    if (std::abs(place.x) > bound || std::abs(place.y) > bound) return 0.0;
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

double smallness(const DofSettings& settings, const Image& bright, int x, int y) {
    const double cell_x = (x + 0.5) / settings.bright_cell_px, cell_y = (y + 0.5) / settings.bright_cell_px;
    double share = 0.0;
    for (const double dy : {-1.25, 1.25})
        for (const double dx : {-1.25, 1.25})
            share += 0.25 * read_at(bright, cell_x + dx, cell_y + dy, 1.0).x;
    const double t = std::clamp((share - 0.25) / 0.25, 0.0, 1.0);
    return 1.0 - t * t * (3.0 - 2.0 * t);
}

}  // namespace

Image dof_bright(const DofSettings& settings, const Image& source) {
    const int side = settings.bright_cell_px;
    Image bright((settings.width + side - 1) / side, (settings.height + side - 1) / side);
    for (int y = 0; y < bright.height; ++y)
        for (int x = 0; x < bright.width; ++x)
            for (int index = 0; index < 4; ++index) {
                const int column = side * x + side / 4 + side / 2 * (index & 1);
                const int row = side * y + side / 4 + side / 2 * (index >> 1);
                const glm::dvec4& light =
                    source.at(std::min(column, settings.width - 1), std::min(row, settings.height - 1));
                if (brightest(light) > settings.threshold) bright.at(x, y).x += 0.25;
            }
    return bright;
}

LightApart light_apart(const DofSettings& settings, const Image& bright, const Image& source,
                       const std::function<double(int x, int y)>& coc_at, int x, int y) {
    const double most = brightest(source.at(x, y));
    if (most <= settings.threshold) return {};
    const double coc = light_coc(source, coc_at, x, y);
    if (std::abs(coc) < settings.focus_px) return {};
    return {(1.0 - settings.threshold / most) * smallness(settings, bright, x, y), coc};
}

DofLights dof_lights(const DofSettings& settings, const Image& source, const DofCoc& coc) {
    const int width = halved(halved(settings.width)), height = halved(halved(settings.height));
    const Image bright = dof_bright(settings, source);
    const auto coc_at = [&](int column, int row) { return coc.work.at(column, row).a; };
    DofLights result{Image(width, height), Image(width, height)};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            glm::dvec4 sum(0.0), place(0.0);
            for (int row = 4 * y; row < std::min(4 * y + 4, settings.height); ++row)
                for (int column = 4 * x; column < std::min(4 * x + 4, settings.width); ++column) {
                    const LightApart apart = light_apart(settings, bright, source, coc_at, column, row);
                    if (apart.share <= 0.0) continue;
                    const glm::dvec4 excess = apart.share * source.at(column, row);
                    const double weight = brightest(excess);
                    sum += excess;
                    place += weight * glm::dvec4(column + 0.5, row + 0.5, apart.coc, 1.0);
                }
            if (place.w > 0.0) place /= place.w;
            sum.a = place.w;
            result.lights.at(x, y) = stored(sum, Storage::half);
            result.places.at(x, y) = place;
        }
    return result;
}

DofSprites dof_sprites(const DofSettings& settings, const DofLights& lights, const Image& work,
                       const Image& distances, double area) {
    DofSprites sprites{Image(settings.width, settings.height), Image(settings.width, settings.height)};
    for (int cell_y = 0; cell_y < lights.lights.height; ++cell_y)
        for (int cell_x = 0; cell_x < lights.lights.width; ++cell_x) {
            glm::dvec4 light = lights.lights.at(cell_x, cell_y);
            if (light.a <= 0.0) continue;
            light.a = 0.0;
            const glm::dvec4 place = lights.places.at(cell_x, cell_y);
            const double coc = place.z;
            const double reach = std::abs(coc) + 1.0;
            const auto first = [&](double middle) { return std::max(static_cast<int>(middle - reach), 0); };
            const auto end = [&](double middle, int size) {
                return std::min(static_cast<int>(middle + reach) + 2, size);
            };
            for (int y = first(place.y); y < end(place.y, settings.height); ++y)
                for (int x = first(place.x); x < end(place.x, settings.width); ++x) {
                    const glm::dvec2 pixel(x + 0.5, y + 0.5), from(place.x, place.y);
                    const double share = sprite_share(settings, distances, area, pixel - from, coc);
                    if (share <= 0.0) continue;
                    if (coc < 0.0)
                        sprites.near.at(x, y) += share * light;
                    else
                        sprites.far.at(x, y) += share * visibility(work, from, pixel, coc) * light;
                }
        }
    sprites.far = stored(std::move(sprites.far), Storage::half);
    sprites.near = stored(std::move(sprites.near), Storage::half);
    return sprites;
}

}  // namespace tapestry
