#include "sample_tables.h"

#include <cstdlib>
#include <string>

namespace tapestry::test {
namespace {

std::string random_text(std::mt19937_64& random, int longest) {
    std::string text(static_cast<std::size_t>(uniform_int(random, 0, longest)), ' ');
    for (char& character : text) character = static_cast<char>(uniform_int(random, 0, 255));
    return text;
}

std::vector<float> random_knots(std::mt19937_64& random, float first, double longest_step) {
    std::vector<float> knots = {first};
    const int count = uniform_int(random, 2, 5);
    while (static_cast<int>(knots.size()) < count)
        knots.push_back(knots.back() + static_cast<float>(uniform(random, 0.01, longest_step)));
    return knots;
}

Axis random_axis(std::mt19937_64& random, bool may_scale) {
    switch (uniform_int(random, 0, 3)) {
        case 0: {
            const Beyond beyond = may_scale ? Beyond::scale : Beyond::clamp;
            return {"radius_px", "px", random_knots(random, 0.0f, 10.0), 0.0f, beyond};
        }
        case 1:
            return {"angle_deg", "deg", random_knots(random, -30.0f, 40.0), 180.0f, Beyond::clamp};
        case 2:
            return {"sigma_px", "px", random_knots(random, 0.5f, 3.0), 0.0f, Beyond::clamp};
        default:
            return {random_text(random, 20), random_text(random, 5), random_knots(random, -1.0f, 1.0)};
    }
}

void make_identity(TapTable& table, std::size_t entry) {
    for (std::size_t layer = 0; layer < table.layers(); ++layer)
        for (std::size_t index = 0; index < table.layer_taps[layer]; ++index)
            table.tap(layer, index, entry).dx = table.tap(layer, index, entry).dy = 0.0f;
}

/// Identities wherever a size is 0, as validate() asks for.
void make_identities(TapTable& table) {
    std::size_t stride = table.entry_count();
    for (const Axis& axis : table.axes) {
        stride /= axis.knots.size();
        for (std::size_t entry = 0; entry < table.entry_count(); ++entry)
            if (is_size_axis(axis) && axis.knots.front() == 0.0f && entry / stride % axis.knots.size() == 0)
                make_identity(table, entry);
    }
}

void fill_layer(std::mt19937_64& random, TapTable& table, std::size_t layer, std::size_t entry) {
    double sum = 0.0;
    std::vector<double> weights(table.layer_taps[layer]);
    for (double& weight : weights) sum += weight = uniform(random, 0.1, 1.0);
    for (std::size_t index = 0; index < weights.size(); ++index) {
        Tap& tap = table.tap(layer, index, entry);
        tap.dx = static_cast<float>(uniform(random, -20.0, 20.0));
        tap.dy = static_cast<float>(uniform(random, -20.0, 20.0));
        tap.weight = static_cast<float>(weights[index] / sum);
    }
    if (table.is_signed && weights.size() >= 2) {
        table.tap(layer, 0, entry).weight += 1.0f;
        table.tap(layer, 1, entry).weight -= 1.0f;
    }
}

}  // namespace

std::uint64_t test_seed() {
    const char* seed = std::getenv("TAPESTRY_TEST_SEED");
    return seed != nullptr ? std::strtoull(seed, nullptr, 10) : 20260101;
}

double uniform(std::mt19937_64& random, double least, double most) {
    return std::uniform_real_distribution<double>(least, most)(random);
}

int uniform_int(std::mt19937_64& random, int least, int most) {
    return std::uniform_int_distribution<int>(least, most)(random);
}

TapTable wedge_table() {
    TapTable table;
    table.layer_taps = {2};
    table.axes = {{"radius_px", "px", {0.0f, 4.0f, 8.0f}, 0.0f, Beyond::scale}};
    table.payload = {{0, 0, 0.25f}, {-4, 0, 0.25f}, {-8, 0, 0.25f},
                     {0, 0, 0.75f}, {0, 4, 0.75f},  {0, 8, 0.75f}};
    table.kernel = "wedge";
    return table;
}

TapTable random_table(std::mt19937_64& random, int axes) {
    TapTable table;
    table.layer_taps.resize(static_cast<std::size_t>(uniform_int(random, 1, 4)));
    for (std::uint32_t& taps : table.layer_taps) taps = static_cast<std::uint32_t>(uniform_int(random, 1, 9));
    table.is_signed = uniform_int(random, 0, 1) == 1;
    table.turnable = uniform_int(random, 0, 1) == 1;
    for (int axis = 0; axis < axes; ++axis) table.axes.push_back(random_axis(random, axis == 0));
    table.kernel = random_text(random, 30);
    for (int pair = uniform_int(random, 0, 4); pair > 0; --pair)
        table.metadata.emplace_back(random_text(random, 10), random_text(random, 100));

    table.payload.resize(table.first_tap(table.layers()) * table.entry_count());
    for (std::size_t layer = 0; layer < table.layers(); ++layer)
        for (std::size_t entry = 0; entry < table.entry_count(); ++entry)
            fill_layer(random, table, layer, entry);
    make_identities(table);
    return table;
}

Filter random_filter(std::mt19937_64& random, std::uint32_t layers, std::uint32_t taps, double longest_px) {
    Filter filter;
    filter.layer_taps.assign(layers, taps);
    for (std::uint32_t layer = 0; layer < layers; ++layer) {
        std::vector<BlendedTap> values(taps);
        double sum = 0.0;
        for (BlendedTap& tap : values) {
            tap = {uniform(random, -longest_px, longest_px), uniform(random, -longest_px, longest_px),
                   uniform(random, 0.1, 1.0)};
            sum += tap.weight;
        }
        for (BlendedTap& tap : values) tap.weight /= sum;
        filter.values.insert(filter.values.end(), values.begin(), values.end());
    }
    return filter;
}

}  // namespace tapestry::test
