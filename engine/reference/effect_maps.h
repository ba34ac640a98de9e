/// The maps of all effects on the CPU: the kernel that each asks for at every pixel, by the text of its
/// shaders/map_*.comp.
#pragma once

#include "tapestry/image.h"

namespace tapestry {

/// Of the table's axes, as the effect's header says which. A size and an angle are both parameters, and the
/// angle is the turn, too, for tables that have no axis for it.
struct MapValue {
    glm::dvec2 parameters = glm::dvec2(0.0);
    double turn_deg = 0.0;  ///< clockwise
};

/// What an effect with these options, which are clamped here, asks for at picture position (x, y) in pixels
/// (pixel centres at .5), on a picture of width x height. `input`: what its map reads there: the velocity for
/// DirectionalMotionBlurOptions.
template <class Options>
MapValue effect_map_at(const Options& options, double x, double y, int width, int height,
                       glm::dvec2 input = glm::dvec2(0.0));

/// The parameters of every pixel, by what the map reads there.
template <class Options>
ParameterMap effect_map(const Options& options, const ParameterMap& inputs);

/// Of an effect whose map reads nothing.
template <class Options>
ParameterMap effect_map(const Options& options, int width, int height) {
    return effect_map(options, ParameterMap(width, height));
}

}  // namespace tapestry
