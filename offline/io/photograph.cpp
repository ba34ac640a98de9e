#include "offline/io/photograph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "offline/files/file_bytes.h"
#include "offline/io/color_profile.h"
#include "offline/io/exif.h"
#include "offline/io/exr_file.h"
#include "offline/io/heif_file.h"
#include "offline/io/jpeg_file.h"
#include "offline/io/orientation.h"
#include "offline/io/picture_format.h"
#include "offline/io/png_file.h"
#include "offline/io/srgb.h"
#include "offline/io/tiff_file.h"
#include "offline/io/transfer.h"
#include "offline/io/webp_file.h"
#include "tapestry/atomic_file.h"

namespace tapestry::offline {
namespace {

// Bounds what a small, malicious file can make us allocate: 1 GiB of 8 bits, as much of floats.
constexpr std::int64_t most_pixels_of_bytes = std::int64_t{1} << 28;
constexpr std::int64_t most_pixels_of_light = std::int64_t{1} << 26;
constexpr std::size_t most_file_bytes = std::size_t{1} << 31;

using Bytes = std::vector<std::uint8_t>;

/// How samples become light. Without a profile they are sRGB's.
struct ColorWay {
    std::optional<ColorProfile> profile;  ///< of encoded values, or of the light that `transfer` gives
    std::optional<int> transfer;          ///< H.273's, before the profile
};

/// A row of values in [0, 1], four a pixel; inks and colours without alpha are what remains of them.
class RowConverter {
  public:
    explicit RowConverter(const ColorWay& way, bool is_cmyk, bool is_linear)
        : way_(way), is_cmyk_(is_cmyk), is_linear_(is_linear) {}

    /// rgb: three a pixel, linear light.
    void to_light(std::span<const float> row, std::vector<float>& rgb) {
        const std::size_t pixels = row.size() / 4;
        rgb.resize(3 * pixels);
        if (is_cmyk_ && !way_.profile) return plain_inks(row, rgb);
        if (is_cmyk_) return way_.profile->to_linear(row, rgb);
        const bool is_grey = way_.profile && way_.profile->model() == ColorProfile::Model::grey;
        const std::size_t channels = is_grey ? 1 : 3;
        values_.resize(channels * pixels);
        for (std::size_t i = 0; i < pixels; ++i)
            for (std::size_t c = 0; c < channels; ++c) values_[channels * i + c] = value_of(row[4 * i + c]);
        if (way_.transfer == 18) apply_hlg_gain();
        if (way_.profile)
            way_.profile->to_linear(values_, rgb);
        else
            std::ranges::copy(values_, rgb.begin());
    }

  private:
    float value_of(float value) const {
        if (is_linear_ || (way_.profile && !way_.transfer)) return value;
        return static_cast<float>(*transfer_to_light(way_.transfer.value_or(13), static_cast<double>(value)));
    }

    /// BT.2100's luminance of the scene.
    void apply_hlg_gain() {
        for (std::size_t i = 0; i + 2 < values_.size(); i += 3) {
            const double luminance = 0.2627 * double(values_[i]) + 0.6780 * double(values_[i + 1]) +
                                     0.0593 * double(values_[i + 2]);
            const auto gain = static_cast<float>(hlg_system_gain(luminance));
            for (std::size_t c = 0; c < 3; ++c) values_[i + c] *= gain;
        }
    }

    /// Inks without a profile: each takes its share of sRGB's values.
    static void plain_inks(std::span<const float> row, std::vector<float>& rgb) {
        for (std::size_t i = 0; i < row.size() / 4; ++i)
            for (std::size_t c = 0; c < 3; ++c) {
                const double value = (1.0 - double(row[4 * i + c])) * (1.0 - double(row[4 * i + 3]));
                rgb[3 * i + c] = static_cast<float>(srgb_to_linear(value));
            }
    }

