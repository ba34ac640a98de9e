/// The map of an effect, as its pass writes it.
#pragma once

#include <string_view>

#include "core/map_blocks.h"
#include "effects/map_pass.h"
#include "gl/effect_scope.h"
#include "gl_fixture.h"
#include "gl_pictures.h"

namespace tapestry::test {

Image drawn_map(GlFixture& fixture, const MapPass& pass, MapKind kind, Row0 row0, int width, int height);

/// Of clamped options. Fails the test where the pass does not run.
template <class Options>
Image drawn_map(GlFixture& fixture, std::string_view shader, const Options& options, Row0 row0, int width,
                int height, MapKind kind = MapKind::one_parameter, GLuint velocities = 0) {
    const auto block = map_block(options, picture_block(width, height, row0));
    MapPass pass{shader, bytes_of(block)};
    pass.input_name = "velocities";
    pass.input.name = velocities;
    return drawn_map(fixture, pass, kind, row0, width, height);
}

}  // namespace tapestry::test
