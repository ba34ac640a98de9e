#include "tapestry/fit/mask_source.h"

#include <memory>

#include "offline/kernels/families.h"
#include "offline/kernels/mask.h"

namespace tapestry::offline {

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

Result<MaskSource> read_mask(const std::string& path, const MaskReader& reader, const KernelSettings& given,
                             bool centred) {
    auto settings = completed(mask_family(), given);
    if (!settings) return settings.error();
    if (!given.numbers.contains("radius")) settings->numbers["radius"] = 0.0;
    if (!reader) return Error{path + ": nothing here reads masks"};
    auto picture = reader(path);
    if (!picture) return picture.error();
    const auto shared = std::make_shared<const GreyPicture>(std::move(*picture));
    return MaskSource{std::move(*settings), [=](const KernelSettings& s) -> Result<DenseKernel> {
                          auto kernel = mask_kernel(*shared, {s["radius"], s["rotation"], centred});
                          if (!kernel) return Error{path + ": " + kernel.error().message};
                          return kernel;
                      }};
}

}  // namespace tapestry::offline
