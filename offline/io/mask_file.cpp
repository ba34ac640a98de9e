#include "offline/io/mask_file.h"

#include <algorithm>

#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"
#include "offline/io/photograph.h"

namespace tapestry::offline {
namespace {

bool is_black(const GreyPicture& picture) {
    return std::all_of(picture.values.begin(), picture.values.end(),
                       [](double value) { return value == 0.0; });
}

bool has_shape(const GreyPicture& picture) {
    const auto [low, high] = std::minmax_element(picture.values.begin(), picture.values.end());
    return low != picture.values.end() && *low < *high;
}

}  // namespace

Result<GreyPicture> read_mask_picture(const std::filesystem::path& path) {
    auto grey = read_grey(path);
    if (!grey) {
        // An EXR's one channel of another name.
        auto single = read_exr_grey(path);
        return single ? std::move(single) : std::move(grey);
    }
    if (!is_black(*grey)) return grey;
    // A PFM has no alpha, and is no photograph.
    const auto photograph = read_photograph(path);
    if (!photograph) return grey;
    GreyPicture alpha{photograph->width(), photograph->height(), {}};
    const auto take_alpha = [&](const auto& rgba, double full) {
        for (std::size_t i = 3; i < rgba.size(); i += 4)
            alpha.values.push_back(static_cast<double>(rgba[i]) / full);
    };
    if (const auto* bytes = std::get_if<Picture8>(&photograph->pixels))
        take_alpha(bytes->rgba, 255.0);
    else
        take_alpha(std::get<LinearPicture>(photograph->pixels).rgba, 1.0);
    return has_shape(alpha) ? std::move(alpha) : std::move(grey);
}

}  // namespace tapestry::offline
