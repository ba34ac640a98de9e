#include "tapestry/fit/make_kernel.h"

#include "offline/kernels/families.h"

namespace tapestry::offline {

std::span<const KernelFamily> kernel_families() {
    static const std::vector<KernelFamily> families = {
        gaussian_family(), disk_family(),    ring_family(),    square_family(),
        ngon_family(),     ellipse_family(), catseye_family(), star_family(),
        flower_family(),   heart_family(),   bird_family(),    ampersand_family(),
        glyph_family(),    line_family(),    coma_family(),    spherical_family()};
    return families;
}

Result<const KernelFamily*> find_family(std::string_view name) {
    std::string known;
    for (const KernelFamily& family : kernel_families()) {
        if (family.name == name) return &family;
        known += ", " + family.name;
    }
    return Error{"there is no kernel " + std::string(name) + "; there are " + known.substr(2)};
}

Result<DenseKernel> make_kernel(std::string_view name, const KernelSettings& settings) {
    const auto family = find_family(name);
    if (!family) return family.error();
    const auto all = completed(**family, settings);
    if (!all) return all.error();
    return (*family)->make(*all);
}

Result<double> turning_period_deg(std::string_view name, const KernelSettings& settings) {
    const auto family = find_family(name);
    if (!family) return family.error();
    const auto all = completed(**family, settings);
    if (!all) return all.error();
    return (*family)->period_deg(*all);
}

}  // namespace tapestry::offline
