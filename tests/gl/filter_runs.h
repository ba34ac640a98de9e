/// One call of SparseFilter::apply from a picture to a picture.
#pragma once

#include <array>

#include "gl_fixture.h"
#include "tapestry/image.h"
#include "tapestry/sparse_filter.h"

namespace tapestry::test {

/// Fails the test when there is an error.
SparseFilter make_filter(const Device& device, const TapTable& table);

/// From linear, premultiplied numbers to such numbers. The source's format must hold them.
struct Run {
    Image source;
    Row0 row0 = Row0::bottom;
    WorkPrecision precision = WorkPrecision::single;
    GLenum source_format = GL_RGBA32F;
    GLenum target_format = GL_RGBA32F;
};

Image run_uniform(GlFixture& fixture, SparseFilter& filter, const Run& run, std::array<float, 2> parameter);

/// `factor` is the frame's parameter_scale.
Image run_varying(GlFixture& fixture, SparseFilter& filter, const Run& run, const ParameterMap& map,
                  float factor = 1.0f, GLenum map_format = GL_R32F);

}  // namespace tapestry::test
