#include "passes/cpu_pass.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "gl/device_state.h"
#include "gl/tile_lists.h"
#include "platform/headless_context.h"

namespace tapestry::test {
namespace {

using Extent = PassList::Pass::Extent;

/// Of the current context: the engine looks up what it calls itself, which reads nothing back.
const GladGLContext& all_functions() {
    static const GladGLContext gl = [] {
        GladGLContext functions{};
        gladLoadGLContext(&functions, [](const char* name) {
            return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
        });
        return functions;
    }();
    return gl;
}

template <class Element>
std::vector<Element> read_buffer(GLuint name) {
    const GladGLContext& gl = all_functions();
    gl.MemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    gl.BindBuffer(GL_COPY_READ_BUFFER, name);
    GLint bytes = 0;
    gl.GetBufferParameteriv(GL_COPY_READ_BUFFER, GL_BUFFER_SIZE, &bytes);
    std::vector<Element> elements(static_cast<std::size_t>(bytes) / sizeof(Element));
    gl.GetBufferSubData(GL_COPY_READ_BUFFER, 0, static_cast<GLsizeiptr>(elements.size() * sizeof(Element)),
                        elements.data());
    gl.BindBuffer(GL_COPY_READ_BUFFER, 0);
    return elements;
}

glsl::TexelFormat texel_format(GLenum format) {
    switch (format) {
        case GL_RGBA16F:
            return glsl::TexelFormat::halves;
        case GL_R16F:
        case GL_R32F:
            return glsl::TexelFormat::one_float;
        default:
            return glsl::TexelFormat::exact;
    }
}

TileListHeads heads_of(const std::vector<std::uint32_t>& words) {
    TileListHeads heads = {};
    std::memcpy(&heads, words.data(), sizeof(heads));
    return heads;
}

/// As they were before the pass: it begins them, or appends to what is empty.
std::vector<std::uint32_t> lists_before(const PassList::Pass& pass, std::vector<std::uint32_t> words) {
    TileListHeads heads = heads_of(words);
    for (layout::TapestryTileList& head : heads.lists) head = {0, 0, TAPESTRY_GROUPS_PER_TILE, 0};
    if (pass.begins_lists()) heads.largest = 0;
    std::memcpy(words.data(), &heads, sizeof(heads));
    return words;
}

std::vector<std::uint32_t> tiles_of_list(const std::vector<std::uint32_t>& words, layout::uint kind,
                                         layout::uint capacity) {
    const auto first = words.begin() + sizeof(TileListHeads) / sizeof(std::uint32_t) + kind * capacity;
    return {first, first + heads_of(words).lists[kind].count};
}

TilesOfLists tiles_of_lists(const std::vector<std::uint32_t>& words, layout::uint capacity) {
    TilesOfLists lists;
    for (layout::uint kind = 0; kind < TAPESTRY_TILE_LISTS; ++kind) {
        lists[kind] = tiles_of_list(words, kind, capacity);
        std::ranges::sort(lists[kind]);
    }
    return lists;
}

/// The workgroups of the tiles of a list, two each.
std::vector<glsl::ivec2> groups_in_list(const std::vector<std::uint32_t>& words, layout::uint kind,
                                        layout::uint capacity) {
    std::vector<glsl::ivec2> groups;
    for (const std::uint32_t word : tiles_of_list(words, kind, capacity)) {
        const glm::ivec2 origin = glm::ivec2(word & 0xffffu, word >> 16) - TAPESTRY_TILE_BIAS;
        for (int half = 0; half < TAPESTRY_GROUPS_PER_TILE; ++half)
            groups.push_back(glm::ivec2(origin.x, origin.y + half * TAPESTRY_GROUP_Y));
    }
    return groups;
}

std::vector<glsl::ivec2> groups_of(const PassList::Pass& pass, const std::vector<std::uint32_t>& lists) {
    switch (pass.extent()) {
        case Extent::tiles:
            return groups_in_list(lists, pass.tile_kind(), pass.lists()->capacity());
        case Extent::groups:
            return glsl::groups_over(glm::ivec2(0),
                                     glm::ivec2(TAPESTRY_GROUP_X * static_cast<int>(pass.groups()), 1));
        default:
            return glsl::groups_over(pass.area().first, pass.area().end);
    }
}

/// The textures of a pass by the list's index, so that one of two names is one here, too.
class BoundTextures {
  public:
    explicit BoundTextures(const PassList& passes) : passes_(passes) {}

    glsl::Texture* at(PassTexture texture) {
        auto& bound = textures_[texture.index];
        if (!bound)
            bound.emplace(read_texture(passes_.name(texture), passes_.size(texture)),
                          texel_format(passes_.format(texture)));
        return &*bound;
    }

    /// After the pass.
    std::vector<TouchedTexture> touched() const {
        std::vector<TouchedTexture> all;
        for (const auto& [index, texture] : textures_)
            all.push_back({{index},
                           std::ranges::count(texture->is_read, 1),
                           std::ranges::count(texture->is_written, 1)});
        return all;
    }