    const ColorWay& way_;
    bool is_cmyk_, is_linear_;
    std::vector<float> values_;
};

/// What the profile or the code points of a picture ask for. Errors: code points that nothing is known of.
Result<ColorWay> color_way(const DecodedPicture& picture, std::vector<std::string>& remarks) {
    ColorWay way;
    if (picture.is_linear && picture.tags.profile.empty()) return way;
    if (const auto& points = picture.tags.code_points) {
        const auto space = space_of_primaries(points->primaries);
        if (space && transfer_to_light(points->transfer, 0.5)) {
            way.transfer = points->transfer;
            if (points->primaries != 1 && points->primaries != 2) way.profile = ColorProfile::linear(*space);
            return way;
        }
        remarks.push_back("its colour code points are not known (" + std::to_string(points->primaries) +
                          ", " + std::to_string(points->transfer) + "), so it is taken for sRGB");
        return way;
    }
    if (picture.tags.profile.empty()) return way;
    auto profile = ColorProfile::open(picture.tags.profile);
    // A picture with a damaged profile still is a picture.
    if (!profile) {
        remarks.push_back(profile.error().message + ", so it is taken for sRGB");
        return way;
    }
    const bool fits = picture.is_cmyk == (profile->model() == ColorProfile::Model::cmyk) &&
                      (profile->model() != ColorProfile::Model::grey || picture.is_grey);
    if (!fits) {
        remarks.push_back("its colour profile is for other channels than it has, so it is taken for sRGB");
        return way;
    }
    way.profile = std::move(*profile);
    return way;
}

bool is_plain_srgb(const DecodedPicture& picture, const ColorWay& way) {
    if (!std::holds_alternative<Bytes>(picture.samples) || picture.is_cmyk) return false;
    if (way.transfer) return !way.profile && (*way.transfer == 13 || *way.transfer == 2);
    return !way.profile || way.profile->is_srgb();
}

template <class Sample>
constexpr float full_value = std::is_floating_point_v<Sample>
                                 ? 1.0f
                                 : static_cast<float>(std::numeric_limits<Sample>::max());

template <class Sample>
LinearPicture light_of(const DecodedPicture& picture, const std::vector<Sample>& samples,
                       const ColorWay& way) {
    LinearPicture light{picture.width, picture.height, {}};
    light.rgba.resize(samples.size());
    RowConverter converter(way, picture.is_cmyk, picture.is_linear);
    const std::size_t row_size = 4 * static_cast<std::size_t>(picture.width);
    std::vector<float> row(row_size), rgb;
    for (std::size_t start = 0; start < samples.size(); start += row_size) {
        for (std::size_t i = 0; i < row_size; ++i)
            row[i] = static_cast<float>(samples[start + i]) / full_value<Sample>;
        if (picture.is_premultiplied)
            for (std::size_t i = 0; i < row_size; ++i)
                if (i % 4 != 3 && row[i | 3] > 0.0f) row[i] /= row[i | 3];
        converter.to_light(row, rgb);
        for (std::size_t i = 0; i < row_size / 4; ++i) {
            const float alpha = picture.is_cmyk ? 1.0f : row[4 * i + 3];
            // Light without cover stays, as EXR has it.
            const float share = picture.is_premultiplied && picture.is_linear && alpha <= 0.0f ? 1.0f : alpha;
            for (std::size_t c = 0; c < 3; ++c) light.rgba[start + 4 * i + c] = rgb[3 * i + c] * share;
            light.rgba[start + 4 * i + 3] = alpha;
        }
    }
    return light;
}

Picture8 bytes_of(DecodedPicture& picture) {
    Bytes& samples = std::get<Bytes>(picture.samples);
    if (picture.is_premultiplied)
        for (std::size_t i = 0; i < samples.size(); ++i)
            if (const int alpha = samples[i | 3]; i % 4 != 3 && alpha > 0)
                samples[i] = static_cast<std::uint8_t>(std::min(255, (samples[i] * 255 + alpha / 2) / alpha));
    return {picture.width, picture.height, std::move(samples)};
}

template <class Sample>
bool has_alpha(const std::vector<Sample>& samples) {
    for (std::size_t i = 3; i < samples.size(); i += 4)
        if (static_cast<float>(samples[i]) != full_value<Sample>) return true;
    return false;
}

int bits_of(const DecodedPicture& picture) {
    return std::visit([](const auto& samples) { return static_cast<int>(8 * sizeof(samples[0])); },
                      picture.samples);
}

/// The profile that a result goes back into; empty: sRGB.
Bytes profile_for_result(const DecodedPicture& picture, const ColorWay& way) {
    if (way.transfer) {
        const auto space = space_of_primaries(picture.tags.code_points->primaries);
        return space && !is_hdr_transfer(*way.transfer) ? profile_of_space(*space) : Bytes();
    }
    return way.profile && way.profile->has_way_back() ? picture.tags.profile : Bytes();
}

/// Each pixel of the result is the mean of those that it lies over.
LinearPicture reduced(const LinearPicture& from, int largest_side) {
    const double scale = static_cast<double>(largest_side) / std::max(from.width, from.height);
    if (scale >= 1.0) return from;
    LinearPicture to{std::max(1, static_cast<int>(std::lround(from.width * scale))),
                     std::max(1, static_cast<int>(std::lround(from.height * scale))),
                     {}};
    to.rgba.resize(4 * static_cast<std::size_t>(to.width) * static_cast<std::size_t>(to.height));
    const double step_x = static_cast<double>(from.width) / to.width;
    const double step_y = static_cast<double>(from.height) / to.height;
    const auto cover = [](int at, double start, double end) {
        return std::min(end, at + 1.0) - std::max(start, static_cast<double>(at));
    };
    for (int y = 0; y < to.height; ++y)
        for (int x = 0; x < to.width; ++x) {
            const double x0 = x * step_x, x1 = x0 + step_x, y0 = y * step_y, y1 = y0 + step_y;
            std::array<double, 4> sum = {};
            for (int v = static_cast<int>(y0);
                 v < std::min(from.height, static_cast<int>(std::ceil(y1 - 1e-9))); ++v)
                for (int u = static_cast<int>(x0);
                     u < std::min(from.width, static_cast<int>(std::ceil(x1 - 1e-9))); ++u) {
                    const double weight = cover(u, x0, x1) * cover(v, y0, y1) / (step_x * step_y);
                    const float* pixel =
                        &from.rgba[4 * (static_cast<std::size_t>(v) * static_cast<std::size_t>(from.width) +
                                        static_cast<std::size_t>(u))];
                    for (std::size_t c = 0; c < 4; ++c) sum[c] += weight * static_cast<double>(pixel[c]);
                }
            float* out = &to.rgba[4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width) +
                                       static_cast<std::size_t>(x))];
            for (std::size_t c = 0; c < 4; ++c) out[c] = static_cast<float>(sum[c]);
        }
    return to;
}

