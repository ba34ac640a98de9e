/// Original, result and exact picture of a document side by side, as a file: made bit by bit, so that a
/// window stays awake meanwhile.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "compare/image_comparison_job.h"
#include "compare/lens_accumulation.h"
#include "compare/plate.h"
#include "compare/reference_job.h"

namespace tapestry::demo {

class PlateJob {
  public:
    /// Draws original and result. Error: as DocumentRenderer::result_picture; no exact picture of the
    /// effects.
    static Result<PlateJob> begin(const Document& document, DocumentRenderer& renderer,
                                  std::filesystem::path path);

    /// Some milliseconds of it; the last step writes the file, whole or not at all. Error: nothing more is to
    /// be done then.
    Result<void> step(DocumentRenderer& renderer);

    bool is_done() const { return is_done_; }
    /// [0, 1].
    double done() const;
    const std::filesystem::path& path() const { return path_; }
    int width() const { return written_width_; }
    int height() const { return written_height_; }

  private:
    PlateJob(Document document, std::filesystem::path path)
        : document_(std::move(document)), path_(std::move(path)) {}
    Result<void> make_truth(DocumentRenderer& renderer);
    Result<void> finish(const DocumentRenderer& renderer);

    Document document_;
    std::filesystem::path path_;
    offline::Picture8 original_, result_;
    ReferenceJob photo_truth_;
    LensAccumulation lens_truth_{exact_pinholes};
    std::shared_ptr<const Image> truth_;  ///< when it is there
    ImageComparisonJob verdict_;
    double photo_done_ = 0.0;
    bool is_done_ = false;
    int written_width_ = 0, written_height_ = 0;
};

}  // namespace tapestry::demo
