#include "gl/pass_list.h"

#include <algorithm>
#include <cassert>
#include <glm/common.hpp>
#include <glm/vec2.hpp>
#include <optional>
#include <utility>

#include "gl/preparation.h"

namespace tapestry {
namespace {

/// Pixels from which on textures that are read bilinearly may have larger memory.
constexpr int least_in_larger(PassList::Reads reads) {
    return reads == PassList::Reads::smooth ? 128 * 128 : 256 * 256;
}

/// Memory grows by so much, rather than that there is more of it: an atlas is a little wider than its
/// picture.
constexpr double most_growth = 1.02;

/// Of passes whose extent is known.
glm::uvec2 groups_of(const PassList::Pass& pass) {
    switch (pass.extent()) {
        case PassList::Pass::Extent::groups:
            return {pass.groups(), 1};
        case PassList::Pass::Extent::each_tile: {
            const glm::uvec2 tiles = tiles_across(pass.area());
            return {(tiles.x + TAPESTRY_TILES_PER_GROUP - 1) / TAPESTRY_TILES_PER_GROUP, tiles.y};
        }
        default:
            return groups_across(pass.area());
    }
}

}  // namespace

using Pass = PassList::Pass;

Pass& Pass::reads(std::string_view sampler, PassTexture texture, Reading as) {
    assert(texture.index >= 0 && "Pass: a texture of the list");
    reads_.emplace_back() = {sampler, texture, as};
    return *this;
}

Pass& Pass::fetches(std::string_view sampler, PassTexture texture) {
    return reads(sampler, texture, Reading::texels);
}

Pass& Pass::fetches_samples(std::string_view sampler, PassTexture texture) {
    return reads(sampler, texture, Reading::samples);
}

Pass& Pass::samples(std::string_view sampler, PassTexture texture) {
    return reads(sampler, texture, Reading::bilinear);
}

Pass& Pass::writes(std::string_view image, PassTexture texture) {
    return writes_over(image, texture, {});
}

Pass& Pass::writes_over(std::string_view image, PassTexture texture, PassTexture read) {
    assert(texture.index >= 0 && "Pass: a texture of the list");
    writes_.emplace_back() = {image, texture, read};
    return *this;
}

Pass& Pass::with_block(std::span<const std::byte> block) {
    assert(block.size() <= block_.size() && "Pass: no block is as large");
    std::ranges::copy(block, block_.begin());
    block_size_ = block.size();
    return *this;
}

Pass& Pass::binds(const PassBuffer& buffer) {
    buffers_.emplace_back() = buffer;
    return *this;
}

Pass& Pass::stores(const PassBuffer& buffer) {
    stores_ = true;
    return binds(buffer);
}

void Pass::over(const Area& area) {
    area_ = area;
    extent_ = Extent::area;
}

void Pass::over_groups(GLuint count) {
    groups_ = count;
    extent_ = Extent::groups;
}

void Pass::over_listed(TileLists& lists, const Area& tiles, bool begins) {
    lists_ = &lists;
    area_ = tiles;
    begins_lists_ = begins;
    extent_ = Extent::listed;
}

void Pass::over_each_tile(TileLists& lists, const Area& area) {
    lists_ = &lists;
    area_ = area;
    begins_lists_ = true;
    extent_ = Extent::each_tile;
}

void Pass::over_tiles(TileLists& lists, layout::uint kind) {
    lists_ = &lists;
    tile_kind_ = kind;
    extent_ = Extent::tiles;
}

PassTexture PassList::transient(GLenum format, int width, int height, Reads reads) {
    entries_.push_back({.format = format, .size = {width, height}, .reads = reads});
    return {static_cast<int>(entries_.size()) - 1};
}

PassTexture PassList::given(GLuint texture, GLenum format) {
    entries_.push_back({.format = format, .given = texture});
    return {static_cast<int>(entries_.size()) - 1};
}

Pass& PassList::add(std::string_view shader, const PassDefines& defines) {
    if (pass_count_ == passes_.size()) passes_.emplace_back();
    Pass& pass = passes_[pass_count_++];
    pass = Pass();
    pass.shader_ = shader;
    pass.defines_ = defines;
    return pass;
}

Result<void> PassList::prepare() {
    if (Result<void> status = find_programs(); !status) return status;
    find_lifetimes();
    share_memory();
    if (Result<void> status = lease_memory(); !status) return status;
    return gather_blocks();
}

ShaderLibrary::Handle PassList::program_of(const Pass& pass) const {
    FixedList<ShaderBinding, TAPESTRY_TEXTURE_UNITS + TAPESTRY_IMAGE_UNITS> bindings;
    for (const auto& read : pass.reads_)
        bindings.emplace_back() = {read.sampler, GL_NONE, read.as == Pass::Reading::samples};
    for (const auto& write : pass.writes_)
        bindings.emplace_back() = {write.image, entry(write.texture).format};
    PassDefines defines = pass.defines_;
    defines.with_if(pass.extent_ == Pass::Extent::tiles, "TAPESTRY_TILED");
    if (pass.writes_.size() > 0)
        if (const GLenum format = entry(pass.writes_.front().texture).format;
            format != GL_R32F && format != GL_R16F)
            defines.with_target(format);
    return device_->shaders.find(pass.shader_, defines.list(), std::span(bindings.begin(), bindings.size()));
}

/// All are started before the first is asked for.
Result<void> PassList::find_programs() {
    handles_.clear();
    for (const Pass& pass : passes()) {
        handles_.push_back(program_of(pass));
        device_->shaders.start(handles_.back());
    }
    auto handle = handles_.begin();
    for (Pass& pass : passes()) {
        const auto found = device_->shaders.finish(*handle++);
        if (!found) return found.error();
        pass.program_ = *found;
    }
    return {};
}

void PassList::collect_programs() {
    for (const Pass& pass : passes()) device_->preparation->add(program_of(pass));
}

void PassList::find_lifetimes() {
    int index = 0;
    for (const Pass& pass : passes()) {
        const auto use = [&](PassTexture texture) {
            Entry& used = entry(texture);
            if (used.first < 0) used.first = index;
            used.last = index;
        };
        for (const auto& read : pass.reads_) {
            use(read.texture);
            entry(read.texture).is_sampled |= read.as == Pass::Reading::bilinear;
        }
        for (const auto& write : pass.writes_) {
            use(write.texture);
            if (write.over) entry(write.texture).over = write.over.index;
        }
        ++index;
    }
    if (copy_.texture) entry(copy_.texture).last = index;
}

/// The largest first, of a size smooth ones by how long they live, since that leaves least over (others in
/// order, so that passes with and without tiles have the same textures), each in the smallest memory that is
/// free as long as it is there.
void PassList::share_memory() {
    by_size_.clear();
    for (int index = 0; index < static_cast<int>(entries_.size()); ++index)
        if (const Entry& one = entry({index}); one.given == 0 && one.first >= 0) by_size_.push_back(index);
    const auto pixels = [&](int index) {
        return std::int64_t{entry({index}).size.x} * entry({index}).size.y;
    };
    const auto lifetime = [&](int index) {
        const Entry& one = entry({index});
        return one.reads == Reads::smooth ? one.last - one.first : 0;
    };
    std::ranges::sort(by_size_, [&](int a, int b) {
        if (pixels(a) != pixels(b)) return pixels(a) > pixels(b);
        return lifetime(a) != lifetime(b) ? lifetime(a) > lifetime(b) : a < b;
    });
    for (const int index : by_size_) {
        Entry& one = entry({index});
        one.memory = keeps_all_ ? -1 : memory_for(index);
        if (one.memory < 0) {
            one.memory = static_cast<int>(memories_.size());
            memories_.push_back({one.format, one.size});
        }
        Memory& memory = memories_[static_cast<std::size_t>(one.memory)];
        memory.size = glm::max(memory.size, one.size);
        memory.may_grow = memory.may_grow && takes_larger(index);
    }
}

/// Whether two textures are in use at the same time.
bool PassList::lives_with(int one, int other) const {
    const Entry &a = entry({one}), &b = entry({other});
    if (a.over == other && a.first == b.last) return false;
    if (b.over == one && b.first == a.last) return false;
    return a.first <= b.last && b.first <= a.last;
}

bool PassList::takes_larger(int index) const {
    const Entry& one = entry({index});
    return !one.is_sampled || one.size.x * one.size.y >= least_in_larger(one.reads);
}

int PassList::memory_for(int wanted_index) const {
    const Entry& wanted = entry({wanted_index});
    const auto is_free = [&](int memory) {
        for (int other = 0; other < static_cast<int>(entries_.size()); ++other)
            if (entry({other}).memory == memory && lives_with(other, wanted_index)) return false;
        return true;
    };
    const auto fits = [&](const Memory& memory) {
        if (memory.size == wanted.size) return true;
        if (!takes_larger(wanted_index)) return false;
        const glm::dvec2 grown = glm::max(memory.size, wanted.size);
        return grown == glm::dvec2(memory.size) ||
               (memory.may_grow && grown.x * grown.y <= most_growth * memory.size.x * memory.size.y);
    };
    for (int index = static_cast<int>(memories_.size()) - 1; index >= 0; --index) {
        const Memory& memory = memories_[static_cast<std::size_t>(index)];
        if (memory.format == wanted.format && fits(memory) && is_free(index)) return index;
    }
    return -1;
}

Result<void> PassList::lease_memory() {
    device_->gl.ActiveTexture(GL_TEXTURE0);
    for (Memory& memory : memories_) {
        auto lease = device_->textures.lease(memory.format, memory.size.x, memory.size.y);
        if (!lease) return lease.error();
        memory.lease = std::move(*lease);
    }
    return {};
}

GLuint PassList::name(PassTexture texture) const {
    const Entry& one = entry(texture);
    return one.given != 0 ? one.given : memories_[static_cast<std::size_t>(one.memory)].lease.name();
}

Result<void> PassList::gather_blocks() {
    const std::size_t alignment = device_->uniforms.alignment();
    std::size_t bytes = 0;
    for (Pass& pass : passes()) {
        pass.block_offset_ = bytes;
        bytes += (pass.block_size_ + alignment - 1) / alignment * alignment;
    }
    blocks_.resize(bytes);
    for (const Pass& pass : passes())
        std::ranges::copy(pass.block(), blocks_.begin() + static_cast<std::ptrdiff_t>(pass.block_offset_));
    return device_->uniforms.reserve(bytes);
}

void PassList::clear() {
    pass_count_ = 0;
    copy_ = {};
    entries_.clear();
    memories_.clear();
}

void PassList::begin_run() {
    pending_.clear();
    lists_are_written_ = buffers_are_written_ = false;
    device_->bindings.forget();
    if (!blocks_.empty()) blocks_offset_ = device_->uniforms.write(blocks_);
}

namespace {

/// A multisample texture at a unit for the length of a pass. State guards know nothing of this binding.
class MultisampleBinding {
  public:
    MultisampleBinding(const DeviceState& device, GLuint unit, GLuint texture) : device_(device) {
        device_.gl.ActiveTexture(GL_TEXTURE0 + unit);
        if (device_.host_state == HostState::restored)
            device_.gl.GetIntegerv(GL_TEXTURE_BINDING_2D_MULTISAMPLE, &before_);
        device_.gl.BindTexture(GL_TEXTURE_2D_MULTISAMPLE, texture);
    }
    MultisampleBinding(const MultisampleBinding&) = delete;
    MultisampleBinding& operator=(const MultisampleBinding&) = delete;
    ~MultisampleBinding() { device_.gl.BindTexture(GL_TEXTURE_2D_MULTISAMPLE, static_cast<GLuint>(before_)); }

