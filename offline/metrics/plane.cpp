#include "offline/metrics/plane.h"

#include <algorithm>
#include <cassert>

namespace tapestry::offline {
namespace {

void add_scaled(const double* in, double weight, int count, double* out) {
    for (int i = 0; i < count; ++i) out[i] += weight * in[i];
}

}  // namespace

Plane filter_rows(const Plane& in, std::span<const double> taps) {
    assert(taps.size() % 2 == 1 && "filter_rows: an odd number of taps");
    const int reach = static_cast<int>(taps.size() / 2);
    Plane out(in.width, in.height);
    std::vector<double> padded(static_cast<std::size_t>(in.width) + 2 * reach);
    for (int y = 0; y < in.height; ++y) {
        const double* row = in.row(y);
        std::fill_n(padded.begin(), reach, row[0]);
        std::copy_n(row, in.width, padded.begin() + reach);
        std::fill_n(padded.end() - reach, reach, row[in.width - 1]);
        for (std::size_t i = 0; i < taps.size(); ++i)
            add_scaled(padded.data() + i, taps[i], in.width, out.row(y));
    }
    return out;
}

Plane filter_columns(const Plane& in, std::span<const double> taps) {
    assert(taps.size() % 2 == 1 && "filter_columns: an odd number of taps");
    const int reach = static_cast<int>(taps.size() / 2);
    Plane out(in.width, in.height);
    for (int y = 0; y < in.height; ++y)
        for (int i = -reach; i <= reach; ++i)
            add_scaled(in.row(std::clamp(y + i, 0, in.height - 1)), taps[i + reach], in.width, out.row(y));
    return out;
}

}  // namespace tapestry::offline
