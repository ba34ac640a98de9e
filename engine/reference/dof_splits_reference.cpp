#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "reference/dof_reference.h"
#include "reference/layer_reference.h"
#include "tapestry/half.h"

namespace tapestry {
namespace {

constexpr double first_bin_px = 1.5;
constexpr double bins_an_octave = 12.0;
constexpr double cut_weight = 0.02, unusual_weight = 0.0001;

/// Of one side's radii.
using Counts = std::array<double, dof_split_bins>;

double bin_of(double radius_px) {
    return bins_an_octave * std::log2(radius_px / first_bin_px);
}

std::size_t counted_bin(double radius_px) {
    return static_cast<std::size_t>(std::clamp(std::floor(bin_of(radius_px)), 0.0, dof_split_bins - 1.0));
}

double edge_px(int bin) {
    return first_bin_px * std::exp2(bin / bins_an_octave);
}

double split_score(const Counts& counts, int bin, double usual_bin) {
    double inner = 0.0, inner_sum = 0.0, outer = 0.0, outer_sum = 0.0, cut = 0.0;
    for (int other = 0; other < dof_split_bins; ++other) {
        const double away = other + 0.5 - bin;
        const double count = counts[static_cast<std::size_t>(other)];
        (other < bin ? inner : outer) += count;
        (other < bin ? inner_sum : outer_sum) += count * away;
        cut += count * std::max(1.0 - std::abs(away) / 1.5, 0.0);
    }
    const double all = std::max(inner + outer, 1.0);
    double octaves = 0.0;
    if (inner > 0.0 && outer > 0.0) octaves = (outer_sum / outer - inner_sum / inner) / bins_an_octave;
    return inner / all * (outer / all) * octaves * octaves - cut_weight * cut / all -
           unusual_weight * std::abs(bin - usual_bin);
}

double best_split(const Counts& counts, double usual_px, double least_px, double most_px) {
    double split = usual_px, best = -std::numeric_limits<double>::infinity();
    for (int bin = 0; bin < dof_split_bins; ++bin) {
        if (edge_px(bin) <= least_px || edge_px(bin) > most_px) continue;
        const double score = split_score(counts, bin, bin_of(usual_px));
        if (score <= best) continue;
        best = score;
        split = edge_px(bin);
    }
    return round_to_half(split);
}

}  // namespace

DofSplits dof_splits(const DofSettings& settings, const Image& work) {
    constexpr int samples = 64;
    Counts near = {}, far = {};
    for (int y = 0; y < samples; ++y)
        for (int x = 0; x < samples; ++x) {
            const double coc =
                work.at(work.width * (2 * x + 1) / (2 * samples), work.height * (2 * y + 1) / (2 * samples))
                    .a;
            if (coc <= -settings.near_focus_px) near[counted_bin(-coc)] += 1.0;
            if (coc >= settings.focus_px) far[counted_bin(coc)] += 1.0;
        }
    return {best_split(near, settings.near_split_px,
                       std::max(settings.near_focus_px, 1.5 * settings.slice_steps[0]),
                       settings.most_near_split_px),
            best_split(far, settings.far_split_px, std::max(settings.focus_px, 1.5 * settings.slice_steps[3]),
                       settings.most_far_split_px)};
}

}  // namespace tapestry
