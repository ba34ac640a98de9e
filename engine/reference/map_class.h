/// What engine/cmake/compile_shaders.cmake makes effect_maps.h of.
#pragma once

#include "core/map_blocks.h"
#include "reference/effect_maps.h"
#include "reference/glsl/shader_class.h"

namespace tapestry {

/// The class of the map's shader.
template <class Options>
struct MapClass;

namespace map_class {

inline layout::TapestryPicture picture_of(int width, int height) {
    layout::TapestryPicture picture = {};
    picture.size = {width, height};
    picture.row0_top = 1u;
    return picture;
}

/// A shader with the block of the clamped options.
template <class Options>
auto shader_for(const Options& options, int width, int height) {
    const Result<Options> valid = clamped(options);
    assert(valid && "maps of effects: no option is NaN");
    typename MapClass<Options>::type shader;
    shader.pass = map_block(valid ? *valid : Options(), picture_of(width, height));
    return shader;
}

template <class Shader>
MapValue value_of(Shader& shader, glm::dvec2 position, glm::dvec2 input) {
    glsl::vec3 asked;
    if constexpr (requires { shader.map_at(position, input); })
        asked = shader.map_at(position, input);
    else
        asked = shader.map_at(position);
    return {{asked.x, asked.y}, asked.z};
}

}  // namespace map_class

template <class Options>
MapValue effect_map_at(const Options& options, double x, double y, int width, int height, glm::dvec2 input) {
    auto shader = map_class::shader_for(options, width, height);
    return map_class::value_of(shader, {x, y}, input);
}

template <class Options>
ParameterMap effect_map(const Options& options, const ParameterMap& inputs) {
    ParameterMap map(inputs.width, inputs.height);
    auto shader = map_class::shader_for(options, map.width, map.height);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x)
            map.at(x, y) = map_class::value_of(shader, glm::dvec2(x, y) + 0.5, inputs.at(x, y)).parameters;
    return map;
}

}  // namespace tapestry

#define TAPESTRY_EFFECT_MAP(OPTIONS, CLASS)                                                \
    template <>                                                                            \
    struct MapClass<OPTIONS> {                                                             \
        using type = CLASS;                                                                \
    };                                                                                     \
    template MapValue effect_map_at(const OPTIONS&, double, double, int, int, glm::dvec2); \
    template ParameterMap effect_map(const OPTIONS&, const ParameterMap&);
