#include "offline/rivals/focused_pass.h"

namespace tapestry::offline {

void FocusedPass::load(const PassLandscape& landscape, const std::vector<SplatTap>& taps, int most_taps) {
    landscape_ = &landscape;
    taps_ = taps;
    stride_ = static_cast<std::size_t>(most_taps);
    gram_.resize(stride_ * stride_);
    cells_.clear();
    matches_.clear();
    for (const SplatTap& tap : taps_) {
        cells_.push_back(landscape.cell(tap));
        matches_.push_back(landscape.match(cells_.back()));
    }
    for (std::size_t i = 0; i < taps_.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j)
            gram(i, j) = gram(j, i) = landscape.overlap(cells_[i], cells_[j]);
    refresh();
}

// From scratch after every change: as cheap as an update, and nothing drifts.
void FocusedPass::refresh() {
    const std::size_t taps = taps_.size();
    fields_.resize(taps);
    self_ = match_ = 0.0;
    for (std::size_t i = 0; i < taps; ++i) {
        double field = 0.0;
        for (std::size_t j = 0; j < taps; ++j) field += taps_[j].weight * gram(i, j);
        fields_[i] = field;
        self_ += taps_[i].weight * field;
        match_ += taps_[i].weight * matches_[i];
    }
}

FocusedPass::Others FocusedPass::others(int index) const {
    if (index == none) return {1.0, self_, match_};
    const double weight = taps_[index].weight, share = 1.0 - weight;
    const double self = self_ - 2.0 * weight * fields_[index] + weight * weight * gram(index, index);
    return {share, self / (share * share), (match_ - weight * matches_[index]) / share};
}

// With V the others scaled to sum 1 and D the lone tap, the response of (1 - s) V + s D differs from the
// target by (V - T) + s (D - V): base = |V - T|^2, slope = <V - D, V - T>, curvature = |V - D|^2.
FocusedPass::Line FocusedPass::line_of(const Others& v, double cross, double self, double match) {
    const double c = cross / v.share;
    return {v.self - 2.0 * v.match + 1.0, v.self - c - v.match + match, v.self - 2.0 * c + self};
}

FocusedPass::Line FocusedPass::line(int index) const {
    const double self = gram(index, index);
    return line_of(others(index), fields_[index] - taps_[index].weight * self, self, matches_[index]);
}

void FocusedPass::probe(int index, double x, double y) {
    probe_.index = index;
    probe_.x = x;
    probe_.y = y;
    probe_.cell = landscape_->cell({x, y, 0.0});
    probe_.overlaps.resize(taps_.size());
    probe_.cross = 0.0;
    for (int j = 0; j < count(); ++j) {
        if (j == index) continue;
        probe_.overlaps[j] = landscape_->overlap(probe_.cell, cells_[j]);
        probe_.cross += taps_[j].weight * probe_.overlaps[j];
    }
    probe_.self = landscape_->overlap(probe_.cell, probe_.cell);
    probe_.match = landscape_->match(probe_.cell);
}

FocusedPass::Line FocusedPass::probed_line() const {
    return line_of(others(probe_.index), probe_.cross, probe_.self, probe_.match);
}

double FocusedPass::probed_cost() const {
    const int i = probe_.index;
    const double weight = taps_[i].weight;
    const double cross = probe_.cross - (fields_[i] - weight * gram(i, i));
    return cost() +
           weight * (2.0 * cross + weight * (probe_.self - gram(i, i)) - 2.0 * (probe_.match - matches_[i]));
}

void FocusedPass::rescale_others(int index, double share) {
    const double before = index == none ? 1.0 : 1.0 - taps_[index].weight;
    for (SplatTap& tap : taps_) tap.weight *= (1.0 - share) / before;
}

void FocusedPass::take_probe(std::size_t at) {
    taps_[at].x = probe_.x;
    taps_[at].y = probe_.y;
    cells_[at] = probe_.cell;
    matches_[at] = probe_.match;
    for (std::size_t j = 0; j < taps_.size(); ++j)
        if (j != at) gram(at, j) = gram(j, at) = probe_.overlaps[j];
    gram(at, at) = probe_.self;
    refresh();
}

void FocusedPass::place_probed(double share) {
    rescale_others(probe_.index, share);
    const bool is_new = probe_.index == none;
    const std::size_t at = is_new ? taps_.size() : static_cast<std::size_t>(probe_.index);
    if (is_new) {
        taps_.emplace_back();
        cells_.emplace_back();
        matches_.emplace_back();
    }
    taps_[at].weight = share;
    take_probe(at);
}

void FocusedPass::shift_probed() {
    take_probe(static_cast<std::size_t>(probe_.index));
}

void FocusedPass::reweight(int index, double share) {
    rescale_others(index, share);
    taps_[index].weight = share;
    refresh();
}

void FocusedPass::drop(int index) {
    rescale_others(index, 0.0);
    const std::size_t at = static_cast<std::size_t>(index), last = taps_.size() - 1;
    taps_[at] = taps_[last];
    cells_[at] = cells_[last];
    matches_[at] = matches_[last];
    for (std::size_t j = 0; j < last; ++j)
        if (j != at) gram(at, j) = gram(j, at) = gram(last, j);
    gram(at, at) = gram(last, last);
    taps_.pop_back();
    cells_.pop_back();
    matches_.pop_back();
    refresh();
}

}  // namespace tapestry::offline
