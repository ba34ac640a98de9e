#include "random_tables.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tapestry::test {
namespace {

double uniform(std::mt19937& random, double low, double high) {
    return std::uniform_real_distribution<double>(low, high)(random);
}

/// Offsets of the entry grow with its size, when one axis measures one, so that neighbours blend into
/// something like a blur; an entry of size 0 is the identity.
double entry_size(const TapTable& table, std::size_t entry) {
    double size = 1.0;
    std::size_t stride = table.entry_count();
    for (const Axis& axis : table.axes) {
        stride /= axis.knots.size();
        const float knot = axis.knots[entry / stride % axis.knots.size()];
        if (is_size_axis(axis)) size *= double{knot} / double{axis.knots.back()};
    }
    return size;
}

void normalise(TapTable& table, std::size_t layer, std::size_t entry) {
    double sum = 0.0;
    for (std::size_t tap = 0; tap < table.layer_taps[layer]; ++tap)
        sum += double{table.tap(layer, tap, entry).weight};
    for (std::size_t tap = 0; tap < table.layer_taps[layer]; ++tap) {
        float& weight = table.tap(layer, tap, entry).weight;
        weight = static_cast<float>(double{weight} / sum);
    }
}

}  // namespace

std::uint32_t test_seed() {
    const char* const text = std::getenv("TAPESTRY_TEST_SEED");
    return text ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : 20260701u;
}

unsigned test_rounds(unsigned usual) {
    const char* const times = std::getenv("TAPESTRY_TEST_TIMES");
    return times ? usual * static_cast<unsigned>(std::clamp(std::atoi(times), 1, 1000)) : usual;
}

TapTable random_table(const RandomTableShape& shape, std::mt19937& random) {
    TapTable table;
    table.layer_taps = shape.layer_taps;
    table.axes = shape.axes;
    table.is_signed = shape.is_signed;
    table.kernel = "random";
    table.payload.resize(table.first_tap(table.layers()) * table.entry_count());
    for (std::size_t layer = 0; layer < table.layers(); ++layer) {
        for (std::size_t entry = 0; entry < table.entry_count(); ++entry) {
            const double reach = shape.reach_px * entry_size(table, entry);
            for (std::size_t tap = 0; tap < table.layer_taps[layer]; ++tap) {
                Tap& record = table.tap(layer, tap, entry);
                record.dx = static_cast<float>(uniform(random, -reach, reach));
                record.dy = static_cast<float>(uniform(random, -reach, reach));
                // Half of the taps at most are negative and small, so that their sum stays away from 0.
                const bool negative = shape.is_signed && tap % 2 == 1;
                record.weight =
                    static_cast<float>(negative ? uniform(random, -0.5, 0.0) : uniform(random, 0.5, 1.5));
            }
            normalise(table, layer, entry);
        }
    }
    return table;
}

Axis radius_axis(Beyond beyond) {
    return {"radius_px", "px", {0.0f, 1.0f, 3.0f, 8.0f}, 0.0f, beyond};
}

Axis angle_axis() {
    return {"angle_deg", "deg", {10.0f, 100.0f, 190.0f, 300.0f}, 360.0f, Beyond::clamp};
}

}  // namespace tapestry::test
