/// Tiny frames of DepthOfField with textures of their own, with and without each thing that frames may have:
/// what DepthOfField::prepare finds programs by, and draws. Which programs those are only DofRun says.
#pragma once

#include <memory>
#include <vector>

#include "effects/dof_history.h"
#include "gl/device_state.h"
#include "gl/gl_objects.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {

struct DofTrial {
    DepthOfFieldFrame frame;
    DepthOfFieldOptions options;
    DofHistory* history = nullptr;
};

class DofTrialFrames {
  public:
    /// Binds to the active unit. Error: a format that the driver has no textures of; no memory.
    static Result<DofTrialFrames> create(const std::shared_ptr<DeviceState>& device,
                                         const DepthOfFieldPreparation& wanted);

    int count() const { return (1 << parts_.size()) + (multisample_depth_.texture != 0 ? 1 : 0); }

    /// The first has all, but for depth of several samples a pixel, which the last has.
    DofTrial trial(int index) const;

  private:
    enum class Part {
        highlights,
        hidden,
        layer,
        mask,
        autofocus,
        steadiness,
        estimated,
        view,
        sparse,   ///< depth has fewer pixels than the picture, else it lies elsewhere in its texture
        aligned,  ///< once that is left out, too, all data has the picture's pixels
    };

    DofTrialFrames() = default;

    Result<TextureView> view(const GladGLContext& gl, const TextureFormat& format, const char* role,
                             int columns_more = 0);
    Result<void> make_textures(const GladGLContext& gl, const DepthOfFieldPreparation& wanted);
    Result<void> make_multisample_depth(const GladGLContext& gl, const DepthOfFieldPreparation& wanted);
    void find_parts(const DepthOfFieldPreparation& wanted);
    void leave_out(Part part, DofTrial& trial) const;

    DofTrial full_;  ///< with all parts
    DataView multisample_depth_;
    std::vector<Part> parts_;
    std::vector<Texture> textures_;
    std::unique_ptr<DofHistory> history_;
};

}  // namespace tapestry
