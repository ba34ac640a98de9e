// The cascade with another filter at every pixel, at any resolution.
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "core/cascade_margin.h"
#include "core/float_class.h"
#include "core/reduced_filter.h"
#include "core/row_bands.h"
#include "core/table_blend.h"
#include "reference/filters.h"
#include "reference/layer_reference.h"

namespace tapestry {
namespace {

/// Parameters and turns of a picture's pixels, and what scales all offsets.
struct PixelFilters {
    const ParameterMap& map;
    const ParameterMap* turns;
    int turn_step;  ///< pixels of `turns` a pixel
    double turn_deg;
    double offset_scale;
    double aspect;

    /// Around the picture its edge goes on.
    static glm::dvec2 clamped_at(const ParameterMap& from, int x, int y) {
        return from.at(std::clamp(x, 0, from.width - 1), std::clamp(y, 0, from.height - 1));
    }

    glm::dvec2 parameter_at(int x, int y) const { return clamped_at(map, x, y); }

    double turn_at(int x, int y) const {
        if (!turns) return turn_deg;
        const double turn = clamped_at(*turns, x * turn_step, y * turn_step).x;
        return is_finite(turn) ? turn_deg + turn : turn_deg;
    }
};

void turn_taps(std::span<BlendedTap> taps, double turn_deg, double aspect) {
    if (turn_deg == 0.0 && aspect == 1.0) return;
    const double angle = turn_deg * std::numbers::pi / 180.0;
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    // y is down, so this turns clockwise on the picture.
    for (BlendedTap& tap : taps) {
        const double dx = c * tap.dx - s * tap.dy;
        tap.dy = s * tap.dx + c * tap.dy;
        tap.dx = aspect * dx;
    }
}

Image filter_varying_layer(const Image& source, const TapTable& table, std::size_t layer,
                           const PixelFilters& asked, Storage storage, int margin) {
    Image result(source.width, source.height);
    for_row_bands(source.height, [&](int first, int end) {
        std::vector<BlendedTap> taps(table.layer_taps[layer]);
        for (int y = first; y < end; ++y) {
            for (int x = 0; x < source.width; ++x) {
                const glm::dvec2 parameter = asked.parameter_at(x - margin, y - margin);
                Blend blend = locate_entries(table, std::array{parameter.x, parameter.y});
                if (blend.identity) {
                    result.at(x, y) = source.at(x, y);
                    continue;
                }
                blend.offset_scale *= asked.offset_scale;
                blend_layer(table, layer, blend, taps.data());
                turn_taps(taps, asked.turn_at(x - margin, y - margin), asked.aspect);
                result.at(x, y) = stored(gather_taps(source, taps, x, y), storage);
            }
        }
    });
    return result;
}

/// `offset_scale`: of the frame, whatever the resolution makes of it.
Image filter_layers(const Image& source, const TapTable& table, const PixelFilters& asked,
                    double offset_scale, Storage storage) {
    const int margin = cascade_margin_px(table, offset_scale * std::max(1.0, asked.aspect));
    Image image = with_margin(source, margin);
    for (std::size_t layer = 0; layer < table.layers(); ++layer)
        image = filter_varying_layer(image, table, layer, asked, storage, margin);
    return without_margin(image, margin);
}

/// shaders/resolution_parameters.comp.
ParameterMap reduced_parameters(const ParameterMap& map, const ReducedFilter& filter, int width, int height) {
    const auto parameter_at = [&](int x, int y) {
        return bounded(filter, map.at(std::min(x, map.width - 1), std::min(y, map.height - 1)));
    };
    ParameterMap result(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            glm::dvec2 mean(0.0);
            for (int row = 0; row < filter.step; ++row)
                for (int column = 0; column < filter.step; ++column)
                    mean += parameter_at(x * filter.step + column, y * filter.step + row);
            mean /= static_cast<double>(filter.step * filter.step);
            const glm::dvec2 first = parameter_at(x * filter.step, y * filter.step);
            for (int axis = 0; axis < 2; ++axis)
                if (filter.periodic[axis]) mean[axis] = first[axis];
            result.at(x, y) = reduced_parameter(filter, mean);
        }
    }
    return result;
}

/// shaders/resolution_enlarge.comp.
Image enlarge(const Image& reduced, const Image& source, const ParameterMap& map,
              const ReducedFilter& filter) {
    Image result(source.width, source.height);
    for (int y = 0; y < source.height; ++y) {
        for (int x = 0; x < source.width; ++x) {
            const double share = reduced_share(filter, bounded(filter, map.at(x, y)));
            const glm::dvec4 light =
                read_b_spline(reduced, (x + 0.5) * filter.factor - 0.5, (y + 0.5) * filter.factor - 0.5);
            result.at(x, y) = (1.0 - share) * source.at(x, y) + share * light;
        }
    }
    return result;
}

Image filter_reduced(const Image& source, const TapTable& table, const ParameterMap& map,
                     const CascadeOptions& options) {
    ReducedFilter filter = reduced_filter(table, options.resolution);
    filter.variance_px2 *=
        options.offset_scale * options.offset_scale * 0.5 * (1.0 + options.aspect * options.aspect);
    Image image = stored(source, options.storage);
    for (int step = filter.step; step > 1; step /= 2) image = stored(reduce_by_two(image), options.storage);
    const ParameterMap parameters = reduced_parameters(map, filter, image.width, image.height);
    const PixelFilters asked{parameters,
                             options.turns,
                             filter.step,
                             options.turn_deg,
                             options.offset_scale * offset_factor(filter),
                             options.aspect};
    image = filter_layers(image, table, asked, options.offset_scale, options.storage);
    return stored(enlarge(image, source, map, filter), options.storage);
}

}  // namespace

