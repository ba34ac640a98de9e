/// A kernel that changes along one or two axes: what a family's table stands for.
#pragma once

#include <functional>
#include <glm/vec2.hpp>
#include <string>
#include <utility>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/fit/kernel_family.h"
#include "tapestry/fit/mask_source.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

struct AxisRange {
    std::string
        name;  ///< radius_px, sigma_px, length_px, angle_deg, aspect, vignette, strength_waves, morph, ...
    double from = 0.0;
    double to = 0.0;
};

/// In words; tables carry it as metadata, so that they can be held against their kernels again.
struct FieldSpec {
    std::string kernel = {};           ///< a registered name; empty: a mask
    std::string mask = {};             ///< path of the picture
    MaskReading reading = {};          ///< of masks
    KernelSettings settings = {};      ///< what does not change along the axes
    std::vector<AxisRange> axes = {};  ///< 1 or 2
    double turn_deg = 0.0;             ///< the kernel turns by this from the first axis's start to its end
    bool at_any_turn = false;          ///< its taps will be turned when they are read: any angle counts
    std::string morph_to = {};         ///< the kernel at the end of an axis "morph"; `kernel` is at its start
};

/// What is known about an axis from the kernel.
struct FieldAxis {
    AxisRange range;
    std::string unit;            ///< "px", "deg", "waves", or empty
    double period = 0.0;         ///< above 0: the axis covers a whole period of the kernel
    bool is_size = false;        ///< kernels grow in proportion
    bool changes_shape = false;  ///< neither size nor direction: kernels are not similar to each other
};

/// The similarity that makes a kernel from its like at size 1 px and angle 0.
struct Similarity {
    double size = 1.0;
    double turn_deg = 0.0;  ///< clockwise on the picture
};

struct KernelField {
    std::string name;  ///< "disk", "mask heart.png", "disk to heart"
    FieldSpec spec;
    std::vector<FieldAxis> axes;
    /// The exact kernel at a parameter (a field of one axis does not look at y). Any thread.
    std::function<Result<DenseKernel>(glm::dvec2)> at;
    /// The same turned by so many degrees, clockwise on the picture; empty unless spec.at_any_turn.
    std::function<Result<DenseKernel>(glm::dvec2, double turn_deg)> turned_at;
    std::function<Similarity(glm::dvec2)> similarity;
    std::vector<std::string> remarks = {};  ///< of masks: MaskSource::remarks
};

/// Error: no such kernel, a parameter that it does not have or out of range, an axis that it does not have or
/// that is named twice, from >= to, a size below 0, an angle range longer than the kernel's period, an angle
/// of a kernel that is the same at any, no axis or more than 2, a mask that cannot be read, a morph without
/// both ends, turns of what cannot be turned or of what turns along an axis. `reader`: of masks, which are
/// refused without one.
TAPESTRY_FIT_EXPORT Result<KernelField> make_field(const FieldSpec& spec, const MaskReader& reader = {});

/// As metadata of a table, and back. Error: metadata that do not say it, or no longer make a field.
TAPESTRY_FIT_EXPORT std::vector<std::pair<std::string, std::string>> to_metadata(const FieldSpec& spec);
TAPESTRY_FIT_EXPORT Result<FieldSpec> spec_from_metadata(
    const std::vector<std::pair<std::string, std::string>>& metadata);

}  // namespace tapestry::offline
