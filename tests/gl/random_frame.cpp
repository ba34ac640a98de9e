#include "random_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

bool chance(std::mt19937& random, unsigned one_in) {
    return random() % one_in == 0;
}

double uniform_in(std::mt19937& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

TapTable any_table(std::mt19937& random) {
    RandomTableShape shape;
    shape.layer_taps.resize(1 + random() % 4);
    for (std::uint32_t& taps : shape.layer_taps)
        taps = std::array{1u, 16u}[random() % 2];  // each a shader of its own
    shape.is_signed = chance(random, 4) && std::ranges::min(shape.layer_taps) > 3;
    const Beyond beyond = chance(random, 2) ? Beyond::scale : Beyond::clamp;
    switch (random() % 6) {
        case 0:
            break;
        case 1:
            shape.axes = {angle_axis()};
            break;
        case 2:
            shape.axes = {radius_axis(beyond), angle_axis()};
            break;
        case 3:
            shape.axes = {angle_axis(), radius_axis(beyond)};
            break;
        default:
            shape.axes = {radius_axis(beyond)};
    }
    TapTable table = random_table(shape, random);
    table.turnable = chance(random, 2);
    return table;
}

/// Where the axis is asked: below its knots, on them, between and above.
double any_parameter(std::mt19937& random, const Axis& axis) {
    const double first = axis.knots.front();
    const double last = axis.knots.back();
    if (chance(random, 4)) return axis.knots[random() % axis.knots.size()];
    return static_cast<float>(uniform_in(random, first - 0.2 * last, 1.3 * last));
}

/// Blocks of one value, among them sharp ones, beside blocks of slopes, so that tiles of every kind are
/// there.
ParameterMap any_map(std::mt19937& random, const TapTable& table, int width, int height) {
    const int block = 8 << random() % 3;
    ParameterMap map(width, height);
    for (int top = 0; top < height; top += block) {
        for (int left = 0; left < width; left += block) {
            glm::dvec2 value(0.0);
            for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
                value[static_cast<int>(axis)] = any_parameter(random, table.axes[axis]);
            if (chance(random, 3)) value = glm::dvec2(0.0);
            const bool is_slope = chance(random, 3);
            for (int y = top; y < std::min(top + block, height); ++y)
                for (int x = left; x < std::min(left + block, width); ++x)
                    map.at(x, y) = is_slope ? value * ((x + y - left - top) / (2.0 * block)) : value;
        }
    }
    return map;
}

ParameterMap rounded_to_texture(ParameterMap map, bool half) {
    for (glm::dvec2& value : map.values)
        for (int axis = 0; axis < 2; ++axis)
            value[axis] = half ? round_to_half(value[axis]) : static_cast<float>(value[axis]);
    return map;
}

/// What the texture holds, to its linear, premultiplied light.
Image decoded_source(Image image, const TextureView& view) {
    for (glm::dvec4& pixel : image.pixels) {
        if (view.encoding == Encoding::srgb)
            for (int channel = 0; channel < 3; ++channel) pixel[channel] = srgb_to_linear(pixel[channel]);
        if (view.alpha == Alpha::opaque) pixel.a = 1.0;
        if (view.alpha == Alpha::straight)
            for (int channel = 0; channel < 3; ++channel) pixel[channel] *= pixel.a;
    }
    return image;
}

template <class Picture>
Picture upside_down(const Picture& picture) {
    Picture result(picture.width, picture.height);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) result.at(x, y) = picture.at(x, picture.height - 1 - y);
    return result;
}

struct Format {
    GLenum format;
    const char* name;
};
constexpr std::array<Format, 5> source_formats = {{{GL_RGBA8, "RGBA8"},
                                                   {GL_RGB10_A2, "RGB10_A2"},
                                                   {GL_R11F_G11F_B10F, "R11F_G11F_B10F"},
                                                   {GL_RGBA16F, "RGBA16F"},
                                                   {GL_RGBA32F, "RGBA32F"}}};

class Maker {
  public:
    Maker(GlFixture& fixture, std::mt19937& random) : fixture_(fixture), random_(random) {}

    RandomFrame make() {
        made_.table = any_table(random_);
        width_ = 1 + static_cast<int>(random_() % 96);
        height_ = 1 + static_cast<int>(random_() % 64);
        text_ << width_ << " x " << height_ << ", " << made_.table.axes.size() << " axes, "
              << made_.table.first_tap(made_.table.layers()) << " reads in " << made_.table.layers()
              << " layers";
        choose_modes();
        choose_textures();
        choose_parameters();
        if (made_.table.turnable) choose_turns();
        made_.description = text_.str();
        return std::move(made_);
    }

  private:
    void choose_modes() {
        SparseFilterFrame& frame = made_.frame;
        frame.row0 = chance(random_, 2) ? Row0::top : Row0::bottom;
        frame.precision = chance(random_, 2) ? WorkPrecision::half : WorkPrecision::single;
        constexpr std::array<Resolution, 4> resolutions = {Resolution::full, Resolution::full,
                                                           Resolution::half, Resolution::quarter};
        frame.resolution = resolutions[random_() % resolutions.size()];
        text_ << ", row 0 " << (frame.row0 == Row0::top ? "top" : "bottom")
              << (frame.precision == WorkPrecision::half ? ", half" : ", single") << ", resolution 1/"
              << static_cast<int>(frame.resolution);
    }

