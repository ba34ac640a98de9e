/// What the kernel lab fits: a shape, how many reads it may take, and how hard to try. Equal recipes give
/// equal tables, in the window and headless.
#pragma once

#include <array>
#include <map>
#include <string>

#include "kernel_lab/painted_mask.h"
#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/fit_kernel.h"
#include "tapestry/fit/kernel_field.h"

namespace tapestry::demo {

/// How long to look for better taps.
struct Effort {
    const char* name;
    const char* label;
    int starts, hops;
};
inline constexpr std::array efforts = {
    Effort{"quick", "Quick", 2, 0},
    Effort{"good", "Good", 8, 32},
    Effort{"thorough", "Thorough", 16, 320},
};

/// The kernel of a recipe whose shape is painted.
inline constexpr const char* painted_kernel = "painted";

struct KernelRecipe {
    std::string kernel = "heart";             ///< painted, or the name of a registered kernel
    std::map<std::string, double> numbers{};  ///< what is set of a registered kernel's parameters, by name
    std::string glyph = "&";                  ///< of the kernel "glyph"
    PaintedMask mask;                         ///< of a painted kernel; scaled into the radius, its light's
                                              ///< centroid at the origin
    int taps = 24;                            ///< [1, 64] a layer, in the mean
    int layers = 4;                           ///< [1, 8]
    bool allow_negative = false;              ///< weights below 0: sharper fits that ring on highlights
    offline::ErrorSpectrum spectrum = offline::ErrorSpectrum::flat;
    int effort = 1;          ///< index into efforts
    int seed = 1;            ///< of every random choice
    bool is_family = false;  ///< all radii fitted together, not one fit scaled

    bool operator==(const KernelRecipe&) const = default;
};

/// Radius of the largest member, which is fitted first, px. The shipped tables have the same.
inline constexpr double recipe_radius_px = 24.0;
inline constexpr int recipe_knots = 9;

/// The largest member. Error: an empty mask, no such kernel, a parameter out of range.
Result<DenseKernel> recipe_target(const KernelRecipe& recipe);

/// The kernel at every radius from 0. Error: as recipe_target.
Result<offline::KernelField> recipe_field(const KernelRecipe& recipe);
Result<offline::FamilyGrid> recipe_grid(const offline::KernelField& field);

offline::FitOptions recipe_fit_options(const KernelRecipe& recipe);

/// A table along radius_px from one fit of the largest member, scaled to every knot: made in milliseconds.
Result<TapTable> scaled_table(const offline::Cascade& fit, const offline::KernelField& field,
                              const offline::FamilyGrid& grid, const KernelRecipe& recipe);

}  // namespace tapestry::demo
