/// A frame of DepthOfField that keeps all textures of its passes.
#pragma once

#include <memory>
#include <optional>

#include "effects/dof_run.h"
#include "gl/effect_scope.h"
#include "passes/cpu_pass.h"

namespace tapestry::test {

class DofPassRun {
  public:
    /// As DepthOfField::create and apply, with this history in place of the frame's; it outlives the run.
    static Result<std::unique_ptr<DofPassRun>> create(const Device& device,
                                                      const DepthOfFieldDescription& description,
                                                      const DepthOfFieldFrame& frame,
                                                      const DepthOfFieldOptions& options,
                                                      DofHistory* history = nullptr);

    /// Runs the passes; `watch` is called with each, as PassList::run does.
    template <class Watch>
    void run(const Watch& watch) {
        const EffectScope scope(*device_);
        passes_.run(watch);
    }

    /// After run.
    void keep_history() { dof_->keep_history(); }

    const DofFrame& frame() const { return frame_; }
    const DofTextures& textures() const { return dof_->textures(); }
    const Atlas& atlas() const { return dof_->atlas(); }
    const PassList& passes() const { return passes_; }
    const DofAperture& aperture() const { return *aperture_; }

    /// After run. Row 0 is the texture's.
    Image read(PassTexture texture) const {
        return read_texture(passes_.name(texture), passes_.size(texture));
    }

  private:
    explicit DofPassRun(std::shared_ptr<DeviceState> device);

    std::shared_ptr<DeviceState> device_;
    std::shared_ptr<DofAperture> aperture_;
    DofFrame frame_;
    PassList passes_{*device_};
    std::optional<DofRun> dof_;
};

/// What a pass of it costs, a pixel of the picture.
struct PassPrice {
    std::string_view shader;
    double reads = 0.0;  ///< by texelFetch and bilinear reads alike
    /// Of the texels that it touches, each once for each texture that is read and once for each that is
    /// written, however often the pass comes back to them: what memory moves when caches hold all of a pass.
    double bytes_read = 0.0;
    double bytes_written = 0.0;
    bool is_exact = true;  ///< bytes: by the texels that it touched; else by the pixels that it was run over

    double bytes() const { return bytes_read + bytes_written; }
};

/// Of all passes in their order, counted while they run on the CPU. Error: as DepthOfField::create and apply.
Result<std::vector<PassPrice>> dof_prices(const Device& device, const DepthOfFieldDescription& description,
                                          const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options);

}  // namespace tapestry::test
