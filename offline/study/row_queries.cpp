#include "offline/study/row_queries.h"

#include <algorithm>

namespace tapestry::offline::study {

const Row* find_row(std::span<const Row> rows, const std::string& kernel, const RowTest& test) {
    const auto found = std::find_if(rows.begin(), rows.end(),
                                    [&](const Row& row) { return row.kernel == kernel && test(row); });
    return found == rows.end() ? nullptr : &*found;
}

std::optional<double> mean_over(std::span<const Row> rows, const std::vector<std::string>& kernels,
                                const RowTest& test, const RowValue& value) {
    double sum = 0.0;
    for (const std::string& kernel : kernels) {
        const Row* row = find_row(rows, kernel, test);
        if (!row) return {};
        sum += value(*row);
    }
    if (kernels.empty()) return {};
    return sum / static_cast<double>(kernels.size());
}

std::vector<std::string> kernels_of(std::span<const Row> rows) {
    std::vector<std::string> kernels;
    for (const Row& row : rows)
        if (std::find(kernels.begin(), kernels.end(), row.kernel) == kernels.end())
            kernels.push_back(row.kernel);
    return kernels;
}

double image_psnr_of(const Row& row) {
    return row.image.psnr;
}

double kernel_psnr_of_row(const Row& row) {
    return row.metrics.kernel.psnr;
}

}  // namespace tapestry::offline::study
