#include "dof_methods.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "scene/lens_samples.h"
#include "scene/picture_sum.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"

namespace tapestry::bench {
namespace {

// Room for every blur of the scenes: nothing is cut.
constexpr float no_limit = 0.2f;

demo::DofRivalLens rival_lens(const DofCase& of) {
    const demo::LensCamera& camera = of.scene->camera;
    demo::DofRivalLens lens;
    lens.coc_at_infinity_px =
        static_cast<float>(coc_at_infinity(camera.lens) * static_cast<double>(of.choice.size.height));
    lens.focus_m = camera.lens.focus_distance_m;
    lens.near_m = static_cast<float>(camera.planes.near_m);
    lens.far_m = static_cast<float>(camera.planes.far_m);
    lens.largest_coc_px = no_limit * static_cast<float>(of.choice.size.height);
    return lens;
}

/// The cells of a kernel, read at the mask's cell centres.
ApertureMask mask_of(const demo::ApertureShape& shape) {
    ApertureMask mask;
    mask.size = 128;
    const DenseKernel& kernel = shape.kernel();
    const double brightest = *std::max_element(kernel.values.begin(), kernel.values.end());
    for (int y = 0; y < mask.size; ++y)
        for (int x = 0; x < mask.size; ++x) {
            const auto cell = [&](int i, int cells) {
                const double at = ((2.0 * i + 1.0) / mask.size - 1.0) * shape.radius_px() + 0.5 * cells;
                return static_cast<int>(std::floor(at));
            };
            const int i = cell(x, kernel.width), j = cell(y, kernel.height);
            const bool is_inside = i >= 0 && j >= 0 && i < kernel.width && j < kernel.height;
            mask.values.push_back(is_inside ? static_cast<float>(std::min(1.0, kernel.at(i, j) / brightest))
                                            : 0.0f);
        }
    return mask;
}

/// Reads a pixel of a cascade at half resolution for each of five slices, the focus slice's at full
/// resolution, and preparation: the plan's figures, every slice present. To be replaced by counts of what
/// ran.
demo::DofReads our_reads(const TapTable& table) {
    double taps = 0.0;
    for (const std::uint32_t layer : table.layer_taps) taps += layer;
    demo::DofReads reads;
    reads.blur = 16.0 + 4.0 * taps / 4.0 * 0.25;
    reads.preparation = 14.6;
    return reads;
}

Result<DofMethod> ours(Device& device, const DofCase& of, const demo::ApertureShape& aperture,
                       const std::string& taps, bool has_sprites) {
    auto table = read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" /
                            (aperture.name() + "_0-24_" + taps + "_flat.tap"));
    if (!table) return table.error();
    auto effect = DepthOfField::create(device, {.bokeh = *table, .aperture = mask_of(aperture)});
    if (!effect) return effect.error();
    DepthOfFieldOptions options;
    options.lens = of.scene->camera.lens;
    options.near_limit = options.far_limit = no_limit;
    options.highlights.on = has_sprites;
    DepthOfFieldFrame frame;
    frame.source.texture = of.frame->color_texture();
    frame.depth_texture = of.frame->depth_texture();
    frame.depth = demo::depth_convention(of.scene->camera);

