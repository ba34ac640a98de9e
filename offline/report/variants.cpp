#include "offline/report/variants.h"

#include <algorithm>

#include "offline/report/method_style.h"

namespace tapestry::offline::report {

using study::Row;

double Variant::mean(double (*value)(const Row&)) const {
    double sum = 0.0;
    for (const Row* row : rows) sum += value(*row);
    return sum / static_cast<double>(rows.size());
}

double Variant::least(double (*value)(const Row&)) const {
    double result = value(first());
    for (const Row* row : rows) result = std::min(result, value(*row));
    return result;
}

double Variant::most(double (*value)(const Row&)) const {
    double result = value(first());
    for (const Row* row : rows) result = std::max(result, value(*row));
    return result;
}

const Row* Variant::of(const std::string& kernel) const {
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const Row* row) { return row->kernel == kernel; });
    return found == rows.end() ? nullptr : *found;
}

std::vector<Variant> variants_of(std::span<const Row> rows, std::span<const std::string> kernels) {
    std::vector<Variant> variants;
    for (const Row& row : rows) {
        if (std::find(kernels.begin(), kernels.end(), row.kernel) == kernels.end()) continue;
        const std::string name = variant_name(row), size = size_name(row);
        const auto known = std::find_if(variants.begin(), variants.end(), [&](const Variant& variant) {
            return variant.name == name && variant.size == size;
        });
        if (known == variants.end())
            variants.push_back({name, size, {&row}});
        else
            known->rows.push_back(&row);
    }
    return variants;
}

namespace value {

double taps_read(const Row& row) {
    return row.metrics.taps_read;
}
double seconds(const Row& row) {
    return row.seconds;
}
double image_psnr(const Row& row) {
    return row.image.psnr;
}
double kernel_psnr(const Row& row) {
    return row.metrics.kernel.psnr;
}
double minimum_weight(const Row& row) {
    return row.metrics.kernel.minimum_weight;
}
double mass_outside(const Row& row) {
    return row.metrics.kernel.mass_outside;
}
double unevenness(const Row& row) {
    return row.metrics.highlight.unevenness;
}
double flip(const Row& row) {
    return row.image.flip;
}
double ssim(const Row& row) {
    return row.image.ssim;
}

}  // namespace value

}  // namespace tapestry::offline::report
