#include "c/c_effect.h"
#include "c/c_lens_fields.h"
#include "c/c_progress.h"
#include "tapestry/depth_of_field.h"

struct tapestry_depth_of_field {
    tapestry::DepthOfField effect;
};

struct tapestry_depth_of_field_history {
    tapestry::DepthOfFieldHistory history;
};

namespace tapestry::c {
namespace {

/// Of an aperture of so many cells a side; none where it has a size that is refused anyway.
std::size_t cells_of(int size) {
    if (size < 0 || size > max_aperture_cells) return 0;
    return static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
}

}  // namespace

template <class Copy>
void fields(auto& c, TransparentLayer& cpp, const Copy& copy) {
    auto& [color, depth_texture] = cpp;
    copy(c.color, color);
    copy(c.depth_texture, depth_texture);
}

template <class Copy>
void fields(auto& c, HiddenSurfaces& cpp, const Copy& copy) {
    auto& [color, depth_texture] = cpp;
    copy(c.color, color);
    copy(c.depth_texture, depth_texture);
}

template <class Copy>
void fields(auto& c, FocusRanges& cpp, const Copy& copy) {
    auto& [near_start_m, near_end_m, far_start_m, far_end_m] = cpp;
    copy(c.near_start_m, near_start_m);
    copy(c.near_end_m, near_end_m);
    copy(c.far_start_m, far_start_m);
    copy(c.far_end_m, far_end_m);
}

template <class Copy>
void fields(auto& c, Autofocus& cpp, const Copy& copy) {
    auto& [on, x, y, smoothing_s] = cpp;
    copy(c.on, on);
    copy(c.x, x);
    copy(c.y, y);
    copy(c.smoothing_s, smoothing_s);
}

template <class Copy>
void fields(auto& c, Highlights& cpp, const Copy& copy) {
    auto& [on, threshold] = cpp;
    copy(c.on, on);
    copy(c.threshold, threshold);
}

template <class Copy>
void fields(auto& c, TextureFormat& cpp, const Copy& copy) {
    auto& [format, encoding, alpha] = cpp;
    copy(c.format, format);
    copy(c.encoding, encoding);
    copy(c.alpha, alpha);
    copy.reserved(c.reserved);
}

template <>
struct Form<tapestry_depth_of_field_frame> {
    using Cpp = DepthOfFieldFrame;
    static constexpr const char* name = "tapestry_depth_of_field_frame";
    static constexpr std::size_t required = offsetof(tapestry_depth_of_field_frame, depth);
};

template <class Copy>
void fields(tapestry_depth_of_field_frame& c, DepthOfFieldFrame& cpp, const Copy& copy) {
    auto& [source, target, row0, depth_texture, depth, region, mask_texture, layer, hidden, motion_texture,
           resolution, exposure, frame_time_s, history] = cpp;
    copy(c.source, source);
    copy(c.target, target);
    copy(c.row0, row0);
    copy(c.depth_texture, depth_texture);
    copy(c.depth, depth);
    copy(c.region, region);
    copy(c.mask_texture, mask_texture);
    copy(c.layer, layer);
    copy(c.hidden, hidden);
    copy(c.motion_texture, motion_texture);
    copy(c.resolution, resolution);
    copy(c.exposure, exposure);
    copy(c.frame_time_s, frame_time_s);
    if constexpr (Copy::to_cpp)
        history = c.history ? &c.history->history : nullptr;
    else
        c.history = nullptr;
}

template <>
struct Form<tapestry_depth_of_field_options> {
    using Cpp = DepthOfFieldOptions;
    static constexpr const char* name = "tapestry_depth_of_field_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_depth_of_field_options& c, DepthOfFieldOptions& cpp, const Copy& copy) {
    auto& [defocus, depth_quality, lens, tilt_deg, swing_deg, ranges, autofocus, near_strength, far_strength,
           near_limit, far_limit, catseye, aspect, highlights, steadiness, view] = cpp;
    copy(c.defocus, defocus);
    copy(c.depth_quality, depth_quality);
    copy(c.lens, lens);
    copy(c.tilt_deg, tilt_deg);
    copy(c.swing_deg, swing_deg);
    copy(c.ranges, ranges);
    copy(c.autofocus, autofocus);
    copy(c.near_strength, near_strength);
    copy(c.far_strength, far_strength);
    copy(c.near_limit, near_limit);
    copy(c.far_limit, far_limit);
    copy(c.catseye, catseye);
    copy(c.aspect, aspect);
    copy(c.highlights, highlights);
    copy(c.steadiness, steadiness);
    copy(c.view, view);
}

template <>
struct Form<tapestry_depth_of_field_preparation> {
    using Cpp = DepthOfFieldPreparation;
    static constexpr const char* name = "tapestry_depth_of_field_preparation";
    static constexpr std::size_t required = offsetof(tapestry_depth_of_field_preparation, depth_format);
};

template <class Copy>
void fields(tapestry_depth_of_field_preparation& c, DepthOfFieldPreparation& cpp, const Copy& copy) {
    auto& [source, target, depth_format, layer, hidden, masks, highlights, autofocus, steadiness,
           estimated_depth, views, data_of_other_sizes, depth_samples] = cpp;
    copy(c.source, source);
    copy(c.target, target);
    copy(c.depth_format, depth_format);
    copy(c.layer, layer);
    copy(c.hidden, hidden);
    copy(c.masks, masks);
    copy(c.highlights, highlights);
    copy(c.autofocus, autofocus);
    copy(c.steadiness, steadiness);
    copy(c.estimated_depth, estimated_depth);
    copy(c.views, views);
    copy(c.data_of_other_sizes, data_of_other_sizes);
    copy(c.depth_samples, depth_samples);
    copy.reserved(c.reserved);
}

template <>
struct Form<tapestry_depth_of_field_description> {
    using Cpp = DepthOfFieldDescription;
    static constexpr const char* name = "tapestry_depth_of_field_description";
    static constexpr std::size_t required = offsetof(tapestry_depth_of_field_description, aperture_values);
};

template <class Copy>
void fields(tapestry_depth_of_field_description& c, DepthOfFieldDescription& cpp, const Copy& copy) {
    auto& [bokeh, aperture] = cpp;
    auto& [size, values] = aperture;
    copy(c.aperture_size, size);
    copy.reserved(c.reserved);
    if constexpr (Copy::to_cpp) {
        if (c.bokeh) bokeh = c.bokeh->table;
        if (c.aperture_values) values.assign(c.aperture_values, c.aperture_values + cells_of(size));
    }
}

namespace {

/// What `of` says of options within their ranges.
template <class Of>
Outcome say_of_options(const tapestry_depth_of_field_options* options, double* said, const char* name,
                       const Of& of) {
    if (Outcome given = all_given({{name, said}}); !given) return given;
    const auto read_options = read(options, "options");
    if (!read_options) return refused(read_options.error());
    const auto within = clamped(*read_options);
    if (!within) return within.error();
    *said = of(*within);
    return {};
}

/// Whose table is one, and whose aperture is there where it has a size.
Result<void> check_given(const tapestry_depth_of_field_description& description) {
    if (!description.bokeh) return error_of("description: bokeh is NULL");
    if (description.aperture_size != 0 && !description.aperture_values)
        return error_of("description: aperture_values is NULL");
    return {};
}

Outcome create_depth_of_field(const tapestry_device* device,
                              const tapestry_depth_of_field_description* description,
                              tapestry_depth_of_field** effect) {
    Result<tapestry_depth_of_field_description> whole = complete(description, "description");
    if (!whole) return refused(whole.error());
    if (Result<void> given = check_given(*whole); !given) return refused(given.error());
    const auto described = converted<DepthOfFieldDescription>(*whole, "description");
    if (!described) return refused(described.error());
    return hand_over(DepthOfField::create(device->device, *described), effect);
}

}  // namespace
}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_depth_of_field_description_init(tapestry_depth_of_field_description* description,
                                                         size_t size) {
    return guarded(__func__, [&] { return argument(initialise(description, size)); });
}

