/// Cat's-eye bokeh: optical vignetting toward the corners.
#pragma once

#include <memory>

#include "tapestry/cats_eye_options.h"
#include "tapestry/effect_frame.h"
#include "tapestry/export.h"

namespace tapestry {

struct EffectFilter;

class TAPESTRY_ENGINE_EXPORT CatsEyeBokeh {
  public:
    /// `table`: cut disks along radius_px and vignette, turnable. Error: as SparseFilter::create, other axes,
    /// or a table that is not turnable.
    static Result<CatsEyeBokeh> create(const Device& device, const TapTable& table);

    CatsEyeBokeh(CatsEyeBokeh&&) noexcept;
    CatsEyeBokeh& operator=(CatsEyeBokeh&&) noexcept;
    ~CatsEyeBokeh();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Result<void> apply(const EffectFrame& frame, const CatsEyeOptions& options);

  private:
    explicit CatsEyeBokeh(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
