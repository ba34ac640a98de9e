#include "offline/study/varying_study.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"
#include "offline/metrics/impulse_filter.h"
#include "offline/metrics/ssim.h"
#include "offline/rivals/low_rank.h"
#include "offline/study/varying_basis.h"
#include "offline/work/stopwatch.h"
#include "reference/filters.h"
#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/make_kernel.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline::study {
namespace {

constexpr double largest_px = 24.0;
constexpr int turned_knots = 17;  // along the size: fewer filters than any grid of size and angle
// Ranks whose reads come nearest to a cascade's 96 to 128.
constexpr int rank = 1;

glm::dvec2 from_centre(int x, int y, int width, int height) {
    return glm::dvec2(x + 0.5 - 0.5 * width, y + 0.5 - 0.5 * height) / (0.5 * std::hypot(width, height));
}

double wrapped(double angle, double period) {
    return angle - period * std::floor(angle / period);
}

double degrees(double radians) {
    return radians * 180.0 / std::numbers::pi;
}

// Sharp in a band across the middle, then growing to the top and the bottom.
glm::dvec2 tilt_shift(int, int y, int, int height) {
    const double distance = std::abs((y + 0.5) / height - 0.5) * 2.0;
    return {largest_px * std::max(0.0, (distance - 0.15) / 0.85), 0.0};
}

// Ellipses that grow from the centre, long along the circle about it.
glm::dvec2 rotational(int x, int y, int width, int height) {
    const glm::dvec2 p = from_centre(x, y, width, height);
    return {largest_px * std::hypot(p.x, p.y), wrapped(degrees(std::atan2(p.y, p.x)) + 90.0, 180.0)};
}

// Lines that grow from the centre, along the ray from it.
glm::dvec2 radial(int x, int y, int width, int height) {
    const glm::dvec2 p = from_centre(x, y, width, height);
    return {2.0 * largest_px * std::hypot(p.x, p.y), wrapped(degrees(std::atan2(p.y, p.x)), 180.0)};
}

Image reduced(const Image& image, int factor) {
    Image result(image.width / factor, image.height / factor);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) {
            glm::dvec4 sum(0.0);
            for (int j = 0; j < factor; ++j)
                for (int i = 0; i < factor; ++i) sum += image.at(factor * x + i, factor * y + j);
            result.at(x, y) = sum / static_cast<double>(factor * factor);
        }
    return result;
}

// Only what turns has an axis of angles.
std::vector<Basis> bases_of(const VaryingEffect& effect) {
    std::vector<Basis> bases = {Basis::ours, Basis::geometric, Basis::independent, Basis::tempering,
                                Basis::low_rank};
    if (effect.kernels.axes.size() == 2) bases.insert(bases.begin() + 1, Basis::turned);
    return bases;
}

// What a basis filters a photograph with.
struct Method {
    int filters = 0;
    double reads = 0.0;
    std::function<Result<Image>(std::size_t photograph)> filter;
};

class EffectStudy {
  public:
    EffectStudy(const VaryingEffect& effect, std::span<const Image> photographs,
                const VaryingOptions& options, std::function<void(const std::string&)> done)
        : effect_(effect), photographs_(photographs), options_(options), done_(std::move(done)) {}

    Result<void> run(VaryingResults& results) {
        auto field = make_field(effect_.kernels);
        if (!field) return field.error();
        field_ = std::move(*field);
        std::vector<int> knots = effect_.knots;
        if (options_.quick)
            for (int& count : knots) count = (count + 1) / 2 + 1;
        auto grid = make_grid(field_, knots, 0.0, Beyond::clamp);
        if (!grid) return grid.error();
        grid_ = std::move(*grid);
        for (const Image& photograph : photographs_) {
            if (cancelled()) return Error{"cancelled"};
            maps_.push_back(map_of(photograph));
            truths_.push_back(filter_dense(photograph, maps_.back(), [&](glm::dvec2 p) { return exact(p); }));
            done_(effect_.name + ": truth");
        }
        results.truths.push_back(truths_.front());
        for (const Basis basis : bases_of(effect_)) {
            if (cancelled()) return Error{"cancelled"};
            auto row = measured(basis);
            if (!row) return row.error();
            results.rows.push_back(std::move(*row));
            done_(effect_.name + ": " + to_string(basis));
        }
        return {};
    }

  private:
    int taps() const { return options_.quick ? effect_.taps / 2 : effect_.taps; }
    bool cancelled() const { return options_.cancel && options_.cancel->load(); }

