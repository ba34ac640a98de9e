#include "render/document_renderer.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "platform/gl_debug_log.h"

namespace tapestry::demo {
namespace {

/// A software renderer on two cores, with 96 reads a pixel: what is expected until it is measured.
constexpr double slow_milliseconds_per_pixel = 1e-3;

/// Readers name the file; errors of the textures do not.
Error about(const std::filesystem::path& path, const Error& error) {
    return {path.string() + ": " + error.message};
}

bool is_opaque(const offline::Picture8& picture) {
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4) {
        if (picture.rgba[i] != 255) return false;
    }
    return true;
}

/// Hands glad's question on to the context's own look-up.
GLADapiproc look_up(void* get_proc_address, const char* name) {
    const auto get = reinterpret_cast<void* (*)(const char*)>(get_proc_address);
    return reinterpret_cast<GLADapiproc>(get(name));
}

void log_device(LogLevel level, std::string_view text) {
    if (level == LogLevel::info) return;
    std::fprintf(stderr, "tapestry-viewer: %.*s\n", static_cast<int>(text.size()), text.data());
}

std::vector<EffectEntry> effects_that_are_on(const Document& document) {
    std::vector<EffectEntry> effects;
    std::copy_if(document.effects.begin(), document.effects.end(), std::back_inserter(effects),
                 [](const EffectEntry& effect) { return effect.on; });
    return effects;
}

bool takes_lab(const std::vector<EffectEntry>& effects) {
    return std::any_of(effects.begin(), effects.end(),
                       [](const EffectEntry& effect) { return effect.bokeh == lab_bokeh; });
}

}  // namespace

DocumentRenderer::DocumentRenderer(std::unique_ptr<GladGLContext> gl, Device device, TableShelf shelf)
    : gl_(std::move(gl)),
      device_(std::move(device)),
      shelf_(std::move(shelf)),
      milliseconds_per_pixel_(slow_milliseconds_per_pixel) {}

Result<DocumentRenderer> DocumentRenderer::create(void* (*get_proc_address)(const char*), bool log_gl,
                                                  TableShelf shelf) {
    auto device = Device::create({get_proc_address, log_device});
    if (!device) return device.error();
    auto gl = std::make_unique<GladGLContext>();
    if (!gladLoadGLContextUserPtr(gl.get(), look_up, reinterpret_cast<void*>(get_proc_address))) {
        return Error{"the OpenGL functions could not be loaded"};
    }
    if (log_gl) install_gl_debug_log(*gl);
    (void)device->time_passes(true);
    return DocumentRenderer(std::move(gl), std::move(*device), std::move(shelf));
}

Status DocumentRenderer::open_photo(const std::filesystem::path& path) {
    const auto picture = offline::read_picture8(path);
    if (!picture) return picture.error();
    auto original = PictureTexture::upload(*gl_, *picture);
    if (!original) return about(path, original.error());
    auto result = PictureTexture::create(*gl_, picture->width, picture->height);
    if (!result) return about(path, result.error());

    original_ = std::move(*original);
    result_ = std::move(*result);
    reduced_original_ = {};
    reduced_result_ = {};
    for (PictureTexture& step : steps_) step = {};
    alpha_ = is_opaque(*picture) ? Alpha::opaque : Alpha::straight;
    photo_path_ = path;
    made_.reset();
    ++revision_;
    device_->release_transient();
    return {};
}

Result<EffectRunner*> DocumentRenderer::runner(const EffectEntry& entry) {
    const auto table = shelf_.find(entry.bokeh);
    if (!table) return table.error();
    Runner& known = runners_[{entry.kind, entry.bokeh}];
    if (known.effect && known.table == *table) return known.effect.get();
    auto effect = find_effect_kind(entry.kind)->create(*device_, **table);
    if (!effect) return Error{entry.bokeh + ": " + effect.error().message};
    known = {*table, std::move(*effect)};
    return known.effect.get();
}

Status DocumentRenderer::check_bokeh(const EffectKind& kind, const std::string& bokeh) {
    const auto table = shelf_.find(bokeh);
    if (!table) return table.error();
    const auto effect = kind.create(*device_, **table);
    return effect ? Status() : Status(Error{bokeh + ": " + effect.error().message});
}

PictureTexture& DocumentRenderer::result() {
    if (!made_ || made_->effects.empty()) return original_;
    return made_->level == 0 ? result_ : reduced_result_;
}

