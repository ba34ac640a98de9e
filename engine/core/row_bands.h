/// Splits the rows of a picture over the machine's cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <vector>

namespace tapestry {

/// Calls `work(first_row, end_row)` until every row in [0, rows) was covered once, from several threads at
/// once. Rows must not depend on each other, so that the result is the same however they were split. What
/// `work` throws arrives here.
template <class Work>
void for_row_bands(int rows, const Work& work) {
    // Small bands even out rows of unequal cost; a thread that gets fewer than two of them is not worth its
    // start.
    constexpr int band = 8;
    const int cores = static_cast<int>(std::thread::hardware_concurrency());
    const int workers = std::min(cores, rows / (2 * band));
    if (workers < 2) {
        work(0, rows);
        return;
    }

    std::atomic<int> next_row = 0;
    const auto take_bands = [&] {
        for (int first = next_row.fetch_add(band); first < rows; first = next_row.fetch_add(band))
            work(first, std::min(first + band, rows));
    };
    std::vector<std::future<void>> others;
    for (int worker = 1; worker < workers; ++worker)
        others.push_back(std::async(std::launch::async, take_bands));
    take_bands();
    for (std::future<void>& other : others) other.get();
}

}  // namespace tapestry
