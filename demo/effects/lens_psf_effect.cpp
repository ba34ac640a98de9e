#include "tapestry/lens_psf.h"

#include "effects/bound_fields.h"
#include "effects/shared_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {
namespace {

const BoundFields<LensPsfOptions>& lens_psf_fields() {
    static const BoundFields<LensPsfOptions> fields = {
        bind<&LensPsfOptions::strength_waves>(
            {"strength_waves", "Aberration",
             "Wavefront error half a diagonal off the centre, in wavelengths.", 0.0f, 2.0f, 0.0f, 0.4f, 1.0f,
             1.0f, " waves", 2}),
        bind<&LensPsfOptions::size>({"size", "Size", "1: the kernel's own pixels on a picture of 1080 rows.",
                                     0.0f, 4.0f, 0.0f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&LensPsfOptions::growth>(
            {"growth", "Growth",
             "The aberration as this power of the distance from the centre; 1 is coma's own.", 0.25f, 4.0f,
             0.25f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&LensPsfOptions::turn_deg>({"turn_deg", "Turn",
                                         "The kernel against the direction away from the centre.", -360.0f,
                                         360.0f, -180.0f, 180.0f, 1.0f, 1.0f, "\xC2\xB0", 1}),
        bind<&LensPsfOptions::center_x>(center_x_field("The lens's axis")),
        bind<&LensPsfOptions::center_y>(center_y_field("The lens's axis")),
    };
    return fields;
}

}  // namespace

EffectKind lens_psf_kind() {
    EffectKind kind{
        "lens-psf", "Lens aberration",
        "The comet tails of an uncorrected lens: sharp in the middle, coma towards the corners.",
        lens_psf_fields().fields(), "coma_0-0.4_24x4_photo", &create_runner<LensPsf, &lens_psf_fields>,
        [](std::span<const float> values, const TapTable& table, const PictureFacts& picture) {
            return [options = lens_psf_fields().options(values), &table, picture](double x, double y) {
                const MapValue point = effect_map_at(options, x, y, picture.width, picture.height);
                PixelFilter pixel = sized_and_turned(table, point.parameters);
                pixel.scale = lens_psf_scale(options, picture.height);
                return pixel;
            };
        },
        // On photographs of a few hundred rows the table's own pixels are too fine to be seen.
        [](std::span<float> values) { values[1] = 2.5f; }};
    // Fourier optics for every strength and angle.
    kind.has_exact_kernels = false;
    return kind;
}

}  // namespace tapestry::demo
