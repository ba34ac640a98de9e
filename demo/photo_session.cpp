#include "photo_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "platform/gl_debug_log.h"
#include "tapestry/table_file.h"

namespace tapestry::demo {
namespace {

/// A drag feels attached to the hand up to about 25 pictures a second.
constexpr double draft_milliseconds = 40.0;
constexpr int max_draft_level = 4;

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

}  // namespace

PhotoSession::PhotoSession(std::unique_ptr<GladGLContext> gl, Device device)
    : gl_(std::move(gl)), device_(std::move(device)) {}

Result<PhotoSession> PhotoSession::create(void* (*get_proc_address)(const char*), bool log_gl) {
    auto device = Device::create({get_proc_address, log_device});
    if (!device) return device.error();
    auto gl = std::make_unique<GladGLContext>();
    if (!gladLoadGLContextUserPtr(gl.get(), look_up, reinterpret_cast<void*>(get_proc_address))) {
        return Error{"the OpenGL functions could not be loaded"};
    }
    if (log_gl) install_gl_debug_log(*gl);
    return PhotoSession(std::move(gl), std::move(*device));
}

Status PhotoSession::open_photo(const std::filesystem::path& path) {
    const auto picture = offline::read_picture8(path);
    if (!picture) return picture.error();
    auto original = PictureTexture::upload(*gl_, *picture);
    if (!original) return about(path, original.error());
    auto filtered = PictureTexture::create(*gl_, picture->width, picture->height);
    if (!filtered) return about(path, filtered.error());

    original_ = std::move(*original);
    filtered_ = std::move(*filtered);
    draft_original_ = {};
    draft_filtered_ = {};
    alpha_ = is_opaque(*picture) ? Alpha::opaque : Alpha::straight;
    photo_path_ = path;
    full_milliseconds_ = 0.0;
    forget_results();
    device_->release_transient();
    return {};
}

Status PhotoSession::open_table(const std::filesystem::path& path) {
    auto table = read_table(path);
    if (!table) return table.error();
    auto effect = TiltShift::create(*device_, *table);
    if (!effect) return about(path, effect.error());
    effect_ = std::move(*effect);
    table_ = std::move(*table);
    table_path_ = path;
    forget_results();
    return {};
}

bool PhotoSession::Made::holds(const TiltShiftOptions& wanted) const {
    return valid && options.center_x == wanted.center_x && options.center_y == wanted.center_y &&
           options.angle_deg == wanted.angle_deg && options.band_width == wanted.band_width &&
           options.falloff_distance == wanted.falloff_distance && options.falloff == wanted.falloff &&
           options.max_radius == wanted.max_radius;
}

void PhotoSession::forget_results() {
    full_made_.valid = draft_made_.valid = false;
}

PictureTexture& PhotoSession::filtered() {
    return full_made_.holds(options) || !draft_made_.valid ? filtered_ : draft_filtered_;
}

int PhotoSession::filtered_width() const {
    return full_made_.holds(options) || !draft_made_.valid ? filtered_.width() : draft_filtered_.width();
}

/// Cost goes with the number of pixels: a quarter for every level down.
int PhotoSession::draft_level() const {
    if (full_milliseconds_ <= draft_milliseconds) return 0;
    const double levels = 0.5 * std::log2(full_milliseconds_ / draft_milliseconds);
    return std::min(static_cast<int>(std::lround(levels)), max_draft_level);
}

Status PhotoSession::make_draft_textures() {
    const int level = draft_level();
    const int width = std::max(1, original_.width() >> level);
    if (draft_original_ && draft_original_.width() == width) return {};
    auto source = original_.copy_of_level(level);
    if (!source) return source.error();
    auto target = PictureTexture::create(*gl_, source->width(), source->height());
    if (!target) return target.error();
    draft_original_ = std::move(*source);
    draft_filtered_ = std::move(*target);
    return {};
}

Status PhotoSession::filter(const PictureTexture& source, PictureTexture& target) {
    const auto start = std::chrono::steady_clock::now();
    TiltShiftFrame frame;
    frame.source = {source.name(), Encoding::srgb, alpha_};
    frame.target = {target.name(), Encoding::srgb, alpha_};
    frame.row0 = Row0::top;
    if (auto status = effect_->apply(frame, options); !status) return status;
    gl_->Finish();
    filter_milliseconds_ =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    target.make_mip_levels();
    return {};
}

Status PhotoSession::update(Quality quality) {
    if (!has_photo() || !has_effect() || full_made_.holds(options)) return {};
    if (quality == Quality::draft && draft_level() > 0) {
        if (draft_made_.holds(options)) return {};
        if (auto status = make_draft_textures(); !status) return status;
        if (auto status = filter(draft_original_, draft_filtered_); !status) return status;
        draft_made_ = {options, true};
        return {};
    }
    if (auto status = filter(original_, filtered_); !status) return status;
    full_milliseconds_ = filter_milliseconds_;
    full_made_ = {options, true};
    return {};
}

Result<offline::Picture8> PhotoSession::filtered_picture() {
    if (!has_photo()) return Error{"there is no photograph"};
    if (!has_effect()) return Error{"there is no tap table"};
    if (auto status = update(Quality::full); !status) return status.error();
    return filtered_.download();
}

Status PhotoSession::save(const std::filesystem::path& path) {
    const auto picture = filtered_picture();
    if (!picture) return picture.error();
    return offline::write_png8(path, *picture);
}

}  // namespace tapestry::demo
