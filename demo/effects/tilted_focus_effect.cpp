#include <algorithm>

#include "effects/bound_fields.h"
#include "effects/known_effects.h"
#include "effects/shared_fields.h"
#include "reference/effect_maps.h"
#include "tapestry/focal_plane_options.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::demo {
namespace {

const BoundFields<FocalPlaneOptions>& tilted_focus_fields() {
    static const BoundFields<FocalPlaneOptions> fields = {
        bind<&FocalPlaneOptions::focus_distance_m>(
            {"focus_distance_m", "Focus",
             "Distance of the plane of focus in the middle of the picture. Click "
             "on the picture to focus there.",
             0.05f, 1000.0f, 0.05f, 30.0f, 3.0f, 1.0f, " m", 2}),
        bind<&FocalPlaneOptions::tilt_deg>(
            {"tilt_deg", "Tilt",
             "Turns the plane about the picture's width: above 0 it comes nearer at the "
             "bottom, along a table or a floor.",
             -89.0f, 89.0f, -89.0f, 89.0f, 1.0f, 1.0f, "\xC2\xB0", 1}),
        bind<&FocalPlaneOptions::swing_deg>(
            {"swing_deg", "Swing",
             "Turns the plane about the picture's height: above 0 it comes nearer on the "
             "right, along a wall.",
             -89.0f, 89.0f, -89.0f, 89.0f, 1.0f, 1.0f, "\xC2\xB0", 1}),
        bind<&FocalPlaneOptions::radius_at_infinity>(
            {"radius_at_infinity", "Blur at infinity",
             "Radius of what is far away without tilt, relative to the picture's height.", 0.0f, 0.25f, 0.0f,
             0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&FocalPlaneOptions::max_radius>({"max_radius", "Largest blur",
                                              "No radius is larger, relative to the picture's height.", 0.0f,
                                              0.25f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&FocalPlaneOptions::aspect>(aspect_field()),
    };
    return fields;
}

FocalPlaneOptions with_lens(std::span<const float> values, const Lens& lens) {
    FocalPlaneOptions options = tilted_focus_fields().options(values);
    options.vertical_field_of_view_deg = static_cast<float>(vertical_field_of_view_deg(lens));
    return options;
}

class TiltedFocusRunner : public EffectRunner {
  public:
    explicit TiltedFocusRunner(TiltShift effect) : effect_(std::move(effect)) {}
    Result<void> apply(const EffectInput& input, std::span<const float> values) override {
        return effect_.apply(effect_frame(input), input.depth.texture, input.depth.convention,
                             with_lens(values, input.depth.lens));
    }

  private:
    TiltShift effect_;
};

Result<std::unique_ptr<EffectRunner>> create_tilted_focus(const Device& device, const TapTable& table) {
    auto effect = TiltShift::create(device, table);
    if (!effect) return effect.error();
    return std::unique_ptr<EffectRunner>(std::make_unique<TiltedFocusRunner>(std::move(*effect)));
}

PixelFilters tilted_focus_filters(std::span<const float> values, const TapTable&,
                                  const PictureFacts& picture) {
    return [options = with_lens(values, picture.lens), picture](double x, double y) {
        PixelFilter pixel;
        if (!picture.distance_m) return pixel;
        const double distance_m = picture.distance_m(x, y);
        const double through_m =
            focus_distance_through(options, x, y, distance_m, picture.width, picture.height);
        pixel.parameter.x =
            effect_map_at(options, x, y, picture.width, picture.height, {distance_m, 0.0}).parameters.x;
        pixel.side = through_m < double{options.focus_distance_m} ? -1 : 1;
        pixel.aspect = static_cast<double>(options.aspect);
        return pixel;
    };
}

/// Which of the bound fields.
constexpr std::size_t focus = 0;
constexpr std::size_t tilt = 1;
constexpr std::size_t radius_at_infinity = 3;
constexpr float largest_radius = 0.25f;

void take_lens(const Lens& lens, std::span<float> values) {
    values[focus] = lens.focus_distance_m;
    values[radius_at_infinity] = std::min(static_cast<float>(coc_at_infinity(lens)), largest_radius);
}

double focus_on(std::span<const float> values, const PictureFacts& picture, double x, double y) {
    return focus_distance_through(with_lens(values, picture.lens), x, y, picture.distance_m(x, y),
                                  picture.width, picture.height);
}

/// From nothing no factor leads anywhere: closed is a twentieth of a percent, a pixel or less.
void close_aperture(float factor, std::span<float> values) {
    float& radius = values[radius_at_infinity];
    radius = std::clamp(radius / factor, 0.0005f, largest_radius);
}

}  // namespace

EffectKind tilted_focus_kind() {
    EffectKind kind{
        tilted_focus_name,
        "Tilted focus",
        "A view camera's tilted plane of focus, by the picture's depth: sharp along a table, a wall "
        "or a row of things.",
        tilted_focus_fields().fields(),
        "disk_0-24_24x4_flat",
        create_tilted_focus,
        tilted_focus_filters};
    // Without a tilt it is what depth of field does better.
    kind.showcase_values = [](std::span<float> values) { values[tilt] = 60.0f; };
    kind.has_exact_kernels = false;
    kind.lens = LensBinding{"focus_distance_m", take_lens, focus_on, close_aperture};
    return kind;
}

FocalPlaneOptions tilted_focus_options(std::span<const float> values) {
    return tilted_focus_fields().options(values);
}

}  // namespace tapestry::demo