Image filter_cascade(const Image& source, const TapTable& table, const ParameterMap& map,
                     const CascadeOptions& options) {
    assert(map.width == source.width && map.height == source.height &&
           "filter_cascade: the map has the image's size");
    if (options.resolution != Resolution::full) return filter_reduced(source, table, map, options);
    const PixelFilters asked{map, options.turns, 1, options.turn_deg, options.offset_scale, options.aspect};
    return filter_layers(stored(source, options.storage), table, asked, options.offset_scale,
                         options.storage);
}

Image reduce_by_two(const Image& image) {
    static constexpr std::array<double, 4> weights = {0.125, 0.375, 0.375, 0.125};
    Image result(halved(image.width), halved(image.height));
    for (int y = 0; y < result.height; ++y) {
        for (int x = 0; x < result.width; ++x) {
            for (int row = 0; row < 4; ++row) {
                for (int column = 0; column < 4; ++column) {
                    const int from_x = std::clamp(2 * x - 1 + column, 0, image.width - 1);
                    const int from_y = std::clamp(2 * y - 1 + row, 0, image.height - 1);
                    result.at(x, y) += weights[static_cast<std::size_t>(row)] *
                                       weights[static_cast<std::size_t>(column)] * image.at(from_x, from_y);
                }
            }
        }
    }
    return result;
}

glm::dvec4 read_b_spline(const Image& image, double x, double y) {
    const auto weights = [](double f) {
        const double g = 1.0 - f;
        return std::array<double, 4>{g * g * g / 6.0, (4.0 - 6.0 * f * f + 3.0 * f * f * f) / 6.0,
                                     (4.0 - 6.0 * g * g + 3.0 * g * g * g) / 6.0, f * f * f / 6.0};
    };
    const int left = static_cast<int>(std::floor(x));
    const int top = static_cast<int>(std::floor(y));
    const auto across = weights(x - left);
    const auto down = weights(y - top);
    glm::dvec4 sum(0.0);
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 4; ++column)
            sum += down[static_cast<std::size_t>(row)] * across[static_cast<std::size_t>(column)] *
                   image.at(std::clamp(left - 1 + column, 0, image.width - 1),
                            std::clamp(top - 1 + row, 0, image.height - 1));
    return sum;
}

}  // namespace tapestry