    ParameterMap map_of(const Image& image) const {
        ParameterMap map(image.width, image.height);
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x)
                map.at(x, y) = effect_.parameter(x, y, image.width, image.height);
        return map;
    }

    DenseKernel exact(glm::dvec2 parameter) const { return exact_or_point(field_, parameter); }

    BasisOptions fit_options() const {
        BasisOptions options;
        options.taps = taps();
        options.layers = effect_.layers;
        options.quick = options_.quick;
        options.seed = options_.seed;
        options.threads = options_.threads;
        options.cancel = options_.cancel;
        return options;
    }

    Result<VaryingRow> measured(Basis basis) const {
        VaryingRow row;
        row.effect = effect_.name;
        row.basis = basis;
        row.worst_db = std::numeric_limits<double>::infinity();
        const Stopwatch watch;
        auto method = method_of(basis);
        if (!method) return method.error();
        row.filters = method->filters;
        row.reads = method->reads;
        row.seconds = watch.seconds();
        const double share = 1.0 / static_cast<double>(photographs_.size());
        for (std::size_t i = 0; i < photographs_.size(); ++i) {
            auto filtered = method->filter(i);
            if (!filtered) return filtered.error();
            const double psnr = image_psnr(*filtered, truths_[i]);
            row.psnr_db += share * psnr;
            row.worst_db = std::min(row.worst_db, psnr);
            row.ssim += share * ssim(*filtered, truths_[i]);
            row.flip += share * flip(*filtered, truths_[i]).mean;
            if (i == 0) row.picture = std::move(*filtered);
        }
        return row;
    }

    Result<Method> method_of(Basis basis) const {
        if (basis == Basis::low_rank)
            return Method{grid_.knots(), rank * 2.0 * (2.0 * largest_px + 1.0),
                          [this](std::size_t i) { return by_low_rank(photographs_[i], maps_[i]); }};
        if (basis == Basis::turned) return turned_method();
        const auto table = fit_varying_basis(field_, grid_, basis, fit_options());
        if (!table) return table.error();
        return Method{grid_.knots(), static_cast<double>(table->first_tap(table->layers())),
                      [this, filters = *table](std::size_t i) -> Result<Image> {
                          return filter_cascade(photographs_[i], filters, maps_[i]);
                      }};
    }

    Result<Method> turned_method() const {
        FieldSpec spec = effect_.kernels;
        spec.axes.pop_back();
        spec.at_any_turn = true;
        auto field = make_field(spec);
        if (!field) return field.error();
        const int count = options_.quick ? (turned_knots + 1) / 2 : turned_knots;
        auto grid = make_grid(*field, std::vector{count}, 0.0, Beyond::clamp);
        if (!grid) return grid.error();
        const auto table = fit_varying_basis(*field, *grid, Basis::turned, fit_options());
        if (!table) return table.error();
        return Method{grid->knots(), static_cast<double>(table->first_tap(table->layers())),
                      [this, filters = *table](std::size_t i) -> Result<Image> {
                          ParameterMap turns = maps_[i];
                          for (glm::dvec2& value : turns.values) value = {value.y, 0.0};
                          CascadeOptions options;
                          options.turns = &turns;
                          return filter_cascade(photographs_[i], filters, maps_[i], options);
                      }};
    }

    // Every knot's kernel at a low rank over the whole picture, then each pixel's blend of the knots around
    // it.
    Result<Image> by_low_rank(const Image& photograph, const ParameterMap& map) const {
        std::vector<Image> filtered;
        ImpulseFilter filter(photograph);
        for (int knot = 0; knot < grid_.knots(); ++knot) {
            if (cancelled()) return Error{"cancelled"};
            const DenseKernel kernel = exact(grid_.parameter(knot));
            auto method = low_rank_method(kernel, std::min({rank, kernel.width, kernel.height}));
            if (!method) return method.error();
            filtered.push_back(filter.apply(method->impulse));
        }
        Image result(photograph.width, photograph.height);
        for (int y = 0; y < result.height; ++y)
            for (int x = 0; x < result.width; ++x)
                for (const KnotShare& share : grid_.shares(map.at(x, y)))
                    result.at(x, y) += share.coefficient * filtered[share.knot].at(x, y);
        return result;
    }

    const VaryingEffect& effect_;
    std::span<const Image> photographs_;
    const VaryingOptions& options_;
    std::function<void(const std::string&)> done_;
    KernelField field_;
    FamilyGrid grid_{{}};
    std::vector<ParameterMap> maps_;
    std::vector<Image> truths_;
};

}  // namespace

const std::vector<VaryingEffect>& varying_effects() {
    static const std::vector<VaryingEffect> effects = {
        {"tilt-shift",
         {.kernel = "disk", .axes = {{axis_names::radius, 0.0, largest_px}}},
         {17},
         24,
         4,
         39.27,
         tilt_shift},
        {"rotational bokeh",
         {.kernel = "ellipse",
          .axes = {{axis_names::radius, 0.0, largest_px}, {axis_names::angle, 0.0, 180.0}}},
         {5, 9},
         32,
         4,
         35.67,
         rotational},
        {"radial motion",
         {.kernel = "line",
          .axes = {{axis_names::length, 0.0, 2.0 * largest_px}, {axis_names::angle, 0.0, 180.0}}},
         {5, 9},
         32,
         4,
         34.21,
         radial}};
    return effects;
}

Result<VaryingResults> run_varying_study(const Photographs& photographs, const VaryingOptions& options) {
    std::vector<Image> images;
    for (const Image& image : photographs.images) images.push_back(reduced(image, options.quick ? 4 : 2));
    std::size_t steps = 0;
    for (const VaryingEffect& effect : *options.effects) steps += images.size() + bases_of(effect).size();
    std::size_t done = 0;
    VaryingResults results;
    results.width = images.front().width;
    results.height = images.front().height;
    for (const VaryingEffect& effect : *options.effects) {
        const auto report = [&](const std::string& job) {
            ++done;
            if (options.on_progress)
                options.on_progress(static_cast<double>(done) / static_cast<double>(steps), job);
        };
        if (auto status = EffectStudy(effect, images, options, report).run(results); !status)
            return status.error();
    }
    return results;
}

}  // namespace tapestry::offline::study
