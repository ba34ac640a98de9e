/// Enumerators of C beside those of C++, which have the same numbers.
///
/// Each is named once, in a switch that compilers complain of where C++ has an enumerator that C has not.
#pragma once

#include <cstdint>

#include "tapestry/depth_of_field_options.h"
#include "tapestry/device.h"
#include "tapestry/effect_frame.h"
#include "tapestry/lens.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/tap_table.h"
#include "tapestry/tapestry.h"
#include "tapestry/texture.h"
#include "tapestry/tilt_shift_options.h"
#include "tapestry/uniform_blur_options.h"

namespace tapestry::c {

/// C's number of an enumerator; none for what is no enumerator.
inline constexpr std::int32_t no_enumerator = -1;

constexpr std::int32_t c_of(Beyond value) {
    switch (value) {
        case Beyond::clamp:
            return TAPESTRY_BEYOND_CLAMP;
        case Beyond::scale:
            return TAPESTRY_BEYOND_SCALE;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(LogLevel value) {
    switch (value) {
        case LogLevel::info:
            return TAPESTRY_LOG_INFO;
        case LogLevel::warning:
            return TAPESTRY_LOG_WARNING;
        case LogLevel::error:
            return TAPESTRY_LOG_ERROR;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(HostState value) {
    switch (value) {
        case HostState::restored:
            return TAPESTRY_HOST_STATE_RESTORED;
        case HostState::not_restored:
            return TAPESTRY_HOST_STATE_NOT_RESTORED;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(Encoding value) {
    switch (value) {
        case Encoding::linear:
            return TAPESTRY_ENCODING_LINEAR;
        case Encoding::srgb:
            return TAPESTRY_ENCODING_SRGB;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(Alpha value) {
    switch (value) {
        case Alpha::opaque:
            return TAPESTRY_ALPHA_OPAQUE;
        case Alpha::straight:
            return TAPESTRY_ALPHA_STRAIGHT;
        case Alpha::premultiplied:
            return TAPESTRY_ALPHA_PREMULTIPLIED;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(Row0 value) {
    switch (value) {
        case Row0::bottom:
            return TAPESTRY_ROW0_BOTTOM;
        case Row0::top:
            return TAPESTRY_ROW0_TOP;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(WorkPrecision value) {
    switch (value) {
        case WorkPrecision::half:
            return TAPESTRY_WORK_PRECISION_HALF;
        case WorkPrecision::single:
            return TAPESTRY_WORK_PRECISION_SINGLE;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(Resolution value) {
    switch (value) {
        case Resolution::full:
            return TAPESTRY_RESOLUTION_FULL;
        case Resolution::half:
            return TAPESTRY_RESOLUTION_HALF;
        case Resolution::quarter:
            return TAPESTRY_RESOLUTION_QUARTER;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(EffectView value) {
    switch (value) {
        case EffectView::picture:
            return TAPESTRY_EFFECT_VIEW_PICTURE;
        case EffectView::parameters:
            return TAPESTRY_EFFECT_VIEW_PARAMETERS;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(SizeUnit value) {
    switch (value) {
        case SizeUnit::pixels:
            return TAPESTRY_SIZE_UNIT_PIXELS;
        case SizeUnit::picture_heights:
            return TAPESTRY_SIZE_UNIT_PICTURE_HEIGHTS;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(SigmaUnit value) {
    switch (value) {
        case SigmaUnit::pixels:
            return TAPESTRY_SIGMA_UNIT_PIXELS;
        case SigmaUnit::picture_heights:
            return TAPESTRY_SIGMA_UNIT_PICTURE_HEIGHTS;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(Falloff value) {
    switch (value) {
        case Falloff::smooth:
            return TAPESTRY_FALLOFF_SMOOTH;
        case Falloff::linear:
            return TAPESTRY_FALLOFF_LINEAR;
        case Falloff::quadratic:
            return TAPESTRY_FALLOFF_QUADRATIC;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(SharpShape value) {
    switch (value) {
        case SharpShape::band:
            return TAPESTRY_SHARP_SHAPE_BAND;
        case SharpShape::ellipse:
            return TAPESTRY_SHARP_SHAPE_ELLIPSE;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(RadialMotion value) {
    switch (value) {
        case RadialMotion::zoom:
            return TAPESTRY_RADIAL_MOTION_ZOOM;
        case RadialMotion::spin:
            return TAPESTRY_RADIAL_MOTION_SPIN;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(DepthKind value) {
    switch (value) {
        case DepthKind::perspective:
            return TAPESTRY_DEPTH_KIND_PERSPECTIVE;
        case DepthKind::orthographic:
            return TAPESTRY_DEPTH_KIND_ORTHOGRAPHIC;
        case DepthKind::metres:
            return TAPESTRY_DEPTH_KIND_METRES;
        case DepthKind::signed_coc:
            return TAPESTRY_DEPTH_KIND_SIGNED_COC;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(ClipDepth value) {
    switch (value) {
        case ClipDepth::minus_one_to_one:
            return TAPESTRY_CLIP_DEPTH_MINUS_ONE_TO_ONE;
        case ClipDepth::zero_to_one:
            return TAPESTRY_CLIP_DEPTH_ZERO_TO_ONE;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(Defocus value) {
    switch (value) {
        case Defocus::lens:
            return TAPESTRY_DEFOCUS_LENS;
        case Defocus::ranges:
            return TAPESTRY_DEFOCUS_RANGES;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(DepthQuality value) {
    switch (value) {
        case DepthQuality::rendered:
            return TAPESTRY_DEPTH_QUALITY_RENDERED;
        case DepthQuality::estimated:
            return TAPESTRY_DEPTH_QUALITY_ESTIMATED;
    }
    return no_enumerator;
}

constexpr std::int32_t c_of(DepthOfFieldView value) {
    switch (value) {
        case DepthOfFieldView::picture:
            return TAPESTRY_DEPTH_OF_FIELD_VIEW_PICTURE;
        case DepthOfFieldView::coc:
            return TAPESTRY_DEPTH_OF_FIELD_VIEW_COC;
        case DepthOfFieldView::tiles:
            return TAPESTRY_DEPTH_OF_FIELD_VIEW_TILES;
        case DepthOfFieldView::near_field:
            return TAPESTRY_DEPTH_OF_FIELD_VIEW_NEAR_FIELD;
        case DepthOfFieldView::far_field:
            return TAPESTRY_DEPTH_OF_FIELD_VIEW_FAR_FIELD;
        case DepthOfFieldView::coverage:
            return TAPESTRY_DEPTH_OF_FIELD_VIEW_COVERAGE;
    }
    return no_enumerator;
}

/// What an enumeration is called in C.
template <class Enum>
inline constexpr const char* c_name = nullptr;
template <>
inline constexpr const char* c_name<Beyond> = "tapestry_beyond";
template <>
inline constexpr const char* c_name<LogLevel> = "tapestry_log_level";
template <>
inline constexpr const char* c_name<HostState> = "tapestry_host_state";
template <>
inline constexpr const char* c_name<Encoding> = "tapestry_encoding";
template <>
inline constexpr const char* c_name<Alpha> = "tapestry_alpha";
template <>
inline constexpr const char* c_name<Row0> = "tapestry_row0";
template <>
inline constexpr const char* c_name<WorkPrecision> = "tapestry_work_precision";
template <>
inline constexpr const char* c_name<Resolution> = "tapestry_resolution";
template <>
inline constexpr const char* c_name<EffectView> = "tapestry_effect_view";
template <>
inline constexpr const char* c_name<SizeUnit> = "tapestry_size_unit";
template <>
inline constexpr const char* c_name<SigmaUnit> = "tapestry_sigma_unit";
template <>
inline constexpr const char* c_name<Falloff> = "tapestry_falloff";
template <>
inline constexpr const char* c_name<SharpShape> = "tapestry_sharp_shape";
template <>
inline constexpr const char* c_name<RadialMotion> = "tapestry_radial_motion";
template <>
inline constexpr const char* c_name<DepthKind> = "tapestry_depth_kind";
template <>
inline constexpr const char* c_name<ClipDepth> = "tapestry_clip_depth";
template <>
inline constexpr const char* c_name<Defocus> = "tapestry_defocus";
template <>
inline constexpr const char* c_name<DepthQuality> = "tapestry_depth_quality";
template <>
inline constexpr const char* c_name<DepthOfFieldView> = "tapestry_depth_of_field_view";

/// That an enumerator has one number in both languages, so that a cast is all there is to do.
template <class Enum>
constexpr bool has_numbers_of_c() {
    for (std::int32_t number = 0; number < 64; ++number) {
        const std::int32_t c = c_of(static_cast<Enum>(number));
        if (c != number && c != no_enumerator) return false;
    }
    return true;
}

}  // namespace tapestry::c
