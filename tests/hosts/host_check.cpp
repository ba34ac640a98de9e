#include "host_check.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <glm/geometric.hpp>
#include <limits>
#include <utility>

#include "gl/gl_fixture.h"
#include "gl/gl_state.h"
#include "gl/intercepted_gl.h"
#include "glad/gl.h"
#include "offline/metrics/image_psnr.h"
#include "picture_io.h"

namespace tapestry::hosts {
namespace {

ProcLookup host_lookup;

// A frame or two after a change of size may make textures.
constexpr int frames_that_make = 3;

// Light is the same but for the rounding of depth, and for where slices part, which follows a moving picture
// a little late.
constexpr double least_psnr_db = 50.0;

bool is_complaint(GLenum type) {
    return type == GL_DEBUG_TYPE_ERROR || type == GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR ||
           type == GL_DEBUG_TYPE_DEPRECATED_BEHAVIOR;
}

void GLAD_API_PTR collect(GLenum, GLenum type, GLuint, GLenum, GLsizei length, const GLchar* text,
                          const void* complaints) {
    if (!is_complaint(type)) return;
    static_cast<std::vector<std::string>*>(const_cast<void*>(complaints))
        ->emplace_back(text, static_cast<std::size_t>(length));
}

/// Without the light above white, where a small share of a lamp is a large number.
double psnr_of_shown(Image a, Image b) {
    for (Image* image : {&a, &b})
        for (glm::dvec4& pixel : image->pixels)
            for (int channel = 0; channel < 3; ++channel)
                pixel[channel] = std::clamp(pixel[channel], 0.0, 1.0);
    return offline::image_psnr(a, b);
}

double as_shown(double number, Encoding encoding) {
    return encoding == Encoding::srgb ? number : std::pow(std::clamp(number, 0.0, 1.0), 1.0 / shown_gamma);
}

double light_of(double srgb) {
    return srgb <= 0.04045 ? srgb / 12.92 : std::pow((srgb + 0.055) / 1.055, 2.4);
}

/// A picture as an effect has written it, in linear light.
Image read_light(const PixelTransfer& transfer, const TextureView& texture, Row0 row0) {
    Image image = transfer.read_color(texture.texture, row0);
    if (texture.encoding == Encoding::srgb)
        for (glm::dvec4& pixel : image.pixels)
            for (int channel = 0; channel < 3; ++channel) pixel[channel] = light_of(pixel[channel]);
    return image;
}

double srgb_of(double light) {
    return light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
}

/// The same bits; where the result is bytes, the nearest.
bool is_kept(const glm::dvec4& result, const glm::dvec4& source, Encoding encoding) {
    if (encoding == Encoding::linear) return glm::dvec3(result) == glm::dvec3(source);
    for (int channel = 0; channel < 3; ++channel)
        if (std::abs(srgb_of(result[channel]) - srgb_of(std::clamp(source[channel], 0.0, 1.0))) >
            0.55 / 255.0)
            return false;
    return true;
}

/// Of pixels and the one to their right: how much detail there is, in those that are chosen.
template <class Chosen>
double detail(const Image& image, const Chosen& chosen) {
    double sum = 0.0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x + 1 < image.width; ++x) {
            if (!chosen(x, y) || !chosen(x + 1, y)) continue;
            const double difference = std::min(image.at(x, y).g, 1.0) - std::min(image.at(x + 1, y).g, 1.0);
            sum += difference * difference;
        }
    return sum;
}

template <class Chosen>
double share_kept(const Image& result, const Image& source, Encoding encoding, const Chosen& chosen) {
    int all = 0, kept = 0;
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            if (!chosen(x, y)) continue;
            ++all;
            kept += is_kept(result.at(x, y), source.at(x, y), encoding) ? 1 : 0;
        }
    return all < 50 ? 0.0 : static_cast<double>(kept) / all;
}

