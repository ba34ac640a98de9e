/// Pictures of any format as kernels; the file's last byte says how they are taken.
#include "offline/kernels/mask.h"

#include <cmath>

#include "fuzz_target.h"
#include "offline/io/image_file.h"
#include "offline/kernels/mask_shape.h"
#include "picture_checks.h"

using namespace tapestry;
using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(mask) {
    auto grey = decode_grey(fuzz::with_right_checksums(bytes));
    if (!grey) return fuzz::require(!grey.error().message.empty(), "an error says why");
    fuzz::judge(grey->picture);
    if (std::int64_t{grey->picture.width} * grey->picture.height > 4096) return;
    const unsigned how = bytes.back();  // of a picture, so there are some
    MaskReading reading;
    reading.centred = (how & 1u) != 0;
    reading.is_signed = (how & 2u) != 0;
    reading.invert = (how & 4u) != 0;
    if (how & 8u) reading.threshold = static_cast<double>(how >> 4) / 16.0;
    const auto shape = shape_of_mask(std::move(grey->picture), reading, (how & 16u) != 0);
    if (!shape) return;
    fuzz::judge(shape->picture);
    const double radius = how & 32u ? 6.5 : 0.0, turn = how & 64u ? 30.0 : 0.0;
    const auto kernel = mask_kernel(shape->picture, {radius, turn, reading.centred, reading.is_signed});
    if (!kernel) return;
    for (const double weight : kernel->values)
        fuzz::require(std::isfinite(weight), "a kernel's weights are finite");
}
