#include "effect_map.h"

#include <doctest/doctest.h>

namespace tapestry::test {

Image drawn_map(GlFixture& fixture, const MapPass& pass, MapKind kind, Row0 row0, int width, int height) {
    DeviceState& state = *fixture.device.state();
    const auto lease = [&] {
        const EffectScope scope(state);
        auto made = draw_map(state, pass, kind, width, height);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }();
    return download(fixture, lease.name(), width, height, row0);
}

}  // namespace tapestry::test
