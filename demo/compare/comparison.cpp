#include "compare/comparison.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace tapestry::demo {
namespace {

/// Presets of the lab and switched-off effects do not change a picture.
bool draws_the_same(const Document& a, const Document& b) {
    return a.picture == b.picture && a.effects == b.effects && (!uses_lab(a) || a.kernel == b.kernel);
}

}  // namespace

Shown shown_of(const std::string& name) {
    for (const ShownChoice& choice : shown_choices) {
        if (name == choice.name) return choice.shown;
    }
    return Shown::result;
}

namespace {

/// Through the window's own code, until it has nothing more to do.
Result<ShownPicture> shown_in_window(Shown shown, const Document& document, DocumentRenderer& renderer,
                                     double error_gain) {
    Comparison comparison;
    comparison.right = shown;
    comparison.error_gain = static_cast<float>(error_gain);
    do {
        if (auto status = comparison.follow(document, renderer); !status) return status.error();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    } while (comparison.is_busy());
    if (auto status = comparison.follow(document, renderer); !status) return status.error();
    return ShownPicture{comparison.texture(shown, renderer).download(), comparison.numbers()};
}

bool can_show(Shown shown, bool is_scene, bool has_depth) {
    for (const ShownChoice& choice : shown_choices)
        if (choice.shown == shown) return is_shown_of(choice.of, is_scene, has_depth);
    return false;
}

}  // namespace

Result<ShownPicture> shown_picture(Shown shown, const Document& document, DocumentRenderer& renderer,
                                   double error_gain) {
    auto result = renderer.result_picture(document);
    if (!result) return result.error();
    if (shown == Shown::original) return ShownPicture{renderer.original().download(), {}};
    if (shown == Shown::result) return ShownPicture{std::move(*result), {}};
    const bool is_scene = renderer.scene() != nullptr;
    if (!can_show(shown, is_scene, renderer.has_depth()))
        return Error{std::string("--show: there is no such picture of a ") +
                     (is_scene               ? "scene"
                      : renderer.has_depth() ? "photograph"
                                             : "photograph without depth")};
    const bool is_rival = shown == Shown::ring_gather || shown == Shown::gaussian;
    if (is_scene || (is_rival && lens_subject(document, renderer)))
        return shown_in_window(shown, document, renderer, error_gain);
    const KernelMethod method = shown == Shown::gaussian   ? KernelMethod::gaussian
                                : shown == Shown::low_rank ? KernelMethod::low_rank
                                                           : KernelMethod::exact;
    const auto steps = truth_steps(document, renderer.shelf(), method, renderer.width(), renderer.height());
    if (!steps) return steps.error();
    const Image dense = dense_picture(offline::to_linear(renderer.original().download()), *steps);
    if (method != KernelMethod::exact) return ShownPicture{offline::to_srgb8(dense), {}};
    ImageComparison verdict = compare_images(offline::to_linear(*result), dense, error_gain);
    const ComparisonNumbers numbers{verdict.psnr, verdict.flip};
    if (shown == Shown::truth) return ShownPicture{offline::to_srgb8(dense), numbers};
    return ShownPicture{std::move(shown == Shown::flip ? verdict.flip_map : verdict.error_map), numbers};
}

bool Comparison::needs(Shown shown) const {
    return left == shown || right == shown;
}

bool Comparison::is_busy() const {
    if (!refusal_.empty()) return false;
    if (needs_truth() && (awaits_verdict_ || verdict_.is_running())) return true;
    if (shows_scene_) {
        const auto awaits = [&](Shown shown, const auto& maker) { return needs(shown) && !maker.is_done(); };
        return awaits(Shown::accumulation_16, accumulation_16_) ||
               awaits(Shown::accumulation_64, accumulation_64_) || awaits(Shown::ring_gather, ring_gather_) ||
               awaits(Shown::gaussian, lens_gaussian_);
    }
    return exact_.job.is_running() || gaussian_.job.is_running() || low_rank_.job.is_running();
}

