#include "render/document_renderer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "effects/known_effects.h"
#include "offline/io/picture_format.h"
#include "platform/gl_debug_log.h"

namespace tapestry::demo {
namespace {

/// Of scenes, at rest, and in smaller copies of what moves: two would be three drawings (depth is drawn
/// apart) and twice the time, 37 against 16 ms at 240 x 135 on two cores.
constexpr int resting_samples = 8;
constexpr int moving_samples = 1;

/// A software renderer on two cores, with 96 reads a pixel: what is expected until it is measured.
constexpr double slow_milliseconds_per_pixel = 1e-3;

/// Readers name the file; errors of the textures do not.
Error about(const std::filesystem::path& path, const Error& error) {
    return {path.string() + ": " + error.message};
}

/// Hands glad's question on to the context's own look-up.
GLADapiproc look_up(void* lookup, const char* name) {
    return (*static_cast<const ProcLookup*>(lookup))(name);
}

void log_device(LogLevel level, std::string_view text) {
    if (level == LogLevel::info) return;
    std::fprintf(stderr, "tapestry-viewer: %.*s\n", static_cast<int>(text.size()), text.data());
}

double settling_seconds(const std::vector<EffectEntry>& effects) {
    double seconds = 0.0;
    for (const EffectEntry& effect : effects) {
        const EffectKind& kind = *find_effect_kind(effect.kind);
        if (kind.settling_seconds) seconds = std::max(seconds, kind.settling_seconds(effect.values));
    }
    return seconds;
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
      levels_(1, 1, slow_milliseconds_per_pixel) {}

Result<DocumentRenderer> DocumentRenderer::create(ProcLookup lookup, bool log_gl, TableShelf shelf) {
    auto device = Device::create({lookup, log_device});
    if (!device) return device.error();
    auto gl = std::make_unique<GladGLContext>();
    if (!gladLoadGLContextUserPtr(gl.get(), look_up, &lookup)) {
        return Error{"the OpenGL functions could not be loaded"};
    }
    if (log_gl) install_gl_debug_log(*gl);
    (void)device->time_passes(true);
    return DocumentRenderer(std::move(gl), std::move(*device), std::move(shelf));
}

void DocumentRenderer::take_picture(PictureTexture original, PictureTexture result,
                                    const std::filesystem::path& path) {
    original_ = std::move(original);
    result_ = std::move(result);
    reduced_original_ = {};
    reduced_result_ = {};
    for (PictureTexture& step : steps_) step = {};
    scene_.reset();
    photo_.reset();
    alpha_ = Alpha::opaque;
    layer_.clear();
    origin_ = {};
    remarks_.clear();
    photo_path_ = path;
    made_.reset();
    levels_ = PreviewLevels(original_.width(), original_.height(), slow_milliseconds_per_pixel);
    ++revision_;
    device_->release_transient();
}

Result<void> DocumentRenderer::open_plain_photo(const std::filesystem::path& path,
                                                const offline::Photograph& photograph) {
    const auto& picture = std::get<offline::Picture8>(photograph.pixels);
    auto original = PictureTexture::upload(*gl_, picture);
    if (!original) return about(path, original.error());
    auto result = PictureTexture::create(*gl_, picture.width, picture.height);
    if (!result) return about(path, result.error());
    take_picture(std::move(*original), std::move(*result), path);
    alpha_ = photograph.has_alpha ? Alpha::straight : Alpha::opaque;
    return {};
}

Result<void> DocumentRenderer::open_linear_photo(const std::filesystem::path& path,
                                                 const offline::Photograph& photograph,
                                                 const DepthChoice& depth,
                                                 std::optional<DepthNumbers> numbers) {
    auto photo = PhotoInput::open(*gl_, path, photograph, depth, std::move(numbers));
    if (!photo) return photo.error();
    auto original = PictureTexture::create(*gl_, photo->width(), photo->height());
    if (!original) return about(path, original.error());
    auto result = PictureTexture::create(*gl_, photo->width(), photo->height());
    if (!result) return about(path, result.error());
    take_picture(std::move(*original), std::move(*result), path);
    photo_ = std::move(*photo);
    alpha_ = photo_->alpha();
    if (const std::string warning = photo_->warning(); !warning.empty()) remarks_.push_back(warning);
    if (!develop_) develop_.emplace(*gl_);
    return {};
}

Result<void> DocumentRenderer::open_frame(const std::filesystem::path& name, offline::Photograph photograph,
                                          const DepthChoice& depth, std::optional<DepthNumbers> numbers,
                                          const std::string& layer) {
    const bool is_plain = depth.file.empty() && std::holds_alternative<offline::Picture8>(photograph.pixels);
    auto status = is_plain ? open_plain_photo(name, photograph)
                           : open_linear_photo(name, photograph, depth, std::move(numbers));
    if (!status) return status;
    layer_ = layer;
    origin_ = std::move(photograph.origin);
    for (const std::string& remark : photograph.remarks) remarks_.push_back(name.string() + ": " + remark);
    return {};
}

Result<void> DocumentRenderer::open_scene(const std::filesystem::path& path) {
    auto scene = SceneInput::open(*gl_, path);
    if (!scene) return scene.error();
    auto original = PictureTexture::create(*gl_, scene_size_.width, scene_size_.height);
    if (!original) return about(path, original.error());
    auto result = PictureTexture::create(*gl_, scene_size_.width, scene_size_.height);
    if (!result) return about(path, result.error());
    take_picture(std::move(*original), std::move(*result), path);
    scene_ = std::move(*scene);
    for (const std::string& remark : scene_->scene().model.remarks)
        remarks_.push_back(path.string() + ": " + remark);
    if (!develop_) develop_.emplace(*gl_);
    return {};
}

Result<void> DocumentRenderer::open_picture(const std::filesystem::path& path, const DepthChoice& depth,
                                            const std::string& layer) {
    if (is_scene_name(path)) return open_scene(path);
    auto photograph = offline::read_photograph(path, {layer, largest_side_});
    if (!photograph) return photograph.error();
    return open_frame(path, std::move(*photograph), depth, std::nullopt, layer);
}

bool DocumentRenderer::has_opened(const std::filesystem::path& path, const DepthChoice& depth,
                                  const std::string& layer) const {
    if (!has_photo() || photo_path_ != path) return false;
    if (scene_) return true;
    if (layer_ != layer) return false;
    if (!photo_) return depth.file.empty();
    return photo_->depth_choice().file == depth.file && photo_->depth_choice().layer == depth.layer;
}

double DocumentRenderer::distance_m(double x, double y) const {
    return scene_ ? scene_->distance_m(x, y) : photo_->distance_m(x, y);
}

PictureFacts DocumentRenderer::facts() const {
    PictureFacts facts{width(), height(), lens(), {}};
    if (has_depth())
        facts.distance_m = [this](double x, double y) { return distance_m(x / width(), y / height()); };
    return facts;
}

/// Those that are on and that the picture has what they need for.
std::vector<EffectEntry> DocumentRenderer::effects_to_run(const Document& document) const {
    std::vector<EffectEntry> effects;
    for (const EffectEntry& effect : document.effects) {
        const bool has_all = has_depth() || !find_effect_kind(effect.kind)->needs_depth;
        if (effect.on && has_all) effects.push_back(effect);
    }
    return effects;
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

Result<void> DocumentRenderer::check_bokeh(const EffectKind& kind, const std::string& bokeh) {
    const auto table = shelf_.find(bokeh);
    if (!table) return table.error();
    auto& taken = taken_[{kind.name, bokeh}];
    if (taken == *table) return {};
    if (const auto effect = kind.create(*device_, **table); !effect)
        return Error{bokeh + ": " + effect.error().message};
    taken = *table;
    return {};
}

EffectEntry DocumentRenderer::shelved_effect(const EffectKind& kind) {
    EffectEntry effect = new_effect(kind);
    if (check_bokeh(kind, effect.bokeh)) return effect;
    for (const std::string& bokeh : shelf_.names()) {
        if (!check_bokeh(kind, bokeh)) continue;
        effect.bokeh = bokeh;
        break;
    }
    return effect;
}

PictureTexture& DocumentRenderer::result() {
    if (!made_) return original_;
    if (!is_linear() && made_->effects.empty()) return original_;
    return made_->level == 0 ? result_ : reduced_result_;
}

PictureTexture& DocumentRenderer::original() {
    return is_linear() && is_reduced() ? reduced_original_ : original_;
}

bool DocumentRenderer::is_made(const Made& wanted) const {
    if (!made_ || made_->level > wanted.level || made_->effects != wanted.effects) return false;
    if (takes_lab(wanted.effects) && made_->lab_revision != wanted.lab_revision) return false;
    return !is_linear() || (made_->camera == wanted.camera && made_->scene_time_s == wanted.scene_time_s &&
                            made_->depth == wanted.depth && made_->exposure_stops == wanted.exposure_stops);
}

/// True when it made textures.
Result<bool> DocumentRenderer::prepare_reduced(int level) {
    if (reduced_original_ && reduced_level_ == level) return false;
    auto source = is_linear()
                      ? PictureTexture::create(*gl_, original_.width() >> level, original_.height() >> level)
                      : original_.copy_of_level(level);
    if (!source) return source.error();
    auto target = PictureTexture::create(*gl_, source->width(), source->height());
    if (!target) return target.error();
    made_.reset();
    reduced_original_ = std::move(*source);
    reduced_result_ = std::move(*target);
    reduced_level_ = level;
    return true;
}

Result<void> DocumentRenderer::prepare_steps(int width, int height, std::size_t steps) {
    for (std::size_t i = 0; i < std::min<std::size_t>(2, steps); ++i) {
        if (steps_[i] && steps_[i].width() == width && steps_[i].height() == height) continue;
        auto step = PictureTexture::create(*gl_, width, height, GL_RGBA16F);
        if (!step) return step.error();
        steps_[i] = std::move(*step);
    }
    return {};
}

/// From the input's source into `last`, as sRGB, by way of linear pictures; without a `last` the end is
/// linear too, in linear_result_.
Result<void> DocumentRenderer::run_effects(const std::vector<EffectEntry>& effects, EffectInput input,
                                           int width, int height, const PictureTexture* last) {
    const std::size_t steps = last ? effects.size() - 1 : effects.size();
    if (auto status = prepare_steps(width, height, steps); !status) return status;
    const Alpha between = alpha_ == Alpha::opaque ? Alpha::opaque : Alpha::premultiplied;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const bool is_last = last && i + 1 == effects.size();
        input.target = is_last ? TextureView{last->name(), Encoding::srgb, alpha_}
                               : TextureView{steps_[i % 2].name(), Encoding::linear, between};
        const auto effect = runner(effects[i]);
        if (!effect) return effect.error();
        if (auto status = (*effect)->apply(input, effects[i].values); !status) {
            return Error{effects[i].kind + ": " + status.error().message};
        }
        input.source = input.target;
    }
    linear_result_ = input.source.texture;
    return {};
}

Result<void> DocumentRenderer::render_photo(const Made& wanted) {
    if (wanted.effects.empty()) return {};
    const PictureTexture& source = wanted.level == 0 ? original_ : reduced_original_;
    PictureTexture& target = wanted.level == 0 ? result_ : reduced_result_;
    const EffectInput input{{source.name(), Encoding::srgb, alpha_}, {}, Row0::top, {}};
    auto status = run_effects(wanted.effects, input, source.width(), source.height(), &target);
    if (status) target.make_mip_levels();
    return status;
}

/// Draws a scene, or takes a photograph, at the level's size.
Result<EffectInput> DocumentRenderer::linear_input(const Made& wanted) {
    EffectInput input;
    input.row0 = Row0::bottom;
    if (scene_) {
        const PictureSize size{original_.width() >> wanted.level, original_.height() >> wanted.level};
        const bool is_at_rest = wanted.level == 0;
        const bool sees_hidden =
            is_at_rest && std::ranges::any_of(wanted.effects, [](const EffectEntry& effect) {
                const EffectKind* const kind = find_effect_kind(effect.kind);
                return kind->sees_hidden && kind->sees_hidden(effect.values);
            });
        const auto drew =
            scene_->draw(wanted.camera, static_cast<double>(wanted.scene_time_s), size,
                         is_at_rest ? resting_samples : moving_samples,
                         sees_hidden ? PinholeFrame::Hidden::drawn : PinholeFrame::Hidden::none);
        if (!drew) return drew.error();
        input.depth = scene_->depth();
        input.source = {scene_->color_texture(), Encoding::linear, Alpha::opaque};
        return input;
    }
    if (auto status = photo_->set_depth(wanted.depth); !status) return status.error();
    if (auto status = photo_->prepare(wanted.level); !status) return status.error();
    input.depth = photo_->depth();
    input.source = {photo_->color_texture(), Encoding::linear, photo_->alpha()};
    return input;
}

Result<void> DocumentRenderer::render_linear(const Made& wanted) {
    PictureTexture& original = wanted.level == 0 ? original_ : reduced_original_;
    PictureTexture& target = wanted.level == 0 ? result_ : reduced_result_;
    const auto input = linear_input(wanted);
    if (!input) return input.error();
    linear_original_ = input->source.texture;
    if (auto status = develop(linear_original_, original, wanted.exposure_stops); !status) return status;
    original.make_mip_levels();
    if (auto status = run_effects(wanted.effects, *input, original.width(), original.height(), nullptr);
        !status)
        return status;
    if (auto status = develop(linear_result_, target, wanted.exposure_stops); !status) return status;
    target.make_mip_levels();
    return {};
}

Result<void> DocumentRenderer::update(const Document& document, double budget_milliseconds) {
    if (!has_photo()) return {};
    Made wanted{document.camera,
                is_animated() ? document.scene_time_s : 0.0f,
                document.depth,
                document.exposure_stops,
                effects_to_run(document),
                shelf_.lab_revision(),
                0};
    const bool is_free = wanted.effects.empty() && !is_linear();
    wanted.level = is_free ? 0 : levels_.within(budget_milliseconds, made_ ? made_->level : 0);
    const auto now = std::chrono::steady_clock::now();
    if (is_made(wanted)) {
        if (!settles_until_) return {};
        if (now >= *settles_until_) settle(document);
    } else {
        const double seconds = settling_seconds(wanted.effects);
        settles_until_.reset();
        if (seconds > 0.0) settles_until_ = now + std::chrono::milliseconds(static_cast<int>(1e3 * seconds));
    }
    // Before anything is replaced: a bad table keeps the last good picture.
    for (const EffectEntry& effect : wanted.effects) {
        if (const auto found = runner(effect); !found) return found.error();
    }
    // What textures and programs cost that are made for it is not what the next frame costs.
    bool is_first = wanted.level == 0 && !made_;
    if (wanted.level > 0) {
        const auto made = prepare_reduced(wanted.level);
        if (!made) return made.error();
        is_first = *made;
    }
    const auto start = std::chrono::steady_clock::now();
    auto status = is_linear() ? render_linear(wanted) : render_photo(wanted);
    if (!status) return status;
    gl_->Finish();
    render_milliseconds_ =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    const int width = original_.width() >> wanted.level;
    const int height = original_.height() >> wanted.level;
    if (!is_free) {
        if (!is_first || !levels_.knows(wanted.level)) levels_.note(wanted.level, render_milliseconds_);
        timings_.add(render_milliseconds_, width, height, device_->take_pass_times());
        tile_counts_ = device_->tile_counts();
    }
    made_ = std::move(wanted);
    ++revision_;
    return {};
}

Result<void> DocumentRenderer::develop(GLuint source, const PictureTexture& target, float exposure_stops) {
    // Photographs in 8 bits have been through a camera's curve already.
    const double white = photo_ && !photo_->is_hdr() ? 1.0 : display_white;
    return develop_->run(source, target, std::exp2(exposure_stops), white, alpha_ != Alpha::opaque);
}

std::size_t DocumentRenderer::picture_bytes() const {
    std::size_t bytes = device_->transient_bytes();
    for (const PictureTexture* each :
         {&original_, &result_, &reduced_original_, &reduced_result_, &steps_[0], &steps_[1]}) {
        bytes += each->bytes();
    }
    return bytes;
}

/// The next update draws what the picture will have come to.
void DocumentRenderer::settle(const Document& document) {
    settles_until_.reset();
    for (const EffectEntry& effect : effects_to_run(document))
        if (const auto found = runner(effect)) (*found)->settle();
}

Result<offline::Picture8> DocumentRenderer::result_picture(const Document& document) {
    if (!has_photo()) return Error{"there is no photograph"};
    if (settling_seconds(effects_to_run(document)) > 0.0) {
        settle(document);
        made_.reset();
    }
    if (auto status = update(document, std::numeric_limits<double>::infinity()); !status)
        return status.error();
    return result().download();
}

Result<offline::LinearPicture> DocumentRenderer::linear_picture(const Document& document) {
    if (auto shown = result_picture(document); !shown) return shown.error();
    const std::vector<EffectEntry> effects = effects_to_run(document);
    if (!is_linear()) {
        if (effects.empty())
            return offline::to_linear_picture({original_.download(), true, false, 1, {}, {}});
        // Once more, into a picture that does not round to 8 bits.
        const EffectInput input{{original_.name(), Encoding::srgb, alpha_}, {}, Row0::top, {}};
        if (auto status = run_effects(effects, input, width(), height(), nullptr); !status)
            return status.error();
    }
    const auto row = 4 * static_cast<std::ptrdiff_t>(width());
    offline::LinearPicture picture{width(), height(), {}};
    picture.rgba.resize(static_cast<std::size_t>(row) * static_cast<std::size_t>(height()));
    gl_->BindTexture(GL_TEXTURE_2D, linear_result_);
    gl_->GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, picture.rgba.data());
    if (!is_linear()) return picture;
    auto top = picture.rgba.begin();
    for (auto bottom = picture.rgba.end() - row; top < bottom; top += row, bottom -= row)
        std::swap_ranges(top, top + row, bottom);
    const float exposure = std::exp2(document.exposure_stops);
    for (std::size_t i = 0; i < picture.rgba.size(); ++i)
        if (i % 4 != 3) picture.rgba[i] *= exposure;
    return picture;
}

/// As the first lens of the stack has them.
std::vector<offline::ExrChannel> DocumentRenderer::depth_channels(const Document& document) const {
    if (!can_tell_distance()) return {};
    std::vector<offline::ExrChannel> channels = {{"Z", {}}};
    std::optional<DepthOfFieldOptions> options;
    for (const EffectEntry& effect : effects_to_run(document))
        if (!options && find_effect_kind(effect.kind)->needs_depth) {
            options = depth_of_field_options(effect.values);
            options->lens.focal_length_mm = lens().focal_length_mm;
            options->lens.sensor_height_mm = lens().sensor_height_mm;
        }
    if (options) channels.push_back({"CoC", {}});
    for (int y = 0; y < height(); ++y)
        for (int x = 0; x < width(); ++x) {
            const double distance = distance_m((x + 0.5) / width(), (y + 0.5) / height());
            channels[0].values.push_back(static_cast<float>(distance));
            if (options)
                channels[1].values.push_back(static_cast<float>(signed_coc_px(*options, distance, height())));
        }
    return channels;
}

Result<void> DocumentRenderer::save(const Document& document, const std::filesystem::path& path) {
    if (const std::string why = offline::why_unwritable(path); !why.empty())
        return Error{path.string() + ": " + why};
    const bool is_exr = offline::is_exr_name(path);
    if (is_exr || (photo_ && !photo_->is_hdr())) {
        const auto picture = linear_picture(document);
        if (!picture) return picture.error();
        if (!is_exr) return offline::write_picture(path, *picture, origin_);
        return offline::write_exr(path, *picture, offline::ExrDepth::half, depth_channels(document));
    }
    const auto picture = result_picture(document);
    if (!picture) return picture.error();
    offline::ResultTags tags = origin_.tags;
    // What was developed is sRGB.
    if (is_linear()) tags.profile.clear();
    return offline::write_picture(path, *picture, tags);
}

}  // namespace tapestry::demo
