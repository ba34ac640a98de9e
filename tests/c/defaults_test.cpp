// What C's structs hold at first, beside the structs of C++; fields are compared without the library's lists
// of them. And whose error an error is.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>

#include "tapestry/cats_eye_options.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/effect_frame.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tapestry.h"
#include "tapestry/tilt_shift_options.h"
#include "tapestry/uniform_blur_options.h"

using namespace tapestry;

namespace {

template <class C>
C initialised(tapestry_status (*init)(C*, std::size_t)) {
    C c;
    std::memset(static_cast<void*>(&c), 0xA5, sizeof c);
    REQUIRE(init(&c, sizeof c) == TAPESTRY_OK);
    return c;
}

/// Structs of numbers of 32 bits alone are the same in both languages, behind C's size.
template <class Cpp, class C>
void check_same_bytes(tapestry_status (*init)(C*, std::size_t)) {
    const C c = initialised(init);
    const Cpp cpp;
    REQUIRE(sizeof(C) - sizeof c.size - sizeof(Cpp) < sizeof(std::size_t));
    CHECK(std::memcmp(reinterpret_cast<const char*>(&c) + sizeof c.size, &cpp, sizeof cpp) == 0);
}

/// Part by part of frames and of what is said of views.
template <class C, class Cpp>
bool same_part(const C& c, const Cpp& cpp) {
    static_assert(sizeof(C) >= sizeof(Cpp));
    return std::memcmp(&c, &cpp, sizeof cpp) == 0;
}

// Of views C says by another number which layer they are, and of zeros that they have one sample.

bool same_part(const tapestry_texture_view& c, const TextureView& cpp) {
    return c.texture == cpp.texture && c.encoding == static_cast<tapestry_encoding>(cpp.encoding) &&
           c.alpha == static_cast<tapestry_alpha>(cpp.alpha) && c.width == cpp.width &&
           c.height == cpp.height && c.format == cpp.format && (c.is_layer != 0 ? c.layer : -1) == cpp.layer;
}

bool same_part(const tapestry_data_view& c, const DataView& cpp) {
    return c.texture == cpp.texture && c.width == cpp.width && c.height == cpp.height &&
           c.format == cpp.format && same_part(c.region, cpp.region) && c.jitter_x == cpp.jitter_x &&
           c.jitter_y == cpp.jitter_y && (c.is_layer != 0 ? c.layer : -1) == cpp.layer &&
           std::max(c.samples, 1) == cpp.samples;
}

}  // namespace

TEST_CASE("C's options have the defaults of C++") {
    check_same_bytes<UniformBlurOptions>(tapestry_uniform_blur_options_init);
    check_same_bytes<TiltShiftOptions>(tapestry_tilt_shift_options_init);
    check_same_bytes<RotationalBokehOptions>(tapestry_rotational_bokeh_options_init);
    check_same_bytes<CatsEyeOptions>(tapestry_cats_eye_options_init);
    check_same_bytes<LensPsfOptions>(tapestry_lens_psf_options_init);
    check_same_bytes<RadialMotionBlurOptions>(tapestry_radial_motion_blur_options_init);
    check_same_bytes<DirectionalMotionBlurOptions>(tapestry_directional_motion_blur_options_init);
}

TEST_CASE("C's depth of field has the defaults of C++") {
    const auto c = initialised(tapestry_depth_of_field_options_init);
    const DepthOfFieldOptions cpp;
    CHECK(c.defocus == TAPESTRY_DEFOCUS_LENS);
    CHECK(c.depth_quality == TAPESTRY_DEPTH_QUALITY_RENDERED);
    CHECK(same_part(c.lens, cpp.lens));
    CHECK(same_part(c.ranges, cpp.ranges));
    CHECK(c.tilt_deg == cpp.tilt_deg);
    CHECK(c.swing_deg == cpp.swing_deg);
    CHECK(c.autofocus.on == 0);
    CHECK(c.autofocus.x == cpp.autofocus.x);
    CHECK(c.autofocus.y == cpp.autofocus.y);
    CHECK(c.autofocus.smoothing_s == cpp.autofocus.smoothing_s);
    CHECK(c.near_strength == cpp.near_strength);
    CHECK(c.far_strength == cpp.far_strength);
    CHECK(c.near_limit == cpp.near_limit);
    CHECK(c.far_limit == cpp.far_limit);
    CHECK(c.catseye == cpp.catseye);
    CHECK(c.aspect == cpp.aspect);
    CHECK(c.highlights.on == 1);
    CHECK(c.highlights.threshold == cpp.highlights.threshold);
    CHECK(c.steadiness == cpp.steadiness);
    CHECK(c.view == TAPESTRY_DEPTH_OF_FIELD_VIEW_PICTURE);

    const auto prepared = initialised(tapestry_depth_of_field_preparation_init);
    CHECK(prepared.depth_format == DepthOfFieldPreparation().depth_format);
    CHECK(prepared.highlights == 1);
    CHECK(prepared.masks + prepared.autofocus + prepared.steadiness + prepared.estimated_depth +
              prepared.views + prepared.data_of_other_sizes + prepared.layer.format + prepared.hidden.format +
              prepared.source.format ==
          0);
}

