/// One candidate of parallel tempering: a cascade that changes by random moves of its taps, each accepted or
/// not by the rule of Metropolis.
#pragma once

#include <array>
#include <cstddef>

#include "offline/fit/starts.h"
#include "offline/rivals/focused_pass.h"
#include "offline/rivals/pass_landscape.h"
#include "offline/rivals/sparse_passes.h"

namespace tapestry::offline {

enum class TapMove {
    shift,     ///< a tap to a place nearby, with a new share
    teleport,  ///< a tap to any place, with a new share
    reweight,  ///< a new share for a tap
    add,       ///< a new tap, where the budget has room
    drop,      ///< a tap gone
};
inline constexpr int tap_moves = 5;

struct MoveCount {
    long long tried = 0, accepted = 0;

    double rate() const {
        return tried > 0 ? static_cast<double>(accepted) / static_cast<double>(tried) : 0.0;
    }
};
/// By TapMove.
using MoveCounts = std::array<MoveCount, tap_moves>;

/// What every candidate of a run obeys.
struct CandidateRules {
    int budget = 0;     ///< taps over all passes
    int most_taps = 0;  ///< in one pass
    bool allow_negative = true;
    double reach_px = 0.0;  ///< of a tap, on either axis
    int grid = 0;           ///< of the landscape; the start's reaches fit it
};

class TemperingCandidate {
  public:
    TemperingCandidate(const DenseKernel& target, const SparsePasses& start, const CandidateRules& rules,
                       Random random);

    /// Visits one pass: `moves` proposals at a temperature, in units of the cost. 0: only improvements.
    void visit(int pass, int moves, double temperature, MoveCounts& counts);

    /// |K - T|^2 / |T|^2 of the cascade's response K and the target T.
    double cost() const { return cost_; }
    const SparsePasses& passes() const { return passes_; }

    /// Bytes held.
    std::size_t memory() const { return landscape_.memory(); }

  private:
    void begin_visit(int pass);
    void end_visit(int pass);
    bool propose(TapMove move, double temperature);
    bool propose_place(int index, double x, double y, double temperature);
    bool propose_reweight(double temperature);
    bool propose_add(double temperature);
    bool propose_drop(double temperature);
    bool accept(double increase, double temperature);
    bool draw_share(const FocusedPass::Line& line, double temperature, double& share);
    bool dominates(int index) const;
    TapMove pick_move();
    int pick_tap() { return uniform_below(focused_.count(), random_); }
    double anywhere() { return reach_ * (2.0 * uniform(random_) - 1.0); }
    double normal();

    CandidateRules rules_;
    PassLandscape landscape_;
    FocusedPass focused_;
    SparsePasses passes_;
    Random random_;
    double cost_ = 0.0;
    double reach_ = 0.0;  // in the pass under the focus
    int spare_ = 0;       // taps that the budget still allows
};

}  // namespace tapestry::offline
