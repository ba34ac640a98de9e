/// Questions that bars and reports ask of a study's rows.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "offline/study/row.h"

namespace tapestry::offline::study {

using RowTest = std::function<bool(const Row&)>;
using RowValue = std::function<double(const Row&)>;

/// The first row of a kernel that passes; null where there is none.
const Row* find_row(std::span<const Row> rows, const std::string& kernel, const RowTest& test);

/// Mean over the kernels; none where one of them has no such row.
std::optional<double> mean_over(std::span<const Row> rows, const std::vector<std::string>& kernels,
                                const RowTest& test, const RowValue& value);

/// The kernels that have rows, in their order.
std::vector<std::string> kernels_of(std::span<const Row> rows);

double image_psnr_of(const Row& row);
double kernel_psnr_of_row(const Row& row);

}  // namespace tapestry::offline::study
