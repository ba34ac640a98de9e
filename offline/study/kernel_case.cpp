#include "offline/study/kernel_case.h"

#include <cstdio>

#include "offline/kernels/gaussian.h"
#include "tapestry/fit/make_kernel.h"

namespace tapestry::offline::study {

Result<KernelCase> shape_case(const std::string& name) {
    // The paper's polygon of six sides.
    auto target =
        make_kernel(name == "hexagon" ? "ngon" : name, {.numbers = {{"radius", 24.0}}, .words = {}});
    if (!target) return target.error();
    return KernelCase{name, std::move(*target)};
}

Result<KernelCase> gaussian_case(double sigma_px) {
    auto target = gaussian_kernel(sigma_px);
    if (!target) return target.error();
    char name[32];
    std::snprintf(name, sizeof name, "sigma %g", sigma_px);
    return KernelCase{name, std::move(*target), sigma_px};
}

}  // namespace tapestry::offline::study
