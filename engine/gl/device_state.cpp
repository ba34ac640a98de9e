#include "gl/device_state.h"

#include "core/error_of.h"
#include "gl/context.h"
#include "gl/preparation.h"
#include "gl/state_guard.h"

namespace tapestry {

Result<std::shared_ptr<DeviceState>> DeviceState::create(const DeviceDescription& description) {
    if (!description.texture_allocator.create != !description.texture_allocator.destroy)
        return error_of("DeviceDescription::texture_allocator has only one of its two functions");
    Result<LoadedContext> context = load_context(description.get_proc_address);
    if (!context) return context.error();
    std::shared_ptr<DeviceState> state;  // before the guard, which needs its functions to the end
    const StateGuard guard(*context->gl, description.host_state);
    Result<UniformRing> ring = UniformRing::create(*context->gl);
    if (!ring) return ring.error();
    Result<BlendedTaps> taps = BlendedTaps::create(*context->gl);
    if (!taps) return taps.error();
    state.reset(new DeviceState(std::move(context->gl), context->traits, std::move(*ring), std::move(*taps),
                                description));
    if (Result<void> status = state->shaders.read_folder(description.shader_dir); !status)
        return status.error();
    if (description.keeps_program_binaries || !description.program_binaries.empty())
        state->read_program_binaries(description.program_binaries, description.log);
    return state;
}

DeviceState::DeviceState(std::unique_ptr<const GlFunctions> loaded, const ContextTraits& context,
                         UniformRing ring, BlendedTaps taps, const DeviceDescription& description)
    : functions(std::move(loaded)),
      gl(*functions),
      traits(context),
      host_state(description.host_state),
      groups_passes(description.debug_groups && gl.PushDebugGroup && gl.PopDebugGroup),
      renderer(string_of(gl, GL_RENDERER)),
      version(string_of(gl, GL_VERSION)),
      shaders(gl, embedded_shaders(), description.log,
              context.is_es ? ShaderDialect::es : ShaderDialect::desktop),
      memory(gl, description.texture_allocator),
      textures(memory, description.max_transient_bytes),
      tiles(gl),
      effect_tiles(gl),
      bindings(gl),
      uniforms(std::move(ring)),
      blended_taps(std::move(taps)),
      timer(gl),
      linear_sampler(create_sampler(gl, GL_LINEAR, "tapestry linear")),
      nearest_sampler(create_sampler(gl, GL_NEAREST, "tapestry nearest")),
      takes_all_branches(context.takes_all_branches),
      thread_(std::this_thread::get_id()) {}

/// What takes binaries: this driver, with the library's shaders. The latter so that those of sources that are
/// no more do not gather.
std::uint64_t DeviceState::programs_made_for() const {
    std::string text = string_of(gl, GL_VENDOR) + '\n' + renderer + '\n' + version + '\n' +
                       string_of(gl, GL_SHADING_LANGUAGE_VERSION);
    for (const ShaderFile& file : embedded_shaders()) text.append(1, '\n').append(file.text);
    return hash_of(text);
}

void DeviceState::read_program_binaries(std::span<const std::byte> bytes, const ShaderLibrary::Log& log) {
    ProgramBinaries binaries;
    if (!bytes.empty()) {
        Result<ProgramBinaries> decoded = decode_binaries(bytes, programs_made_for());
        if (decoded)
            binaries = std::move(*decoded);
        else if (log)
            log(LogLevel::warning, decoded.error().message + "; programs are compiled instead");
    }
    shaders.use_binaries(std::move(binaries));
}

std::vector<std::byte> DeviceState::program_binaries() const {
    const ProgramBinaries binaries = shaders.binaries();
    if (binaries.empty()) return {};
    return encode_binaries(binaries, programs_made_for());
}

Result<void> DeviceState::check_usable() const {
#ifndef NDEBUG
    if (std::this_thread::get_id() != thread_)
        return error_of("device: called from another thread than the one that created it");
#endif
    // Hosts that track their own state ask that themselves.
    if (host_state == HostState::restored && traits.get_reset_status &&
        traits.get_reset_status() != GL_NO_ERROR)
        return error_of("device: the OpenGL context was reset, and everything in it is lost");
    return {};
}

void DeviceState::begin_effect() {
    // What is forgotten after 60 frames of 3 effects is not taken for forgotten in a frame of up to 180; a
    // host with one effect a frame gets memory back after three seconds.
    constexpr unsigned effects_of_a_frame = 3;
    if (host_ends_frames_ || ++effects_ < effects_of_a_frame) return;
    effects_ = 0;
    age_transients();
}

void DeviceState::end_frame() {
    host_ends_frames_ = true;
    age_transients();
}

void DeviceState::age_transients() {
    textures.end_frame();
    tiles.end_frame();
    effect_tiles.end_frame();
}

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

Result<void> Device::prepare(const std::function<Result<void>()>& draw, const PrepareProgress& progress) {
    if (Result<void> status = state_->check_usable(); !status) return status;
    return prepare_frames(
        *state_, 1, [&](int) { return draw(); }, progress);
}

std::vector<std::byte> Device::program_binaries() const {
    return state_->program_binaries();
}

std::size_t Device::transient_bytes() const {
    return state_->textures.bytes() + state_->tiles.bytes() + state_->effect_tiles.bytes();
}

void Device::release_transient() {
    state_->textures.release();
    state_->tiles.release();
    state_->effect_tiles.release();
}

void Device::end_frame() {
    state_->end_frame();
}

void Device::set_transient_limit(std::size_t bytes) {
    state_->textures.cap(bytes);
}

bool Device::time_passes(bool on) {
    return state_->timer.enable(on);
}

std::span<const PassTime> Device::take_pass_times() {
    return state_->timer.take();
}

TileCounts Device::tile_counts() const {
    const StateGuard guard(state_->gl, state_->host_state);
    const std::array<int, 4> counts = state_->tiles.count_kinds();
    return {counts[TAPESTRY_TILE_COPY], counts[TAPESTRY_TILE_COMMON], counts[TAPESTRY_TILE_INTERVAL],
            counts[TAPESTRY_TILE_VARYING]};
}

Result<void> Device::reload_shaders() {
    return state_->shaders.reload();
}

}  // namespace tapestry
