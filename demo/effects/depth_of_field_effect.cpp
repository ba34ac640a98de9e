#include "tapestry/depth_of_field.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <numbers>

#include "effects/bound_runner.h"
#include "effects/known_effects.h"
#include "offline/io/mask_file.h"
#include "option_fields/option_fields.h"
#include "tapestry/fit/kernel_field.h"

namespace tapestry::demo {
namespace {

constexpr std::array depth_qualities = {
    FieldChoice{"auto", "As it came", "Scenes and EXR files have rendered depth, other files estimated."},
    FieldChoice{"rendered", "Rendered", "Each pixel has the depth of what it shows."},
    FieldChoice{"estimated", "Estimated",
                "Depth of phones, networks and sensors: its edges are made to follow the picture's."},
};

/// Where the hand does something that hosts' panels know nothing of.
constexpr std::pair<std::string_view, const char*> helps_in_the_window[] = {
    {"focus_distance_m", "Distance of what is sharp. Click on the picture to focus there."},
    {"f_number", "Focal length over the aperture's width: smaller numbers blur more. The wheel turns it."},
    {"autofocus",
     "Focus on what a place of the picture shows, whatever moves. Click on the picture to choose the place."},
};

/// The engine's options; what is known of the depth; and, last, whether it is told what hides: that is the
/// frame's, which the window makes.
const std::vector<OptionField>& fields() {
    static const std::vector<OptionField> all = [] {
        std::vector<OptionField> fields(depth_of_field_fields().fields().begin(),
                                        depth_of_field_fields().fields().end());
        for (OptionField& field : fields)
            for (const auto& [name, help] : helps_in_the_window)
                if (field.name == name) field.help = help;
        fields.push_back({.name = "depth_quality",
                          .label = "Depth is",
                          .help = "How the picture's depth came about.",
                          .form = FieldForm::choice,
                          .choices = depth_qualities});
        fields.push_back({.name = "hidden_surfaces",
                          .label = "See past edges",
                          .help = "Scenes are drawn a second time for what hides behind their nearest "
                                  "surfaces, which a lens sees past their edges. Off, it is guessed.",
                          .form = FieldForm::toggle,
                          .standard = 1.0f});
        return fields;
    }();
    return all;
}

bool sees_hidden(std::span<const float> values) {
    return values.back() != 0.0f;
}

bool is_estimated(std::span<const float> values, const PictureDepth& depth) {
    const float choice = values[values.size() - 2];
    return choice == 0.0f ? depth.is_estimated : choice == 2.0f;
}

DepthOfFieldOptions with_lens(std::span<const float> values, const Lens& lens) {
    DepthOfFieldOptions options = depth_of_field_fields().options(values);
    options.lens.focal_length_mm = lens.focal_length_mm;
    options.lens.sensor_height_mm = lens.sensor_height_mm;
    return options;
}

class DepthOfFieldRunner : public EffectRunner {
  public:
    DepthOfFieldRunner(DepthOfField effect, DepthOfFieldHistory history)
        : effect_(std::move(effect)), history_(std::move(history)) {}

    Result<void> apply(const EffectInput& input, std::span<const float> values) override {
        DepthOfFieldFrame frame;
        frame.source = input.source;
        frame.target = input.target;
        frame.row0 = input.row0;
        frame.depth_texture = input.depth.texture;
        frame.depth = input.depth.convention;
        if (sees_hidden(values)) frame.hidden = input.depth.hidden;
        DepthOfFieldOptions options = with_lens(values, input.depth.lens);
        options.depth_quality =
            is_estimated(values, input.depth) ? DepthQuality::estimated : DepthQuality::rendered;
        const Clock::time_point now = Clock::now();
        const double passed = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        frame.frame_time_s = static_cast<float>(std::min(passed, longest_frame_s));
        // What follows goes on after everything else has stopped: pictures that stand still do without.
        if (options.autofocus.on) frame.history = &history_;
        return effect_.apply(frame, options);
    }

    void settle() override { history_.reset(); }

  private:
    using Clock = std::chrono::steady_clock;
    /// A window that slept does not jump.
    static constexpr double longest_frame_s = 0.2;

