#include <algorithm>
#include <array>
#include <cmath>
#include <glm/common.hpp>
#include <span>

#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
namespace {

/// What light_apart looks at around a pixel; beside the picture its edge goes on.
class Surroundings {
  public:
    Surroundings(const Image& source, const std::function<double(int x, int y)>& coc_at)
        : source_(source), coc_at_(coc_at) {}

    double light(glm::ivec2 pixel) const {
        const glm::ivec2 near = inside(pixel);
        return brightest(source_.at(near.x, near.y));
    }
    double coc(glm::ivec2 pixel) const {
        const glm::ivec2 near = inside(pixel);
        return coc_at_(near.x, near.y);
    }

  private:
    glm::ivec2 inside(glm::ivec2 pixel) const {
        return glm::clamp(pixel, glm::ivec2(0), glm::ivec2(source_.width - 1, source_.height - 1));
    }

    const Image& source_;
    const std::function<double(int x, int y)>& coc_at_;
};

constexpr int thin_px = 3;
constexpr std::array<glm::ivec2, 4> ways_out = {{{1, 0}, {0, 1}, {1, 1}, {1, -1}}};

double clearly_behind(double coc) {
    return coc + std::max(1.0, 0.2 * std::abs(coc));
}

struct Behind {
    bool is_there = false;
    double coc = 0.0;
    double light = 0.0;
};

Behind behind_on(const Surroundings& around, glm::ivec2 pixel, glm::ivec2 way, double least_coc) {
    for (int step = 1; step <= thin_px; ++step) {
        const double coc = around.coc(pixel + step * way);
        if (coc > least_coc) return {true, coc, around.light(pixel + step * way)};
    }
    return {};
}

bool has_behind(const Surroundings& around, glm::ivec2 pixel, double least_coc) {
    return std::ranges::any_of(ways_out, [&](glm::ivec2 way) {
        return around.coc(pixel + way) > least_coc || around.coc(pixel - way) > least_coc;
    });
}

double darkest_on(const Surroundings& around, glm::ivec2 pixel, glm::ivec2 way, double least_coc) {
    constexpr int ends_px = 6;
    const glm::ivec2 across(-way.y, way.x);
    double darkest = 1e30;
    for (int step = 1; step <= ends_px; ++step)
        for (int aside = -(step + 1) / 2; aside <= (step + 1) / 2; ++aside) {
            const glm::ivec2 place = pixel + step * way + aside * across;
            if (around.coc(place) <= least_coc) darkest = std::min(darkest, around.light(place));
        }
    return darkest;
}

struct Owner {
    bool is_behind = false;
    double coc = 0.0;
    double before = 0.0;
};

Owner owner_of_light(const Surroundings& around, glm::ivec2 pixel, double most) {
    constexpr double least_beside = 0.7, most_dark = 0.25;
    const double own_coc = around.coc(pixel), least = clearly_behind(own_coc);
    if (!has_behind(around, pixel, least)) return {false, own_coc, 0.0};
    for (const glm::ivec2 across : ways_out) {
        const Behind one = behind_on(around, pixel, across, least);
        const Behind other = behind_on(around, pixel, -across, least);
        const Behind& brighter = other.light > one.light ? other : one;
        if (!one.is_there || !other.is_there || brighter.light < least_beside * most) continue;
        const glm::ivec2 along(-across.y, across.x);
        const double first = darkest_on(around, pixel, along, least);
        const double second = darkest_on(around, pixel, -along, least);
        if (std::max(first, second) < most_dark * most) return {true, brighter.coc, std::min(first, second)};
    }
    return {false, own_coc, 0.0};
}

struct Source {
    double light = 0.0;
    Owner owner;
    bool is_own = false;
};

Source light_source(const Surroundings& around, glm::ivec2 pixel, double most) {
    glm::ivec2 source = pixel;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            if (x == 0 && y == 0) continue;
            const double other = around.light(pixel + glm::ivec2(x, y));
            if (other <= most) continue;
            most = other;
            source = pixel + glm::ivec2(x, y);
        }
    return {most, owner_of_light(around, source, most), source == pixel};
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
    constexpr double least_rest = 0.25, least_kept = 0.125;
    LightApart apart;
    const Surroundings around(source, coc_at);
    const double most = brightest(source.at(x, y)), behind = clearly_behind(coc_at(x, y));
    const bool may_be_rest = most > least_rest * settings.threshold && has_behind(around, {x, y}, behind);
    apart.is_bright = most > settings.threshold || may_be_rest;
    if (!apart.is_bright) return apart;
    const double small_share = smallness(settings, bright, x, y);
    apart.is_searched = small_share > 0.0;
    if (!apart.is_searched) return apart;
    const Source light = light_source(around, {x, y}, most);
    apart.coc = light.owner.coc;
    if (std::abs(apart.coc) < settings.focus_px || light.light <= settings.threshold) return apart;
    double kept = settings.threshold;
    if (apart.coc > behind) {
        const Owner owner = light.is_own ? light.owner : owner_of_light(around, {x, y}, most);
        if (owner.is_behind)
            kept = std::clamp(owner.before, least_kept * settings.threshold, settings.threshold);
    }
    apart.share = std::max(1.0 - kept / most, 0.0) * small_share;
    return apart;
}

