/// Pictures, maps and kernels on the CPU, in double precision: plain data.
#pragma once

#include <cstddef>
#include <glm/vec2.hpp>
#include <glm/vec4.hpp>
#include <vector>

namespace tapestry {

/// Index of (x, y) in rows of `width` numbers.
inline std::size_t row_major(int x, int y, int width) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

/// Row-major picture, row 0 on top; linear light, premultiplied alpha.
struct Image {
    int width = 0;
    int height = 0;
    std::vector<glm::dvec4> pixels;

    Image() = default;
    Image(int w, int h, glm::dvec4 fill = glm::dvec4(0.0))
        : width(w), height(h), pixels(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

    glm::dvec4& at(int x, int y) { return pixels[row_major(x, y, width)]; }
    const glm::dvec4& at(int x, int y) const { return pixels[row_major(x, y, width)]; }
};

/// A grey picture of linear numbers, row-major, row 0 on top.
struct GreyPicture {
    int width = 0;
    int height = 0;
    std::vector<double> values;
};

/// Per-pixel parameters of a filter: one number (x) or two (x, y) a pixel, row-major, row 0 on top.
struct ParameterMap {
    int width = 0;
    int height = 0;
    std::vector<glm::dvec2> values;

    ParameterMap() = default;
    ParameterMap(int w, int h, glm::dvec2 fill = glm::dvec2(0.0))
        : width(w), height(h), values(static_cast<std::size_t>(w) * static_cast<std::size_t>(h), fill) {}

    glm::dvec2& at(int x, int y) { return values[row_major(x, y, width)]; }
    const glm::dvec2& at(int x, int y) const { return values[row_major(x, y, width)]; }
};

/// A dense kernel: `size` is odd on both axes, the origin is the centre cell. values[(y * width) + x] is the
/// light that a point light at the origin puts at (x - width/2, y - height/2): the picture of a point,
/// upright.
struct DenseKernel {
    int width = 0;
    int height = 0;
    std::vector<double> values;

    double at(int x, int y) const { return values[row_major(x, y, width)]; }
};

}  // namespace tapestry
