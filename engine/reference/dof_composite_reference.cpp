#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include "reference/dof_surfaces.h"

namespace tapestry {
namespace {

constexpr double least_coverage = 1.0 / 512.0;
constexpr double least_whole = 0.99;

double tap_scale(const DofSettings& settings, const FocusTaps& taps, double radius_px) {
    const double place = std::clamp(radius_px / settings.focus_px, 0.0, 1.0) * focus_scale_count;
    const auto index = std::min<std::size_t>(static_cast<std::size_t>(place), focus_scale_count - 1);
    return glm::mix(taps.scales[index], taps.scales[index + 1], place - double(index));
}

/// What the pixels of the slice in focus are read from.
struct FocusSlice {
    const FocusTaps& taps;
    const Image& work;
    const Image& focus;
    const Image& cells;
};

double reaching(const DofSettings& settings, const Image& work, glm::dvec2 at, double coc, double away_px) {
    const double tap_coc = work.at(std::clamp(static_cast<int>(std::floor(at.x + 0.5)), 0, work.width - 1),
                                   std::clamp(static_cast<int>(std::floor(at.y + 0.5)), 0, work.height - 1))
                               .a;
    const bool spreads = slice_of(settings, tap_coc) == Slice::focus && tap_coc < coc - 0.5;
    return spreads ? std::clamp(std::abs(tap_coc) - away_px + 1.0, 0.0, 1.0) : 1.0;
}

glm::dvec4 blurred_focus(const DofSettings& settings, const FocusSlice& slice, int x, int y, double coc,
                         bool is_own) {
    if (std::abs(coc) < dof_least_radius_px) return slice.focus.at(x, y);
    const glm::dvec4 around = read_at(slice.cells, x + 0.5, y + 0.5, dof_focus_cell_px);
    if (around.x == 0.0) return glm::dvec4(0.0);
    const double unit = (coc < 0.0 ? -1.0 : 1.0) * tap_scale(settings, slice.taps, std::abs(coc));
    glm::dvec4 sum(0.0);
    double weights = 0.0;
    for (const BlendedTap& tap : slice.taps.taps) {
        const glm::dvec2 offset = unit * glm::dvec2(tap.dx, settings.row_sign * tap.dy);
        const glm::dvec2 at = glm::dvec2(x, y) + offset;
        double weight = tap.weight;
        if (around.y > 0.0) weight *= reaching(settings, slice.work, at, coc, glm::length(offset));
        sum += weight * read_bilinear(slice.focus, at.x, at.y);
        weights += weight;
    }
    return is_own && weights > 0.0 ? sum / weights : sum;
}

struct Stack {
    glm::dvec4 light = glm::dvec4(0.0);
    double confidence = 0.0;
};

void put_over(Stack& stack, const glm::dvec4& layer) {
    const double behind = (1.0 - layer.a) * std::min(1.0, 8.0 * stack.confidence);
    const double covered = layer.a + behind;
    if (covered > 0.0) stack.light = (layer + behind * stack.light) / covered;
    stack.confidence += (1.0 - stack.confidence) * layer.a;
}

/// The inner slice shows in what the outer one leaves. On a ramp, where they lie beside each other and share
/// each pixel, that is all of it.
glm::dvec4 near_layer(const glm::dvec4& outer, const glm::dvec4& inner) {
    const double left = std::max(1.0 - outer.a, 0.0);
    return outer + inner * (left < inner.a ? left / inner.a : 1.0);
}

}  // namespace

Image dof_composite(const DofSettings& settings, const Image& source, const Image& work, const Image& focus,
                    const Image& focus_cells, const Image& focus_cocs, const std::array<Image, 4>& blurred,
                    const DofTiles& tiles, const DofSprites& sprites, const FocusTaps& taps) {
    Image result = source;
    const FocusSlice slice_in_focus{taps, work, focus, focus_cells};
    for (int y = 0; y < settings.height; ++y)
        for (int x = 0; x < settings.width; ++x) {
            const int tile_x = x / dof_tile_px, tile_y = y / dof_tile_px;
            const int kind = tiles.kinds[static_cast<std::size_t>(tile_y * tiles.needs.width + tile_x)];
            if (kind < focus_tile) continue;
            const double own_coc = work.at(x, y).a;
            const bool is_sharp = std::abs(own_coc) < dof_least_radius_px && focus.at(x, y).a >= 1.0;
            const double alpha = source.at(x, y).a;
            if (kind != layered_tile) {
                if (is_sharp) continue;
                result.at(x, y) = blurred_focus(settings, slice_in_focus, x, y, own_coc, true);
                result.at(x, y).a = alpha;
                continue;
            }
            const glm::dvec4 need = tiles.needs.at(tile_x, tile_y);
            const auto slice = [&](std::size_t index) {
                const int step = settings.slice_steps[index];
                return read_at(blurred[index], x + 0.5, y + 0.5, step);
            };
            const auto near_needs = static_cast<unsigned>(need.x);
            const glm::dvec4 outer = (near_needs & 1u) != 0 ? slice(0) : glm::dvec4(0.0);
            const glm::dvec4 inner = (near_needs & 2u) != 0 ? slice(1) : glm::dvec4(0.0);
            const glm::dvec4 near = near_layer(outer, inner);
            glm::dvec4 near_light(0.0);
            if ((static_cast<unsigned>(need.z) & 2u) != 0) near_light = sprites.near.at(x, y);
            const bool is_whole =
                brightest(work.at(x, y)) >= least_whole * std::min(brightest(source.at(x, y)), 65504.0);
            if (is_sharp && is_whole && near.a < least_coverage && near_light == glm::dvec4(0.0)) continue;

            Stack stack;
            glm::dvec4 in_front(0.0);
            if (static_cast<unsigned>(need.w) >= 2u) {
                const bool in_focus = slice_of(settings, own_coc) == Slice::focus;
                const double coc = in_focus ? own_coc : read_at(focus_cocs, x + 0.5, y + 0.5, 4.0).z;
                in_front = blurred_focus(settings, slice_in_focus, x, y, coc, in_focus);
            }
            if (in_front.a < 1.0) {
                if ((static_cast<unsigned>(need.y) & 2u) != 0) put_over(stack, slice(3));
                if ((static_cast<unsigned>(need.y) & 1u) != 0) put_over(stack, slice(2));
                if ((static_cast<unsigned>(need.z) & 1u) != 0) stack.light += sprites.far.at(x, y);
            }
            put_over(stack, in_front);
            put_over(stack, near);
            result.at(x, y) = stack.light + near_light;
            result.at(x, y).a = alpha;
        }
    return result;
}

}  // namespace tapestry
