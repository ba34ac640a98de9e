#include "gl/device.h"

#include "core/error_of.h"
#include "gl/state_guard.h"

namespace tapestry {
namespace {

/// Looks functions up on glad's behalf and remembers the first one that the host does not know.
struct FunctionLookup {
    void* (*get_proc_address)(const char* name) = nullptr;
    std::string missing;

    static GLADapiproc load(void* lookup, const char* name) {
        auto& self = *static_cast<FunctionLookup*>(lookup);
        void* const address = self.get_proc_address(name);
        if (!address && self.missing.empty()) self.missing = name;
        return reinterpret_cast<GLADapiproc>(address);
    }
};

std::string string_of(const GladGLContext& gl, GLenum name) {
    const GLubyte* const text = gl.GetString(name);
    return text ? reinterpret_cast<const char*>(text) : "";
}

Result<std::unique_ptr<const GladGLContext>> load_functions(const DeviceDescription& description) {
    if (!description.get_proc_address) return error_of("DeviceDescription::get_proc_address is null");
    FunctionLookup lookup{description.get_proc_address, {}};
    auto gl = std::make_unique<GladGLContext>();
    gladLoadGLContextUserPtr(gl.get(), FunctionLookup::load, &lookup);
    if (!gl->GetString)
        return error_of("get_proc_address does not find glGetString: is a GL context current?");

    const std::string version = string_of(*gl, GL_VERSION);
    if (version.empty())
        return error_of("no OpenGL context is current: glGetString(GL_VERSION) returns nothing");
    if (!gl->VERSION_4_3)
        return error_of("OpenGL 4.3 or later is needed, but the context says '", version, "' on '",
                        string_of(*gl, GL_RENDERER), "'");
    if (!lookup.missing.empty())
        return error_of("the context says '", version, "', but get_proc_address does not find ",
                        lookup.missing);
    return std::unique_ptr<const GladGLContext>(std::move(gl));
}

}  // namespace

Result<std::shared_ptr<DeviceState>> DeviceState::create(const DeviceDescription& description) {
    Result<std::unique_ptr<const GladGLContext>> gl = load_functions(description);
    if (!gl) return gl.error();
    const StateGuard guard(**gl);
    Result<UniformRing> ring = UniformRing::create(**gl);
    if (!ring) return ring.error();
    return std::shared_ptr<DeviceState>(new DeviceState(std::move(*gl), std::move(*ring), description));
}

DeviceState::DeviceState(std::unique_ptr<const GladGLContext> loaded, UniformRing ring,
                         const DeviceDescription& description)
    : functions(std::move(loaded)),
      gl(*functions),
      renderer(string_of(gl, GL_RENDERER)),
      version(string_of(gl, GL_VERSION)),
      shaders(gl, embedded_shaders(), description.log),
      textures(gl),
      uniforms(std::move(ring)),
      linear_sampler(create_linear_sampler(gl)) {}

Result<Device> Device::create(const DeviceDescription& description) {
    Result<std::shared_ptr<DeviceState>> state = DeviceState::create(description);
    if (!state) return state.error();
    return Device(std::move(*state));
}

Device::Device(std::shared_ptr<DeviceState> state) : state_(std::move(state)) {}
Device::Device(Device&&) noexcept = default;
Device& Device::operator=(Device&&) noexcept = default;
Device::~Device() = default;

const std::string& Device::renderer() const {
    return state_->renderer;
}

const std::string& Device::version() const {
    return state_->version;
}

std::size_t Device::transient_bytes() const {
    return state_->textures.bytes();
}

void Device::release_transient() {
    state_->textures.release();
}

}  // namespace tapestry