std::optional<ComparisonNumbers> Comparison::numbers(Shown shown) const {
    const auto judged = judged_.find(shown);
    if (judged == judged_.end()) return std::nullopt;
    return judged->second.numbers;
}

Result<void> Comparison::follow_dense(Dense& dense, KernelMethod method, const Document& document,
                                      DocumentRenderer& renderer) {
    const std::uint64_t lab = uses_lab(document) ? renderer.shelf().lab_revision() : 0;
    const bool is_current =
        dense.made_for && draws_the_same(*dense.made_for, document) && dense.photo == renderer.photo_path();
    if (!is_current) {
        auto steps = truth_steps(document, renderer.shelf(), method, renderer.width(), renderer.height());
        dense.made_for = document;
        dense.photo = renderer.photo_path();
        dense.lab_revision = lab;
        dense.done = 0.0;
        ++dense.version;
        if (!steps) {
            dense.job.stop();
            return steps.error();
        }
        dense.job.start(renderer.original().download(), std::move(*steps));
    }
    if (auto picture = dense.job.take_picture()) {
        dense.done = picture->done;
        if (auto texture = PictureTexture::upload(renderer.gl(), picture->picture))
            dense.texture = std::move(*texture);
    }
    return {};
}

void Comparison::forget_verdicts() {
    judged_.clear();
    awaits_verdict_ = false;
}

void Comparison::take_verdict(DocumentRenderer& renderer) {
    if (verdict_.is_running()) return;
    const auto verdict = verdict_.take();
    const auto judged = judged_.find(judging_);
    if (!verdict || judged == judged_.end()) return;
    judged->second.numbers = ComparisonNumbers{verdict->psnr, verdict->flip};
    if (judging_ != Shown::result) return;
    if (auto texture = PictureTexture::upload(renderer.gl(), verdict->error_map))
        error_ = std::move(*texture);
    if (auto texture = PictureTexture::upload(renderer.gl(), verdict->flip_map)) flip_ = std::move(*texture);
}

/// The result and what else is shown of other methods, as far as it is there.
std::vector<Comparison::Candidate> Comparison::candidates(DocumentRenderer& renderer) {
    std::vector<Candidate> found;
    if (!renderer.is_reduced()) found.push_back({Shown::result, renderer.revision(), &renderer.result()});
    const auto add = [&](Shown shown, bool is_done, std::uint64_t version, const PictureTexture& texture) {
        if (needs(shown) && is_done) found.push_back({shown, version, &texture});
    };
    if (shows_lens_) {
        add(Shown::ring_gather, ring_gather_.is_done(), ring_gather_.drawings(), ring_gather_.texture());
        add(Shown::gaussian, lens_gaussian_.is_done(), lens_gaussian_.drawings(), lens_gaussian_.texture());
    }
    if (shows_scene_) {
        for (auto [shown, maker] : {std::pair(Shown::accumulation_16, &accumulation_16_),
                                    std::pair(Shown::accumulation_64, &accumulation_64_)})
            add(shown, maker->is_done(), maker->beginnings(), maker->texture());
    } else {
        if (!shows_lens_) add(Shown::gaussian, gaussian_.done >= 1.0, gaussian_.version, gaussian_.texture);
        add(Shown::low_rank, low_rank_.done >= 1.0, low_rank_.version, low_rank_.texture);
    }
    return found;
}

std::uint64_t Comparison::truth_version() const {
    return shows_scene_ ? lens_.beginnings() : exact_.version;
}

std::shared_ptr<const Image> Comparison::complete_truth() {
    if (!shows_scene_) return exact_.job.complete();
    if (!lens_.is_done()) {
        lens_truth_.reset();
    } else if (!lens_truth_ || lens_truth_version_ != lens_.beginnings()) {
        lens_truth_version_ = lens_.beginnings();
        lens_truth_ = std::make_shared<const Image>(offline::to_linear(lens_.texture().download()));
    }
    return lens_truth_;
}

