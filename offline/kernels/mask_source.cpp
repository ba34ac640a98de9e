#include "tapestry/fit/mask_source.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <memory>

#include "offline/kernels/families.h"
#include "offline/kernels/mask.h"
#include "offline/kernels/mask_shape.h"
#include "offline/kernels/mask_support.h"

namespace tapestry::offline {
namespace {

Result<void> check_values(const GreyPicture& mask, const MaskReading& reading) {
    for (const double value : mask.values) {
        if (!std::isfinite(value)) return Error{"mask: a pixel holds no finite number"};
        if (value < 0.0 && !reading.is_signed)
            return Error{"mask: a pixel is below 0; --signed takes weights below 0"};
    }
    return {};
}

void invert(GreyPicture& mask) {
    const double white = *std::max_element(mask.values.begin(), mask.values.end());
    for (double& value : mask.values) value = white - value;
}

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2g %%", 100.0 * share);
    return text;
}

std::string half_pixels(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

std::string support_remark(const MaskSupport& support) {
    const std::string removed = support.background > 0.0 ? "background " + percent(support.background)
                                                         : "what is below " + percent(support.threshold);
    return removed + " removed, shape " + std::to_string(support.width) + " x " +
           std::to_string(support.height) + " px of " + std::to_string(support.picture.width) + " x " +
           std::to_string(support.picture.height);
}

}  // namespace

const KernelFamily& mask_family() {
    static const KernelFamily family = {
        .name = "mask",
        .description = "any picture",
        .numbers = {radius_parameter("distance of the farthest lit pixel's centre from the origin"),
                    rotation_parameter()},
        .period_deg = after_a_whole_turn,
        .make = {}};
    return family;
}

bool is_lossy_picture(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::array<char, 3> start{};
    file.read(start.data(), start.size());
    return file && start == std::array{'\xFF', '\xD8', '\xFF'};
}

Result<ReadMask> shape_of_mask(GreyPicture mask, const MaskReading& reading, bool is_lossy) {
    if (auto status = check_values(mask, reading); !status) return status.error();
    if (mask.values.empty()) return Error{"mask: no pixel is lit"};
    ReadMask read;
    if (reading.invert) invert(mask);
    // Where weights change their sign, 0 is no background.
    const bool has_negative =
        std::any_of(mask.values.begin(), mask.values.end(), [](double v) { return v < 0.0; });
    if (has_negative) {
        read.picture = std::move(mask);
        read.remarks.push_back("weights below 0 are taken as they are");
    } else {
        auto support = mask_support(mask, {reading.threshold, is_lossy});
        if (!support) return support.error();
        if (support->seems_inverted && !reading.invert)
            read.remarks.push_back(
                "its border is as bright as its shape: tapestry-fit --invert takes what is dark");
        if (support->is_changed) read.remarks.push_back(support_remark(*support));
        read.picture = std::move(support->picture);
    }
    const bool is_even = read.picture.width % 2 == 0 || read.picture.height % 2 == 0;
    const bool is_lit =
        std::any_of(read.picture.values.begin(), read.picture.values.end(), [](double v) { return v > 0.0; });
    if (is_even && is_lit && !reading.centred) {
        const glm::dvec2 origin = mask_origin(read.picture, false);
        const bool is_middle =
            origin.x == 0.5 * (read.picture.width - 1) && origin.y == 0.5 * (read.picture.height - 1);
        read.remarks.push_back(
            "origin at " + half_pixels(origin.x) + ", " + half_pixels(origin.y) +
            (is_middle ? ", the middle of the picture" : ", about which it is symmetrical"));
    }
    return read;
}

Result<MaskSource> read_mask(const std::string& path, const MaskReader& reader, const KernelSettings& given,
                             const MaskReading& reading) {
    auto settings = completed(mask_family(), given);
    if (!settings) return settings.error();
    if (!given.numbers.contains("radius")) settings->numbers["radius"] = 0.0;
    if (!reader) return Error{path + ": nothing here reads masks"};
    auto picture = reader(path);
    if (!picture) return picture.error();
    auto mask = shape_of_mask(std::move(*picture), reading, is_lossy_picture(path));
    if (!mask) return Error{path + ": " + mask.error().message};
    const auto shared = std::make_shared<const GreyPicture>(std::move(mask->picture));
    return MaskSource{std::move(*settings),
                      [=](const KernelSettings& s) -> Result<DenseKernel> {
                          auto kernel = mask_kernel(
                              *shared, {s["radius"], s["rotation"], reading.centred, reading.is_signed});
                          if (!kernel) return Error{path + ": " + kernel.error().message};
                          return kernel;
                      },
                      std::move(mask->remarks)};
}

}  // namespace tapestry::offline
