#include "varying_cases.h"

#include <array>
#include <cmath>
#include <cstdio>

#include "offline/family/family_grid.h"
#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"
#include "offline/metrics/ssim.h"
#include "tapestry/table_file.h"
#include "varying_effects.h"

namespace tapestry::bench {
namespace {

using demo::VaryingRival;

constexpr std::array<VaryingEffectKind, 3> all_kinds = {
    VaryingEffectKind::tilt_shift, VaryingEffectKind::rotational_bokeh, VaryingEffectKind::zoom_blur};

constexpr int light_box = 29;  // half a side of the boxes around single lights
constexpr double light_peak = 64.0;

/// Places of the single lights: near the middle, half-way and in a corner.
std::array<glm::ivec2, 3> light_places(int width, int height) {
    const auto at = [&](double x, double y) {
        return glm::ivec2(static_cast<int>(x * width), static_cast<int>(y * height));
    };
    return {at(0.55, 0.62), at(0.3, 0.25), at(0.9, 0.88)};
}

std::string reads_text(const TapTable& table) {
    const std::size_t reads = table.first_tap(table.layers());
    return std::to_string(reads / table.layers()) + "x" + std::to_string(table.layers());
}

}  // namespace

struct VaryingScene::Impl {
    Device& device;
    demo::RivalContext& context;
    VaryingChoice choice;
    const VaryingEffect& effect = effect_of(choice.kind);
    demo::RivalSize size = {choice.image.width, choice.image.height};
    std::vector<Texture> textures = {};
    GLuint source = 0;
    GLuint lights = 0;
    GLuint map = 0;
    GLuint target = 0;
    int kernel_side = 0;
    double largest_px = 0.0;
    std::vector<VaryingMethod> methods = {};
    std::vector<std::function<Status(GLuint from)>> drawers = {};

    Status make() {
        source = upload(choice.image);
        lights = upload(light_picture());
        target = texture(GL_RGBA16F, GL_RGBA, nullptr);
        map = upload_map();
        if (Status status = make_rivals(); !status) return status;
        for (const std::string& file : effect.tables)
            if (Status status =
                    add_table(std::filesystem::path(TAPESTRY_ASSETS "/tables") / file, "cascade", true);
                !status)
                return status;
        for (const std::filesystem::path& file : choice.further_tables)
            if (Status status = add_table(file, file.stem().string(), true); !status) return status;
        for (const char* const rival : {"independent", "tempered"}) {
            if (choice.rival_tables.empty()) break;
            const auto file = choice.rival_tables / rival_table_name(choice.kind, rival);
            const std::string name = rival == std::string("tempered") ? "PST basis" : "independent fits";
            if (Status status = add_table(file, name, false); !status) return status;
        }
        return measure_pictures();
    }

    GLuint texture(GLenum format, GLenum layout, const float* pixels) {
        const GladGLContext& gl = context.gl;
        GLuint name = 0;
        gl.GenTextures(1, &name);
        textures.emplace_back(gl, name);
        gl.ActiveTexture(GL_TEXTURE0);
        gl.BindTexture(GL_TEXTURE_2D, name);
        gl.TexStorage2D(GL_TEXTURE_2D, 1, format, size.width, size.height);
        if (pixels)
            gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.width, size.height, layout, GL_FLOAT, pixels);
        return name;
    }

    GLuint upload(const Image& image) {
        std::vector<float> numbers;
        for (const glm::dvec4& pixel : image.pixels)
            for (int channel = 0; channel < 4; ++channel)
                numbers.push_back(static_cast<float>(pixel[channel]));
        return texture(GL_RGBA16F, GL_RGBA, numbers.data());
    }

    GLuint upload_map() {
        std::vector<float> numbers;
        for (const glm::dvec2& value : map_of(choice.kind, size.width, size.height).values) {
            numbers.push_back(static_cast<float>(value.x));
            numbers.push_back(static_cast<float>(value.y));
            largest_px = std::max(largest_px, value.x);
        }
        return texture(GL_RG32F, GL_RG, numbers.data());
    }

    Image light_picture() const {
        Image image(size.width, size.height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
        for (const glm::ivec2 place : light_places(size.width, size.height))
            image.at(place.x, place.y) = glm::dvec4(light_peak, light_peak, light_peak, 1.0);
        return image;
    }

    Image picture() const {
        Image image(size.width, size.height);
        std::vector<float> numbers(image.pixels.size() * 4);
        context.gl.ActiveTexture(GL_TEXTURE0);
        context.gl.BindTexture(GL_TEXTURE_2D, target);
        context.gl.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, numbers.data());
        for (std::size_t i = 0; i < numbers.size(); ++i)
            image.pixels[i / 4][static_cast<int>(i % 4)] = numbers[i];
        return image;
    }

    void add(VaryingMethod method, std::function<Status(GLuint from)> draw) {
        method.run = [this, draw] { static_cast<void>(draw(source)); };
        methods.push_back(std::move(method));
        drawers.push_back(std::move(draw));
    }

    Status add(const Result<VaryingRival>& rival) {
        if (!rival) return rival.error();
        add({rival->name, rival->reads}, [this, run = rival->run](GLuint from) {
            run(from, map, target);
            return Status();
        });
        return {};
    }

