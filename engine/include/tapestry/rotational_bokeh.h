/// Rotational bokeh: the swirl of Petzval lenses.
#pragma once

#include <memory>

#include "tapestry/effect_frame.h"
#include "tapestry/export.h"
#include "tapestry/rotational_bokeh_options.h"

namespace tapestry {

struct EffectFilter;

class TAPESTRY_ENGINE_EXPORT RotationalBokeh {
  public:
    /// `table`: ellipses along radius_px that lie along x and can be turned (TapTable::turnable), which is
    /// exact; or along radius_px and angle_deg. Error: as SparseFilter::create, or other axes.
    static Result<RotationalBokeh> create(const Device& device, const TapTable& table);

    RotationalBokeh(RotationalBokeh&&) noexcept;
    RotationalBokeh& operator=(RotationalBokeh&&) noexcept;
    ~RotationalBokeh();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Result<void> apply(const EffectFrame& frame, const RotationalBokehOptions& options);

  private:
    explicit RotationalBokeh(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
