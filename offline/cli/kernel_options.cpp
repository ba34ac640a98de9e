#include "offline/cli/kernel_options.h"

#include <filesystem>

#include "offline/io/image_file.h"
#include "offline/kernels/kernels.h"

namespace tapestry::offline::cli {

void KernelOptions::add_to(CLI::App& command, bool with_sizes) {
    auto* named = command.add_option("--kernel", kernel, "disk or gaussian")
                      ->check(CLI::IsMember({"disk", "gaussian"}));
    command.add_option("--mask", mask, "picture of the kernel: PNG or JPEG, linear weights")->excludes(named);
    if (!with_sizes) return;
    command.add_option("--radius", radius_px, "disk: radius; mask: distance of its farthest lit pixel (px)");
    command.add_option("--sigma", sigma_px, "gaussian: standard deviation (px)");
}

std::string KernelOptions::name() const {
    return mask.empty() ? kernel : "mask " + std::filesystem::path(mask).filename().string();
}

Status KernelOptions::check() const {
    if (kernel.empty() && mask.empty()) return Error{"name a kernel: --kernel disk|gaussian or --mask IMAGE"};
    if (kernel == "gaussian" && radius_px) return Error{"gaussian has no --radius; give --sigma"};
    if (kernel != "gaussian" && sigma_px) return Error{name() + " has no --sigma; give --radius"};
    return {};
}

Result<DenseKernel> KernelOptions::kernel_of() const {
    if (auto status = check(); !status) return status.error();
    if (kernel == "disk") return radius_px ? disk_kernel(*radius_px) : Error{"disk needs --radius R"};
    if (kernel == "gaussian")
        return sigma_px ? gaussian_kernel(*sigma_px) : Error{"gaussian needs --sigma S"};
    auto picture = read_grey(mask);
    if (!picture) return picture.error();
    if (radius_px && !(*radius_px > 0.0)) return Error{"mask: --radius must be above 0"};
    auto result = mask_kernel(*picture, radius_px.value_or(0.0));
    if (!result) return Error{mask + ": " + result.error().message};
    return result;
}

Result<KernelAtSize> KernelOptions::family_of(const std::string& axis_name) const {
    if (auto status = check(); !status) return status.error();
    const std::string own = kernel == "gaussian" ? "sigma_px" : "radius_px";
    if (axis_name != own) return Error{name() + " has no axis " + axis_name + "; its axis is " + own};
    if (kernel == "disk") return KernelAtSize(disk_kernel);
    if (kernel == "gaussian") return KernelAtSize(gaussian_kernel);
    auto picture = read_grey(mask);
    if (!picture) return picture.error();
    return KernelAtSize([picture = *picture](double radius) { return mask_kernel(picture, radius); });
}

}  // namespace tapestry::offline::cli
