#include "rivals/dof_sprite_source.h"

#include <memory>

#include "effects/dof_run.h"
#include "gl/effect_scope.h"

namespace tapestry::demo {
namespace {

class DofSpriteSource {
  public:
    DofSpriteSource(std::shared_ptr<DeviceState> device, std::shared_ptr<DofAperture> aperture,
                    const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options)
        : device_(std::move(device)), aperture_(std::move(aperture)), frame_(frame), options_(options) {
        passes_.keep_all();
    }

    Result<SpriteLayers> draw() {
        const EffectScope scope(*device_);
        passes_.clear();  // gives its textures back
        auto checked = check_dof_frame(*device_, frame_, options_);
        if (!checked) return checked.error();
        checked_ = std::make_unique<DofFrame>(std::move(*checked));
        run_ = std::make_unique<DofRun>(*device_, *aperture_, nullptr, *checked_, passes_);
        if (Result<void> status = run_->declare(); !status) return status.error();
        if (Result<void> status = passes_.prepare(); !status) return status.error();
        passes_.run();
        const DofTextures& textures = run_->textures();
        return SpriteLayers{passes_.name(textures.work), passes_.name(textures.far_sprites),
                            passes_.name(textures.near_sprites), passes_.name(textures.needs), TAPESTRY_TILE};
    }

  private:
    std::shared_ptr<DeviceState> device_;
    std::shared_ptr<DofAperture> aperture_;
    DepthOfFieldFrame frame_;
    DepthOfFieldOptions options_;
    std::unique_ptr<DofFrame> checked_;
    PassList passes_{*device_};
    std::unique_ptr<DofRun> run_;
};

}  // namespace

Result<std::function<Result<SpriteLayers>()>> dof_sprite_source(const Device& device,
                                                                const DepthOfFieldDescription& description,
                                                                const DepthOfFieldFrame& frame,
                                                                const DepthOfFieldOptions& options) {
    auto aperture = find_dof_aperture(device.state(), description);
    if (!aperture) return aperture.error();
    const auto source =
        std::make_shared<DofSpriteSource>(device.state(), std::move(*aperture), frame, options);
    return std::function<Result<SpriteLayers>()>([source] { return source->draw(); });
}

}  // namespace tapestry::demo
