/// Judges a picture against the exact one on a thread of its own.
#pragma once

#include <memory>
#include <optional>

#include "offline/io/image_file.h"
#include "tapestry/image.h"

namespace tapestry::demo {

struct ImageComparison {
    double psnr = 0.0;            ///< dB, linear RGB, peak 1
    double flip = 0.0;            ///< mean, [0, 1]
    offline::Picture8 error_map;  ///< the largest channel's difference, linear
    offline::Picture8 flip_map;
};

/// Of pictures of one size; `gain` multiplies the error map.
ImageComparison compare_images(const Image& candidate, const Image& truth, double gain);

class ImageComparisonJob {
  public:
    ImageComparisonJob();
    ImageComparisonJob(ImageComparisonJob&&) noexcept;
    ImageComparisonJob& operator=(ImageComparisonJob&&) noexcept;
    ~ImageComparisonJob();

    /// Precondition: none is running. Pictures of different sizes are not judged.
    void start(std::shared_ptr<const Image> truth, offline::Picture8 candidate, double gain);
    bool is_running() const;
    /// The last one, once.
    std::optional<ImageComparison> take();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::demo