/// CoC radius in pixels by the formula of a thin lens, of a picture's true distances.
class Blur {
  public:
    Blur(const View& view)
        : size_(view.size),
          distances_(true_distances(view.shot, view.size.x, view.size.y)),
          focus_(view.shot.focus_m) {
        const double focal = view.lens.lens.focal_length_mm * 1e-3;
        scale_ = 0.5 * focal * focal / (view.lens.lens.f_number * (focus_ - focal)) /
                 (view.lens.lens.sensor_height_mm * 1e-3) * view.size.y;
    }

    double at(int x, int y) const {
        const double distance = distances_[row_major(x, y, size_.x)];
        return distance > 0.0 ? scale_ * (1.0 - focus_ / distance) : scale_;
    }

    /// Sharp, and nothing spreads over it: what is near is farther away than it is blurred.
    bool keeps_its_bits(int x, int y) const {
        if (std::abs(at(x, y)) > 0.1) return false;
        const int reach = 12;
        for (int v = std::max(0, y - reach); v < std::min(size_.y, y + reach + 1); ++v)
            for (int u = std::max(0, x - reach); u < std::min(size_.x, x + reach + 1); ++u) {
                const double gap = std::hypot(u - x, v - y), coc = at(u, v);
                if (gap < 2.5 + (coc < -0.4 ? 1.2 * -coc : 0.0) && std::abs(coc) > 0.1) return false;
            }
        return true;
    }

    bool is_far(int x, int y) const { return at(x, y) > 1.2; }

  private:
    glm::ivec2 size_;
    std::vector<float> distances_;
    double focus_ = 0.0, scale_ = 0.0;
};

/// Of depth's pixels, those whose distance is the true one but for a hundredth.
double share_of_true_depths(const View& view, const std::vector<float>& stored,
                            const std::vector<float>& truth) {
    // Of infinity as of anything else.
    const auto inverse = [](double metres) { return metres > 0.0 ? 1.0 / metres : 0.0; };
    int same = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const double is = inverse(view_distance_m(view.focus.depth, static_cast<double>(stored[i])));
        const double should_be = inverse(static_cast<double>(truth[i]));
        same += std::abs(is - should_be) <= 0.01 * should_be + 1e-4 ? 1 : 0;
    }
    return static_cast<double>(same) / static_cast<double>(truth.size());
}

/// Of the pixels that show the sky, those that have its colour: that pictures are the right way up, and
/// cleared.
double share_of_true_sky(const Image& source, const std::vector<float>& truth, float sky_m) {
    int all = 0, same = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        if (truth[i] != sky_m) continue;
        ++all;
        const glm::dvec3 difference = glm::dvec3(source.pixels[i]) - glm::dvec3(sky[0], sky[1], sky[2]);
        same += glm::length(difference) < 0.002 ? 1 : 0;
    }
    return all < 50 ? 0.0 : static_cast<double>(same) / all;
}

struct Mistake {
    const char* name;
    DepthOfFieldFrame frame;
};

/// What hosts get wrong.
std::vector<Mistake> mistakes_of(const DepthOfFieldFrame& frame) {
    std::vector<Mistake> mistakes(2, {"", frame});
    mistakes[0].name = "rows upside down";
    mistakes[0].frame.row0 = frame.row0 == Row0::top ? Row0::bottom : Row0::top;
    if (frame.depth.kind == DepthKind::metres) {
        mistakes[1].name = "metres taken for a depth buffer";
        mistakes[1].frame.depth.kind = DepthKind::perspective;
        return mistakes;
    }
    mistakes[1].name = "depth taken for reversed, or the other way round";
    mistakes[1].frame.depth.reversed = !frame.depth.reversed;
    mistakes.push_back({"a near plane that is twice as far", frame});
    mistakes[2].frame.depth.near_m *= 2.0f;
    return mistakes;
}

}  // namespace

/// How a view's picture compares with what its scene's true distances give.
struct HostCheck::Judged {
    double true_depths = 0.0;  ///< share of depth's pixels
    double true_sky = 0.0;     ///< share of the sky's pixels
    double psnr_db = 0.0;
    double sharp_kept = 0.0;  ///< share of the pixels in focus that are the source's
    double far_detail = 0.0;  ///< what is left of the source's where it is far

