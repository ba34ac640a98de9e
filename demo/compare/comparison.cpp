#include "compare/comparison.h"

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
Result<ShownPicture> shown_of_scene(Shown shown, const Document& document, DocumentRenderer& renderer,
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

bool can_show(Shown shown, bool is_scene) {
    for (const ShownChoice& choice : shown_choices)
        if (choice.shown == shown)
            return choice.of == ShownOf::both || (choice.of == ShownOf::scenes) == is_scene;
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
    if (!can_show(shown, is_scene))
        return Error{std::string("--show: there is no such picture of a ") +
                     (is_scene ? "scene" : "photograph")};
    if (is_scene) return shown_of_scene(shown, document, renderer, error_gain);
    const KernelMethod method = shown == Shown::gaussian   ? KernelMethod::gaussian
                                : shown == Shown::low_rank ? KernelMethod::low_rank
                                                           : KernelMethod::exact;
    const auto steps = truth_steps(document, renderer.shelf(), method, renderer.width(), renderer.height());
    if (!steps) return steps.error();
    const Image dense = dense_picture(offline::to_linear(renderer.original().download()), *steps);
    if (method != KernelMethod::exact) return ShownPicture{offline::to_srgb8(dense), {}};
    Verdict verdict = judge_picture(offline::to_linear(*result), dense, error_gain);
    const ComparisonNumbers numbers{verdict.psnr, verdict.flip};
    if (shown == Shown::truth) return ShownPicture{offline::to_srgb8(dense), numbers};
    return ShownPicture{std::move(shown == Shown::flip ? verdict.flip_map : verdict.error_map), numbers};
}

bool Comparison::needs(Shown shown) const {
    return left == shown || right == shown;
}

bool Comparison::is_busy() const {
    const bool awaits_verdict = needs_verdict() && refusal_.empty() && !numbers_;
    if (shows_scene_) {
        const auto awaits = [&](Shown shown, const auto& maker) { return needs(shown) && !maker.is_done(); };
        return refusal_.empty() &&
               (awaits_verdict || exact_.job.is_running() ||
                awaits(Shown::accumulation_16, accumulation_16_) ||
                awaits(Shown::accumulation_64, accumulation_64_) ||
                awaits(Shown::ring_gather, ring_gather_) || awaits(Shown::gaussian, lens_gaussian_));
    }
    return (awaits_verdict && exact_.made_for) || exact_.job.is_running() || gaussian_.job.is_running() ||
           low_rank_.job.is_running();
}

Status Comparison::follow_dense(Dense& dense, KernelMethod method, const Document& document,
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
        dense.picture = std::move(picture->picture);
    }
    return {};
}

void Comparison::take_verdict(DocumentRenderer& renderer) {
    const auto verdict = exact_.job.take_verdict();
    if (!verdict) return;
    numbers_ = ComparisonNumbers{verdict->psnr, verdict->flip};
    if (auto texture = PictureTexture::upload(renderer.gl(), verdict->error_map))
        error_ = std::move(*texture);
    if (auto texture = PictureTexture::upload(renderer.gl(), verdict->flip_map)) flip_ = std::move(*texture);
}

/// Judges when the exact picture is complete and the result is whole; again when either changes.
void Comparison::follow_verdict(DocumentRenderer& renderer) {
    take_verdict(renderer);
    if (exact_.done < 1.0) numbers_.reset();
    if (exact_.done < 1.0 || exact_.job.is_running() || renderer.is_reduced()) return;
    if (judged_revision_ == renderer.revision() && judged_gain_ == error_gain && numbers_) return;
    judged_revision_ = renderer.revision();
    judged_gain_ = error_gain;
    exact_.job.judge(renderer.result().download(), static_cast<double>(error_gain));
}

/// The same of a scene, whose exact picture is a lens's.
void Comparison::follow_lens_verdict(DocumentRenderer& renderer) {
    const bool is_current =
        judged_revision_ == renderer.revision() && judged_lens_ == lens_.beginnings() && lens_.is_done();
    if (is_current)
        take_verdict(renderer);
    else
        numbers_.reset();
    if (!lens_.is_done() || exact_.job.is_running() || renderer.is_reduced()) return;
    if (is_current && judged_gain_ == error_gain && numbers_) return;
    judged_revision_ = renderer.revision();
    judged_lens_ = lens_.beginnings();
    judged_gain_ = error_gain;
    exact_.job.judge_against(lens_.texture().download(), renderer.result().download(),
                             static_cast<double>(error_gain));
}

Status Comparison::follow_scene(const Document& document, DocumentRenderer& renderer) {
    Status status;
    const auto follow_if = [&](bool is_needed, auto& maker) {
        if (is_needed && status) status = maker.follow(document, renderer);
    };
    follow_if(needs(Shown::ring_gather), ring_gather_);
    follow_if(needs(Shown::gaussian), lens_gaussian_);
    follow_if(needs(Shown::accumulation_16), accumulation_16_);
    follow_if(needs(Shown::accumulation_64), accumulation_64_);
    follow_if(needs_verdict(), lens_);
    if (needs_verdict() && status)
        follow_lens_verdict(renderer);
    else
        numbers_.reset();
    return status;
}

Status Comparison::follow_photo(const Document& document, DocumentRenderer& renderer) {
    Status status;
    if (needs_verdict()) {
        status = follow_dense(exact_, KernelMethod::exact, document, renderer);
        if (status) follow_verdict(renderer);
    } else if (exact_.done < 1.0) {
        exact_.job.stop();
        exact_.made_for.reset();
    }
    if (needs(Shown::gaussian) && status)
        status = follow_dense(gaussian_, KernelMethod::gaussian, document, renderer);
    if (needs(Shown::low_rank) && status)
        status = follow_dense(low_rank_, KernelMethod::low_rank, document, renderer);
    return status;
}

Status Comparison::follow(const Document& document, DocumentRenderer& renderer) {
    if (!renderer.has_photo()) return {};
    if (uses_lab(document) && !renderer.shelf().has_lab_table()) return {};
    const bool is_scene = renderer.scene() != nullptr;
    if (is_scene != shows_scene_) {
        exact_.job.stop();
        exact_.made_for.reset();
        exact_.done = 0.0;
        numbers_.reset();
        shows_scene_ = is_scene;
    }
    auto status = is_scene ? follow_scene(document, renderer) : follow_photo(document, renderer);
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
            return or_original(shows_scene_ ? lens_gaussian_.texture() : gaussian_.texture);
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
