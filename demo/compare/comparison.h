/// What is shown beside what: pictures for the two sides of the divider, made when they are asked for.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compare/image_comparison_job.h"
#include "compare/lens_accumulation.h"
#include "compare/lens_rival.h"
#include "compare/reference_job.h"
#include "render/document_renderer.h"

namespace tapestry::demo {

/// Pictures of one document.
enum class Shown {
    original,
    result,
    truth,
    gaussian,
    low_rank,
    ring_gather,
    accumulation_16,
    accumulation_64,
    error,
    flip
};

/// What a picture can be made of.
enum class ShownOf {
    both,
    photographs,
    scenes,
    depths,  ///< scenes, and photographs with depth
};

inline bool is_shown_of(ShownOf of, bool is_scene, bool has_depth) {
    return of == ShownOf::both || (of == ShownOf::photographs && !is_scene) ||
           (of == ShownOf::scenes && is_scene) || (of == ShownOf::depths && has_depth);
}

struct ShownChoice {
    Shown shown;
    const char* name;   ///< on the command line
    const char* label;  ///< for people
    const char* help;
    ShownOf of = ShownOf::both;
};
inline constexpr std::array shown_choices = {
    ShownChoice{Shown::original, "original", "Original", "The picture without effects"},
    ShownChoice{Shown::result, "result", "Result", "Tapestry: a few dozen reads a pixel"},
    ShownChoice{
        Shown::truth, "exact", "Exact",
        "Every pixel gathered with its exact dense kernel, on the CPU; of scenes what a thin lens sees, "
        "by 512 pinholes"},
    ShownChoice{Shown::gaussian, "gaussian", "Gaussian",
                "With Gaussians of the same spread: blurs without a shape"},
    ShownChoice{Shown::low_rank, "low-rank", "Low rank",
                "The same with the nearest sums of two separable kernels", ShownOf::photographs},
    ShownChoice{Shown::ring_gather, "ring-gather", "Ring gather",
                "96 reads over the aperture at half resolution, as engines gather bokeh", ShownOf::depths},
    ShownChoice{Shown::accumulation_16, "accumulation-16", "16 pinholes",
                "The scene drawn 16 times, through points of the lens", ShownOf::scenes},
    ShownChoice{Shown::accumulation_64, "accumulation-64", "64 pinholes",
                "The scene drawn 64 times, through points of the lens", ShownOf::scenes},
    ShownChoice{Shown::error, "error", "Error", "Where the result differs from the exact picture"},
    ShownChoice{Shown::flip, "flip", "FLIP", "Where the eye would see it differ, flipping between the two"},
};

/// How much error pictures are brightened.
inline constexpr float standard_error_gain = 16.0f;

/// A picture against the exact one.
struct ComparisonNumbers {
    double psnr = 0.0;  ///< dB, linear RGB, peak 1
    double flip = 0.0;  ///< mean, [0, 1]
};

/// The choice of a name on the command line, which must be one.
Shown shown_of(const std::string& name);

/// What `shown` is of a document, made on the caller's thread; and the result against the exact picture where
/// that had to be made for it.
struct ShownPicture {
    offline::Picture8 picture;
    std::optional<ComparisonNumbers> numbers;
};
Result<ShownPicture> shown_picture(Shown shown, const Document& document, DocumentRenderer& renderer,
                                   double error_gain);

class Comparison {
  public:
    Shown left = Shown::original;
    Shown right = Shown::result;
    float error_gain = standard_error_gain;
    bool measures = false;  ///< hold what is shown against the exact picture, though that is not shown

    /// Starts, follows and stops the work that the two sides need. Error: why there is no exact picture;
    /// told once.
    Result<void> follow(const Document& document, DocumentRenderer& renderer);

    /// What to draw for a choice; the original while there is nothing yet.
    PictureTexture& texture(Shown shown, DocumentRenderer& renderer);

    bool is_busy() const;
    double truth_done() const { return shows_scene_ ? lens_.done() : exact_.done; }
    /// Of the result, or of what else is shown, against the exact picture; none while that is made.
    std::optional<ComparisonNumbers> numbers(Shown shown = Shown::result) const;
    const std::string& refusal() const { return refusal_; }

  private:
    /// A dense picture with what it was made for.
    struct Dense {
        ReferenceJob job;
        std::optional<Document> made_for;
        std::filesystem::path photo;
        std::uint64_t lab_revision = 0;
        PictureTexture texture;
        double done = 0.0;
        std::uint64_t version = 0;  ///< counts beginnings
    };

    /// A picture to be judged. Equal versions have equal pictures.
    struct Candidate {
        Shown shown;
        std::uint64_t version;
        const PictureTexture* texture;
    };
    struct Judged {
        std::uint64_t truth_version = 0, version = 0;
        float gain = 0.0f;                         ///< of the error map, which is the result's
        std::optional<ComparisonNumbers> numbers;  ///< none while it is judged

        bool is_of(const Judged& other) const {
            return truth_version == other.truth_version && version == other.version && gain == other.gain;
        }
    };

    bool needs(Shown shown) const;
    bool needs_truth() const {
        return measures || needs(Shown::error) || needs(Shown::flip) || needs(Shown::truth);
    }
    Result<void> follow_scene(const Document& document, DocumentRenderer& renderer);
    Result<void> follow_photo(const Document& document, DocumentRenderer& renderer);
    Result<void> follow_dense(Dense& dense, KernelMethod method, const Document& document,
                              DocumentRenderer& renderer);
    std::vector<Candidate> candidates(DocumentRenderer& renderer);
    std::shared_ptr<const Image> complete_truth();
    std::uint64_t truth_version() const;
    void follow_verdicts(DocumentRenderer& renderer);
    void take_verdict(DocumentRenderer& renderer);
    void forget_verdicts();

    Dense exact_, gaussian_, low_rank_;
    LensAccumulation lens_{exact_pinholes};  ///< the exact picture of a scene
    LensAccumulation accumulation_16_{16}, accumulation_64_{64};
    LensRival ring_gather_{LensRivalKind::ring_gather};
    LensRival lens_gaussian_{LensRivalKind::separable_gaussian};
    bool shows_scene_ = false;
    bool shows_lens_ = false;  ///< a scene, or a photograph with depth and a lens
    PictureTexture error_, flip_;
    ImageComparisonJob verdict_;
    Shown judging_ = Shown::result;
    std::map<Shown, Judged> judged_;
    std::shared_ptr<const Image> lens_truth_;  ///< downloaded
    std::uint64_t lens_truth_version_ = 0;
    bool awaits_verdict_ = false;
    std::string refusal_;
};

}  // namespace tapestry::demo
