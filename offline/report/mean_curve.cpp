#include "offline/report/mean_curve.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace tapestry::offline::report {
namespace {

using study::CurvePoint;

double curve_at(const std::vector<CurvePoint>& curve, double CurvePoint::*x, double at) {
    const auto next = std::lower_bound(curve.begin(), curve.end(), at,
                                       [&](const CurvePoint& p, double value) { return p.*x < value; });
    if (next == curve.end()) return curve.back().kernel_psnr_db;
    if (next == curve.begin() || (*next).*x == at) return next->kernel_psnr_db;
    const CurvePoint& before = *std::prev(next);
    if (!(before.*x > 0.0)) return next->kernel_psnr_db;
    const double t = std::log(at / before.*x) / std::log((*next).*x / before.*x);
    return before.kernel_psnr_db + t * (next->kernel_psnr_db - before.kernel_psnr_db);
}

}  // namespace

std::vector<glm::dvec2> mean_curve(std::span<const study::Row* const> rows, double CurvePoint::*x) {
    std::set<double> places;
    double curves = 0.0;
    for (const study::Row* row : rows) {
        for (const CurvePoint& p : row->curve)
            if (p.*x > 0.0) places.insert(p.*x);
        curves += row->curve.empty() ? 0.0 : 1.0;
    }
    std::vector<glm::dvec2> mean;
    for (const double at : places) {
        double sum = 0.0;
        for (const study::Row* row : rows)
            if (!row->curve.empty()) sum += curve_at(row->curve, x, at);
        mean.push_back({at, sum / curves});
    }
    return mean;
}

}  // namespace tapestry::offline::report