    bool is_right() const {
        return true_depths > 0.97 && true_sky > 0.97 && psnr_db > least_psnr_db && sharp_kept > 0.99 &&
               far_detail < 0.5;
    }
    /// All of them see a mistake but the last, which a mistake may pass.
    bool is_seen_to_be_wrong() const { return true_depths < 0.6 && psnr_db < 40.0 && sharp_kept < 0.9; }

    std::string text() const {
        char line[160];
        std::snprintf(line, sizeof(line),
                      "true depths %.4f, sky %.4f, %.1f dB, sharp kept %.4f, far detail %.3f", true_depths,
                      true_sky, psnr_db, sharp_kept, far_detail);
        return line;
    }
};

View::View(int view_number, glm::ivec2 view_size, const Shot& view_shot)
    : number(view_number), size(view_size), shot(view_shot) {
    focus.frame_time_s = 1.0f / 30.0f;
    lens.lens = {shot.focus_m, f_number, focal_length_mm, 24.0f};
    // Left is focused by hand.
    if (number == 1) lens.autofocus = {true, shot.autofocus.x, shot.autofocus.y};
    band.center_y = 0.7f;
    band.max_radius = 0.08f;
}

HostCheck::HostCheck(std::string host, ProcLookup lookup)
    : host_(std::move(host)), functions_(std::make_unique<GladGLContext>()), gl_(*functions_) {
    host_lookup = lookup;
    gladLoadGLContext(functions_.get(),
                      [](const char* name) { return reinterpret_cast<GLADapiproc>(host_lookup(name)); });
    std::printf("%s: %s, %s\n", host_.c_str(), reinterpret_cast<const char*>(gl_.GetString(GL_RENDERER)),
                reinterpret_cast<const char*>(gl_.GetString(GL_VERSION)));
    gl_.Enable(GL_DEBUG_OUTPUT);
    gl_.Enable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    gl_.DebugMessageControl(GL_DONT_CARE, GL_DONT_CARE, GL_DONT_CARE, 0, nullptr, GL_TRUE);
    gl_.DebugMessageCallback(collect, &complaints_);
    // A context that says nothing of errors would let all of them pass.
    gl_.Enable(GL_NONE);
    const bool is_heard = gl_.GetError() == GL_INVALID_ENUM && complaints_.size() == 1;
    complaints_.clear();
    if (!is_heard) complain("the driver says nothing of errors");
}

HostCheck::~HostCheck() {
    gl_.DebugMessageCallback(nullptr, nullptr);
}

void* HostCheck::counted(const char* name) {
    return test::find_counted(name);
}

void HostCheck::complain(const std::string& what) {
    complaints_.push_back(what);
}

void HostCheck::apply(const char* what, const std::function<Result<void>()>& draw) {
    const std::vector<test::StateEntry> before = test::snapshot(gl_);
    const std::ptrdiff_t made = test::object_counts().made;
    if (const auto status = draw(); !status) complain(std::string(what) + ": " + status.error().message);
    made_ += test::object_counts().made - made;
    ++applied_;
    const std::vector<test::StateEntry> after = test::snapshot(gl_);
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i]) complain(std::string(what) + " leaves another " + before[i].name);
}