    DofMethod method;
    method.name = "Tapestry " + taps + (has_sprites ? "" : ", no sprites");
    method.is_ours = true;
    method.reads = our_reads(*table);
    method.run = [shared = std::make_shared<DepthOfField>(std::move(*effect)), frame,
                  options](GLuint target) mutable {
        frame.target.texture = target;
        return shared->apply(frame, options);
    };
    return method;
}

DofMethod rival_method(demo::DofRival rival, const DofCase& of) {
    DofMethod method;
    method.name = rival.name;
    method.reads = rival.reads;
    method.run = [run = std::move(rival.run), color = of.frame->color_texture(),
                  depth = of.frame->depth_texture(), lens = rival_lens(of)](GLuint target) {
        run(color, depth, lens, target);
        return Status();
    };
    return method;
}

Result<DofMethod> accumulation(const GladGLContext& gl, const DofCase& of,
                               const demo::ApertureShape& aperture, int count) {
    auto sum = demo::PictureSum::create(gl, of.choice.size);
    if (!sum) return sum.error();
    DofMethod method;
    method.name = "accumulation " + std::to_string(count);
    method.is_accumulation = true;
    method.run = [shared = std::make_shared<demo::PictureSum>(std::move(*sum)), &of, &aperture,
                  count](GLuint target) {
        shared->clear();
        for (int i = 0; i < count; ++i)
            shared->add(*of.renderer, of.scene->camera, demo::lens_sample(aperture, i));
        shared->write_mean(target);
        return Status();
    };
    return method;
}

/// Of the aperture of radius 1.
float open_area(const demo::ApertureShape& aperture) {
    const std::vector<double>& cells = aperture.kernel().values;
    const double open =
        std::accumulate(cells.begin(), cells.end(), 0.0) / *std::max_element(cells.begin(), cells.end());
    return static_cast<float>(open / (aperture.radius_px() * aperture.radius_px()));
}

/// The smallest size at which the aperture, shrunk about its middle, does not reach a point.
double gauge_of(const demo::ApertureShape& aperture, glm::dvec2 point) {
    constexpr int steps = 256;
    for (int i = 1; i <= steps; ++i)
        if (aperture.is_open(point * (static_cast<double>(steps) / i))) return static_cast<double>(i) / steps;
    return 1.0;
}

}  // namespace

std::vector<demo::ApertureTap> aperture_taps(const demo::ApertureShape& aperture, int count) {
    std::vector<demo::ApertureTap> taps;
    const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
    for (int i = 0; i < count; ++i) {
        glm::dvec2 point;
        double gauge;
        if (aperture.name() == "disk") {
            gauge = std::sqrt((i + 0.5) / count);
            point = gauge * glm::dvec2(std::cos(i * golden_angle), std::sin(i * golden_angle));
        } else {
            // A rank-1 lattice: multiples of the golden ratio, rows in order.
            const double phi = 0.6180339887498949;
            point = aperture.point({(i + 0.5) / count, std::fmod(0.5 + i * phi, 1.0)});
            gauge = gauge_of(aperture, point);
        }
        taps.push_back({glm::vec2(point), static_cast<float>(gauge)});
    }
    return taps;
}

Result<std::vector<DofMethod>> dof_methods(Device& device, demo::RivalContext& context, const DofCase& of,
                                           std::size_t aperture_index, DofMethodSet set) {
    const demo::ApertureShape& aperture = of.apertures[aperture_index];
    const demo::RivalSize size{of.choice.size.width, of.choice.size.height};
    const bool all = set == DofMethodSet::all;
    std::vector<DofMethod> methods;
    const auto add_ours = [&](const char* taps, bool has_sprites) -> Status {
        auto method = ours(device, of, aperture, taps, has_sprites);
        if (!method) return method.error();
        methods.push_back(std::move(*method));
        return {};
    };
    const auto add_ring = [&](int divisor, int taps) -> Status {
        auto rival = demo::ring_gather_dof(
            context, {divisor, aperture_taps(aperture, taps), open_area(aperture)}, size);
        if (!rival) return rival.error();
        methods.push_back(rival_method(std::move(*rival), of));
        return {};
    };
    const auto add_rest = [&]() -> Status {
        auto gaussian = demo::separable_gaussian_dof(context, size);
        if (!gaussian) return gaussian.error();
        methods.push_back(rival_method(std::move(*gaussian), of));
        for (const int count : {16, 64}) {
            auto method = accumulation(context.gl, of, aperture, count);
            if (!method) return method.error();
            methods.push_back(std::move(*method));
        }
        return {};
    };
    if (Status s = add_ours("16x3", true); !s) return s.error();
    if (all)
        for (const char* taps : {"12x3", "24x4"})
            if (Status s = add_ours(taps, true); !s) return s.error();
    if (all)
        if (Status s = add_ours("16x3", false); !s) return s.error();
    if (all)
        for (const int taps : {49, 64})
            if (Status s = add_ring(2, taps); !s) return s.error();
    for (const int taps : {81, 96})
        if (Status s = add_ring(2, taps); !s) return s.error();
    if (!all) return methods;
    if (Status s = add_ring(1, 96); !s) return s.error();
    if (Status s = add_rest(); !s) return s.error();
    return methods;
}

}  // namespace tapestry::bench
