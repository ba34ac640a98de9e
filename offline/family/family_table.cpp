#include "tapestry/fit/family_table.h"

namespace tapestry::offline {
namespace {

TapTable empty_table(const Cascade& cascade, std::vector<Axis> axes, const std::string& kernel,
                     bool is_signed) {
    TapTable table;
    table.layer_taps.assign(cascade.layer_taps.begin(), cascade.layer_taps.end());
    table.is_signed = is_signed;
    // Taps are points and bilinear reads nearly isotropic: any single kernel's taps may be turned.
    table.turnable = true;
    table.axes = std::move(axes);
    table.kernel = kernel;
    table.payload.resize(table.first_tap(table.layers()) * table.entry_count());
    return table;
}

void store_entry(TapTable& table, std::size_t entry, const Cascade& cascade) {
    for (int l = 0; l < cascade.layers(); ++l)
        for (int i = 0; i < cascade.layer_taps[l]; ++i) {
            const SplatTap& tap = cascade.layer(l)[i];
            // + 0.0 turns -0 into 0, so that files and JSON read well.
            table.tap(l, i, entry) = {static_cast<float>(-tap.x) + 0.0f, static_cast<float>(-tap.y) + 0.0f,
                                      static_cast<float>(tap.weight), 0.0f};
        }
}

}  // namespace

TapTable single_table(const Cascade& cascade, const std::string& kernel, bool is_signed) {
    TapTable table = empty_table(cascade, {}, kernel, is_signed);
    store_entry(table, 0, cascade);
    return table;
}

TapTable family_table(const std::vector<Cascade>& knots, std::vector<Axis> axes, const std::string& kernel,
                      bool is_signed) {
    TapTable table = empty_table(knots.front(), std::move(axes), kernel, is_signed);
    for (std::size_t k = 0; k < knots.size(); ++k) store_entry(table, k, knots[k]);
    return table;
}

}  // namespace tapestry::offline