/// Cost goes with the number of pixels, a quarter for every level up; the nearest level will do.
int DocumentRenderer::level_within(double budget_milliseconds) const {
    const double whole = milliseconds_per_pixel_ * width() * height();
    if (whole <= budget_milliseconds) return 0;
    const int highest = std::bit_width(static_cast<unsigned>(std::min(width(), height()))) - 1;
    return std::min(static_cast<int>(std::lround(0.5 * std::log2(whole / budget_milliseconds))), highest);
}

bool DocumentRenderer::is_made(const std::vector<EffectEntry>& effects, int level) const {
    return made_ && made_->level <= level && made_->effects == effects &&
           (!takes_lab(effects) || made_->lab_revision == shelf_.lab_revision());
}

Status DocumentRenderer::prepare_reduced(int level) {
    if (reduced_original_ && reduced_level_ == level) return {};
    auto source = original_.copy_of_level(level);
    if (!source) return source.error();
    auto target = PictureTexture::create(*gl_, source->width(), source->height());
    if (!target) return target.error();
    made_.reset();
    reduced_original_ = std::move(*source);
    reduced_result_ = std::move(*target);
    reduced_level_ = level;
    return {};
}

/// One picture between two effects, two between more.
Status DocumentRenderer::prepare_steps(int width, int height, std::size_t effects) {
    for (std::size_t i = 0; i < std::min<std::size_t>(2, effects - 1); ++i) {
        if (steps_[i] && steps_[i].width() == width && steps_[i].height() == height) continue;
        auto step = PictureTexture::create(*gl_, width, height, GL_RGBA16F);
        if (!step) return step.error();
        steps_[i] = std::move(*step);
    }
    return {};
}

Status DocumentRenderer::run_stack(const std::vector<EffectEntry>& effects, const PictureTexture& source,
                                   PictureTexture& target) {
    if (auto status = prepare_steps(source.width(), source.height(), effects.size()); !status) return status;

    const auto start = std::chrono::steady_clock::now();
    const Alpha between = alpha_ == Alpha::opaque ? Alpha::opaque : Alpha::premultiplied;
    TextureView from = {source.name(), Encoding::srgb, alpha_};
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const bool is_last = i + 1 == effects.size();
        const TextureView to = is_last ? TextureView{target.name(), Encoding::srgb, alpha_}
                                       : TextureView{steps_[i % 2].name(), Encoding::linear, between};
        const auto effect = runner(effects[i]);
        if (!effect) return effect.error();
        if (auto status = (*effect)->apply({from, to, Row0::top, {}}, effects[i].values); !status) {
            return Error{effects[i].kind + ": " + status.error().message};
        }
        from = to;
    }
    gl_->Finish();
    render_milliseconds_ =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    milliseconds_per_pixel_ = render_milliseconds_ / source.width() / source.height();
    timings_.add(render_milliseconds_, source.width(), source.height(), device_->take_pass_times());
    target.make_mip_levels();
    return {};
}

Status DocumentRenderer::update(const Document& document, double budget_milliseconds) {
    if (!has_photo()) return {};
    const std::vector<EffectEntry> effects = effects_that_are_on(document);
    if (effects.empty()) {
        if (!is_made(effects, 0)) ++revision_;
        made_ = {effects, 0, 0};
        return {};
    }
    const int level = level_within(budget_milliseconds);
    if (is_made(effects, level)) return {};
    // Before anything is replaced: a bad table keeps the last good picture.
    for (const EffectEntry& effect : effects) {
        if (const auto found = runner(effect); !found) return found.error();
    }
    if (level > 0) {
        if (auto status = prepare_reduced(level); !status) return status;
    }
    const PictureTexture& source = level == 0 ? original_ : reduced_original_;
    if (auto status = run_stack(effects, source, level == 0 ? result_ : reduced_result_); !status)
        return status;
    made_ = {effects, shelf_.lab_revision(), level};
    ++revision_;
    return {};
}

std::size_t DocumentRenderer::picture_bytes() const {
    std::size_t bytes = device_->transient_bytes();
    for (const PictureTexture* each :
         {&original_, &result_, &reduced_original_, &reduced_result_, &steps_[0], &steps_[1]}) {
        bytes += each->bytes();
    }
    return bytes;
}

Result<offline::Picture8> DocumentRenderer::result_picture(const Document& document) {
    if (!has_photo()) return Error{"there is no photograph"};
    if (auto status = update(document, std::numeric_limits<double>::infinity()); !status)
        return status.error();
    return result().download();
}

Status DocumentRenderer::save(const Document& document, const std::filesystem::path& path) {
    const auto picture = result_picture(document);
    if (!picture) return picture.error();
    return offline::write_png8(path, *picture);
}

}  // namespace tapestry::demo
