/// Tilt-shift: a sharp band across the picture, blur that grows away from it.
#pragma once

#include <memory>

#include "tapestry/device.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

struct TiltShiftFrame {
    TextureView source;
    TextureView target;
    Row0 row0 = Row0::bottom;
    WorkPrecision precision = WorkPrecision::half;
    Resolution resolution = Resolution::full;
};

class TiltShift {
  public:
    /// Error: as SparseFilter::create, or a table whose one axis is not radius_px.
    static Result<TiltShift> create(const Device& device, const TapTable& table);

    TiltShift(TiltShift&&) noexcept;
    TiltShift& operator=(TiltShift&&) noexcept;
    ~TiltShift();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Status apply(const TiltShiftFrame& frame, const TiltShiftOptions& options);

  private:
    struct Impl;
    explicit TiltShift(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry
