#include <array>

#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {
namespace {

constexpr std::array falloffs = {
    FieldChoice{"smooth", "Smooth", "Eases in and out: no visible line where the blur starts or ends."},
    FieldChoice{"linear", "Linear", "Grows evenly with the distance from the band."},
    FieldChoice{"quadratic", "Quadratic",
                "Starts gently and then grows fast, as defocus does behind a tilted plane."},
};

constexpr std::array shapes = {
    FieldChoice{"band", "Band", "Sharp from one side of the picture to the other."},
    FieldChoice{"ellipse", "Ellipse", "A sharp ellipse, and blur that grows around it."},
};

}  // namespace

/// In the order in which one sets up a picture: how much blur, where it starts, how it grows, where the band
/// lies.
const BoundFields<TiltShiftOptions>& tilt_shift_fields() {
    static const BoundFields<TiltShiftOptions> fields = {
        bind<&TiltShiftOptions::max_radius>(
            {"max_radius", "Blur radius",
             "Radius of the blur far from the band, relative to the picture's height.", 0.0f, 0.25f, 0.0f,
             0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&TiltShiftOptions::band_width>(
            {"band_width", "Band width", "Full width of what stays sharp, relative to the picture's height.",
             0.0f, 4.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, true}),
        bind<&TiltShiftOptions::falloff_distance>(
            {"falloff_distance", "Falloff",
             "From the band's edge to full blur, relative to the picture's height. 0 is a hard step.", 0.0f,
             4.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, true}),
        bind<&TiltShiftOptions::falloff>({.name = "falloff",
                                          .label = "Growth",
                                          .help = "How the blur grows from the band's edge.",
                                          .choices = falloffs}),
        bind<&TiltShiftOptions::shape>(
            {.name = "shape", .label = "Sharp", .help = "What stays sharp.", .choices = shapes}),
        bind<&TiltShiftOptions::ellipse_length>(only_with(
            "shape", 1.0f,
            {"ellipse_length", "Ellipse length",
             "The ellipse's axis along the band, relative to the picture's height; the other is the band's "
             "width.",
             0.0f, 4.0f, 0.0f, 2.0f, 1.0f, 100.0f, " %", 1, true})),
        bind<&TiltShiftOptions::angle_deg>(
            {"angle_deg", "Angle", "Turns the band clockwise on the picture. 0 is horizontal.", -360.0f,
             360.0f, -90.0f, 90.0f, 1.0f, 1.0f, "\xC2\xB0", 1, false}),
        bind<&TiltShiftOptions::center_x>(
            {"center_x", "Centre, across",
             "A point on the band's axis: 0 is the picture's left side, 1 its right side.", -1.0f, 2.0f, 0.0f,
             1.0f, 1.0f, 100.0f, " %", 1, false}),
        bind<&TiltShiftOptions::center_y>(
            {"center_y", "Centre, down", "A point on the band's axis: 0 is the picture's top, 1 its bottom.",
             -1.0f, 2.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1, false}),
        bind<&TiltShiftOptions::aspect>(aspect_field()),
        bind_in<&TiltShiftOptions::grade, &Grade::saturation>({"saturation", "Saturation",
                                                               "0 is grey; 130 % is how toys look.", 0.0f,
                                                               4.0f, 0.0f, 2.0f, 1.0f, 100.0f, " %", 0}),
        bind_in<&TiltShiftOptions::grade, &Grade::contrast>(
            {"contrast", "Contrast", "Of the light about middle grey; 110 % is how toys look.", 0.25f, 4.0f,
             0.5f, 2.0f, 1.0f, 100.0f, " %", 0}),
    };
    return fields;
}

}  // namespace tapestry
