/// How finely to draw so that a picture keeps up with a hand: halvings of its width and height, chosen by
/// what frames took. No OpenGL here.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

namespace tapestry::demo {

class PreviewLevels {
  public:
    static constexpr int most_levels = 16;
    /// Below that nobody sees what a picture shows, however quickly it comes.
    static constexpr int fewest_lines = 90;

    /// Until it is measured, a frame is expected to take as long as this a pixel.
    PreviewLevels(int width, int height, double milliseconds_per_pixel);

    bool knows(int level) const { return milliseconds_[static_cast<std::size_t>(level)].has_value(); }
    /// What a frame at a level took.
    void note(int level, double milliseconds);

    /// The finest level that is expected within the budget, by a line through what was measured: a time that
    /// every frame takes, and one for every pixel. Where the first alone is more than the budget, fewer
    /// pixels help little: then the finest level at which they cost no more than that. `current` is kept
    /// unless another is clearly better, since changing takes time too.
    int within(double budget_milliseconds, int current) const;

  private:
    struct Line {
        double fixed = 0.0, a_pixel = 0.0;  ///< milliseconds
    };
    double pixels(int level) const;
    Line line() const;

    int width_, height_;
    double milliseconds_per_pixel_;
    std::array<std::optional<double>, most_levels> milliseconds_;
};

}  // namespace tapestry::demo
