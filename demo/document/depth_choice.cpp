#include "document/depth_choice.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <vector>

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

std::string in_small_letters(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

DepthPictureOptions DepthChoice::options() const {
    return {kind, static_cast<double>(metres_per_unit), static_cast<double>(near_m),
            static_cast<double>(far_m)};
}

DepthChoice depth_of_file(const fs::path& path) {
    DepthChoice choice;
    choice.file = path.string();
    const std::string extension = in_small_letters(path.extension().string());
    if (extension == ".exr" || extension == ".pfm") choice.kind = DepthPictureKind::metres;
    return choice;
}

DepthChoice depth_beside(const fs::path& picture) {
    for (const char* extension : {".depth.png", ".depth.exr", ".depth.pfm"}) {
        fs::path beside = picture;
        beside.replace_extension(extension);
        std::error_code error;
        if (beside != picture && fs::is_regular_file(beside, error)) return depth_of_file(beside);
    }
    return {};
}

bool is_depth_name(const fs::path& path) {
    const std::string name = in_small_letters(path.filename().string());
    return name.ends_with(".pfm") || name.find("depth") != std::string::npos ||
           name.find("disp") != std::string::npos;
}

Result<float> middle_distance_m(const DepthChoice& depth) {
    const auto numbers = read_depth_numbers(depth.file);
    if (!numbers) return numbers.error();
    // A tenth of the picture each way: an object, rather than a hair before it.
    const int middle_x = numbers->width / 2, reach_x = numbers->width / 20;
    const int middle_y = numbers->height / 2, reach_y = numbers->height / 20;
    std::vector<double> around;
    for (int y = middle_y - reach_y; y <= middle_y + reach_y; ++y)
        for (int x = middle_x - reach_x; x <= middle_x + reach_x; ++x)
            around.push_back(depth_distance_m(
                numbers->values[static_cast<std::size_t>(y) * numbers->width + x], depth.options()));
    const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
    std::nth_element(around.begin(), middle, around.end());
    return static_cast<float>(*middle);
}

}  // namespace tapestry::demo
