#include "tapestry/lens_psf.h"

#include "effects/bound_runner.h"
#include "option_fields/option_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {

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
