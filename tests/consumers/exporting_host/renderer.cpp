#include <tapestry/depth_of_field.h>
#include <tapestry/tilt_shift.h>

/// Something of each library, so that all must be found by who links this one.
__attribute__((visibility("default"))) bool renderer_knows_its_options() {
    return tapestry::clamped(tapestry::TiltShiftOptions{}) &&
           tapestry::clamped(tapestry::DepthOfFieldOptions{}) && !tapestry::Device::create({});
}
