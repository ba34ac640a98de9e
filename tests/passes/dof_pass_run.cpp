#include "passes/dof_pass_run.h"

namespace tapestry::test {
namespace {

int define_of(const PassList::Pass& pass, std::string_view name) {
    for (const ShaderDefine& define : pass.defines())
        if (define.name == name) return define.value;
    return 0;
}

/// Of a pass that is not compiled for the CPU, whose pixels all read the same.
double uniform_reads(const PassList::Pass& pass) {
    const double maps = define_of(pass, "TAPESTRY_MAPPED") + define_of(pass, "TAPESTRY_TURNED");
    if (pass.shader() == "filter_uniform.comp") return define_of(pass, "TAPESTRY_TAPS");
    // Each pixel, and for each column of a tile its first one.
    if (pass.shader() == "tiles_classify.comp") return maps * (1.0 + 1.0 / TAPESTRY_TILE);
    return 0.0;  // taps_blend.comp probes a few pixels a frame, tiles_read.comp reads buffers
}

/// `pixels`: of the picture.
PassPrice price_of(const PassList& passes, const PassList::Pass& pass, double pixels) {
    const auto on_cpu = run_on_cpu(passes, pass);
    PassPrice price{.shader = pass.shader(), .is_exact = on_cpu.has_value()};
    price.reads = on_cpu ? double(on_cpu->reads.all()) / pixels
                         : uniform_reads(pass) * double(pixels_of(pass)) / pixels;
    for (const TouchedTexture& one : on_cpu ? on_cpu->touched : touched_below(passes, pass)) {
        const double bytes = texel_bytes(passes.name(one.texture)) / pixels;
        price.bytes_read += bytes * double(one.read);
        price.bytes_written += bytes * double(one.written);
    }
    return price;
}

}  // namespace

DofPassRun::DofPassRun(std::shared_ptr<DeviceState> device) : device_(std::move(device)) {
    passes_.keep_all();
}

Result<std::unique_ptr<DofPassRun>> DofPassRun::create(const Device& device,
                                                       const DepthOfFieldDescription& description,
                                                       const DepthOfFieldFrame& frame,
                                                       const DepthOfFieldOptions& options,
                                                       DofHistory* history) {
    std::unique_ptr<DofPassRun> run(new DofPassRun(device.state()));
    const EffectScope scope(*run->device_);
    run->device_->gl.ActiveTexture(GL_TEXTURE0);
    auto aperture = find_dof_aperture(run->device_, description);
    if (!aperture) return aperture.error();
    run->aperture_ = std::move(*aperture);
    auto checked = check_dof_frame(*run->device_, frame, options);
    if (!checked) return checked.error();
    run->frame_ = std::move(*checked);
    run->dof_.emplace(*run->device_, *run->aperture_, history, run->frame_, run->passes_);
    if (Result<void> status = run->dof_->declare(); !status) return status.error();
    if (Result<void> status = run->passes_.prepare(); !status) return status.error();
    return run;
}

Result<std::vector<PassPrice>> dof_prices(const Device& device, const DepthOfFieldDescription& description,
                                          const DepthOfFieldFrame& frame,
                                          const DepthOfFieldOptions& options) {
    auto run = DofPassRun::create(device, description, frame, options);
    if (!run) return run.error();
    const double pixels = double((*run)->frame().width) * (*run)->frame().height;
    std::vector<PassPrice> prices;
    (*run)->run(
        [&](const PassList::Pass& pass) { prices.push_back(price_of((*run)->passes(), pass, pixels)); });
    return prices;
}

}  // namespace tapestry::test
