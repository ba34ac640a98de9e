// Compiled, with the sources of all options, by -ffast-math: NaN is refused all the same.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "tapestry/cats_eye_options.h"
#include "tapestry/depth_of_field_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/grade.h"
#include "tapestry/lens.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"
#include "tapestry/uniform_blur_options.h"

using namespace tapestry;

namespace {

#ifndef __FAST_MATH__
#error this test is about -ffast-math
#endif

/// Puts these bits in the place of every number but those at `others`, one after the other; each is refused
/// by a name of its own. Fields that are added later are tested too.
template <class Options, class Check>
void check_refused(std::uint32_t bits, const std::vector<std::size_t>& others, const Check& check) {
    static_assert(std::is_trivially_copyable_v<Options> && sizeof(Options) % sizeof(float) == 0);
    std::set<std::string> messages;
    std::size_t numbers = 0;
    for (std::size_t offset = 0; offset < sizeof(Options); offset += sizeof(float)) {
        if (std::find(others.begin(), others.end(), offset) != others.end()) continue;
        INFO("offset " << offset);
        Options options;
        std::memcpy(reinterpret_cast<std::byte*>(&options) + offset, &bits, sizeof(bits));
        const auto result = check(options);
        ++numbers;
        CHECK_FALSE(result);
        if (!result) messages.insert(result.error().message);
    }
    CHECK(numbers > 1);
    CHECK(messages.size() == numbers);
    for (const std::string& message : messages) CHECK(message.find(" is not ") != message.npos);
}

template <class Options>
void check_nan(const std::vector<std::size_t>& others = {}) {
    for (const std::uint32_t bits : {0x7fc00000u, 0xffc00000u, 0x7f800001u, 0xffffffffu})
        check_refused<Options>(bits, others, [](const Options& options) { return clamped(options); });
}

}  // namespace

TEST_CASE("NaN in any option is refused by name under -ffast-math") {
    check_nan<CatsEyeOptions>();
    check_nan<DirectionalMotionBlurOptions>();
    check_nan<Grade>();
    check_nan<Lens>();
    check_nan<LensPsfOptions>();
    check_nan<RadialMotionBlurOptions>({offsetof(RadialMotionBlurOptions, motion)});
    check_nan<RotationalBokehOptions>();
    check_nan<TiltShiftOptions>({offsetof(TiltShiftOptions, falloff), offsetof(TiltShiftOptions, shape)});
    check_nan<DepthOfFieldOptions>(
        {offsetof(DepthOfFieldOptions, autofocus.on), offsetof(DepthOfFieldOptions, highlights.on)});
    check_refused<UniformBlurOptions>(
        0x7fc00000u, {offsetof(UniformBlurOptions, unit)},
        [](const UniformBlurOptions& options) { return clamped(options, 1080); });
    const std::size_t flags = offsetof(DepthConvention, reversed);
    for (const std::uint32_t bits : {0x7fc00000u, 0xffc00000u})
        check_refused<DepthConvention>(bits, {flags},
                                       [](const DepthConvention& depth) { return check(depth); });
}

TEST_CASE("infinite angles are refused, and infinite distances taken, under -ffast-math") {
    constexpr std::uint32_t infinity_bits = 0x7f800000u;
    float infinity = 0.0f;
    std::memcpy(&infinity, &infinity_bits, sizeof(infinity));
    TiltShiftOptions tilt;
    tilt.angle_deg = infinity;
    CHECK_FALSE(clamped(tilt));
    LensPsfOptions psf;
    psf.turn_deg = infinity;
    CHECK_FALSE(clamped(psf));
    DepthConvention depth;
    depth.far_m = infinity;
    CHECK(check(depth));
    depth.kind = DepthKind::orthographic;
    CHECK_FALSE(check(depth));
    depth.near_m = infinity;
    CHECK_FALSE(check(depth));
}
