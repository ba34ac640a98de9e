#include "scene/panorama.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <numbers>

#include "offline/io/exr_file.h"

namespace tapestry::demo {
namespace {

constexpr double pi = std::numbers::pi;
constexpr int level_count = 6;

glm::vec3 direction_of(const PanoramaLevel& level, int x, int y) {
    const double longitude = 2.0 * pi * ((x + 0.5) / level.width - 0.5);
    const double latitude = pi * (0.5 - (y + 0.5) / level.height);
    return {std::cos(latitude) * std::sin(longitude), std::sin(latitude),
            -std::cos(latitude) * std::cos(longitude)};
}

const glm::vec3& texel(const PanoramaLevel& level, int x, int y) {
    return level.texels[static_cast<std::size_t>(y) * level.width + x];
}

PanoramaLevel halved(const PanoramaLevel& from) {
    PanoramaLevel to{from.width / 2, from.height / 2, {}};
    for (int y = 0; y < to.height; ++y)
        for (int x = 0; x < to.width; ++x)
            to.texels.push_back(0.25f * (texel(from, 2 * x, 2 * y) + texel(from, 2 * x + 1, 2 * y) +
                                         texel(from, 2 * x, 2 * y + 1) + texel(from, 2 * x + 1, 2 * y + 1)));
    return to;
}

/// The GGX lobe of a roughness around each direction, seen along its axis (view = normal = reflection): B.
/// Karis, "Real Shading in Unreal Engine 4", SIGGRAPH 2013 course. Summed over the texels of a small picture.
PanoramaLevel reflected(const PanoramaLevel& source, int width, double roughness) {
    PanoramaLevel level{width, width / 2, {}};
    const double alpha2 = std::pow(roughness, 4.0);
    std::vector<glm::vec3> directions;
    std::vector<float> areas;
    for (int y = 0; y < source.height; ++y)
        for (int x = 0; x < source.width; ++x) {
            directions.push_back(direction_of(source, x, y));
            areas.push_back(static_cast<float>(std::cos(pi * (0.5 - (y + 0.5) / source.height))));
        }
    for (int y = 0; y < level.height; ++y)
        for (int x = 0; x < level.width; ++x) {
            const glm::vec3 axis = direction_of(level, x, y);
            glm::vec3 sum(0.0f);
            float weights = 0.0f;
            for (std::size_t i = 0; i < directions.size(); ++i) {
                const float cosine = glm::dot(axis, directions[i]);
                if (cosine <= 0.0f) continue;
                // The half vector's cosine squared, and GGX's distribution there.
                const float half2 = 0.5f + 0.5f * cosine;
                const float d = half2 * static_cast<float>(alpha2 - 1.0) + 1.0f;
                const float weight = cosine * areas[i] / (d * d);
                sum += weight * source.texels[i];
                weights += weight;
            }
            level.texels.push_back(sum / weights);
        }
    return level;
}

std::array<float, 9> harmonics(const glm::vec3& d) {
    return {0.282095f,
            0.488603f * d.y,
            0.488603f * d.z,
            0.488603f * d.x,
            1.092548f * d.x * d.y,
            1.092548f * d.y * d.z,
            0.315392f * (3.0f * d.z * d.z - 1.0f),
            1.092548f * d.x * d.z,
            0.546274f * (d.x * d.x - d.y * d.y)};
}

std::array<glm::vec3, 9> irradiance_of(const PanoramaLevel& level) {
    std::array<glm::vec3, 9> result = {};
    const double texel_area = (2.0 * pi / level.width) * (pi / level.height);
    for (int y = 0; y < level.height; ++y) {
        const double area = texel_area * std::cos(pi * (0.5 - (y + 0.5) / level.height));
        for (int x = 0; x < level.width; ++x) {
            const auto basis = harmonics(direction_of(level, x, y));
            for (std::size_t i = 0; i < 9; ++i)
                result[i] += static_cast<float>(area) * basis[i] * texel(level, x, y);
        }
    }
    // The cosine lobe's own coefficients by band (pi, 2 pi / 3, pi / 4), over pi, and the basis' constants
    // again for the evaluation.
    constexpr std::array<float, 9> lobe = {1.0f,  2.0f / 3, 2.0f / 3, 2.0f / 3, 0.25f,
                                           0.25f, 0.25f,    0.25f,    0.25f};
    constexpr std::array<float, 9> constants = {0.282095f, 0.488603f, 0.488603f, 0.488603f, 1.092548f,
                                                1.092548f, 0.315392f, 1.092548f, 0.546274f};
    for (std::size_t i = 0; i < 9; ++i) result[i] *= lobe[i] * constants[i];
    return result;
}

Panorama prepared(PanoramaLevel picture) {
    Panorama panorama;
    PanoramaLevel small = picture;
    while (small.width > 64 && small.width % 4 == 0) small = halved(small);
    panorama.irradiance = irradiance_of(small);
    int width = picture.width;
    panorama.levels.push_back(std::move(picture));
    for (int k = 1; k < level_count; ++k) {
        width /= 2;
        // A lobe narrower than the small picture's texels is read off the halved one instead.
        const double roughness = static_cast<double>(k) / (level_count - 1);
        panorama.levels.push_back(k == 1 ? halved(panorama.levels.front())
                                         : reflected(small, std::max(8, width), roughness));
        // GL wants each level to be half of the one before it.
        PanoramaLevel& level = panorama.levels.back();
        while (level.width > width) level = halved(level);
    }
    return panorama;
}

}  // namespace

Result<Panorama> read_panorama(const std::filesystem::path& path, float strength, float brightest) {
    const auto image = offline::read_exr(path);
    if (!image) return image.error();
    if (image->width != 2 * image->height || image->width < 256 || image->width % 64 != 0)
        return Error{path.string() + ": a panorama is twice as wide as high, and 256, 512, 1024, ... wide"};
    PanoramaLevel picture{image->width, image->height, {}};
    for (const glm::dvec4& pixel : image->pixels) {
        // Suns that were too bright for the file's numbers come as infinities, or as nothing at all.
        const bool is_finite = std::isfinite(pixel.r) && std::isfinite(pixel.g) && std::isfinite(pixel.b);
        const glm::vec3 light = is_finite ? glm::vec3(pixel) : glm::vec3(brightest);
        picture.texels.push_back(strength * glm::clamp(light, glm::vec3(0.0f), glm::vec3(brightest)));
    }
    return prepared(std::move(picture));
}

Panorama soft_sky(float strength) {
    PanoramaLevel picture{256, 128, {}};
    const glm::vec3 window = glm::normalize(glm::vec3(-0.55f, 0.65f, 0.55f));
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const glm::vec3 d = direction_of(picture, x, y);
            const float height = glm::smoothstep(-0.35f, 0.9f, d.y);
            const glm::vec3 sky =
                glm::mix(glm::vec3(0.10f, 0.095f, 0.09f), glm::vec3(0.55f, 0.58f, 0.62f), height);
            const float soft = glm::smoothstep(0.72f, 0.93f, glm::dot(d, window));
            picture.texels.push_back(strength * (sky + soft * glm::vec3(3.6f, 3.4f, 3.1f)));
        }
    return prepared(std::move(picture));
}

Panorama uniform_panorama(const glm::vec3& light) {
    return prepared({256, 128, std::vector<glm::vec3>(256 * 128, light)});
}

}  // namespace tapestry::demo