void reduce(Photograph& photograph, int largest_side) {
    const int width = photograph.width(), height = photograph.height();
    if (largest_side <= 0 || std::max(width, height) <= largest_side) return;
    photograph.pixels = reduced(to_linear_picture(photograph), largest_side);
    photograph.remarks.push_back("reduced from " + std::to_string(width) + " x " + std::to_string(height) +
                                 " to " + std::to_string(photograph.width()) + " x " +
                                 std::to_string(photograph.height()) + " pixels");
}

Result<Photograph> photograph_of_exr(std::span<const std::uint8_t> file, const std::string& layer) {
    auto exr = decode_exr(file, layer);
    if (!exr) return exr.error();
    Photograph photograph;
    photograph.pixels = std::move(exr->picture);
    photograph.has_alpha = exr->has_alpha;
    photograph.is_hdr = true;
    photograph.origin.bits = 32;
    photograph.remarks = std::move(exr->remarks);
    return photograph;
}

Result<Photograph> photograph_of_samples(std::span<const std::uint8_t> file) {
    auto picture = decode_samples(file, most_pixels_of_bytes);
    if (!picture) return picture.error();
    Photograph photograph;
    const auto way = color_way(*picture, photograph.remarks);
    if (!way) return way.error();
    const bool is_plain = is_plain_srgb(*picture, *way);
    if (!is_plain && std::int64_t{picture->width} * picture->height > most_pixels_of_light)
        return Error{too_large(most_pixels_of_light) + " in another colour space than sRGB of 8 bits"};
    photograph.orientation = orientation_of(picture->tags);
    std::visit(
        [&](auto& samples) {
            photograph.has_alpha = !picture->is_cmyk && has_alpha(samples);
            turn_upright(samples, picture->width, picture->height, 4, photograph.orientation);
        },
        picture->samples);
    photograph.is_hdr = picture->is_linear || (way->transfer && is_hdr_transfer(*way->transfer));
    photograph.origin.bits = bits_of(*picture);
    photograph.origin.tags.profile = profile_for_result(*picture, *way);
    photograph.origin.tags.exif = exif_for_result(picture->tags.exif);
    if (is_plain)
        photograph.pixels = bytes_of(*picture);
    else
        photograph.pixels = std::visit([&](const auto& samples) { return light_of(*picture, samples, *way); },
                                       picture->samples);
    return photograph;
}

float srgb_value(float light) {
    return static_cast<float>(linear_to_srgb(std::clamp(static_cast<double>(light), 0.0, 1.0)));
}