  private:
    const PassList& passes_;
    std::map<int, std::optional<glsl::Texture>> textures_;
};

}  // namespace

Image read_texture(GLuint name, glm::ivec2 size) {
    const GladGLContext& gl = all_functions();
    gl.MemoryBarrier(GL_TEXTURE_UPDATE_BARRIER_BIT);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, name);
    glm::ivec2 all;
    GLint depth_bits = 0;
    gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &all.x);
    gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &all.y);
    gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_DEPTH_SIZE, &depth_bits);
    const std::size_t channels = depth_bits > 0 ? 1 : 4;
    std::vector<float> numbers(channels * row_major(0, all.y, all.x));
    gl.GetTexImage(GL_TEXTURE_2D, 0, channels == 1 ? GL_DEPTH_COMPONENT : GL_RGBA, GL_FLOAT, numbers.data());
    gl.BindTexture(GL_TEXTURE_2D, 0);
    if (size == glm::ivec2(0)) size = all;
    Image image(size.x, size.y);
    for (int y = 0; y < size.y; ++y)
        for (int x = 0; x < size.x; ++x) {
            const float* const texel = &numbers[channels * row_major(x, y, all.x)];
            image.at(x, y) = channels == 1 ? glm::dvec4(texel[0], 0.0, 0.0, 1.0)
                                           : glm::dvec4(texel[0], texel[1], texel[2], texel[3]);
        }
    return image;
}

std::optional<CpuPass> run_on_cpu(const PassList& passes, const PassList::Pass& pass) {
    glsl::Dispatch dispatch;
    dispatch.shader = pass.shader();
    for (const ShaderDefine& define : pass.defines())
        dispatch.defines.emplace_back(define.name, define.value);
    if (!has_cpu_shader(dispatch)) return {};

    BoundTextures bound(passes);
    for (const auto& read : pass.reads())
        dispatch.textures.emplace_back(read.sampler, bound.at(read.texture));
    for (const auto& write : pass.writes())
        dispatch.textures.emplace_back(write.image, bound.at(write.texture));
    dispatch.block = pass.block();

    // All of each buffer: a table in uniform blocks has its other layers beside the pass'.
    std::vector<std::byte> taps;
    std::vector<glm::vec4> records, knots;
    for (const PassBuffer& buffer : pass.buffers()) {
        const bool is_uniform = buffer.target == GL_UNIFORM_BUFFER;
        if (buffer.binding == GLuint(is_uniform ? TAPESTRY_UNIFORM_KNOTS : TAPESTRY_STORAGE_KNOTS)) {
            knots = read_buffer<glm::vec4>(buffer.name);
        } else {
            taps = read_buffer<std::byte>(buffer.name);
            records = read_buffer<glm::vec4>(buffer.name);
        }
    }
    dispatch.taps_block = taps;
    dispatch.tap_records = records;
    dispatch.knots = knots;

    CpuPass result;
    std::vector<std::uint32_t> lists, written_lists;
    if (pass.lists()) lists = read_buffer<std::uint32_t>(pass.lists()->name());
    dispatch.groups = groups_of(pass, lists);
    if (pass.extent() == Extent::listed) {
        written_lists = lists_before(pass, lists);
        dispatch.tile_buffer = written_lists;
    }
    result.reads = run_cpu_shader(dispatch);
    result.touched = bound.touched();
    if (pass.extent() == Extent::listed) {
        result.gpu_lists = tiles_of_lists(lists, pass.lists()->capacity());
        result.cpu_lists = tiles_of_lists(written_lists, pass.lists()->capacity());
    }
    for (const auto& write : pass.writes()) {
        glsl::Texture& texture = *bound.at(write.texture);
        texture.is_written.resize(texture.image.pixels.size());
        result.textures.push_back({write.image,
                                   read_texture(passes.name(write.texture), passes.size(write.texture)),
                                   texture.image, texture.is_written});
    }
    return result;
}

long pixels_of(const PassList::Pass& pass) {
    std::vector<std::uint32_t> lists;
    if (pass.lists()) lists = read_buffer<std::uint32_t>(pass.lists()->name());
    return static_cast<long>(groups_of(pass, lists).size()) * TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y;
}

std::vector<TouchedTexture> touched_below(const PassList& passes, const PassList::Pass& pass) {
    if (pass.extent() == Extent::groups) return {};
    const long pixels = pixels_of(pass);
    std::map<int, TouchedTexture> touched;
    const auto below = [&](PassTexture texture) {
        const glm::ivec2 size = passes.size(texture);
        // Workgroups at the end of a picture reach beyond it; how large someone else's is, the list cannot
        // say.
        return size == glm::ivec2(0) ? pixels : std::min(pixels, long{size.x} * size.y);
    };
    for (const auto& read : pass.reads())
        touched.try_emplace(read.texture.index, read.texture).first->second.read = below(read.texture);
    for (const auto& write : pass.writes())
        touched.try_emplace(write.texture.index, write.texture).first->second.written = below(write.texture);
    std::vector<TouchedTexture> all;
    for (const auto& [index, one] : touched) all.push_back(one);
    return all;
}

int texel_bytes(GLuint texture) {
    const GladGLContext& gl = all_functions();
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    int bits = 0;
    for (const GLenum part : {GL_TEXTURE_RED_SIZE, GL_TEXTURE_GREEN_SIZE, GL_TEXTURE_BLUE_SIZE,
                              GL_TEXTURE_ALPHA_SIZE, GL_TEXTURE_DEPTH_SIZE, GL_TEXTURE_STENCIL_SIZE}) {
        GLint size = 0;
        gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, part, &size);
        bits += size;
    }
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return bits / 8;
}

}  // namespace tapestry::test