    Status make_rivals() {
        const auto field = offline::make_field(effect.study->kernels);
        if (!field) return field.error();
        const auto grid = demo::make_kernel_grid(*field, effect.grid_steps);
        if (!grid) return grid.error();
        kernel_side = grid->side();
        const auto uploaded = demo::upload_kernel_grid(context, *grid);
        if (!uploaded) return uploaded.error();
        for (const demo::Lookup lookup : {demo::Lookup::blended, demo::Lookup::nearest})
            if (Status status = add(varying_dense_rival(context, *uploaded, size, lookup)); !status)
                return status;
        for (const int rank : {1, 4})
            if (Status status = add(varying_low_rank_rival(context, *grid, rank, size)); !status)
                return status;
        for (const int taps : effect.gathers)
            if (Status status = add(varying_gather_rival(context, effect.shape, taps, size)); !status)
                return status;
        return {};
    }

    Status add_table(const std::filesystem::path& file, const std::string& name, bool is_ours) {
        const auto table = read_table(file);
        if (!table) return table.error();
        const auto draw = effect_with(choice.kind, device, *table, size.width, size.height);
        if (!draw) return draw.error();
        EffectFrame frame;
        frame.target = {target, Encoding::linear, Alpha::premultiplied};
        frame.row0 = Row0::top;
        const bool is_turned = effect.study->kernels.axes.size() > table->axes.size();
        add({(is_turned ? "turned " : "") + name + " " + reads_text(*table),
             static_cast<double>(table->first_tap(table->layers())), is_ours},
            [apply = *draw, frame](GLuint from) mutable {
                frame.source = {from, Encoding::linear, Alpha::premultiplied};
                return apply(frame);
            });
        return {};
    }

    Status measure_pictures() {
        for (std::size_t i = 0; i < methods.size(); ++i) {
            VaryingMethod& method = methods[i];
            if (Status status = drawers[i](lights); !status) return status;
            const Image spread = picture();
            for (const glm::ivec2 place : light_places(size.width, size.height))
                method.lights.push_back(box_around(spread, place));
            if (Status status = drawers[i](source); !status) return status;
            method.picture = picture();
            method.psnr_db = offline::image_psnr(method.picture, methods[0].picture);
            method.ssim = offline::ssim(method.picture, methods[0].picture);
            method.flip = offline::flip(method.picture, methods[0].picture).mean;
        }
        return {};
    }

    static Image box_around(const Image& image, glm::ivec2 middle) {
        Image box(2 * light_box + 1, 2 * light_box + 1, glm::dvec4(0.0, 0.0, 0.0, 1.0));
        for (int y = 0; y < box.height; ++y)
            for (int x = 0; x < box.width; ++x) {
                const glm::ivec2 from = middle + glm::ivec2(x, y) - light_box;
                if (from.x >= 0 && from.y >= 0 && from.x < image.width && from.y < image.height)
                    box.at(x, y) = image.at(from.x, from.y);
            }
        return box;
    }
};

const char* to_string(VaryingEffectKind kind) {
    return effect_of(kind).study->name.c_str();
}

double published_db(VaryingEffectKind kind) {
    return effect_of(kind).study->published_db;
}

double published_speed_up(VaryingEffectKind kind) {
    return kind == VaryingEffectKind::tilt_shift ? 19.0 : 14.0;
}

Result<VaryingScene> VaryingScene::create(Device& device, demo::RivalContext& context, VaryingChoice choice) {
    auto impl = std::unique_ptr<Impl>(new Impl{device, context, std::move(choice)});
    if (Status status = impl->make(); !status) return status.error();
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

double VaryingScene::largest_px() const {
    return impl_->largest_px;
}

int VaryingScene::kernel_side() const {
    return impl_->kernel_side;
}

std::string rival_table_name(VaryingEffectKind kind, const std::string& rival) {
    std::string name = to_string(kind);
    for (char& letter : name)
        if (letter == ' ') letter = '-';
    return name + " " + rival + ".tap";
}

Status fit_rival_tables(const std::filesystem::path& folder, bool quick) {
    using offline::study::Basis;
    for (const VaryingEffectKind kind : all_kinds) {
        const offline::study::VaryingEffect& study = *effect_of(kind).study;
        const auto field = offline::make_field(study.kernels);
        if (!field) return field.error();
        const auto grid = offline::make_grid(*field, study.knots, 0.0, Beyond::clamp);
        if (!grid) return grid.error();
        for (const auto& [rival, basis] :
             {std::pair("independent", Basis::independent), std::pair("tempered", Basis::tempering)}) {
            const std::filesystem::path file = folder / rival_table_name(kind, rival);
            if (std::filesystem::exists(file)) continue;
            std::fprintf(stderr, "fitting %s\n", file.c_str());
            offline::study::BasisOptions options;
            options.taps = study.taps;
            options.layers = study.layers;
            options.quick = quick;
            const auto table = fit_varying_basis(*field, *grid, basis, options);
            if (!table) return table.error();
            if (Status status = write_table(*table, file); !status) return status;
        }
    }
    return {};
}

}  // namespace tapestry::bench
