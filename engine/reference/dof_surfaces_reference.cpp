#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include "core/resolution.h"
#include "reference/dof_surfaces.h"
#include "reference/layer_reference.h"

namespace tapestry {
namespace {}  // namespace

double brightest(const glm::dvec4& light) {
    return std::max({light.r, light.g, light.b});
}

Slice slice_of(const DofSettings& settings, double coc_px) {
    const double radius = std::abs(coc_px);
    if (radius < (coc_px < 0.0 ? settings.near_focus_px : settings.focus_px)) return Slice::focus;
    if (coc_px < 0.0) return radius < settings.near_split_px ? Slice::near_inner : Slice::near_outer;
    return radius < settings.far_split_px ? Slice::far_inner : Slice::far_outer;
}

bool has_edge(const DofSettings& settings, const glm::dvec4& range) {
    return range.w > 0.0 ||
           (slice_of(settings, range.x) != slice_of(settings, range.y) && range.y - range.x > 1.0);
}

namespace {

constexpr double least_share = 1.0 / 512.0;

bool shows_beside(const ParameterMap& coc, int x, int y, double behind, long& reads) {
    constexpr int samples = 12;
    const double before = coc.at(x, y).x;
    const double least = behind - std::max(1.0, 0.2 * std::abs(behind));
    ++reads;
    if (before >= least) return true;
    const double reach = 1.25 * (behind - before) + 3.0;
    for (int index = 0; index < samples; ++index) {
        const double angle = 2.39996323 * index;
        const double away = std::sqrt((index + 0.5) / samples) * reach;
        const int column = x + static_cast<int>(std::round(away * std::cos(angle)));
        const int row = y + static_cast<int>(std::round(away * std::sin(angle)));
        ++reads;
        if (coc.at(std::clamp(column, 0, coc.width - 1), std::clamp(row, 0, coc.height - 1)).x >= least)
            return true;
    }
    return false;
}

}  // namespace

DofHidden dof_hidden(const DofSettings& settings, const ParameterMap& coc, const Image& hidden,
                     const ParameterMap& hidden_coc) {
    DofHidden result{hidden, Image(settings.width, settings.height, glm::dvec4(dof_nothing_hidden))};
    for (int y = 0; y < settings.height; ++y)
        for (int x = 0; x < settings.width; ++x) {
            glm::dvec4& light = result.light.at(x, y);
            light.a = std::clamp(light.a, 0.0, 1.0);
            light = stored(light, Storage::half);
            const double behind = hidden_coc.at(x, y).x;
            if (hidden.at(x, y).a >= least_share && shows_beside(coc, x, y, behind, result.coc_read))
                result.coc.at(x, y) = glm::dvec4(behind);
        }
    return result;
}

DofCoc dof_coc(const DofSettings& settings, const Image& source, const ParameterMap& coc,
               const DofHidden* hidden) {
    const int width = settings.width, height = settings.height;
    DofCoc result{Image(width, height), Image(halved(width), halved(height)), Image(width, height)};
    const Image bright = dof_bright(settings, source);
    const auto coc_at = [&](int column, int row) { return coc.at(column, row).x; };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            glm::dvec4 light = glm::clamp(source.at(x, y), -65504.0, 65504.0);
            const double own = coc.at(x, y).x;
            const LightApart excess = light_apart(settings, bright, source, coc_at, x, y);
            if (excess.share > 0.0) result.light_cocs.at(x, y).x = excess.coc;
            light *= 1.0 - excess.share;
            light.a = own;
            result.work.at(x, y) = stored(light, Storage::half);
        }
    for (int y = 0; y < result.ranges.height; ++y)
        for (int x = 0; x < result.ranges.width; ++x) {
            glm::dvec4 range(1e30, -1e30, 0.0, 0.0);
            for (int row = -1; row < 3; ++row)
                for (int column = -1; column < 3; ++column) {
                    const double other = coc.at(std::clamp(2 * x + column, 0, width - 1),
                                                std::clamp(2 * y + row, 0, height - 1))
                                             .x;
                    range.x = std::min(range.x, other);
                    range.y = std::max(range.y, other);
                    const bool is_inside = row >= 0 && row < 2 && column >= 0 && column < 2 &&
                                           2 * x + column < width && 2 * y + row < height;
                    if (!is_inside) continue;
                    const double shown = result.light_cocs.at(2 * x + column, 2 * y + row).x;
                    if (shown != 0.0)
                        range = {std::min(range.x, shown), std::max(range.y, shown), 1.0, range.w};
                    if (!hidden) continue;
                    const double behind = hidden->coc.at(2 * x + column, 2 * y + row).x;
                    if (behind >= dof_nothing_hidden) continue;
                    range.x = std::min(range.x, behind);
                    range.y = std::max(range.y, behind);
                }
            result.ranges.at(x, y) = stored(range, Storage::half);
        }
    return result;
}

