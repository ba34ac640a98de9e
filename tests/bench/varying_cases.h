/// The paper's three varying effects on a photograph: the cascade with several tables beside its rivals.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "rivals/varying_rival.h"
#include "tapestry/device.h"
#include "tapestry/reference.h"

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
    /// What it makes of single lights at places_of(scene), in boxes around them.
    std::vector<Image> lights = {};
};

enum class VaryingEffectKind { tilt_shift, rotational_bokeh, zoom_blur };

const char* to_string(VaryingEffectKind kind);
/// The paper's PSNR, dB, and speed-up over dense.
double published_db(VaryingEffectKind kind);
double published_speed_up(VaryingEffectKind kind);

struct VaryingChoice {
    VaryingEffectKind kind = VaryingEffectKind::tilt_shift;
    std::string photograph;  ///< name of the file
    Image image;             ///< linear light
    std::filesystem::path rival_tables;
    std::vector<std::filesystem::path> further_tables = {};
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

    /// The map's largest size in pixels, and the side of its dense kernels.
    double largest_px() const;
    int kernel_side() const;

  private:
    struct Impl;
    explicit VaryingScene(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// The file name of a rival's table for an effect in the folder of rivals' tables: "rotational-bokeh
/// independent.tap".
std::string rival_table_name(VaryingEffectKind kind, const std::string& rival);

/// Fits the independent and the tempered tables of all effects that are not in the folder yet. Error: a fit
/// or a file that fails.
Status fit_rival_tables(const std::filesystem::path& folder, bool quick);

}  // namespace tapestry::bench
