#include "photo_session.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "platform/gl_debug_log.h"
#include "tapestry/table_file.h"

namespace tapestry::demo {
namespace {

/// A software renderer on two cores, with 4 layers of 24 taps: what is expected until it is measured.
constexpr double slow_milliseconds_per_pixel = 1e-3;

bool are_equal(const TiltShiftOptions& a, const TiltShiftOptions& b) {
    return a.center_x == b.center_x && a.center_y == b.center_y && a.angle_deg == b.angle_deg &&
           a.band_width == b.band_width && a.falloff_distance == b.falloff_distance &&
           a.falloff == b.falloff && a.max_radius == b.max_radius;
}

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
    : gl_(std::move(gl)), device_(std::move(device)), milliseconds_per_pixel_(slow_milliseconds_per_pixel) {}

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
    reduced_original_ = {};
    reduced_filtered_ = {};
    alpha_ = is_opaque(*picture) ? Alpha::opaque : Alpha::straight;
    photo_path_ = path;
    made_.reset();
    device_->release_transient();
    return {};
}

Result<PhotoSession::Loaded> PhotoSession::load(const std::filesystem::path& table_path) const {
    auto table = read_table(table_path);
    if (!table) return table.error();
    auto effect = TiltShift::create(*device_, *table);
    if (!effect) return about(table_path, effect.error());
    return Loaded{std::move(*table), std::move(*effect)};
}

Status PhotoSession::open_table(const std::filesystem::path& path) {
    auto loaded = load(path);
    if (!loaded) return loaded.error();
    effect_ = std::move(loaded->effect);
    table_ = std::move(loaded->table);
    table_path_ = path;
    made_.reset();
    return {};
}

Status PhotoSession::check_table(const std::filesystem::path& path) const {
    const auto loaded = load(path);
    return loaded ? Status() : Status(loaded.error());
}

PictureTexture& PhotoSession::filtered() {
    if (!made_) return original_;
    return made_->level == 0 ? filtered_ : reduced_filtered_;
}

/// Cost goes with the number of pixels, a quarter for every level up; the nearest level will do.
int PhotoSession::level_within(double budget_milliseconds) const {
    const double whole = milliseconds_per_pixel_ * width() * height();
    if (whole <= budget_milliseconds) return 0;
    const int highest = std::bit_width(static_cast<unsigned>(std::min(width(), height()))) - 1;
    return std::min(static_cast<int>(std::lround(0.5 * std::log2(whole / budget_milliseconds))), highest);
}

bool PhotoSession::is_made(int level) const {
    return made_ && made_->level <= level && are_equal(made_->options, options);
}

Status PhotoSession::prepare_reduced(int level) {
    if (reduced_original_ && reduced_level_ == level) return {};
    auto source = original_.copy_of_level(level);
    if (!source) return source.error();
    auto target = PictureTexture::create(*gl_, source->width(), source->height());
    if (!target) return target.error();
    made_.reset();
    reduced_original_ = std::move(*source);
    reduced_filtered_ = std::move(*target);
    reduced_level_ = level;
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
    milliseconds_per_pixel_ = filter_milliseconds_ / source.width() / source.height();
    target.make_mip_levels();
    return {};
}

Status PhotoSession::update(double budget_milliseconds) {
    if (!has_photo() || !has_effect()) return {};
    const int level = level_within(budget_milliseconds);
    if (is_made(level)) return {};
    if (level > 0) {
        if (auto status = prepare_reduced(level); !status) return status;
    }
    const PictureTexture& source = level == 0 ? original_ : reduced_original_;
    if (auto status = filter(source, level == 0 ? filtered_ : reduced_filtered_); !status) return status;
    made_ = {options, level};
    return {};
}

Result<offline::Picture8> PhotoSession::filtered_picture() {
    if (!has_photo()) return Error{"there is no photograph"};
    if (!has_effect()) return Error{"there is no tap table"};
    if (auto status = update(std::numeric_limits<double>::infinity()); !status) return status.error();
    return filtered_.download();
}

Status PhotoSession::save(const std::filesystem::path& path) {
    const auto picture = filtered_picture();
    if (!picture) return picture.error();
    return offline::write_png8(path, *picture);
}

}  // namespace tapestry::demo