template <class Sample>
PackedPicture<Sample> encoded(const LinearPicture& picture, const ColorProfile* profile, bool over_black) {
    constexpr float white = static_cast<float>(std::numeric_limits<Sample>::max());
    const auto step = [](float value) {
        return static_cast<Sample>(std::lround(std::clamp(value, 0.0f, 1.0f) * white));
    };
    const bool keeps_alpha = !over_black && has_alpha(picture.rgba);
    PackedPicture<Sample> result{picture.width, picture.height, keeps_alpha ? 4 : 3, {}};
    const auto channels = static_cast<std::size_t>(result.channels);
    const std::size_t pixels = static_cast<std::size_t>(picture.width);
    result.samples.reserve(channels * pixels * static_cast<std::size_t>(picture.height));
    std::vector<float> rgb(3 * pixels), values(3 * pixels);
    for (std::size_t start = 0; start < picture.rgba.size(); start += 4 * pixels) {
        const float* row = &picture.rgba[start];
        for (std::size_t i = 0; i < pixels; ++i) {
            const float alpha = row[4 * i + 3];
            const float share = keeps_alpha && alpha > 0.0f ? 1.0f / alpha : 1.0f;
            for (std::size_t c = 0; c < 3; ++c) rgb[3 * i + c] = row[4 * i + c] * share;
        }
        if (profile)
            profile->from_linear(rgb, values);
        else
            std::ranges::transform(rgb, values.begin(), srgb_value);
        for (std::size_t i = 0; i < pixels; ++i) {
            for (std::size_t c = 0; c < 3; ++c) result.samples.push_back(step(values[3 * i + c]));
            if (keeps_alpha) result.samples.push_back(step(row[4 * i + 3]));
        }
    }
    return result;
}

Bytes rgba_of(const PackedPicture<std::uint8_t>& picture) {
    if (picture.channels == 4) return picture.samples;
    Bytes rgba;
    rgba.reserve(picture.samples.size() / 3 * 4);
    for (std::size_t i = 0; i < picture.samples.size(); i += 3) {
        rgba.insert(rgba.end(), &picture.samples[i], &picture.samples[i] + 3);
        rgba.push_back(255);
    }
    return rgba;
}

constexpr int usual_quality = 95;

Result<std::vector<std::byte>> encode(PictureFormat format, const PackedPicture<std::uint8_t>& picture,
                                      const ResultTags& tags) {
    switch (format) {
        case PictureFormat::jpeg:
            return encode_jpeg(picture.samples, picture.width, picture.height, usual_quality, tags);
        case PictureFormat::webp:
            return encode_webp(rgba_of(picture), picture.width, picture.height, usual_quality, tags);
        case PictureFormat::tiff:
            return encode_tiff(picture, tags);
        default:
            return encode_png(picture, tags);
    }
}

Result<void> write_encoded(const std::filesystem::path& path, const Result<std::vector<std::byte>>& file) {
    if (!file) return Error{path.string() + ": " + file.error().message};
    return write_file_atomically(path, *file);
}

/// RGB where nothing shows through; JPEGs over black.
PackedPicture<std::uint8_t> trimmed(const Picture8& picture, bool over_black) {
    if (has_alpha(picture.rgba)) {
        if (!over_black) return {picture.width, picture.height, 4, picture.rgba};
        return encoded<std::uint8_t>(to_linear_picture({picture, true, false, 1, {}, {}}), nullptr, true);
    }
    PackedPicture<std::uint8_t> result{picture.width, picture.height, 3, {}};
    result.samples.reserve(picture.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4)
        result.samples.insert(result.samples.end(), &picture.rgba[i], &picture.rgba[i] + 3);
    return result;
}

Result<PictureFormat> writable_format(const std::filesystem::path& path) {
    if (const std::string why = why_unwritable(path); !why.empty()) return Error{path.string() + ": " + why};
    return *format_of_name(path);
}

}  // namespace

int Photograph::width() const {
    return std::visit([](const auto& picture) { return picture.width; }, pixels);
}

int Photograph::height() const {
    return std::visit([](const auto& picture) { return picture.height; }, pixels);
}

int orientation_of(const PictureTags& tags) {
    return tags.orientation ? *tags.orientation : exif_orientation(tags.exif);
}

Result<DecodedPicture> decode_samples(std::span<const std::uint8_t> file, std::int64_t max_pixels) {
    const auto format = format_of_bytes(file);
    if (!format || *format == PictureFormat::exr || *format == PictureFormat::pfm)
        return Error{"is no picture of a kind that is read here: " + readable_formats()};
    switch (*format) {
        case PictureFormat::png:
            return decode_png(file, max_pixels);
        case PictureFormat::jpeg:
            return decode_jpeg(file, max_pixels);
        case PictureFormat::webp:
            return decode_webp(file, max_pixels);
        case PictureFormat::tiff:
            return decode_tiff(file, max_pixels);
        default:
            return decode_heif(file, max_pixels);
    }
}

