#include "imperfect_depth.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>

#include "stereo_depth.h"

namespace tapestry::bench {
namespace {

/// 1/m of every pixel, row 0 on top: what is linear in what is displaced, and so in what others store.
struct InverseDepth {
    int width = 0, height = 0;
    std::vector<double> values;

    double& at(int x, int y) { return values[row_major(x, y, width)]; }
    double clamped_at(int x, int y) const {
        return values[row_major(std::clamp(x, 0, width - 1), std::clamp(y, 0, height - 1), width)];
    }
    double bilinear_at(double x, double y) const {
        const double left = std::floor(x), top = std::floor(y);
        const int i = static_cast<int>(left), j = static_cast<int>(top);
        const auto row = [&](int k) { return std::lerp(clamped_at(i, k), clamped_at(i + 1, k), x - left); };
        return std::lerp(row(j), row(j + 1), y - top);
    }
};

template <class Value>
InverseDepth made(const InverseDepth& like, const Value& value_at) {
    InverseDepth result = like;
    for (int y = 0; y < like.height; ++y)
        for (int x = 0; x < like.width; ++x) result.at(x, y) = value_at(x, y);
    return result;
}

/// Numbers in [low, high] that change smoothly over some 24 pixels.
InverseDepth smooth_noise(const InverseDepth& like, double low, double high, std::mt19937& random) {
    constexpr int cell_px = 24;
    InverseDepth knots{like.width / cell_px + 3, like.height / cell_px + 3, {}};
    std::uniform_real_distribution<double> any(low, high);
    for (int i = 0; i < knots.width * knots.height; ++i) knots.values.push_back(any(random));
    return made(like, [&](int x, int y) {
        return knots.bilinear_at(static_cast<double>(x) / cell_px, static_cast<double>(y) / cell_px);
    });
}

InverseDepth displaced(const InverseDepth& depth, std::mt19937& random) {
    InverseDepth angles = smooth_noise(depth, -6.0, 6.0, random),
                 lengths = smooth_noise(depth, 1.0, 3.0, random);
    return made(depth, [&](int x, int y) {
        const double angle = angles.at(x, y), length = lengths.at(x, y);
        return depth.clamped_at(static_cast<int>(std::lround(x + length * std::cos(angle))),
                                static_cast<int>(std::lround(y + length * std::sin(angle))));
    });
}

/// Means over disks of this diameter.
InverseDepth blurred(const InverseDepth& depth, std::mt19937& random) {
    InverseDepth diameters = smooth_noise(depth, 2.0, 6.0, random);
    return made(depth, [&](int x, int y) {
        const double radius = 0.5 * diameters.at(x, y);
        double sum = 0.0, weight = 0.0;
        for (int j = -4; j <= 4; ++j)
            for (int i = -4; i <= 4; ++i) {
                const double share = std::clamp(radius + 0.5 - std::hypot(i, j), 0.0, 1.0);
                sum += share * depth.clamped_at(x + i, y + j);
                weight += share;
            }
        return sum / weight;
    });
}

InverseDepth quantized(const InverseDepth& depth) {
    const auto [least, most] = std::ranges::minmax(depth.values);
    const double step = std::max((most - least) / 255.0, 1e-12);
    InverseDepth result = depth;
    for (double& value : result.values) value = least + step * std::round((value - least) / step);
    return result;
}

InverseDepth enlarged(const InverseDepth& depth, int factor) {
    InverseDepth small{(depth.width + factor - 1) / factor, (depth.height + factor - 1) / factor, {}};
    for (int y = 0; y < small.height; ++y)
        for (int x = 0; x < small.width; ++x)
            small.values.push_back(depth.clamped_at(factor * x + factor / 2, factor * y + factor / 2));
    return made(depth, [&](int x, int y) {
        return small.bilinear_at((x + 0.5) / factor - 0.5, (y + 0.5) / factor - 0.5);
    });
}

/// `coc_of`: CoC in pixels of 1/m.
template <class CocOf>
InverseDepth with_outliers(const InverseDepth& depth, const CocOf& coc_of, std::mt19937& random) {
    constexpr double widest_hole_px = 8.0;
    const auto [least, most] = std::ranges::minmax(depth.values);
    InverseDepth result = depth;
    for (int y = 0; y < depth.height; ++y)
        for (int x = 1; x < depth.width; ++x) {
            const double step = coc_of(depth.clamped_at(x - 1, y)) - coc_of(depth.clamped_at(x, y));
            if (step <= 1.5) continue;  // what is on the left is not farther
            for (int i = 1; i <= static_cast<int>(std::min(step, widest_hole_px)) && i <= x; ++i)
                result.at(x - i, y) = least;
        }
    std::uniform_real_distribution<double> any(least, most);
    const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    for (int speck = 0; speck < depth.width * depth.height / 400; ++speck) {
        const int x_middle = below(depth.width), y_middle = below(depth.height), radius = below(4);
        const double value = any(random);
        for (int y = std::max(0, y_middle - radius); y <= std::min(depth.height - 1, y_middle + radius); ++y)
            for (int x = std::max(0, x_middle - radius); x <= std::min(depth.width - 1, x_middle + radius);
                 ++x)
                if (std::hypot(x - x_middle, y - y_middle) <= radius) result.at(x, y) = value;
    }
    return result;
}

/// As the case's own depth is stored: perspective, row 0 at the bottom.
Result<Texture> uploaded(const GladGLContext& gl, const DofCase& of, InverseDepth& depth) {
    const double near_m = of.scene->camera.planes.near_m, far_m = of.scene->camera.planes.far_m;
    std::vector<float> stored;
    for (int y = depth.height - 1; y >= 0; --y)
        for (int x = 0; x < depth.width; ++x)
            stored.push_back(static_cast<float>(
                std::clamp((1.0 / near_m - depth.at(x, y)) / (1.0 / near_m - 1.0 / far_m), 0.0, 1.0)));
    auto texture = create_texture(gl, GL_R32F, depth.width, depth.height, "imperfect depth");
    if (!texture) return texture;
    gl.BindTexture(GL_TEXTURE_2D, texture->name());
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, depth.width, depth.height, GL_RED, GL_FLOAT, stored.data());
    return texture;
}

/// CoC is linear in 1/m: 1/m of every pixel of such depth.
InverseDepth from_cocs(const InverseDepth& like, const std::vector<float>& cocs, double coc_at_infinity,
                       double coc_at_1_m) {
    InverseDepth result = like;
    for (std::size_t i = 0; i < cocs.size(); ++i)
        result.values[i] =
            std::max(0.0, (static_cast<double>(cocs[i]) - coc_at_infinity) / (coc_at_1_m - coc_at_infinity));
    return result;
}

/// Depth of half the resolution, drawn beside the middle of its pixels by the jitter.
Result<void> draw_small(const GladGLContext& gl, DofCase& of, glm::dvec2 jitter) {
    const demo::PictureSize size = {of.choice.size.width / 2, of.choice.size.height / 2};
    auto frame = demo::PinholeFrame::create(gl, size);
    if (!frame) return frame.error();
    demo::LensSample sample;
    sample.pixel_offset = jitter;
    frame->draw(*of.renderer, of.scene->camera, 2, sample);
    of.small_frame = std::make_shared<demo::PinholeFrame>(std::move(*frame));
    of.small_depth = of.small_frame->depth_texture();
    of.small_depth.jitter_x = static_cast<float>(jitter.x);
    of.small_depth.jitter_y = static_cast<float>(jitter.y);
    return {};
}

/// The nearest pixel's of what was drawn small.
InverseDepth enlarged_small(const GladGLContext& gl, const DofCase& of, const InverseDepth& like) {
    const demo::PictureSize size = of.small_frame->size();
    std::vector<float> stored(static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height));
    gl.BindTexture(GL_TEXTURE_2D, of.small_frame->depth_texture());
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, stored.data());
    const double near_m = of.scene->camera.planes.near_m, far_m = of.scene->camera.planes.far_m;
    return made(like, [&](int x, int y) {
        const int column = std::min(x * size.width / like.width, size.width - 1);
        const int row = size.height - 1 - std::min(y * size.height / like.height, size.height - 1);
        return std::lerp(1.0 / near_m, 1.0 / far_m,
                         static_cast<double>(stored[row_major(column, row, size.width)]));
    });
}

