#include <span>

#include "c/c_call.h"
#include "c/c_lens_fields.h"

namespace tapestry::c {
namespace {

/// What `of` says of a lens within its ranges.
template <class Of>
Outcome say_of_lens(const tapestry_lens* lens, double* said, const char* name, const Of& of) {
    if (Outcome given = all_given({{"lens", lens}, {name, said}}); !given) return given;
    const auto read_lens = converted<Lens>(*lens, "lens");
    if (!read_lens) return refused(read_lens.error());
    const auto within = clamped(*read_lens);
    if (!within) return within.error();
    *said = of(*within);
    return {};
}

Outcome distance_of(const DepthConvention& depth, double stored, double* distance_m) {
    if (Result<void> valid = check(depth); !valid) return valid;
    if (depth.kind == DepthKind::signed_coc)
        return error_of("depth.kind: TAPESTRY_DEPTH_KIND_SIGNED_COC is no depth");
    *distance_m = view_distance_m(depth, stored);
    return {};
}

}  // namespace
}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_depth_of_projection(const float* matrix, tapestry_clip_depth clip_depth,
                                             tapestry_depth_convention* depth) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"matrix", matrix}, {"depth", depth}}); !given) return given;
        tapestry::ClipDepth clip = {};
        std::string wrong;
        ToCpp{wrong}(clip_depth, clip);
        if (!wrong.empty()) return refused(tapestry::error_of("clip_depth: ", wrong));
        auto found = tapestry::depth_of_projection(std::span<const float, 16>(matrix, 16), clip);
        if (!found) return found.error();
        fields(*depth, *found, ToC{});
        return {};
    });
}

tapestry_status tapestry_view_distance_m(const tapestry_depth_convention* depth, double stored,
                                         double* distance_m) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"depth", depth}, {"distance_m", distance_m}}); !given) return given;
        const auto convention = converted<tapestry::DepthConvention>(*depth, "depth");
        if (!convention) return refused(convention.error());
        return distance_of(*convention, stored, distance_m);
    });
}

tapestry_status tapestry_coc_at_infinity(const tapestry_lens* lens, double* coc_heights) {
    return guarded(__func__,
                   [&] { return say_of_lens(lens, coc_heights, "coc_heights", tapestry::coc_at_infinity); });
}

tapestry_status tapestry_vertical_field_of_view_deg(const tapestry_lens* lens, double* degrees) {
    return guarded(__func__, [&] {
        return say_of_lens(lens, degrees, "degrees", tapestry::vertical_field_of_view_deg);
    });
}