namespace {

constexpr int pixels_per_cell = DofLightCells::cell_px * DofLightCells::cell_px;

struct LightSum {
    glm::dvec4 light = glm::dvec4(0.0);
    glm::dvec2 place = glm::dvec2(0.0);
    double coc = 0.0;
    double weight = 0.0;

    void add(const DofLight& one) {
        const double bright = brightest(one.light);
        light += one.light;
        place += bright * one.place_px;
        coc += bright * one.coc;
        weight += bright;
    }
};

glm::dvec4 mean_light(const LightSum& sum, double cell_px) {
    if (sum.weight <= 0.0) return glm::dvec4(0.0);
    glm::dvec4 light = sum.light / (cell_px * cell_px);
    light.a = sum.coc / sum.weight;
    return stored(light, Storage::half);
}

glm::dvec2 place_in_cell(const LightSum& sum, double cell_px, glm::ivec2 cell) {
    if (sum.weight <= 0.0) return glm::dvec2(0.0);
    return sum.place / (sum.weight * cell_px) - (glm::dvec2(cell) + 0.5);
}

bool is_alike(double coc, double main_coc) {
    constexpr double alike_cocs = 0.25;
    return std::abs(coc - main_coc) <= alike_cocs * std::abs(main_coc);
}

enum class Side { far, near };

/// The lights of a side of a cell, of all that may be merged there.
void store_merged(const DofLightCells& cells, DofLights& lights, int level, glm::ivec2 cell, Side side,
                  std::span<const DofLight> candidates) {
    const auto is_there = [&](const DofLight& one) {
        return side == Side::far ? one.coc > 0.0 : one.coc < 0.0;
    };
    double most = 0.0, main_coc = 0.0;
    for (const DofLight& one : candidates)
        if (is_there(one) && brightest(one.light) > most) {
            most = brightest(one.light);
            main_coc = one.coc;
        }
    LightSum main, rest;
    for (const DofLight& one : candidates)
        if (is_there(one)) (is_alike(one.coc, main_coc) ? main : rest).add(one);
    const double cell_px = cells.side_px(level);
    const int width = cells.all_levels().x, part = static_cast<int>(side);
    const glm::ivec2 texel = cells.first(level) + cell;
    const glm::dvec4 main_light = mean_light(main, cell_px), rest_light = mean_light(rest, cell_px);
    lights.lights.at(texel.x + 2 * part * width, texel.y) = main_light;
    lights.lights.at(texel.x + (2 * part + 1) * width, texel.y) = rest_light;
    lights.places.at(texel.x + part * width, texel.y) = stored(
        glm::dvec4(place_in_cell(main, cell_px, cell), place_in_cell(rest, cell_px, cell)), Storage::half);
    const glm::ivec2 block = texel / DofLightCells::block;
    glm::dvec4& reach = lights.reaches.at(block.x, block.y);
    for (const double coc : {std::abs(main_light.a), std::abs(rest_light.a)}) {
        double& farthest = reach[coc < cells.top_px(level) ? part : 2 + part];
        farthest = std::max(farthest, coc);
    }
}

/// The lights of a cell, whatever level they are drawn on.
std::vector<DofLight> lights_of(const DofLightCells& cells, const DofLights& lights, int level,
                                glm::ivec2 cell) {
    const int width = cells.all_levels().x;
    const glm::ivec2 texel = cells.first(level) + cell;
    const double cell_px = cells.side_px(level);
    std::vector<DofLight> found;
    for (int part = 0; part < DofLightCells::lights_per_cell; ++part) {
        glm::dvec4 light = lights.lights.at(texel.x + part * width, texel.y);
        const double coc = light.a;
        if (coc == 0.0) continue;
        light.a = 0.0;
        const glm::dvec4& places = lights.places.at(texel.x + part / 2 * width, texel.y);
        const glm::dvec2 place =
            part % 2 == 0 ? glm::dvec2(places.x, places.y) : glm::dvec2(places.z, places.w);
        found.push_back({cell_px * cell_px * light, cell_px * (glm::dvec2(cell) + 0.5 + place), coc});
    }
    return found;
}

/// Merges into every cell of a level the lights that a function finds for it.
template <class LightsOf>
void merge_level(const DofSettings& settings, DofLights& lights, int level, LightsOf lights_of_cell) {
    const DofLightCells& cells = settings.light_cells;
    const glm::ivec2 count = cells.cells(level), first = cells.first(level) / DofLightCells::block;
    for (int y = 0; y < count.y / DofLightCells::block.y; ++y)
        for (int x = 0; x < count.x / DofLightCells::block.x; ++x)
            lights.reaches.at(first.x + x, first.y + y) = glm::dvec4(0.0);
    for (int y = 0; y < count.y; ++y)
        for (int x = 0; x < count.x; ++x) {
            const std::vector<DofLight> candidates = lights_of_cell(glm::ivec2(x, y));
            for (const Side side : {Side::far, Side::near})
                store_merged(cells, lights, level, {x, y}, side, candidates);
        }
}

}  // namespace

