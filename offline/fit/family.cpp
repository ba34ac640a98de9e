#include "offline/fit/family.h"

#include <cmath>

#include "offline/kernels/kernels.h"

namespace tapestry::offline {
namespace {

TapTable empty_table(const Cascade& cascade, std::vector<Axis> axes, const std::string& kernel,
                     bool is_signed) {
    TapTable table;
    table.layers = static_cast<std::uint32_t>(cascade.layers);
    table.taps = static_cast<std::uint32_t>(cascade.taps);
    table.is_signed = is_signed;
    // Taps are points and bilinear reads nearly isotropic: any single kernel's taps may be turned.
    table.turnable = true;
    table.axes = std::move(axes);
    table.kernel = kernel;
    table.payload.resize(static_cast<std::size_t>(table.layers) * table.taps * table.entry_count());
    return table;
}

void store_entry(TapTable& table, std::size_t entry, const Cascade& cascade) {
    for (int l = 0; l < cascade.layers; ++l)
        for (int i = 0; i < cascade.taps; ++i) {
            const SplatTap& tap = cascade.layer(l)[i];
            // + 0.0 turns -0 into 0, so that files and JSON read well.
            table.tap(l, i, entry) = {static_cast<float>(-tap.x) + 0.0f, static_cast<float>(-tap.y) + 0.0f,
                                      static_cast<float>(tap.weight), 0.0f};
        }
}

Cascade gathered_at_origin(Cascade cascade) {
    for (SplatTap& tap : cascade.values) tap.x = tap.y = 0.0;
    return cascade;
}

}  // namespace

std::vector<float> spaced_knots(double from, double to, int count, double exponent) {
    std::vector<float> knots;
    for (int i = 0; i < count; ++i)
        knots.push_back(static_cast<float>(from + (to - from) * std::pow(i / (count - 1.0), exponent)));
    return knots;
}

TapTable single_table(const Cascade& cascade, const std::string& kernel, bool is_signed) {
    TapTable table = empty_table(cascade, {}, kernel, is_signed);
    store_entry(table, 0, cascade);
    return table;
}

Result<std::vector<Cascade>> scaled_knots(const Cascade& largest, const Axis& axis,
                                          const KernelAtSize& kernel_at) {
    std::vector<Cascade> knots;
    for (const float size : axis.knots) {
        if (size == 0.0f) {
            knots.push_back(gathered_at_origin(largest));
            continue;
        }
        auto target = kernel_at(size);
        if (!target) return target.error();
        knots.push_back(scaled_to_variance(largest, size / static_cast<double>(axis.knots.back()),
                                           moments(*target).variance()));
    }
    return knots;
}

TapTable family_table(const std::vector<Cascade>& knots, const Axis& axis, const std::string& kernel,
                      bool is_signed) {
    TapTable table = empty_table(knots.front(), {axis}, kernel, is_signed);
    for (std::size_t k = 0; k < knots.size(); ++k) store_entry(table, k, knots[k]);
    return table;
}

}  // namespace tapestry::offline
