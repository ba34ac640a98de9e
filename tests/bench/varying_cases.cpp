#include "varying_cases.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "bench_pictures.h"
#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"
#include "offline/metrics/ssim.h"
#include "tapestry/table_file.h"
#include "varying_effects.h"
#include "varying_rival_tables.h"

namespace tapestry::bench {
namespace {

using demo::VaryingRival;

constexpr int light_box = 29;  // half a side of the boxes around single lights
constexpr double light_peak = 64.0;
constexpr int step_reach_px = 24;  // as far as the largest kernel reads

/// Places of the single lights: near the middle, half-way and in a corner; or on what moves.
std::array<glm::ivec2, 3> light_places(VaryingEffectKind kind, int width, int height) {
    const auto at = [&](double x, double y) {
        return glm::ivec2(static_cast<int>(x * width), static_cast<int>(y * height));
    };
    const double heights = static_cast<double>(height) / width;
    if (kind == VaryingEffectKind::moving_object)
        return {at(0.5 - 0.25 * heights, 0.5), at(0.5 + 0.18 * heights, 0.63),
                at(0.5 + 0.32 * heights, 0.44)};
    return {at(0.55, 0.62), at(0.3, 0.25), at(0.9, 0.88)};
}

Image light_picture(VaryingEffectKind kind, int width, int height) {
    Image image(width, height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
    for (const glm::ivec2 place : light_places(kind, width, height))
        image.at(place.x, place.y) = glm::dvec4(light_peak, light_peak, light_peak, 1.0);
    return image;
}

Image box_around(const Image& image, glm::ivec2 middle) {
    Image box(2 * light_box + 1, 2 * light_box + 1, glm::dvec4(0.0, 0.0, 0.0, 1.0));
    for (int y = 0; y < box.height; ++y)
        for (int x = 0; x < box.width; ++x) {
            const glm::ivec2 from = middle + glm::ivec2(x, y) - light_box;
            if (from.x >= 0 && from.y >= 0 && from.x < image.width && from.y < image.height)
                box.at(x, y) = image.at(from.x, from.y);
        }
    return box;
}

std::size_t varying_reads_of(const TapTable& table) {
    return table.first_tap(table.layers());
}

std::string reads_text(const TapTable& table) {
    return std::to_string(varying_reads_of(table) / table.layers()) + "x" + std::to_string(table.layers());
}

/// Filtered pixels that may read copied ones: a square's distance, row by row and then column by column.
std::vector<char> near_steps(const ParameterMap& map) {
    const auto spread = [&](const std::vector<char>& marks, glm::ivec2 way) {
        std::vector<char> result(marks.size());
        for (int y = 0; y < map.height; ++y)
            for (int x = 0; x < map.width; ++x)
                for (int i = -step_reach_px; i <= step_reach_px && !result[y * map.width + x]; ++i) {
                    const glm::ivec2 at = glm::ivec2(x, y) + i * way;
                    if (at.x >= 0 && at.y >= 0 && at.x < map.width && at.y < map.height)
                        result[y * map.width + x] = marks[at.y * map.width + at.x];
                }
        return result;
    };
    std::vector<char> copied;
    for (const glm::dvec2& value : map.values) copied.push_back(value.x == 0.0);
    std::vector<char> near = spread(spread(copied, {1, 0}), {0, 1});
    for (std::size_t i = 0; i < near.size(); ++i) near[i] = near[i] && !copied[i];
    return near;
}

double psnr_among(const Image& image, const Image& truth, const std::vector<char>& chosen) {
    double sum = 0.0, count = 0.0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!chosen[i]) continue;
        for (int channel = 0; channel < 3; ++channel, ++count)
            sum += std::pow(image.pixels[i][channel] - truth.pixels[i][channel], 2);
    }
    return -10.0 * std::log10(std::max(sum / std::max(count, 1.0), 1e-12));
}

}  // namespace

struct VaryingScene::Impl {
    Device& device;
    demo::RivalContext& context;
    VaryingChoice choice;
    const VaryingEffect& effect = effect_of(choice.kind);
    demo::RivalSize size = {choice.image.width, choice.image.height};
    BenchPictures pictures = {context, size};
    ParameterMap parameters = map_of(choice.kind, size.width, size.height);
    GLuint source = 0;
    GLuint lights = 0;
    GLuint map = 0;
    GLuint input = 0;  // mask or velocities, as the effect wants
    GLuint target = 0;
    int kernel_side = 0;
    std::set<int> reads = {24, 64, 96};  // of plain gathers: ours, and what engines use
    std::vector<VaryingMethod> methods = {};
    std::vector<std::function<Result<void>(GLuint from)>> drawers = {};

    Result<void> make() {
        source = pictures.upload(choice.image);
        lights = pictures.upload(light_picture(choice.kind, size.width, size.height));
        target = pictures.texture(GL_RGBA16F, GL_RGBA, nullptr);
        map = pictures.upload(parameters, 2);
        if (const ParameterMap made = input_of(choice.kind, size.width, size.height); made.width > 0)
            input = pictures.upload(made, choice.kind == VaryingEffectKind::moving_object ? 2 : 1);
        if (Result<void> status = make_dense(); !status) return status;
        if (Result<void> status = make_ours(); !status) return status;
        if (Result<void> status = make_gathers(); !status) return status;
        if (Result<void> status = make_rival_tables(); !status) return status;
        return measure_pictures();
    }

    void add(VaryingMethod method, std::function<Result<void>(GLuint from)> draw) {
        method.run = [this, draw] { static_cast<void>(draw(source)); };
        methods.push_back(std::move(method));
        drawers.push_back(std::move(draw));
    }

