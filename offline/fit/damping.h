/// What every Levenberg-Marquardt loop here shares: the damping's schedule and when to stop.
///
/// Source: Nielsen, "Damping Parameter in Marquardt's Method", IMM-REP-1999-05 (the gain-ratio update of
/// lambda).
#pragma once

namespace tapestry::offline {

class Damping {
  public:
    double lambda() const { return lambda_; }

    /// After a step whose decrease was `gain` times the predicted one.
    void accept(double gain);

    /// After a step that did not decrease the cost. False when no damping will.
    bool reject();

  private:
    // Relative to the diagonal. Small: starts are good and the model is nearly quadratic.
    double lambda_ = 1e-2;
    double growth_ = 2.0;
};

/// Counts small improvements in a row.
class SmallSteps {
  public:
    SmallSteps(double tolerance, int patience) : tolerance_(tolerance), patience_(patience) {}

    /// True when the improvement from one cost to the next was the last of `patience` small ones.
    bool add(double from, double to);

  private:
    double tolerance_;
    int patience_;
    int in_a_row_ = 0;
};

}  // namespace tapestry::offline
