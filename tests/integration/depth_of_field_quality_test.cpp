// A point light out of focus shows the aperture: by the cascade alone, and by sprites.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "glad/gl.h"
#include "platform/headless_context.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/fit/make_kernel.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int size_px = 192;

struct Shape {
    const char* table;
    const char* kernel;
    offline::KernelSettings settings;
    double by_cascade;  ///< largest error
};

DenseKernel true_kernel(const Shape& shape, double radius_px) {
    offline::KernelSettings settings = shape.settings;
    settings.numbers["radius"] = radius_px;
    auto kernel = offline::make_kernel(shape.kernel, settings);
    if (!kernel) FAIL(kernel.error().message);
    return *kernel;
}

/// The middle of a large kernel: cells a side are twice its radius.
ApertureMask mask_of(const Shape& shape) {
    constexpr int cells = 129;
    const DenseKernel kernel = true_kernel(shape, 0.5 * cells);
    double most = 0.0;
    for (const double value : kernel.values) most = std::max(most, value);
    ApertureMask mask{cells, {}};
    const int left = (kernel.width - cells) / 2, top = (kernel.height - cells) / 2;
    for (int y = 0; y < cells; ++y)
        for (int x = 0; x < cells; ++x)
            mask.values.push_back(static_cast<float>(std::min(kernel.at(left + x, top + y) / most, 1.0)));
    return mask;
}

class LightFixture {
  public:
    LightFixture() : context_(make_context()), device_(make_device()) {
        gladLoadGLContext(&gl_, [](const char* name) {
            return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
        });
    }
    ~LightFixture() {
        gl_.DeleteTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
        CHECK(gl_.GetError() == GL_NO_ERROR);
    }

    DepthOfField make_effect(const Shape& shape, bool has_mask) {
        auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + shape.table);
        if (!table) FAIL(table.error().message);
        auto effect = DepthOfField::create(device_, {*table, has_mask ? mask_of(shape) : ApertureMask()});
        if (!effect) FAIL(effect.error().message);
        return std::move(*effect);
    }

    /// Red of the picture of a light of 1 at a pixel, everything at one CoC; row 0 on top.
    std::vector<double> picture(DepthOfField& effect, int x, int y, double coc_px, bool has_sprites) {
        // At half resolution a disk below about 10 px has too few pixels for the bars: 0.23 at 9 px.
        const Resolution resolution = std::abs(coc_px) < 10.0 ? Resolution::full : Resolution::half;
        constexpr float light = 4000.0f;
        std::vector<float> pixels(size_px * size_px * 4, 0.0f);
        for (int channel = 0; channel < 3; ++channel) pixels[4 * (y * size_px + x) + channel] = light;
        const std::vector<float> cocs(size_px * size_px, static_cast<float>(coc_px / size_px));
        DepthOfFieldFrame frame;
        frame.source = {make_texture(GL_RGBA32F, GL_RGBA, pixels.data()), Encoding::linear, Alpha::opaque};
        frame.target = {make_texture(GL_RGBA32F, GL_RGBA, nullptr), Encoding::linear, Alpha::opaque};
        frame.row0 = Row0::top;
        frame.depth_texture = make_texture(GL_R32F, GL_RED, cocs.data());
        frame.depth.kind = DepthKind::signed_coc;
        frame.resolution = resolution;
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 24.0f / size_px;
        options.highlights.on = has_sprites;
        if (Result<void> status = effect.apply(frame, options); !status) FAIL(status.error().message);
        gl_.BindTexture(GL_TEXTURE_2D, frame.target.texture);
        gl_.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, pixels.data());
        gl_.BindTexture(GL_TEXTURE_2D, 0);
        std::vector<double> result;
        for (int i = 0; i < size_px * size_px; ++i) result.push_back(pixels[4 * i] / light);
        return result;
    }

  private:
    static demo::HeadlessContext make_context() {
        auto context = demo::HeadlessContext::create();
        if (!context) FAIL(context.error().message);
        return std::move(*context);
    }
    static Device make_device() {
        auto device = Device::create({.get_proc_address = demo::HeadlessContext::get_proc_address});
        if (!device) FAIL(device.error().message);
        return std::move(*device);
    }

    GLuint make_texture(GLenum format, GLenum layout, const float* pixels) {
        GLuint name = 0;
        gl_.GenTextures(1, &name);
        gl_.BindTexture(GL_TEXTURE_2D, name);
        gl_.TexStorage2D(GL_TEXTURE_2D, 1, format, size_px, size_px);
        if (pixels) gl_.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size_px, size_px, layout, GL_FLOAT, pixels);
        gl_.BindTexture(GL_TEXTURE_2D, 0);
        textures_.push_back(name);
        return name;
    }

    demo::HeadlessContext context_;
    Device device_;
    GladGLContext gl_ = {};
    std::vector<GLuint> textures_;
};