TEST_CASE("C's frames have the defaults of C++") {
    const auto effect = initialised(tapestry_effect_frame_init);
    const EffectFrame cpp;
    CHECK(same_part(effect.source, cpp.source));
    CHECK(same_part(effect.target, cpp.target));
    CHECK(same_part(effect.mask_texture, cpp.mask_texture));
    CHECK(same_part(effect.region, cpp.region));
    CHECK(effect.resolution == TAPESTRY_RESOLUTION_FULL);
    CHECK(effect.tiles == 1);

    const auto sparse = initialised(tapestry_sparse_filter_frame_init);
    CHECK(sparse.resolution == TAPESTRY_RESOLUTION_FULL);
    CHECK(sparse.parameter_scale[0] == 1.0f);
    CHECK(sparse.parameter_scale[1] == 1.0f);
    CHECK(sparse.aspect == 1.0f);
    CHECK(sparse.tiles == 1);

    const auto focused = initialised(tapestry_depth_of_field_frame_init);
    const DepthOfFieldFrame depth;
    CHECK(same_part(focused.depth_texture, depth.depth_texture));
    CHECK(focused.depth.near_m == depth.depth.near_m);
    CHECK(focused.depth.far_m == depth.depth.far_m);
    CHECK(focused.resolution == TAPESTRY_RESOLUTION_HALF);
    CHECK(focused.exposure == depth.exposure);
    CHECK(focused.frame_time_s == depth.frame_time_s);
    CHECK(focused.history == nullptr);
}

TEST_CASE("parts of which nothing is said are their defaults") {
    CHECK(same_part(tapestry_texture_view{}, TextureView()));
    CHECK(same_part(tapestry_data_view{}, DataView()));
    CHECK(same_part(tapestry_region{}, Region()));
    CHECK(same_part(tapestry_texture_format{}, TextureFormat()));
}

TEST_CASE("each thread has an error of its own") {
    CHECK(tapestry_device_end_frame(nullptr) == TAPESTRY_ERROR_ARGUMENT);
    std::string here = tapestry_last_error(), at_first, there;
    std::thread([&] {
        at_first = tapestry_last_error();
        (void)tapestry_table_get_info(nullptr, nullptr);
        there = tapestry_last_error();
    }).join();
    CHECK(here == "tapestry_device_end_frame: device is NULL");
    CHECK(at_first.empty());
    CHECK(there == "tapestry_table_get_info: table is NULL");
    CHECK(tapestry_last_error() == here);
}

TEST_CASE("no exception leaves the library, were one to enter it") {
    // As a look-up written in C++ may do, against what the header says.
    auto description = initialised(tapestry_device_description_init);
    description.get_proc_address = [](void*, const char*) -> tapestry_proc {
        throw std::runtime_error("a look-up that throws");
    };
    tapestry_device* device = nullptr;
    CHECK(tapestry_device_create(&description, &device) == TAPESTRY_ERROR);
    CHECK(std::string(tapestry_last_error()) == "tapestry_device_create: a look-up that throws");
    description.get_proc_address = [](void*, const char*) -> tapestry_proc { throw std::bad_alloc(); };
    CHECK(tapestry_device_create(&description, &device) == TAPESTRY_ERROR_MEMORY);
    CHECK(std::string(tapestry_last_error()) == "out of memory");
    description.get_proc_address = [](void*, const char*) -> tapestry_proc { throw 7; };
    CHECK(tapestry_device_create(&description, &device) == TAPESTRY_ERROR);
    CHECK(device == nullptr);
}
