/// One pass on its landscape: the cost of any change to one of its taps, in closed form.
///
/// The pass's weights always sum to 1. A tap of share s beside others that split 1 - s in fixed proportions
/// moves the pass along a line from the others alone (s = 0) to the lone tap (s = 1), and the cost along it
/// is a parabola.
#pragma once

#include <cstddef>
#include <vector>

#include "offline/rivals/pass_landscape.h"

namespace tapestry::offline {

class FocusedPass {
  public:
    /// Stands for no tap: a change that adds one.
    static constexpr int none = -1;

    /// cost(share) = base - 2 share slope + share^2 curvature
    struct Line {
        double base = 0.0, slope = 0.0, curvature = 0.0;

        double best_share() const { return slope / curvature; }
        double cost(double share) const { return base - 2.0 * share * slope + share * share * curvature; }
    };

    /// Takes a pass with weights of sum 1 that may grow to `most_taps`. The landscape is focused on the pass
    /// and outlives its use here.
    void load(const PassLandscape& landscape, const std::vector<SplatTap>& taps, int most_taps);

    const std::vector<SplatTap>& taps() const { return taps_; }
    int count() const { return static_cast<int>(taps_.size()); }

    /// Relative squared error of the whole cascade.
    double cost() const { return self_ - 2.0 * match_ + 1.0; }

    /// The line of a tap where it stands. Precondition: its share is not 1.
    Line line(int index) const;

    /// Looks at (x, y) as a place for tap `index`, or for a new one. The changes named `..._probed` refer to
    /// the last probe, which any change makes stale.
    void probe(int index, double x, double y);

    /// The line of the tap at the probed place. Precondition as for `line`.
    Line probed_line() const;

    /// The cost with the tap at the probed place and all weights as they are. Precondition: not a new tap.
    double probed_cost() const;

    /// Moves the tap to the probed place, or adds it there, with this share.
    void place_probed(double share);

    /// Moves the tap to the probed place, all weights as they are.
    void shift_probed();

    void reweight(int index, double share);

    /// Takes a tap away; the last tap gets its index. Precondition as for `line`.
    void drop(int index);

  private:
    struct Others {
        double share, self, match;  // the last two for the others' weights scaled to sum 1
    };
    Others others(int index) const;
    static Line line_of(const Others& others, double cross, double self, double match);
    void rescale_others(int index, double share);
    void take_probe(std::size_t at);
    void refresh();
    double& gram(std::size_t i, std::size_t j) { return gram_[i * stride_ + j]; }
    double gram(std::size_t i, std::size_t j) const { return gram_[i * stride_ + j]; }

    struct Probe {
        int index = none;
        double x = 0.0, y = 0.0;
        SplatCell cell{};
        std::vector<double> overlaps;  // with every tap
        double cross = 0.0;            // with the other taps, weighted
        double self = 0.0, match = 0.0;
    };

    const PassLandscape* landscape_ = nullptr;
    std::vector<SplatTap> taps_;
    std::vector<SplatCell> cells_;
    std::size_t stride_ = 0;
    std::vector<double> gram_;         // overlaps of taps i and j
    std::vector<double> matches_;      // of tap i
    std::vector<double> fields_;       // sum_j w_j gram(i, j)
    double self_ = 0.0, match_ = 0.0;  // w^T gram w, w^T matches
    Probe probe_;
};

}  // namespace tapestry::offline
