#include "document/depth_choice.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <vector>

#include "offline/files/file_bytes.h"
#include "offline/io/embedded_depth.h"
#include "offline/io/exr_file.h"
#include "offline/io/picture_format.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_file_bytes = std::size_t{1} << 31;

std::string in_small_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

DepthPictureOptions DepthChoice::options() const {
    return {kind, static_cast<double>(metres_per_unit), static_cast<double>(near_m),
            static_cast<double>(far_m), flipped};
}

DepthChoice depth_of_file(const fs::path& path) {
    DepthChoice choice;
    choice.file = path.string();
    const std::string extension = in_small_letters(path.extension().string());
    if (extension == ".exr" || extension == ".pfm") choice.kind = DepthPictureKind::metres;
    return choice;
}

namespace {

/// What a photograph says of the depth in it.
DepthChoice depth_inside(const fs::path& picture) {
    // Scenes and presets are no pictures, and most pictures have no depth: names come first.
    if (!offline::format_of_name(picture)) return {};
    const auto file = offline::read_file_bytes(picture, most_file_bytes);
    if (!file) return {};
    DepthChoice choice;
    if (offline::format_of_bytes(*file) == offline::PictureFormat::exr) {
        if (!offline::has_exr_depth(*file)) return {};
        choice.file = picture.string();
        choice.kind = DepthPictureKind::metres;
        return choice;
    }
    if (!offline::has_embedded_depth(*file)) return {};
    const auto embedded = offline::embedded_depth(*file);
    choice.file = picture.string();
    // Said again, with its reason, when it is opened.
    if (!embedded || !*embedded) return choice;
    const offline::EmbeddedDepth& depth = **embedded;
    choice.kind = depth.is_inverse ? DepthPictureKind::disparity : DepthPictureKind::linear;
    choice.flipped = depth.is_inverse == depth.is_near_zero;
    const auto range = [](double metres, float low, float high) {
        return std::clamp(static_cast<float>(metres), low, high);
    };
    if (depth.near_m) choice.near_m = range(*depth.near_m, 0.01f, 999.0f);
    choice.far_m = range(depth.far_m.value_or(20.0), 1.01f * choice.near_m, 1e4f);
    return choice;
}

}  // namespace

DepthChoice depth_beside(const fs::path& picture) {
    for (const char* extension : {".depth.png", ".depth.exr", ".depth.pfm", ".depth.tif", ".depth.tiff"}) {
        fs::path beside = picture;
        beside.replace_extension(extension);
        std::error_code error;
        if (beside != picture && fs::is_regular_file(beside, error)) return depth_of_file(beside);
    }
    return depth_inside(picture);
}

bool is_depth_name(const fs::path& path) {
    const std::string name = in_small_letters(path.filename().string());
    return name.ends_with(".pfm") || name.find("depth") != std::string::npos ||
           name.find("disp") != std::string::npos;
}

Result<float> middle_distance_m(const DepthChoice& depth) {
    const auto stored = read_depth_numbers(depth.file, depth.layer);
    if (!stored) return stored.error();
    const GreyPicture numbers = usable_numbers(*stored, depth.options());
    // A tenth of the picture each way: an object, rather than a hair before it.
    const int middle_x = numbers.width / 2, reach_x = numbers.width / 20;
    const int middle_y = numbers.height / 2, reach_y = numbers.height / 20;
    std::vector<double> around;
    for (int y = middle_y - reach_y; y <= middle_y + reach_y; ++y)
        for (int x = middle_x - reach_x; x <= middle_x + reach_x; ++x)
            around.push_back(depth_distance_m(numbers.values[static_cast<std::size_t>(y) * numbers.width + x],
                                              depth.options()));
    const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
    std::nth_element(around.begin(), middle, around.end());
    return static_cast<float>(*middle);
}

}  // namespace tapestry::demo
