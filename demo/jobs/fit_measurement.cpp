#include "fit_measurement.h"

#include <cstdio>

namespace tapestry::demo {
namespace {

constexpr double warm_up_seconds = 1.0;
constexpr double before_seconds = 3.0;
/// Never longer: a fit that is starved is a result too.
constexpr double most_seconds = 120.0;

/// A bow and its arrow: nothing that ships looks like it.
PaintedMask bow() {
    PaintedMask mask;
    mask.stroke(18, 8, 44, 20, 4, false);
    mask.stroke(44, 20, 50, 32, 4, false);
    mask.stroke(50, 32, 44, 45, 4, false);
    mask.stroke(44, 45, 18, 57, 4, false);
    mask.stroke(8, 32, 56, 32, 3, false);
    return mask;
}

PaintedMask cross() {
    PaintedMask mask;
    mask.stroke(12, 12, 52, 52, 5, false);
    mask.stroke(52, 12, 12, 52, 5, false);
    return mask;
}

void paint(const PaintedMask& mask, ViewerState& state) {
    state.document.kernel.kernel = painted_kernel;
    state.document.kernel.mask = mask;
}

}  // namespace

void FitMeasurement::enter(Phase phase) {
    phase_ = phase;
    entered_ = Clock::now();
}

void FitMeasurement::begin_frame(ViewerState& state) {
    state.note_motion();
    const float way = moves_++ % 40 < 20 ? 0.4f : -0.4f;
    if (state.renderer.scene()) {
        state.document.camera = orbited(state.document.camera, way, 0.0f);
    } else if (EffectEntry* effect = state.chosen()) {
        effect->values[0] *= 1.0f + 0.01f * way;
    }
    if (phase_ == Phase::start) {
        state.tab = Tab::lab;
        paint(cross(), state);
        if (EffectEntry* effect = state.chosen()) effect->bokeh = lab_bokeh;
        enter(Phase::first_fit);
    } else if (phase_ == Phase::stroke) {
        revision_before_ = state.renderer.shelf().lab_revision();
        paint(bow(), state);
        enter(Phase::meanwhile);
    }
}

void FitMeasurement::count(Count& into, const ViewerState& state) const {
    ++into.frames;
    into.seconds = seconds();
    if (state.renderer.timings().frames().empty()) return;
    const RenderedFrame& frame = state.renderer.timings().frames().back();
    into.lines += frame.height;
    into.picture_milliseconds += frame.wall_milliseconds;
}

bool FitMeasurement::end_frame(const ViewerState& state) {
    const bool is_fitting = state.lab.fit.is_busy();
    switch (phase_) {
        case Phase::first_fit:
            if ((!is_fitting && state.lab.shown) || seconds() > most_seconds) enter(Phase::warm_up);
            break;
        case Phase::warm_up:
            if (seconds() > warm_up_seconds) enter(Phase::before);
            break;
        case Phase::before:
            count(before_, state);
            if (seconds() > before_seconds) enter(Phase::stroke);
            break;
        case Phase::meanwhile:
            count(meanwhile_, state);
            if (first_picture_seconds_ == 0.0 && state.renderer.shelf().lab_revision() != revision_before_) {
                first_picture_seconds_ = seconds();
                first_psnr_ = state.lab.shown->kernel_psnr;
            }
            if (is_fitting && seconds() < most_seconds) break;
            fit_seconds_ = seconds();
            last_psnr_ = state.lab.shown->kernel_psnr;
            enter(Phase::done);
            break;
        default:
            break;
    }
    return phase_ == Phase::done;
}

std::string FitMeasurement::report() const {
    char text[320];
    std::snprintf(
        text, sizeof text,
        "seen after %.2f s (%.1f dB), fitted after %.1f s (%.1f dB); %.1f frames a second (%.0f lines "
        "in %.0f ms) before, %.1f (%.0f lines in %.0f ms) meanwhile: %.0f %%, %d frames",
        first_picture_seconds_, first_psnr_, fit_seconds_, last_psnr_, before_.rate(), before_.mean_lines(),
        before_.mean_milliseconds(), meanwhile_.rate(), meanwhile_.mean_lines(),
        meanwhile_.mean_milliseconds(), 100.0 * meanwhile_.rate() / before_.rate(), meanwhile_.frames);
    return text;
}

}  // namespace tapestry::demo