tapestry_status tapestry_depth_of_field_frame_init(tapestry_depth_of_field_frame* frame, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(frame, size)); });
}

tapestry_status tapestry_depth_of_field_options_init(tapestry_depth_of_field_options* options, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_depth_of_field_preparation_init(tapestry_depth_of_field_preparation* preparation,
                                                         size_t size) {
    return guarded(__func__, [&] { return argument(initialise(preparation, size)); });
}

tapestry_status tapestry_depth_of_field_options_clamp(tapestry_depth_of_field_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_depth_of_field_create(const tapestry_device* device,
                                               const tapestry_depth_of_field_description* description,
                                               tapestry_depth_of_field** effect) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"effect", effect}}); !given) return given;
        *effect = nullptr;
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        return create_depth_of_field(device, description, effect);
    });
}

void tapestry_depth_of_field_destroy(tapestry_depth_of_field* effect) {
    delete effect;
}

tapestry_status tapestry_depth_of_field_apply(tapestry_depth_of_field* effect,
                                              const tapestry_depth_of_field_frame* frame,
                                              const tapestry_depth_of_field_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}

tapestry_status tapestry_depth_of_field_prepare(tapestry_depth_of_field* effect,
                                                const tapestry_depth_of_field_preparation* preparation,
                                                tapestry_progress progress, void* progress_user) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"effect", effect}}); !given) return given;
        const auto frames = read(preparation, "preparation");
        if (!frames) return refused(frames.error());
        HostProgress told(progress, progress_user);
        return told.of(effect->effect.prepare(*frames, told.function()));
    });
}

