/// Rows of the same method, size and settings, brought together over kernels and seeds.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "offline/study/row.h"

namespace tapestry::offline::report {

struct Variant {
    std::string name;  ///< `variant_name` of its rows
    std::string size;  ///< "24x4" or empty
    std::vector<const study::Row*> rows;

    const study::Row& first() const { return *rows.front(); }
    double mean(double (*value)(const study::Row&)) const;
    double least(double (*value)(const study::Row&)) const;
    double most(double (*value)(const study::Row&)) const;

    /// The row of a kernel; null where there is none.
    const study::Row* of(const std::string& kernel) const;
};

/// In the order in which they first come; only rows of these kernels.
std::vector<Variant> variants_of(std::span<const study::Row> rows, std::span<const std::string> kernels);

/// What tables ask of rows.
namespace value {
double taps_read(const study::Row& row);
double seconds(const study::Row& row);
double image_psnr(const study::Row& row);
double kernel_psnr(const study::Row& row);
double minimum_weight(const study::Row& row);
double mass_outside(const study::Row& row);
double unevenness(const study::Row& row);  ///< of a highlight
double flip(const study::Row& row);        ///< 0 where it was not asked for
double ssim(const study::Row& row);
}  // namespace value

}  // namespace tapestry::offline::report