HostCheck::Judged HostCheck::judged(const View& view, DepthOfField& depth_of_field) {
    PixelTransfer transfer(gl_);
    const DepthOfFieldFrame& frame = view.focus;
    const Image source = transfer.read_color(frame.source.texture, frame.row0);
    const Image result = read_light(transfer, frame.target, frame.row0);
    const glm::ivec2 depth_size = transfer.size_of(frame.depth_texture.texture);
    const std::vector<float> truth = true_distances(view.shot, depth_size.x, depth_size.y);

    DepthOfFieldFrame usual;
    // Tiles and reduced pixels begin at a texture's first row, so that pictures the other way up differ by
    // some 50 dB.
    usual.row0 = frame.row0;
    usual.source.texture = transfer.make_color(source, usual.row0);
    usual.target.texture = transfer.make_color(Image(source.width, source.height), usual.row0);
    usual.depth_texture.texture = transfer.make_depth(truth, depth_size, usual.row0);
    usual.depth.kind = DepthKind::metres;
    DepthOfFieldOptions options = view.lens;
    options.autofocus.on = false;
    options.lens.focus_distance_m = view.shot.focus_m;
    if (const auto status = depth_of_field.apply(usual, options); !status) complain(status.error().message);
    const Image expected = transfer.read_color(usual.target.texture, usual.row0);

    const Blur blur(view);
    const auto is_sharp = [&](int x, int y) { return blur.keeps_its_bits(x, y); };
    const auto is_far = [&](int x, int y) { return blur.is_far(x, y); };
    return {share_of_true_depths(view, transfer.read_depth(frame.depth_texture, frame.row0), truth),
            share_of_true_sky(source, true_distances(view.shot, view.size.x, view.size.y), view.shot.sky_m),
            psnr_of_shown(result, expected), share_kept(result, source, frame.target.encoding, is_sharp),
            detail(result, is_far) / detail(source, is_far)};
}

void HostCheck::judge_mistakes(const View& view, DepthOfField& depth_of_field) {
    for (const Mistake& mistake : mistakes_of(view.focus)) {
        PixelTransfer transfer(gl_);
        View wrong = view;
        wrong.focus = mistake.frame;
        wrong.focus.target = {};
        wrong.focus.target.texture = transfer.make_color(Image(view.size.x, view.size.y), Row0::top);
        wrong.focus.history = nullptr;
        wrong.lens.autofocus.on = false;
        if (const auto status = depth_of_field.apply(wrong.focus, wrong.lens); !status)
            complain(status.error().message);
        const Judged found = judged(wrong, depth_of_field);
        std::printf("  with %s: %s\n", mistake.name, found.text().c_str());
        if (!found.is_seen_to_be_wrong()) complain(std::string("nobody sees ") + mistake.name);
    }
}

void HostCheck::judge_miniature(const View& view, TiltShift& tilt_shift, const std::string& label) {
    PixelTransfer transfer(gl_);
    const EffectFrame& frame = view.miniature;
    const Image source = transfer.read_color(frame.source.texture, frame.row0);
    const Image result = read_light(transfer, frame.target, frame.row0);
    EffectFrame usual;
    usual.row0 = frame.row0;
    usual.source.texture = transfer.make_color(source, usual.row0);
    usual.target.texture = transfer.make_color(Image(source.width, source.height), usual.row0);
    if (const auto status = tilt_shift.apply(usual, view.band); !status) complain(status.error().message);
    const Image expected = transfer.read_color(usual.target.texture, usual.row0);
    write_picture(label + "-miniature", result, true);

    // A pixel less than the band, and its falloff, at the height where the host has asked for them.
    const auto from_axis = [&](int y) { return std::abs((y + 0.5) / source.height - view.band.center_y); };
    const double half_band = 0.5 * view.band.band_width - 1.0 / source.height;
    const auto is_sharp = [&](int, int y) { return from_axis(y) < half_band; };
    const auto is_blurred = [&](int, int y) {
        return from_axis(y) > 0.5 * view.band.band_width + view.band.falloff_distance;
    };
    const double psnr_db = psnr_of_shown(result, expected),
                 kept = share_kept(result, source, frame.target.encoding, is_sharp);
    const double left = detail(result, is_blurred) / detail(source, is_blurred);
    std::printf("  %s, tilt-shift: %.1f dB, sharp kept %.4f, blurred detail %.3f\n", label.c_str(), psnr_db,
                kept, left);
    if (psnr_db < least_psnr_db || kept < 1.0 || left > 0.5) complain(label + ": the tilt-shift is wrong");
}