tapestry_status tapestry_depth_of_field_history_create(const tapestry_device* device,
                                                       tapestry_depth_of_field_history** history) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"history", history}}); !given) return given;
        *history = nullptr;
        if (Outcome given = all_given({{"device", device}}); !given) return given;
        return hand_over(tapestry::DepthOfFieldHistory::create(device->device), history);
    });
}

void tapestry_depth_of_field_history_destroy(tapestry_depth_of_field_history* history) {
    delete history;
}

tapestry_status tapestry_depth_of_field_history_reset(tapestry_depth_of_field_history* history) {
    return guarded(__func__, [&]() -> Outcome {
        if (Outcome given = all_given({{"history", history}}); !given) return given;
        history->history.reset();
        return {};
    });
}

tapestry_status tapestry_nearness_of_focus(const tapestry_depth_of_field_options* options, double x, double y,
                                           int32_t width, int32_t height, double* nearness) {
    return guarded(__func__, [&] {
        return say_of_options(options, nearness, "nearness", [&](const auto& within) {
            return tapestry::nearness_of_focus(within, x, y, width, height);
        });
    });
}

tapestry_status tapestry_focus_distance_through(const tapestry_depth_of_field_options* options, double x,
                                                double y, double distance_m, int32_t width, int32_t height,
                                                double* focus_distance_m) {
    return guarded(__func__, [&] {
        return say_of_options(options, focus_distance_m, "focus_distance_m", [&](const auto& within) {
            return tapestry::focus_distance_through(within, x, y, distance_m, width, height);
        });
    });
}

tapestry_status tapestry_signed_coc_px(const tapestry_depth_of_field_options* options, double distance_m,
                                       int32_t height, double nearness, double* coc_px) {
    return guarded(__func__, [&] {
        return say_of_options(options, coc_px, "coc_px", [&](const auto& within) {
            return tapestry::signed_coc_px(within, distance_m, height, nearness);
        });
    });
}
