#include "compare/comparison.h"

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

Result<ShownPicture> shown_picture(Shown shown, const Document& document, DocumentRenderer& renderer,
                                   double error_gain) {
    if (shown == Shown::original) return ShownPicture{renderer.original().download(), {}};
    auto result = renderer.result_picture(document);
    if (!result) return result.error();
    if (shown == Shown::result) return ShownPicture{std::move(*result), {}};
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
    if (shows_scene_) return needs(Shown::truth) && refusal_.empty() && !lens_.is_done();
    const bool awaits_verdict = needs_verdict() && exact_.made_for && refusal_.empty() && !numbers_;
    return awaits_verdict || exact_.job.is_running() || gaussian_.job.is_running() ||
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

/// Judges when the exact picture is complete and the result is whole; again when either changes.
void Comparison::follow_verdict(DocumentRenderer& renderer) {
    if (auto verdict = exact_.job.take_verdict()) {
        numbers_ = ComparisonNumbers{verdict->psnr, verdict->flip};
        if (auto texture = PictureTexture::upload(renderer.gl(), verdict->error_map))
            error_ = std::move(*texture);
        if (auto texture = PictureTexture::upload(renderer.gl(), verdict->flip_map))
            flip_ = std::move(*texture);
    }
    if (exact_.done < 1.0) numbers_.reset();
    if (exact_.done < 1.0 || exact_.job.is_running() || renderer.is_reduced()) return;
    if (judged_revision_ == renderer.revision() && judged_gain_ == error_gain && numbers_) return;
    judged_revision_ = renderer.revision();
    judged_gain_ = error_gain;
    exact_.job.judge(renderer.result().download(), static_cast<double>(error_gain));
}

/// A scene's exact picture is a lens's; the other methods have no picture of it.
Status Comparison::follow_scene(const Document& document, DocumentRenderer& renderer) {
    numbers_.reset();
    if (!needs(Shown::truth)) return {};
    auto status = lens_.follow(document, renderer);
    refusal_ = status ? "" : status.error().message;
    return status;
}

Status Comparison::follow(const Document& document, DocumentRenderer& renderer) {
    if (!renderer.has_photo()) return {};
    if (uses_lab(document) && !renderer.shelf().has_lab_table()) return {};
    shows_scene_ = renderer.scene() != nullptr;
    if (shows_scene_) return follow_scene(document, renderer);
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
            return or_original(gaussian_.texture);
        case Shown::low_rank:
            return or_original(low_rank_.texture);
        case Shown::error:
            return or_original(error_);
        case Shown::flip:
            return or_original(flip_);
        default:
            return renderer.original();
    }
}

}  // namespace tapestry::demo
