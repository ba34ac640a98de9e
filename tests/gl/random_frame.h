/// A frame of SparseFilter with everything about it at random, and what the references make of it.
#pragma once

#include <optional>
#include <random>
#include <string>

#include "gl_fixture.h"
#include "tapestry/image.h"
#include "tapestry/sparse_filter.h"

namespace tapestry::test {

struct RandomFrame {
    std::string description;
    TapTable table;
    SparseFilterFrame frame;  ///< its textures belong to the fixture
    GLenum target_format = GL_RGBA32F;
    Image light;                        ///< the source, decoded to linear, premultiplied light
    ParameterMap map;                   ///< in the table's units, also where every pixel has the same
    std::optional<ParameterMap> turns;  ///< of the turn texture
};

RandomFrame random_frame(GlFixture& fixture, std::mt19937& random);

/// The picture that the frame shall leave in a target of linear, premultiplied light.
Image expected_picture(const RandomFrame& made);

}  // namespace tapestry::test