    Result<void> add(const Result<VaryingRival>& rival) {
        if (!rival) return rival.error();
        add({rival->name, rival->reads}, [this, run = rival->run](GLuint from) {
            run(from, map, target);
            return Result<void>();
        });
        return {};
    }

    Result<void> make_dense() {
        const auto field = offline::make_field(effect.study->kernels);
        if (!field) return field.error();
        const auto grid = demo::make_kernel_grid(*field, effect.grid_steps);
        if (!grid) return grid.error();
        kernel_side = grid->side();
        const auto uploaded = demo::upload_kernel_grid(context, *grid);
        if (!uploaded) return uploaded.error();
        for (const demo::Lookup lookup : {demo::Lookup::blended, demo::Lookup::nearest})
            if (Result<void> status = add(varying_dense_rival(context, *uploaded, size, lookup)); !status)
                return status;
        for (const int rank : {1, 4})
            if (Result<void> status = add(varying_low_rank_rival(context, *grid, rank, size)); !status)
                return status;
        return {};
    }

    Result<void> make_gathers() {
        for (const int taps : reads)
            if (Result<void> status = add(varying_gather_rival(context, effect.shape, taps, size)); !status)
                return status;
        return {};
    }

    Result<void> make_ours() {
        std::vector<std::filesystem::path> files;
        for (const std::string& file : effect.tables)
            files.push_back(std::filesystem::path(TAPESTRY_ASSETS "/tables") / file);
        files.insert(files.end(), choice.further_tables.begin(), choice.further_tables.end());
        for (const std::filesystem::path& file : files) {
            const auto table = read_table(file);
            if (!table) return table.error();
            reads.insert(static_cast<int>(varying_reads_of(*table)));
            const bool is_turned = effect.study->kernels.axes.size() > table->axes.size();
            if (Result<void> status = add_table(*table, is_turned ? "turned" : "cascade", true); !status)
                return status;
        }
        return {};
    }

    Result<void> make_rival_tables() {
        for (const auto& [rival, name] :
             {std::pair("independent", "independent fits"), std::pair("tempered", "PST basis")}) {
            const auto file = rival_table_path(choice.rival_tables, choice.kind, rival);
            if (choice.rival_tables.empty() || !std::filesystem::exists(file)) continue;
            const auto table = read_table(file);
            if (!table) return table.error();
            if (Result<void> status = add_table(*table, name, false); !status) return status;
        }
        return {};
    }

    Result<void> add_table(const TapTable& table, const std::string& name, bool is_ours) {
        const auto draw = effect_with(choice.kind, device, table, size.width, size.height, input);
        if (!draw) return draw.error();
        EffectFrame frame;
        frame.target = {target, Encoding::linear, Alpha::premultiplied};
        frame.row0 = Row0::top;
        add({name + " " + reads_text(table), static_cast<double>(varying_reads_of(table)), is_ours},
            [apply = *draw, frame](GLuint from) mutable {
                frame.source = {from, Encoding::linear, Alpha::premultiplied};
                return apply(frame);
            });
        return {};
    }

    Result<void> measure_pictures() {
        const std::vector<char> near =
            has_hard_steps(choice.kind) ? near_steps(parameters) : std::vector<char>();
        for (std::size_t i = 0; i < methods.size(); ++i) {
            VaryingMethod& method = methods[i];
            if (Result<void> status = drawers[i](lights); !status) return status;
            const Image spread = pictures.read(target);
            for (const glm::ivec2 place : light_places(choice.kind, size.width, size.height))
                method.lights.push_back(box_around(spread, place));
            if (Result<void> status = drawers[i](source); !status) return status;
            method.picture = pictures.read(target);
            const Image& truth = methods[0].picture;
            method.psnr_db = offline::image_psnr(method.picture, truth);
            method.ssim = offline::ssim(method.picture, truth);
            method.flip = offline::flip(method.picture, truth).mean;
            if (!near.empty()) method.step_db = psnr_among(method.picture, truth, near);
        }
        return {};
    }
};

const char* to_string(VaryingEffectKind kind) {
    return effect_of(kind).name.c_str();
}

bool has_hard_steps(VaryingEffectKind kind) {
    return kind == VaryingEffectKind::band_edge || kind == VaryingEffectKind::mask_edge ||
           kind == VaryingEffectKind::moving_object;
}

double published_db(VaryingEffectKind kind) {
    return has_hard_steps(kind) ? 0.0 : effect_of(kind).study->published_db;
}

double published_speed_up(VaryingEffectKind kind) {
    if (has_hard_steps(kind)) return 0.0;
    return kind == VaryingEffectKind::tilt_shift ? 19.0 : 14.0;
}

Result<VaryingScene> VaryingScene::create(Device& device, demo::RivalContext& context, VaryingChoice choice) {
    auto impl = std::unique_ptr<Impl>(new Impl{device, context, std::move(choice)});
    if (Result<void> status = impl->make(); !status) return status.error();
    return VaryingScene(std::move(impl));
}

VaryingScene::VaryingScene(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VaryingScene::VaryingScene(VaryingScene&&) noexcept = default;
VaryingScene::~VaryingScene() = default;

const VaryingChoice& VaryingScene::choice() const {
    return impl_->choice;
}

std::vector<VaryingMethod>& VaryingScene::methods() {
    return impl_->methods;
}

int VaryingScene::kernel_side() const {
    return impl_->kernel_side;
}

}  // namespace tapestry::bench