  private:
    const DeviceState& device_;
    GLint before_ = 0;
};

}  // namespace

void PassList::run_pass(const Pass& pass) {
    order(pass);
    bind(pass);
    std::optional<MultisampleBinding> samples;
    GLuint unit = 0;
    for (const auto& read : pass.reads_) {
        if (read.as == Pass::Reading::samples) samples.emplace(*device_, unit, name(read.texture));
        ++unit;
    }
    dispatch(pass);
}

void PassList::copy_to_host() {
    if (!copy_.texture) return;
    const GladGLContext& gl = device_->gl;
    gl.MemoryBarrier(GL_TEXTURE_UPDATE_BARRIER_BIT | GL_SHADER_IMAGE_ACCESS_BARRIER_BIT |
                     GL_TEXTURE_FETCH_BARRIER_BIT);
    const glm::ivec2 first = copy_.area.first, size = copy_.area.end - copy_.area.first;
    const bool is_layer = copy_.to.layer >= 0;
    gl.CopyImageSubData(name(copy_.texture), GL_TEXTURE_2D, 0, first.x, first.y, 0, copy_.to.texture,
                        is_layer ? GL_TEXTURE_2D_ARRAY : GL_TEXTURE_2D, 0, first.x, first.y,
                        is_layer ? copy_.to.layer : 0, size.x, size.y, 1);
}

PassList::Pending& PassList::pending(PassTexture texture) {
    const GLuint wanted = name(texture);
    const auto found = std::ranges::find(pending_, wanted, &Pending::texture);
    return found != pending_.end() ? *found : pending_.emplace_back(Pending{wanted});
}

bool PassList::needs_barrier(const Pass& pass) {
    const TileLists* const lists = pass.extent_ == Pass::Extent::tiles ? pass.lists_ : nullptr;
    for (const auto& read : pass.reads_)
        if (pending(read.texture).was_written) return true;
    return std::ranges::any_of(pass.writes_, [&](const auto& write) {
        const Pending& before = pending(write.texture);
        return before.was_read || (before.was_written && (!lists || before.lists != lists));
    });
}

/// Stores do not wait for reads before them either, so memory that is used again needs its barrier, too.
void PassList::order(const Pass& pass) {
    GLbitfield barrier = 0;
    if (pass.stores_) barrier |= GL_SHADER_STORAGE_BARRIER_BIT;
    if (std::exchange(buffers_are_written_, pass.stores_))
        barrier |= GL_UNIFORM_BARRIER_BIT | GL_SHADER_STORAGE_BARRIER_BIT;
    if (pass.begins_lists_) barrier |= GL_BUFFER_UPDATE_BARRIER_BIT;
    const bool lists = pass.extent_ == Pass::Extent::listed || pass.extent_ == Pass::Extent::each_tile;
    if (pass.lists_ && std::exchange(lists_are_written_, lists))
        barrier |= GL_SHADER_STORAGE_BARRIER_BIT | GL_COMMAND_BARRIER_BIT;
    if (needs_barrier(pass)) {
        barrier |= GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT;
        pending_.clear();
    }
    if (barrier != 0) device_->gl.MemoryBarrier(barrier);
    for (const auto& read : pass.reads_) pending(read.texture).was_read = true;
    for (const auto& write : pass.writes_) {
        Pending& written = pending(write.texture);
        written.was_written = true;
        written.lists = pass.extent_ == Pass::Extent::tiles ? pass.lists_ : nullptr;
    }
    // Tiles that are sorted anew are in other lists.
    if (lists)
        for (Pending& written : pending_) written.lists = nullptr;
}

void PassList::bind(const Pass& pass) {
    Bindings& bindings = device_->bindings;
    bindings.use(pass.program_->program.name());
    GLuint unit = 0;
    for (const auto& read : pass.reads_) {
        const bool is_bilinear = read.as == Pass::Reading::bilinear;
        if (read.as != Pass::Reading::samples)
            bindings.set_texture(unit, name(read.texture),
                                 (is_bilinear ? device_->linear_sampler : device_->nearest_sampler).name());
        ++unit;
    }
    GLuint image = 0;
    for (const auto& write : pass.writes_)
        bindings.set_image(image++, name(write.texture), format(write.texture));
    bindings.bind_units();
    if (pass.block_size_ != 0)
        bindings.bind_range(GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_PASS, device_->uniforms.name(),
                            blocks_offset_ + static_cast<GLintptr>(pass.block_offset_),
                            static_cast<GLsizeiptr>(pass.block_size_));
    for (const PassBuffer& buffer : pass.buffers_)
        bindings.bind_range(buffer.target, buffer.binding, buffer.name, buffer.offset, buffer.size);
    if (pass.lists_) bind_lists(pass);
}

void PassList::bind_lists(const Pass& pass) {
    if (pass.begins_lists_) pass.lists_->empty();
    device_->bindings.bind_range(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_TILES, pass.lists_->name(), 0, 0);
    if (pass.extent_ == Pass::Extent::tiles) device_->bindings.bind_indirect(pass.lists_->name());
}

void PassList::dispatch(const Pass& pass) {
    const GladGLContext& gl = device_->gl;
    const std::string& label = pass.program_->label;
    if (device_->groups_passes)
        gl.PushDebugGroup(GL_DEBUG_SOURCE_APPLICATION, 0, static_cast<GLsizei>(label.size()), label.data());
    device_->timer.begin(label);
    if (pass.extent_ == Pass::Extent::tiles) {
        gl.DispatchComputeIndirect(TileLists::arguments(pass.tile_kind_));
    } else {
        const glm::uvec2 groups = groups_of(pass);
        gl.DispatchCompute(groups.x, groups.y, 1);
    }
    device_->timer.end();
    if (device_->groups_passes) gl.PopDebugGroup();
}

}  // namespace tapestry