    DepthOfField effect_;
    DepthOfFieldHistory history_;
    Clock::time_point last_ = Clock::now();
};

/// The aperture of a table whose kernel the fitter alone can draw: a letter of a font, or a picture. None
/// where the library knows the shape, or nobody does.
ApertureMask drawn_aperture(const TapTable& table) {
    const auto spec = offline::spec_from_metadata(table.metadata);
    if (!spec || exact_aperture(table)) return {};
    const auto field = offline::make_field(*spec, offline::read_mask_picture);
    if (!field) return {};
    const double second = table.axes.size() > 1 ? static_cast<double>(table.axes[1].knots.front()) : 0.0;
    const auto kernel = field->at({0.5 * exact_aperture_cells, second});
    if (!kernel || kernel->width != kernel->height) return {};
    const ApertureMask mask = aperture_mask(*kernel);
    return check(mask) ? mask : ApertureMask{};
}

Result<std::unique_ptr<EffectRunner>> create_depth_of_field(const Device& device, const TapTable& table) {
    auto effect = DepthOfField::create(device, {table, drawn_aperture(table)});
    if (!effect) return effect.error();
    auto history = DepthOfFieldHistory::create(device);
    if (!history) return history.error();
    return std::unique_ptr<EffectRunner>(
        std::make_unique<DepthOfFieldRunner>(std::move(*effect), std::move(*history)));
}

/// Circles of confusion that the engine takes for none: TAPESTRY_LEAST_BLUR_PX of shaders/shared/dof.h.
constexpr double sharp_below_px = 0.4;

/// In the middle of what is shown: where something nearer is spread over a pixel, that has a filter of its
/// own.
PixelFilters depth_of_field_filters(std::span<const float> values, const TapTable& table,
                                    const PictureFacts& picture) {
    DepthOfFieldOptions options = with_lens(values, picture.lens);
    if (options.autofocus.on && picture.distance_m)
        options.lens.focus_distance_m = static_cast<float>(
            focus_on(values, picture, static_cast<double>(options.autofocus.x) * picture.width,
                     static_cast<double>(options.autofocus.y) * picture.height));
    return [options, &table, picture](double x, double y) {
        PixelFilter pixel;
        if (!picture.distance_m) return pixel;
        const double coc_px = signed_coc_px(options, picture.distance_m(x, y), picture.height,
                                            nearness_of_focus(options, x, y, picture.width, picture.height));
        if (std::abs(coc_px) < sharp_below_px) return pixel;
        pixel.parameter.x = std::abs(coc_px);
        pixel.aspect = static_cast<double>(options.aspect);
        pixel.side = coc_px < 0.0 ? -1 : 1;
        // A near light shows the aperture upside down.
        pixel.scale = pixel.side;
        if (table.axes.size() > 1) {
            const double cut =
                static_cast<double>(options.catseye) * static_cast<double>(table.axes[1].knots.back());
            const glm::dvec2 away(x - 0.5 * picture.width, y - 0.5 * picture.height);
            pixel.parameter.y =
                cut * std::hypot(away.x, away.y) / std::hypot(0.5 * picture.width, 0.5 * picture.height);
            pixel.turn_deg = std::atan2(away.y, away.x) * 180.0 / std::numbers::pi;
        }
        return pixel;
    };
}

float& value_of(const char* name, std::span<float> values) {
    return values[static_cast<std::size_t>(find_field(*find_effect_kind(depth_of_field_name), name))];
}

void tilt_to(float tilt_deg, std::span<float> values) {
    value_of("tilt_deg", values) = tilt_deg;
    value_of("swing_deg", values) = 0.0f;
}

}  // namespace

EffectKind depth_of_field_kind() {
    EffectKind kind{
        depth_of_field_name,
        "Depth of field",
        "What a lens leaves out of focus, by the picture's depth: near things spread, lights bloom.",
        fields(),
        "disk_0-24_16x3_flat",
        create_depth_of_field,
        depth_of_field_filters};
    kind.has_exact_kernels = false;
    kind.sees_hidden = sees_hidden;
    kind.needs_depth = true;
    // It may take a tilted one's place.
    kind.showcase_values = [](std::span<float> values) { tilt_to(0.0f, values); };
    // By then exp(-5), 0.7 %, is left to go.
    kind.settling_seconds = [](std::span<const float> values) {
        const DepthOfFieldOptions options = depth_of_field_fields().options(values);
        const bool follows = options.defocus == Defocus::lens && options.autofocus.on;
        return follows ? 5.0 * std::max(DepthOfFieldHistory::splits_follow_s,
                                        static_cast<double>(options.autofocus.smoothing_s))
                       : 0.0;
    };
    return kind;
}

EffectKind tilted_focus_kind() {
    EffectKind kind = depth_of_field_kind();
    kind.name = tilted_focus_name;
    kind.label = "Tilted focus";
    kind.help =
        "Depth of field of a view camera, whose plane of focus is tilted: sharp along a table, a wall or a "
        "row of things.";
    kind.showcase_values = [](std::span<float> values) { tilt_to(60.0f, values); };
    return kind;
}

void store_lens(const Lens& lens, std::span<float> values) {
    focus_distance_of(values) = lens.focus_distance_m;
    f_number_of(values) = lens.f_number;
}

float& focus_distance_of(std::span<float> values) {
    return value_of("focus_distance_m", values);
}

float& f_number_of(std::span<float> values) {
    return value_of("f_number", values);
}

void store_limits(float limit, std::span<float> values) {
    value_of("near_limit", values) = value_of("far_limit", values) = limit;
}

void close_aperture(float factor, std::span<float> values) {
    float& f_number = f_number_of(values);
    f_number = std::clamp(f_number * factor, 0.5f, 64.0f);
}

double focus_on(std::span<const float> values, const PictureFacts& picture, double x, double y) {
    return focus_distance_through(with_lens(values, picture.lens), x, y, picture.distance_m(x, y),
                                  picture.width, picture.height);
}

DepthOfFieldOptions depth_of_field_options(std::span<const float> values) {
    return depth_of_field_fields().options(values);
}

void look_for_focus_at(float x, float y, std::span<float> values) {
    value_of("autofocus_x", values) = std::clamp(x, 0.0f, 1.0f);
    value_of("autofocus_y", values) = std::clamp(y, 0.0f, 1.0f);
}

}  // namespace tapestry::demo