void HostCheck::judge(int frame, const View& view, DepthOfField& depth_of_field, TiltShift& tilt_shift) {
    if (!is_judged(frame)) return;
    const std::string label = host_ + "-" + std::to_string(frame) + (view.number == 0 ? "-left" : "-right");
    const Judged found = judged(view, depth_of_field);
    std::printf("  %s: %s\n", label.c_str(), found.text().c_str());
    if (!found.is_right()) complain(label + ": the picture is wrong, " + found.text());
    {
        const PixelTransfer transfer(gl_);
        write_picture(label + "-source", transfer.read_color(view.focus.source.texture, view.focus.row0),
                      true);
        write_picture(label + "-lens", read_light(transfer, view.focus.target, view.focus.row0), true);
    }
    if (judged_views_++ < 2) judge_mistakes(view, depth_of_field);
    if (view.miniature.target.texture != 0) judge_miniature(view, tilt_shift, label);
}

void HostCheck::judge_window(int frame, glm::ivec2 size, std::span<const View> views) {
    if (size != last_size_) settled_ = 0;
    last_size_ = size;
    if (!is_judged(frame)) return;
    ++judged_windows_;
    const PixelTransfer transfer(gl_);
    const Image window = transfer.read_window(size.x, size.y);
    write_picture(host_ + "-" + std::to_string(frame) + "-window", window, false);
    Image expected(size.x, size.y);
    for (const View& view : views) {
        const Image picture = transfer.read_color(view.shown().texture, view.focus.row0);
        for (int y = 0; y < picture.height; ++y)
            for (int x = 0; x < picture.width; ++x)
                for (int channel = 0; channel < 3; ++channel)
                    expected.at(view_left(view.number, size) + x, y)[channel] =
                        as_shown(picture.at(x, y)[channel], view.shown().encoding);
    }
    int wrong = 0, wrong_in_bar = 0;
    const Bar bar;
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x) {
            const float u = (static_cast<float>(x) + 0.5f) / static_cast<float>(size.x);
            const float v = 1.0f - (static_cast<float>(y) + 0.5f) / static_cast<float>(size.y);
            const bool in_bar = u > bar.left && u < bar.right && v > bar.bottom && v < bar.top;
            bool is_right = true;
            for (int channel = 0; channel < 3; ++channel) {
                const double wanted = in_bar ? static_cast<double>(bar.color[std::size_t(channel)])
                                             : expected.at(x, y)[channel];
                if (std::abs(window.at(x, y)[channel] - wanted) > 1.6 / 255.0) is_right = false;
            }
            if (!is_right) ++(in_bar ? wrong_in_bar : wrong);
        }
    if (wrong + wrong_in_bar > 0)
        complain("frame " + std::to_string(frame) + ": " + std::to_string(wrong) +
                 " pixels of the window are not the views', and " + std::to_string(wrong_in_bar) +
                 " of the overlay are not its own");
}

void HostCheck::end_frame(int frame) {
    if (settled_ >= frames_that_make && made_ > 0)
        complain("frame " + std::to_string(frame) + " makes " + std::to_string(made_) + " objects");
    if (frame == 0 && made_ == 0) complain("nothing is made, not even programs: nobody counts");
    made_ = 0;
    ++settled_;
    while (const GLenum error = gl_.GetError()) complain("GL error " + std::to_string(error));
}

int HostCheck::result() {
    if (judged_windows_ != 4 || judged_views_ != 8 || applied_ < 3 * frames)
        complain("not all frames were drawn and judged");
    std::printf("%s: %d effects drawn, %zu complaints\n", host_.c_str(), applied_, complaints_.size());
    const std::size_t most = 30;
    for (std::size_t i = 0; i < std::min(most, complaints_.size()); ++i)
        std::printf("  %s\n", complaints_[i].c_str());
    return complaints_.empty() ? 0 : 1;
}

}  // namespace tapestry::hosts

// What the functions that count stand before.
void* tapestry::test::get_proc_address(const char* name) {
    return reinterpret_cast<void*>(hosts::host_lookup(name));
}
