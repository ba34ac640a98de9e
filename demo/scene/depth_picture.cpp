#include "scene/depth_picture.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <vector>

#include "offline/files/file_bytes.h"
#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"
#include "offline/io/orientation.h"
#include "offline/io/picture_format.h"

namespace tapestry::demo {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t most_depth_file_bytes = std::size_t{1} << 31;

/// Distances by themselves, rather than shares of a range.
bool is_absolute(DepthPictureKind kind) {
    return kind == DepthPictureKind::metres || kind == DepthPictureKind::millimetres ||
           kind == DepthPictureKind::inverse;
}

bool is_farther_larger(DepthPictureKind kind) {
    return kind != DepthPictureKind::disparity && kind != DepthPictureKind::inverse;
}

struct Range {
    double low = std::numeric_limits<double>::infinity(), high = -std::numeric_limits<double>::infinity();
};

Range known_range(const std::vector<double>& values) {
    Range range;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        range.low = std::min(range.low, value);
        range.high = std::max(range.high, value);
    }
    return range;
}

/// Carries the last known number along a line of cells to those that are not known; the farthest stays.
class Sweep {
  public:
    Sweep(const std::vector<double>& known, std::vector<double>& filled, bool is_farther_larger)
        : known_(known), filled_(filled), sign_(is_farther_larger ? 1.0 : -1.0) {}

    void begin() { last_ = unknown; }
    void visit(std::size_t at) {
        if (!std::isnan(known_[at])) {
            last_ = known_[at];
        } else if (!std::isnan(last_) && !(sign_ * filled_[at] >= sign_ * last_)) {
            filled_[at] = last_;
        }
    }

  private:
    const std::vector<double>& known_;
    std::vector<double>& filled_;
    double sign_, last_ = unknown;
};

void fill_unknown(GreyPicture& picture, bool farther_is_larger) {
    if (std::ranges::none_of(picture.values, [](double value) { return std::isnan(value); })) return;
    const std::vector<double> known = picture.values;
    const auto width = static_cast<std::size_t>(picture.width),
               height = static_cast<std::size_t>(picture.height);
    Sweep sweep(known, picture.values, farther_is_larger);
    for (std::size_t y = 0; y < height; ++y) {
        sweep.begin();
        for (std::size_t x = 0; x < width; ++x) sweep.visit(y * width + x);
        sweep.begin();
        for (std::size_t x = width; x-- > 0;) sweep.visit(y * width + x);
    }
    for (std::size_t x = 0; x < width; ++x) {
        sweep.begin();
        for (std::size_t y = 0; y < height; ++y) sweep.visit(y * width + x);
        sweep.begin();
        for (std::size_t y = height; y-- > 0;) sweep.visit(y * width + x);
    }
    // Rows and columns that know nothing at all: a whole corner, say. Its surroundings are known by now.
    const bool is_left = std::ranges::any_of(picture.values, [](double value) { return std::isnan(value); });
    const bool is_any = std::ranges::any_of(picture.values, [](double value) { return !std::isnan(value); });
    if (is_left && is_any) fill_unknown(picture, farther_is_larger);
}

bool has_shape(int width, int height, int of_width, int of_height) {
    const double a = static_cast<double>(width) / height, b = static_cast<double>(of_width) / of_height;
    return std::abs(a / b - 1.0) < 0.05;
}

}  // namespace

Result<DepthNumbers> read_depth_numbers(const std::filesystem::path& path, const std::string& layer) {
    const auto file = offline::read_file_bytes(path, most_depth_file_bytes);
    if (!file) return file.error();
    const auto failed = [&](const Error& error) { return Error{path.string() + ": " + error.message}; };
    if (offline::format_of_bytes(*file) == offline::PictureFormat::exr) {
        auto grey = offline::decode_exr_grey(*file, layer);
        if (!grey) return failed(grey.error());
        return DepthNumbers{std::move(*grey), 0.0, false, false};
    }
    auto embedded = offline::embedded_depth(*file);
    if (!embedded) return failed(embedded.error());
    if (auto& depth = *embedded)
        return DepthNumbers{std::move(depth->numbers), 255.0, depth->is_turned, !depth->is_turned};
    auto grey = offline::decode_grey(*file);
    if (!grey) return failed(grey.error());
    return DepthNumbers{std::move(grey->picture), grey->full, grey->orientation != 1, false};
}