struct Score {
    double error = 0.0;  ///< relative L2
    double light = 0.0;  ///< of 1
};

/// Near lights show the aperture turned by half a turn.
Score score(const std::vector<double>& picture, int x, int y, const Shape& shape, double coc_px) {
    const DenseKernel kernel = true_kernel(shape, std::abs(coc_px));
    double wrong = 0.0, all = 0.0, sum = 0.0, light = 0.0;
    for (const double value : kernel.values) sum += value;
    for (int row = 0; row < size_px; ++row)
        for (int column = 0; column < size_px; ++column) {
            const int dx = coc_px < 0.0 ? x - column : column - x, dy = coc_px < 0.0 ? y - row : row - y;
            const int cell_x = dx + kernel.width / 2, cell_y = dy + kernel.height / 2;
            const bool is_inside =
                cell_x >= 0 && cell_y >= 0 && cell_x < kernel.width && cell_y < kernel.height;
            const double expected = is_inside ? kernel.at(cell_x, cell_y) / sum : 0.0;
            const double got = picture[static_cast<std::size_t>(row * size_px + column)];
            wrong += (got - expected) * (got - expected);
            all += expected * expected;
            light += got;
        }
    return {std::sqrt(wrong / all), light};
}

}  // namespace

TEST_CASE_FIXTURE(LightFixture, "a point light shows the aperture at every depth and place") {
    const Shape shapes[] = {{"disk_0-24_16x3_flat.tap", "disk", {}, 0.20},
                            {"hexagon_0-24_16x3_flat.tap", "ngon", {.numbers = {{"blades", 6}}}, 0.25},
                            {"heart_0-24_16x3_flat.tap", "heart", {}, 0.25}};
    constexpr std::array<std::array<int, 2>, 3> places = {{{96, 96}, {50, 131}, {141, 60}}};
    for (const Shape& shape : shapes) {
        DepthOfField exact = make_effect(shape, true);
        DepthOfField of_table = make_effect(shape, false);
        for (const double coc_px : {22.0, 9.0, -16.0}) {
            double cascade = 0.0, sprite = 0.0, sprite_of_table = 0.0;
            for (const auto& [x, y] : places) {
                const Score by_cascade = score(picture(exact, x, y, coc_px, false), x, y, shape, coc_px);
                const Score by_sprite = score(picture(exact, x, y, coc_px, true), x, y, shape, coc_px);
                const Score by_table = score(picture(of_table, x, y, coc_px, true), x, y, shape, coc_px);
                cascade = std::max(cascade, by_cascade.error);
                sprite = std::max(sprite, by_sprite.error);
                sprite_of_table = std::max(sprite_of_table, by_table.error);
                CHECK(by_cascade.light == doctest::Approx(1.0).epsilon(0.005));
                CHECK(by_sprite.light == doctest::Approx(1.0).epsilon(0.005));
            }
            INFO(shape.kernel << " at " << coc_px << " px");
            CHECK(cascade <= shape.by_cascade);
            CHECK(sprite <= 0.05);
            // The table says which shape it is, and the library knows that.
            CHECK(sprite_of_table <= 0.05);
            MESSAGE(shape.kernel << " at " << coc_px << " px: cascade " << cascade << ", sprite " << sprite
                                 << ", sprite without a mask " << sprite_of_table);
        }
    }
}

}  // namespace tapestry::test