Result<Photograph> decode_photograph(std::span<const std::uint8_t> file, const PhotographOptions& options) {
    const bool is_exr = format_of_bytes(file) == PictureFormat::exr;
    auto photograph = is_exr ? photograph_of_exr(file, options.layer) : photograph_of_samples(file);
    if (!photograph) return photograph;
    if (!is_exr && !options.layer.empty())
        photograph->remarks.push_back("has no layers, so the one that was asked for is not used");
    reduce(*photograph, options.largest_side);
    return photograph;
}

Result<Photograph> read_photograph(const std::filesystem::path& path, const PhotographOptions& options) {
    const auto file = read_file_bytes(path, most_file_bytes);
    if (!file) return file.error();
    auto photograph = decode_photograph(*file, options);
    if (!photograph) return Error{path.string() + ": " + photograph.error().message};
    return photograph;
}

Picture8 as_bytes(DecodedPicture picture) {
    if (auto* bytes = std::get_if<Bytes>(&picture.samples); bytes && !picture.is_cmyk)
        return {picture.width, picture.height, std::move(*bytes)};
    Picture8 result{picture.width, picture.height, {}};
    std::visit(
        [&](const auto& samples) {
            using Sample = std::decay_t<decltype(samples[0])>;
            for (std::size_t i = 0; i < samples.size(); ++i) {
                float value = static_cast<float>(samples[i]) / full_value<Sample>;
                if (picture.is_cmyk)
                    value = i % 4 == 3 ? 1.0f
                                       : (1.0f - value) *
                                             (1.0f - static_cast<float>(samples[i | 3]) / full_value<Sample>);
                result.rgba.push_back(
                    static_cast<std::uint8_t>(std::lround(255.0f * std::clamp(value, 0.0f, 1.0f))));
            }
        },
        picture.samples);
    return result;
}

LinearPicture to_linear_picture(const Photograph& photograph) {
    if (const auto* light = std::get_if<LinearPicture>(&photograph.pixels)) return *light;
    const Picture8& picture = std::get<Picture8>(photograph.pixels);
    std::array<float, 256> table;
    for (int i = 0; i < 256; ++i)
        table[static_cast<std::size_t>(i)] = static_cast<float>(srgb_to_linear(i / 255.0));
    LinearPicture light{picture.width, picture.height, {}};
    light.rgba.reserve(picture.rgba.size());
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        const float alpha = static_cast<float>(picture.rgba[i + 3]) / 255.0f;
        for (std::size_t c = 0; c < 3; ++c) light.rgba.push_back(table[picture.rgba[i + c]] * alpha);
        light.rgba.push_back(alpha);
    }
    return light;
}

Picture8 to_srgb8(const LinearPicture& picture) {
    PackedPicture<std::uint8_t> result = encoded<std::uint8_t>(picture, nullptr, false);
    return {picture.width, picture.height, rgba_of(result)};
}

Result<void> write_picture(const std::filesystem::path& path, const Picture8& picture,
                           const ResultTags& tags) {
    const auto format = writable_format(path);
    if (!format) return format.error();
    if (*format == PictureFormat::exr)
        return write_exr(path, to_linear_picture({picture, true, false, 1, {}, {}}), ExrDepth::half);
    return write_encoded(path, encode(*format, trimmed(picture, *format == PictureFormat::jpeg), tags));
}

Result<void> write_picture(const std::filesystem::path& path, const LinearPicture& picture,
                           const PictureOrigin& origin) {
    const auto format = writable_format(path);
    if (!format) return format.error();
    if (*format == PictureFormat::exr) return write_exr(path, picture, ExrDepth::half);
    ResultTags tags = origin.tags;
    std::optional<ColorProfile> profile;
    if (!tags.profile.empty()) {
        auto opened = ColorProfile::open(tags.profile);
        if (opened && opened->has_way_back())
            profile = std::move(*opened);
        else
            tags.profile.clear();
    }
    const ColorProfile* const to = profile ? &*profile : nullptr;
    const bool over_black = *format == PictureFormat::jpeg;
    if (origin.bits > 8 && (*format == PictureFormat::png || *format == PictureFormat::tiff)) {
        const auto wide = encoded<std::uint16_t>(picture, to, over_black);
        return write_encoded(
            path, *format == PictureFormat::png ? encode_png(wide, tags) : encode_tiff(wide, tags));
    }
    return write_encoded(path, encode(*format, encoded<std::uint8_t>(picture, to, over_black), tags));
}

}  // namespace tapestry::offline
