/// Gathers a picture with dense kernels on a thread of its own, from top to bottom.
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

class ReferenceJob {
  public:
    ReferenceJob();
    ReferenceJob(ReferenceJob&&) noexcept;
    ReferenceJob& operator=(ReferenceJob&&) noexcept;
    ~ReferenceJob();

    /// Gives up what is running and begins anew.
    void start(const offline::Picture8& source, std::vector<TruthStep> steps);
    void stop();
    bool is_running() const;

    /// The newest picture, once.
    std::optional<TruthPicture> take_picture();

    /// The whole picture in linear light, unrounded; null until it is there.
    std::shared_ptr<const Image> complete() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Runs all steps on the caller's thread.
Image dense_picture(const Image& source, const std::vector<TruthStep>& steps);

}  // namespace tapestry::demo
