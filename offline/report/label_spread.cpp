#include "offline/report/label_spread.h"

#include <algorithm>
#include <numeric>

namespace tapestry::offline::report {
namespace {

// Labels that touch move as one block; their mean wish is where the block lies.
struct Block {
    double sum = 0.0;
    int count = 0;

    double mean() const { return sum / count; }
};

}  // namespace

// With z_i = y_i - i spacing, "at least spacing apart" becomes "not falling": isotonic regression.
std::vector<double> spread_labels(const std::vector<double>& wanted, double spacing, double top,
                                  double bottom) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < order.size(); ++i) {
        blocks.push_back({wanted[order[i]] - static_cast<double>(i) * spacing, 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() > blocks.back().mean()) {
            const Block last = blocks.back();
            blocks.pop_back();
            blocks.back().sum += last.sum;
            blocks.back().count += last.count;
        }
    }
    const double room = bottom - top - static_cast<double>(wanted.size() - 1) * spacing;
    std::vector<double> result(wanted.size());
    std::size_t i = 0;
    for (const Block& block : blocks) {
        const double base = std::clamp(block.mean(), top, top + std::max(room, 0.0));
        for (int k = 0; k < block.count; ++k, ++i) result[order[i]] = base + static_cast<double>(i) * spacing;
    }
    return result;
}

}  // namespace tapestry::offline::report
