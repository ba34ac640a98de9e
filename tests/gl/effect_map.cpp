#include "effect_map.h"

#include <doctest/doctest.h>

namespace tapestry::test {

Image drawn_map(GlFixture& fixture, const MapPass& pass, MapKind kind, Row0 row0, int width, int height) {
    DeviceState& state = *fixture.device.state();
    PassList passes(state);
    const PassTexture map = [&] {
        const EffectScope scope(state);
        const PassTexture input = pass.input ? passes.given(pass.input.name) : PassTexture();
        const PassTexture added = add_map(passes, pass, input, kind, width, height);
        if (Result<void> status = passes.prepare(); !status) FAIL(status.error().message);
        passes.run();
        return added;
    }();
    return download(fixture, passes.name(map), width, height, row0);
}

}  // namespace tapestry::test