void turn_with_photo(DepthNumbers& numbers, int orientation, int width, int height) {
    GreyPicture& picture = numbers.picture;
    const bool lies_on_its_side = !numbers.is_turned && offline::swaps_sides(orientation) &&
                                  !has_shape(picture.width, picture.height, width, height) &&
                                  has_shape(picture.height, picture.width, width, height);
    if (numbers.follows_photo || lies_on_its_side)
        offline::turn_upright(picture.values, picture.width, picture.height, 1, orientation);
    numbers.follows_photo = false;
    numbers.is_turned = true;
}

Result<void> check(const DepthPictureOptions& options) {
    if (!(options.near_m > 0.0) || !std::isfinite(options.near_m)) return Error{"near_m is not positive"};
    if (!(options.far_m > options.near_m) || !std::isfinite(options.far_m))
        return Error{"far_m is not beyond near_m"};
    if (!(options.metres_per_unit > 0.0) || !std::isfinite(options.metres_per_unit))
        return Error{"metres_per_unit is not positive"};
    return {};
}

GreyPicture usable_numbers(const DepthNumbers& numbers, const DepthPictureOptions& options) {
    GreyPicture usable = numbers.picture;
    const Range range = known_range(usable.values);
    const bool is_spread = numbers.whole == 0.0 && !is_absolute(options.kind) && range.high > range.low &&
                           (range.low < 0.0 || range.high > 1.0);
    const double scale =
        options.kind == DepthPictureKind::millimetres && numbers.whole > 0.0 ? numbers.whole : 1.0;
    for (double& value : usable.values) {
        if (is_spread) value = (value - range.low) / (range.high - range.low);
        value *= scale;
        if (options.flipped) value = is_absolute(options.kind) ? -value : 1.0 - value;
        if (!std::isfinite(value) || (is_absolute(options.kind) && !(value > 0.0))) value = unknown;
    }
    fill_unknown(usable, is_farther_larger(options.kind));
    return usable;
}

double depth_distance_m(double number, const DepthPictureOptions& options) {
    double distance = 0.0;
    switch (options.kind) {
        case DepthPictureKind::metres:
            distance = number * options.metres_per_unit;
            break;
        case DepthPictureKind::millimetres:
            distance = 1e-3 * number * options.metres_per_unit;
            break;
        case DepthPictureKind::inverse:
            distance = options.metres_per_unit / number;
            break;
        case DepthPictureKind::disparity: {
            const double share = std::clamp(number, 0.0, 1.0);
            distance = 1.0 / ((1.0 - share) / options.far_m + share / options.near_m);
            break;
        }
        case DepthPictureKind::linear:
            distance = options.near_m + std::clamp(number, 0.0, 1.0) * (options.far_m - options.near_m);
            break;
    }
    return std::isfinite(number) && std::isfinite(distance) && distance > 0.0 ? distance : options.far_m;
}

std::string depth_warning(const DepthNumbers& numbers, const DepthPictureOptions& options) {
    std::vector<double> known;
    std::size_t below = 0;
    for (const double value : numbers.picture.values) {
        if (!std::isfinite(value)) continue;
        known.push_back(value);
        below += value < 0.0;
    }
    if (known.empty()) return "no distance in it is known, so everything lies at --depth-far";
    if (!is_absolute(options.kind)) return {};
    if (!options.flipped && 2 * below > known.size())
        return "most of its numbers are below 0: where farther is lower, say --depth-flip";
    const auto middle = known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2);
    std::nth_element(known.begin(), middle, known.end());
    const double number =
        std::abs(*middle) *
        (options.kind == DepthPictureKind::millimetres && numbers.whole > 0.0 ? numbers.whole : 1.0);
    if (number == 0.0) return {};
    const double distance_m = depth_distance_m(number, options);
    char text[160] = "";
    if (distance_m > 2000.0)
        std::snprintf(text, sizeof text,
                      "%.0f m in its middle cannot be right: for millimetres say --depth-kind millimetres",
                      distance_m);
    else if (options.kind == DepthPictureKind::metres && options.metres_per_unit == 1.0 &&
             std::ranges::all_of(known, [](double value) { return value >= 0.0 && value <= 1.0; }))
        std::snprintf(
            text, sizeof text,
            "its numbers are all from 0 to 1: unless they are metres, say --depth-kind disparity or "
            "linear");
    return text;
}

}  // namespace tapestry::demo