constexpr std::array<std::string_view, 10> kinds = {"displaced",  "blurred",      "disparity8", "half",
                                                    "quarter",    "outliers",     "sweep",      "blocks",
                                                    "half-drawn", "half-jittered"};

}  // namespace

std::span<const std::string_view> imperfect_depth_kinds() {
    return kinds;
}

Result<void> make_depth_imperfect(const GladGLContext& gl, DofCase& of, std::string_view kind,
                                  std::uint32_t seed) {
    const demo::LensCamera& camera = of.scene->camera;
    InverseDepth depth{of.choice.size.width, of.choice.size.height, {}};
    for (const float metres : read_distances(gl, of, of.frame->depth_texture()))
        depth.values.push_back(1.0 / static_cast<double>(metres));
    const double at_infinity = demo::signed_coc_px(camera, 1e9, of.choice.size.height),
                 at_1_m = demo::signed_coc_px(camera, 1.0, of.choice.size.height);
    std::mt19937 random(seed);
    of.small_frame = {};
    if (kind == "displaced") {
        depth = displaced(depth, random);
    } else if (kind == "blurred") {
        depth = blurred(depth, random);
    } else if (kind == "disparity8") {
        depth = quantized(depth);
    } else if (kind == "half" || kind == "quarter") {
        depth = enlarged(depth, kind == "half" ? 2 : 4);
    } else if (kind == "outliers") {
        depth = with_outliers(
            depth, [&](double inverse) { return std::lerp(at_infinity, at_1_m, inverse); }, random);
    } else if (kind == "sweep" || kind == "blocks") {
        const auto found = kind == "sweep" ? plane_sweep(gl, of) : block_matching(gl, of);
        if (!found) return found.error();
        depth = from_cocs(depth, found->coc_px, at_infinity, at_1_m);
    } else if (kind == "half-drawn" || kind == "half-jittered") {
        const glm::dvec2 jitter = kind == "half-drawn" ? glm::dvec2(0.0) : glm::dvec2(0.375, -0.25);
        if (Result<void> status = draw_small(gl, of, jitter); !status) return status;
        depth = enlarged_small(gl, of, depth);
    } else {
        std::string known;
        for (const std::string_view one : kinds) known.append(known.empty() ? "" : ", ").append(one);
        return Error{"--depth: " + std::string(kind) + " is none of " + known};
    }
    auto texture = uploaded(gl, of, depth);
    if (!texture) return texture.error();
    of.imperfect_depth = std::make_shared<Texture>(std::move(*texture));
    of.depth_kind = kind;
    return {};
}

}  // namespace tapestry::bench
