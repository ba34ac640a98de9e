/// Gathers a picture with dense kernels on a thread of its own, from top to bottom, and judges the result
/// against it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "compare/truth_steps.h"
#include "offline/io/image_file.h"

namespace tapestry::demo {

/// What is there so far: rows above `rows` of the last effect are done, those below are the source's.
struct TruthPicture {
    offline::Picture8 picture;
    double done = 0.0;  ///< [0, 1]
    bool is_complete = false;
};

/// A result against the truth.
struct Verdict {
    double psnr = 0.0;            ///< dB, linear RGB, peak 1
    double flip = 0.0;            ///< mean, [0, 1]
    offline::Picture8 error_map;  ///< the largest channel's difference, linear
    offline::Picture8 flip_map;
};

class TruthJob {
  public:
    TruthJob();
    TruthJob(TruthJob&&) noexcept;
    TruthJob& operator=(TruthJob&&) noexcept;
    ~TruthJob();

    /// Gives up what is running and begins anew.
    void start(const offline::Picture8& source, std::vector<TruthStep> steps);
    void stop();
    bool is_running() const;

    /// The newest picture, once.
    std::optional<TruthPicture> take_picture();

    /// Judges a result of the same size when the truth is complete; `gain` multiplies the error map.
    void judge(const offline::Picture8& result, double gain);
    /// Judges against another picture of the same size, such as a lens makes.
    void judge_against(const offline::Picture8& truth, const offline::Picture8& result, double gain);
    std::optional<Verdict> take_verdict();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Runs all steps on the caller's thread.
Image dense_picture(const Image& source, const std::vector<TruthStep>& steps);

Verdict judge_picture(const Image& result, const Image& truth, double gain);

}  // namespace tapestry::demo