    void choose_textures() {
        SparseFilterFrame& frame = made_.frame;
        const Format& format = source_formats[random_() % source_formats.size()];
        const Image picture = value_noise(random_, width_, height_, 8, 1.0);
        frame.source.texture = upload(fixture_, format.format, picture, frame.row0);
        frame.source.encoding = chance(random_, 3) ? Encoding::srgb : Encoding::linear;
        frame.source.alpha = static_cast<Alpha>(random_() % 3);
        text_ << ", " << format.name << (frame.source.encoding == Encoding::srgb ? " srgb" : " linear")
              << " alpha " << static_cast<int>(frame.source.alpha);
        made_.light = decoded_source(download(fixture_, frame.source.texture, width_, height_, frame.row0),
                                     frame.source);

        made_.target_format = frame.precision == WorkPrecision::half ? GL_RGBA16F : GL_RGBA32F;
        frame.target = {make_texture(fixture_, made_.target_format, width_, height_), Encoding::linear,
                        Alpha::premultiplied};
    }

    void choose_parameters() {
        SparseFilterFrame& frame = made_.frame;
        const TapTable& table = made_.table;
        glm::dvec2 scale(1.0);
        if (chance(random_, 4)) {
            frame.size_unit = SizeUnit::picture_heights;
            for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
                if (is_size_axis(table.axes[axis])) scale[static_cast<int>(axis)] = height_;
            text_ << ", in heights";
        }
        if (table.axes.empty() || chance(random_, 4)) {
            glm::dvec2 used(0.0);
            for (std::size_t axis = 0; axis < table.axes.size(); ++axis) {
                const auto i = static_cast<int>(axis);
                frame.parameter[axis] =
                    static_cast<float>(any_parameter(random_, table.axes[axis]) / scale[i]);
                used[i] = frame.parameter[axis] * static_cast<float>(scale[i]);
            }
            made_.map = ParameterMap(width_, height_, used);
            text_ << ", uniform (" << used.x << ", " << used.y << ")";
            return;
        }
        ParameterMap map = any_map(random_, table, width_, height_);
        for (glm::dvec2& value : map.values) value /= scale;
        const bool half = chance(random_, 3);
        const bool two = table.axes.size() == 2 || chance(random_, 3);
        map = rounded_to_texture(std::move(map), half);
        const GLenum format = two ? (half ? GL_RG16F : GL_RG32F) : (half ? GL_R16F : GL_R32F);
        frame.parameter_texture = upload(fixture_, format, map, frame.row0);
        for (std::size_t axis = 0; axis < 2; ++axis)
            if (chance(random_, 3))
                frame.parameter_scale[axis] = static_cast<float>(uniform_in(random_, 0.5, 1.5));
        for (glm::dvec2& value : map.values)
            for (int axis = 0; axis < 2; ++axis)
                value[axis] = static_cast<float>(value[axis]) *
                              (frame.parameter_scale[axis] * static_cast<float>(scale[axis]));
        made_.map = std::move(map);
        text_ << ", map" << (two ? " of two" : "") << (half ? " halves" : " floats");
    }

    void choose_turns() {
        SparseFilterFrame& frame = made_.frame;
        if (chance(random_, 2)) {
            frame.turn_deg = static_cast<float>(uniform_in(random_, -400.0, 400.0));
            text_ << ", turned by " << frame.turn_deg;
        }
        if (!chance(random_, 2)) return;
        ParameterMap turns = random_map(random_, width_, height_, -500.0, 500.0);
        for (int y = 0; y < height_; ++y)
            for (int x = 0; x < width_; ++x)
                if (x < width_ / 2) turns.at(x, y).x = 45.0;
        turns = rounded_to_texture(std::move(turns), false);
        frame.turn_texture = upload(fixture_, GL_R32F, turns, frame.row0);
        made_.turns = std::move(turns);
        text_ << ", turn texture";
    }

    GlFixture& fixture_;
    std::mt19937& random_;
    RandomFrame made_;
    std::ostringstream text_;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace

RandomFrame random_frame(GlFixture& fixture, std::mt19937& random) {
    return Maker(fixture, random).make();
}

Image expected_picture(const RandomFrame& made) {
    CascadeOptions options;
    options.storage = made.frame.precision == WorkPrecision::half ? Storage::half : Storage::exact;
    options.resolution = made.frame.resolution;
    options.turn_deg = made.frame.turn_deg;
    options.turns = made.turns ? &*made.turns : nullptr;
    if (made.frame.row0 == Row0::top) return filter_cascade(made.light, made.table, made.map, options);

    // Reduced pixels are counted from the texture's first row: so the reference works on the picture upside
    // down, with a table and turns that are so too.
    TapTable table = made.table;
    for (Tap& tap : table.payload) tap.dy = -tap.dy;
    std::optional<ParameterMap> turns = made.turns;
    if (turns) {
        for (glm::dvec2& turn : turns->values) turn.x = -turn.x;
        *turns = upside_down(*turns);
        options.turns = &*turns;
    }
    options.turn_deg = -options.turn_deg;
    return upside_down(filter_cascade(upside_down(made.light), table, upside_down(made.map), options));
}

}  // namespace tapestry::test
