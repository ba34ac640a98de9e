#include "bench_tables.h"

#include <array>

#include "offline/kernels/disk.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/fit_kernel.h"
#include "tapestry/table_file.h"

namespace tapestry::bench {

Result<TapTable> shipped_disks() {
    return read_table(TAPESTRY_ASSETS "/tables/disk_0-24_24x4_photo.tap");
}

Result<TapTable> fitted_disk(int taps, int layers, double radius_px) {
    constexpr double fitted_radius_px = 24.0;
    const auto kernel = offline::disk_kernel(fitted_radius_px);
    if (!kernel) return kernel.error();
    offline::FitOptions options;
    options.taps = taps;
    options.layers = layers;
    options.starts = 4;
    options.hops = 0;
    const auto fit = offline::fit_kernel(*kernel, options);
    if (!fit) return fit.error();
    TapTable table = offline::single_table(fit->cascade, "disk", false);
    const auto scale = static_cast<float>(radius_px / fitted_radius_px);
    for (Tap& tap : table.payload) {
        tap.dx *= scale;
        tap.dy *= scale;
    }
    return table;
}

TapTable squeezed(const TapTable& disks) {
    constexpr std::array<float, 3> aspects = {0.5f, 0.75f, 1.0f};
    TapTable table = disks;
    table.axes.push_back({"aspect", "", {aspects.begin(), aspects.end()}, 0.0f, Beyond::clamp});
    table.payload.clear();
    for (const Tap& tap : disks.payload)
        for (const float aspect : aspects)
            table.payload.push_back({tap.dx * aspect, tap.dy, tap.weight, 0.0f});
    return table;
}

}  // namespace tapestry::bench