/// One after the other, when the exact picture is complete; again when either changes.
void Comparison::follow_verdicts(DocumentRenderer& renderer) {
    take_verdict(renderer);
    const auto truth = complete_truth();
    if (!truth) {
        judged_.clear();
        awaits_verdict_ = true;
        return;
    }
    if (verdict_.is_running()) return;
    awaits_verdict_ = renderer.is_reduced();
    for (const Candidate& candidate : candidates(renderer)) {
        Judged wanted{
            truth_version(), candidate.version, candidate.shown == Shown::result ? error_gain : 0.0f, {}};
        const auto known = judged_.find(candidate.shown);
        if (known != judged_.end() && known->second.is_of(wanted)) continue;
        judged_[candidate.shown] = wanted;
        judging_ = candidate.shown;
        verdict_.start(truth, candidate.texture->download(), static_cast<double>(error_gain));
        awaits_verdict_ = true;
        return;
    }
}

Result<void> Comparison::follow_scene(const Document& document, DocumentRenderer& renderer) {
    Result<void> status;
    const auto follow_if = [&](bool is_needed, auto& maker) {
        if (is_needed && status) status = maker.follow(document, renderer);
    };
    follow_if(needs(Shown::ring_gather), ring_gather_);
    follow_if(needs(Shown::gaussian), lens_gaussian_);
    follow_if(needs(Shown::accumulation_16), accumulation_16_);
    follow_if(needs(Shown::accumulation_64), accumulation_64_);
    follow_if(needs_truth(), lens_);
    return status;
}

Result<void> Comparison::follow_photo(const Document& document, DocumentRenderer& renderer) {
    Result<void> status;
    if (needs_truth()) {
        status = follow_dense(exact_, KernelMethod::exact, document, renderer);
    } else if (exact_.done < 1.0) {
        exact_.job.stop();
        exact_.made_for.reset();
    }
    if (needs(Shown::ring_gather) && status) status = ring_gather_.follow(document, renderer);
    if (needs(Shown::gaussian) && shows_lens_ && status) status = lens_gaussian_.follow(document, renderer);
    if (needs(Shown::gaussian) && !shows_lens_ && status)
        status = follow_dense(gaussian_, KernelMethod::gaussian, document, renderer);
    if (needs(Shown::low_rank) && status)
        status = follow_dense(low_rank_, KernelMethod::low_rank, document, renderer);
    return status;
}

Result<void> Comparison::follow(const Document& document, DocumentRenderer& renderer) {
    if (!renderer.has_photo()) return {};
    if (uses_lab(document) && !renderer.shelf().has_lab_table()) return {};
    const bool is_scene = renderer.scene() != nullptr;
    if (is_scene != shows_scene_) {
        exact_.job.stop();
        exact_.made_for.reset();
        exact_.done = 0.0;
        forget_verdicts();
        shows_scene_ = is_scene;
    }
    shows_lens_ = is_scene || (renderer.has_depth() && lens_subject(document, renderer));
    auto status = is_scene ? follow_scene(document, renderer) : follow_photo(document, renderer);
    if (status && needs_truth())
        follow_verdicts(renderer);
    else
        forget_verdicts();
    refusal_ = status ? "" : status.error().message;
    return status;
}

PictureTexture& Comparison::texture(Shown shown, DocumentRenderer& renderer) {
    const auto or_original = [&](PictureTexture& texture) -> PictureTexture& {
        return texture ? texture : renderer.original();
    };
    switch (shown) {
        case Shown::result:
            return renderer.result();
        case Shown::truth:
            return or_original(shows_scene_ ? lens_.texture() : exact_.texture);
        case Shown::gaussian:
            return or_original(shows_lens_ ? lens_gaussian_.texture() : gaussian_.texture);
        case Shown::low_rank:
            return or_original(low_rank_.texture);
        case Shown::ring_gather:
            return or_original(ring_gather_.texture());
        case Shown::accumulation_16:
            return or_original(accumulation_16_.texture());
        case Shown::accumulation_64:
            return or_original(accumulation_64_.texture());
        case Shown::error:
            return or_original(error_);
        case Shown::flip:
            return or_original(flip_);
        default:
            return renderer.original();
    }
}

}  // namespace tapestry::demo
