#include "gl/effect_scope.h"

namespace tapestry {

EffectScope::EffectScope(DeviceState& device) : device_(device), guard_(device.gl, device.host_state) {
    device.begin_effect();
    // Stores do not wait for reads before them: the host may still be showing the target's last frame, and
    // passes of the last effect reading blended taps and lists of tiles.
    device.gl.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                            GL_SHADER_STORAGE_BARRIER_BIT);
}

EffectScope::~EffectScope() {
    device_.host_views.clear();
    device_.gl.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                             GL_TEXTURE_UPDATE_BARRIER_BIT | GL_FRAMEBUFFER_BARRIER_BIT);
}

}  // namespace tapestry