Surfaces single_surface(const glm::dvec4& work) {
    return {glm::dvec4(rgb(work), 1.0), glm::dvec4(0.0), work.a, work.a};
}

Surfaces surfaces_at(const DofCoc& coc, const DofEdges& edges, int x, int y, bool edge) {
    const glm::dvec4& own = coc.work.at(x, y);
    const glm::dvec4& front = edges.fronts.at(x, y);
    if (!edge || front.a > 1.0) return single_surface(own);
    const glm::dvec4& back = edges.backs.at(x, y);
    return {front, glm::dvec4(rgb(back), 1.0), std::min(own.a, back.a), std::max(own.a, back.a)};
}

glm::dvec4 seen_back(const DofSettings& settings, const Surfaces& surfaces) {
    const bool is_hidden = slice_of(settings, surfaces.front_coc) == slice_of(settings, surfaces.back_coc);
    return (is_hidden ? 1.0 - surfaces.front.a : 1.0) * surfaces.back;
}

namespace {

double hindmost_coc(const Surfaces& surfaces) {
    return surfaces.back.a > 0.0 ? surfaces.back_coc : surfaces.front_coc;
}

double is_behind(double far_coc, double front_coc) {
    return glm::smoothstep(0.3, 0.8, (far_coc - front_coc) / std::max(1.0, std::abs(far_coc)));
}

double is_before(double outer_coc, double inner_coc, double slope) {
    return glm::smoothstep(0.1, 0.3, (inner_coc - outer_coc) / std::max(1.0, -outer_coc) - slope);
}

}  // namespace

glm::dvec4 far_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& far) {
    if (far.a < settings.focus_px) return glm::dvec4(0.0);
    double covered = 0.0;
    if (surfaces.front_coc >= settings.focus_px) covered += surfaces.front.a;
    if (surfaces.back_coc >= settings.focus_px) covered += surfaces.back.a;
    if (covered >= 1.0) return glm::dvec4(0.0);
    const double coc = hindmost_coc(surfaces);
    const double behind = coc > -settings.near_focus_px ? is_behind(far.a, coc) : 1.0;
    return (1.0 - covered) * behind * glm::dvec4(rgb(far), 1.0);
}

glm::dvec4 focus_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& focus) {
    return hindmost_coc(surfaces) <= -settings.near_focus_px ? focus : glm::dvec4(0.0);
}

glm::dvec4 near_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& near_inner,
                     double near_inner_coc, double slope) {
    const double coc = hindmost_coc(surfaces);
    if (slice_of(settings, coc) != Slice::near_outer) return glm::dvec4(0.0);
    return is_before(coc, near_inner_coc, slope) * near_inner;
}

glm::dvec4 read_at(const Image& image, double x_px, double y_px, double step) {
    return read_bilinear(image, x_px / step - 0.5, y_px / step - 0.5);
}

}  // namespace tapestry