DofLights dof_lights(const DofSettings& settings, const Image& source, const DofCoc& coc,
                     const Image& tile_contents) {
    const glm::ivec2 all = settings.light_cells.all_levels();
    DofLights result{Image(DofLightCells::lights_per_cell * all.x, all.y),
                     Image(DofLightCells::lights_per_cell / 2 * all.x, all.y),
                     Image(all.x / DofLightCells::block.x, all.y / DofLightCells::block.y)};
    const auto light_of = [&](int x, int y) {
        DofLight shown;
        const glm::dvec4& content = tile_contents.at(x / 16, y / 16);
        if (content.y <= 0.0 && content.z <= 0.0) return shown;
        ++result.texels_read;
        if (coc.ranges.at(x / 2, y / 2).z <= 0.0) return shown;
        ++result.texels_read;
        const double coc_px = coc.light_cocs.at(x, y).x;
        if (coc_px == 0.0) return shown;
        result.texels_read += 2;
        const glm::dvec4 light = glm::clamp(source.at(x, y), -65504.0, 65504.0) - coc.work.at(x, y);
        if (brightest(light) > 0.0) shown = {light, {x + 0.5, y + 0.5}, coc_px};
        return shown;
    };
    merge_level(settings, result, 0, [&](glm::ivec2 cell) {
        std::vector<DofLight> candidates;
        for (int index = 0; index < pixels_per_cell; ++index) {
            const int x = DofLightCells::cell_px * cell.x + index % DofLightCells::cell_px;
            const int y = DofLightCells::cell_px * cell.y + index / DofLightCells::cell_px;
            if (x < settings.width && y < settings.height) candidates.push_back(light_of(x, y));
        }
        return candidates;
    });
    return result;
}

void dof_lights_push(const DofSettings& settings, DofLights& lights, int level) {
    const DofLightCells& cells = settings.light_cells;
    merge_level(settings, lights, level, [&](glm::ivec2 cell) {
        std::vector<DofLight> candidates;
        for (int index = 0; index < 4; ++index)
            for (const DofLight& light :
                 lights_of(cells, lights, level - 1, 2 * cell + glm::ivec2(index & 1, index >> 1)))
                if (std::abs(light.coc) >= cells.top_px(level - 1)) candidates.push_back(light);
        return candidates;
    });
}

std::vector<DofLight> lights_drawn(const DofSettings& settings, const DofLights& lights, int level) {
    const DofLightCells& cells = settings.light_cells;
    const glm::ivec2 count = cells.cells(level);
    std::vector<DofLight> drawn;
    for (int y = 0; y < count.y; ++y)
        for (int x = 0; x < count.x; ++x)
            for (const DofLight& light : lights_of(cells, lights, level, {x, y}))
                if (std::abs(light.coc) < cells.top_px(level)) drawn.push_back(light);
    return drawn;
}

}  // namespace tapestry
