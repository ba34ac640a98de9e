#include "offline/rivals/tempering_candidate.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace tapestry::offline {
namespace {

// Shares of the moves, by TapMove. Dropping is tried as often as adding.
constexpr std::array<double, tap_moves> move_shares = {0.60, 0.30, 0.02, 0.04, 0.04};

// Shortest step of a shift: a 50th of a pixel changes a cost by next to nothing.
constexpr double shortest_step_px = 0.02;

// A share beyond this leaves the other taps next to nothing, or turns them around.
constexpr double largest_share = 0.9;

// Of a tap's line. Below it the tap stands where all the others look just like it, and has no share of its
// own.
constexpr double least_curvature = 1e-9;

}  // namespace

TemperingCandidate::TemperingCandidate(const DenseKernel& target, const SparsePasses& start,
                                       const CandidateRules& rules, Random random)
    : rules_(rules),
      landscape_(target, static_cast<int>(start.size()), rules.grid),
      passes_(start),
      random_(std::move(random)) {
    for (std::size_t l = 0; l < passes_.size(); ++l) {
        normalise(passes_[l]);
        landscape_.set_pass(static_cast<int>(l), passes_[l]);
    }
    begin_visit(0);
    end_visit(0);
}

void TemperingCandidate::visit(int pass, int moves, double temperature, MoveCounts& counts) {
    begin_visit(pass);
    for (int i = 0; i < moves; ++i) {
        const TapMove move = pick_move();
        MoveCount& count = counts[static_cast<std::size_t>(move)];
        ++count.tried;
        if (propose(move, temperature)) ++count.accepted;
    }
    end_visit(pass);
}

void TemperingCandidate::begin_visit(int pass) {
    // The sum of reaches stays at most n / 2 - 1: see PassLandscape.
    int room = rules_.grid / 2 - 1;
    for (std::size_t l = 0; l < passes_.size(); ++l)
        if (static_cast<int>(l) != pass) room -= offline::reach_px(passes_[l]);
    reach_ = std::min(rules_.reach_px, static_cast<double>(room));
    spare_ = rules_.budget - tap_count(passes_);
    landscape_.focus(pass);
    focused_.load(landscape_, passes_[pass], rules_.most_taps);
}

void TemperingCandidate::end_visit(int pass) {
    passes_[pass] = focused_.taps();
    normalise(passes_[pass]);
    cost_ = focused_.cost();
    landscape_.set_pass(pass, passes_[pass]);
}

TapMove TemperingCandidate::pick_move() {
    double at = uniform(random_);
    std::size_t move = 0;
    while (move + 1 < tap_moves && at >= move_shares[move]) at -= move_shares[move++];
    return static_cast<TapMove>(move);
}

// Box and Muller; the standard's distributions differ between libraries.
double TemperingCandidate::normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform(random_)));
    return radius * std::cos(2.0 * std::numbers::pi * uniform(random_));
}

bool TemperingCandidate::accept(double increase, double temperature) {
    if (increase <= 0.0) return true;
    return temperature > 0.0 && uniform(random_) < std::exp(-increase / temperature);
}

// Draws from exp(-cost(share) / temperature), a Gaussian about the best share: a new place is judged with
// the weight that suits it. False where the pass would lose its meaning.
bool TemperingCandidate::draw_share(const FocusedPass::Line& line, double temperature, double& share) {
    if (line.curvature < least_curvature) return false;
    share = line.best_share() + std::sqrt(0.5 * temperature / line.curvature) * normal();
    if (!rules_.allow_negative) share = std::max(share, 0.0);
    return std::abs(share) <= largest_share;
}

bool TemperingCandidate::dominates(int index) const {
    return focused_.count() == 1 || std::abs(focused_.taps()[index].weight) > largest_share;
}

bool TemperingCandidate::propose(TapMove move, double temperature) {
    switch (move) {
        case TapMove::shift: {
            // Lengths alike over all scales: long steps explore, short ones settle.
            const int index = pick_tap();
            const SplatTap& tap = focused_.taps()[index];
            const double longest = std::max(reach_ / shortest_step_px, 1.0);
            const double step = shortest_step_px * std::pow(longest, uniform(random_));
            const double dx = step * normal(), dy = step * normal();
            return propose_place(index, tap.x + dx, tap.y + dy, temperature);
        }
        case TapMove::teleport: {
            const int index = pick_tap();
            const double x = anywhere(), y = anywhere();
            return propose_place(index, x, y, temperature);
        }
        case TapMove::reweight:
            return propose_reweight(temperature);
        case TapMove::add:
            return propose_add(temperature);
        case TapMove::drop:
            return propose_drop(temperature);
    }
    return false;
}

bool TemperingCandidate::propose_place(int index, double x, double y, double temperature) {
    if (std::max(std::abs(x), std::abs(y)) > reach_) return false;
    focused_.probe(index, x, y);
    if (dominates(index)) {
        if (!accept(focused_.probed_cost() - focused_.cost(), temperature)) return false;
        focused_.shift_probed();
        return true;
    }
    const FocusedPass::Line line = focused_.probed_line();
    double share = 0.0;
    if (!draw_share(line, temperature, share)) return false;
    if (!accept(line.cost(share) - focused_.cost(), temperature)) return false;
    focused_.place_probed(share);
    return true;
}

bool TemperingCandidate::propose_reweight(double temperature) {
    const int index = pick_tap();
    if (dominates(index)) return false;
    double share = 0.0;
    if (!draw_share(focused_.line(index), temperature, share)) return false;
    focused_.reweight(index, share);
    return true;
}

bool TemperingCandidate::propose_add(double temperature) {
    if (spare_ == 0 || focused_.count() == rules_.most_taps) return false;
    const double x = anywhere(), y = anywhere();
    focused_.probe(FocusedPass::none, x, y);
    const FocusedPass::Line line = focused_.probed_line();
    double share = 0.0;
    if (!draw_share(line, temperature, share)) return false;
    if (!accept(line.cost(share) - focused_.cost(), temperature)) return false;
    focused_.place_probed(share);
    --spare_;
    return true;
}

bool TemperingCandidate::propose_drop(double temperature) {
    const int index = pick_tap();
    if (dominates(index)) return false;
    if (!accept(focused_.line(index).base - focused_.cost(), temperature)) return false;
    focused_.drop(index);
    ++spare_;
    return true;
}

}  // namespace tapestry::offline
