/// The paper's three varying effects, and hard steps of them, on a photograph: the cascade with several
/// tables beside its rivals.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rivals/varying_rival.h"
#include "tapestry/device.h"
#include "tapestry/image.h"

namespace tapestry::bench {

/// One way to draw an effect.
struct VaryingMethod {
    std::string name;
    double reads = 0.0;  ///< a pixel
    bool is_ours = false;
    std::function<void()> run = {};  ///< into the scene's target
    std::vector<double> times_ms = {};
    Image picture = {};
    double psnr_db = 0.0, ssim = 0.0, flip = 0.0;
    double step_db = 0.0;  ///< PSNR of the filtered pixels near a hard step
    /// What it makes of single lights at places_of(scene), in boxes around them.
    std::vector<Image> lights = {};
};

enum class VaryingEffectKind { tilt_shift, rotational_bokeh, zoom_blur, band_edge, mask_edge, moving_object };

inline constexpr std::array varying_kinds = {
    VaryingEffectKind::tilt_shift, VaryingEffectKind::rotational_bokeh, VaryingEffectKind::zoom_blur,
    VaryingEffectKind::band_edge,  VaryingEffectKind::mask_edge,        VaryingEffectKind::moving_object};

const char* to_string(VaryingEffectKind kind);

/// The last three step from pixels that are copied to ones that are filtered. Nothing was published of them.
bool has_hard_steps(VaryingEffectKind kind);
/// The paper's PSNR, dB, and speed-up over dense.
double published_db(VaryingEffectKind kind);
double published_speed_up(VaryingEffectKind kind);

struct VaryingChoice {
    VaryingEffectKind kind = VaryingEffectKind::tilt_shift;
    std::string photograph;              ///< name of the file
    Image image;                         ///< linear light
    std::filesystem::path rival_tables;  ///< folder; tables that are not there are left out
    std::vector<std::filesystem::path> further_tables = {};  ///< ours, beside the shipped ones
};

/// A photograph under an effect by every method, the truth first.
class VaryingScene {
  public:
    /// Makes every method and runs it once; measures it against the truth. Error: what the device, a table or
    /// a kernel says.
    static Result<VaryingScene> create(Device& device, demo::RivalContext& context, VaryingChoice choice);

    VaryingScene(VaryingScene&&) noexcept;
    ~VaryingScene();

    const VaryingChoice& choice() const;
    /// Methods[0] is the truth: exact kernels, blended between the nodes of a fine grid.
    std::vector<VaryingMethod>& methods();

    int kernel_side() const;  ///< cells of the dense kernels

  private:
    struct Impl;
    explicit VaryingScene(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::bench
