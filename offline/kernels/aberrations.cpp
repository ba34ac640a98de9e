#include <cmath>
#include <numbers>

#include "offline/kernels/families.h"
#include "offline/kernels/fourier_psf.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

// With this many Airy radii to the radius the standard strengths below fill the kernel and cut off little.
constexpr double radii_per_airy = 8.0;

KernelParameter airy_parameter() {
    return {.name = "airy",
            .axis = "airy_px",
            .unit = "px",
            .help = "Airy radius, 1.22 wavelength x f-number / pixel pitch; 0: radius / 8",
            .standard = 0.0,
            .from = 0.0,
            .to = 64.0};
}

KernelParameter strength_parameter(double standard) {
    return {.name = "strength",
            .axis = axis_names::strength,
            .unit = "waves",
            .help = "root-mean-square wavefront error",
            .standard = standard,
            .from = -2.0,
            .to = 2.0};
}

Result<DenseKernel> psf(const char* name, const KernelSettings& settings, std::vector<ZernikeTerm> terms) {
    PsfOptions options;
    options.radius_px = settings["radius"];
    options.airy_px = settings["airy"] > 0.0 ? settings["airy"] : options.radius_px / radii_per_airy;
    options.aberrations = std::move(terms);
    auto kernel = fourier_psf(options);
    if (!kernel) return Error{std::string(name) + kernel.error().message.substr(3)};
    return kernel;
}

}  // namespace

KernelFamily coma_family() {
    return {.name = "coma",
            .description = "a lens with coma (Zernike polynomial 8 in Noll's order), by Fourier optics",
            .numbers = {radius_parameter("light farther from the origin is cut off"),
                        strength_parameter(0.25), airy_parameter(), angle_parameter("of the tail")},
            .period_deg =
                [](const KernelSettings& settings) { return settings["strength"] == 0.0 ? 0.0 : 360.0; },
            .make =
                [](const KernelSettings& settings) {
                    const double angle = settings["angle"] * std::numbers::pi / 180.0;
                    return psf("coma", settings,
                               {{8, settings["strength"] * std::cos(angle)},
                                {7, settings["strength"] * std::sin(angle)}});
                }};
}

KernelFamily spherical_family() {
    return {.name = "spherical",
            .description = "a lens with spherical aberration (Zernike polynomial 11), by Fourier optics",
            .numbers = {radius_parameter("light farther from the origin is cut off"),
                        strength_parameter(0.15),
                        airy_parameter(),
                        {.name = "defocus",
                         .axis = "defocus_waves",
                         .unit = "waves",
                         .help = "root-mean-square wavefront error of defocus (polynomial 4)",
                         .standard = 0.0,
                         .from = -4.0,
                         .to = 4.0}},
            .period_deg = at_any_angle,
            .make = [](const KernelSettings& settings) {
                return psf("spherical", settings, {{11, settings["strength"]}, {4, settings["defocus"]}});
            }};
}

}  // namespace tapestry::offline
