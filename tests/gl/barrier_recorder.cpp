#include "barrier_recorder.h"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string_view>
#include <utility>

#include "gl_fixture.h"

namespace tapestry::test {
namespace {

template <class Function>
Function recorded(const char* name) {
    return reinterpret_cast<Function>(get_proc_address(name));
}

enum class ResourceKind { texture, buffer };
using Resource = std::pair<ResourceKind, GLuint>;

/// One way in which a dispatch uses a resource.
struct Use {
    Resource resource;
    GLbitfield barrier = 0;  ///< the bit that orders this use behind what was before
    bool writes = false;
};

/// A list of tiles that a dispatch runs over: the buffer of its arguments, and where they begin.
using TileList = std::pair<GLuint, GLintptr>;

/// Barriers issued since a resource was last written, and since it was last used at all.
struct History {
    std::string writer = {};  ///< empty: no shader has written it
    std::string user = {};
    std::set<TileList> lists = {};  ///< over which it was last written, one after the other
    GLbitfield since_write = 0;
    GLbitfield since_use = 0;
};

struct Recorder {
    std::map<GLuint, std::string> sources;           ///< of shaders, then of programs
    std::map<GLuint, std::string> names;             ///< of programs
    std::map<GLuint, std::set<std::string>> stored;  ///< storage blocks that a program writes
    GLuint program = 0;
    GLenum active_texture = GL_TEXTURE0;
    std::map<GLuint, GLuint> textures, images;  ///< by unit
    std::map<GLuint, GLuint> uniforms, storage;
    std::map<GLenum, GLuint> buffers;  ///< by target
    std::map<Resource, History> histories;
    std::vector<std::string> hazards;
    int dispatches = 0;
};
Recorder recorder;

std::string name_of(const Resource& resource) {
    return (resource.first == ResourceKind::texture ? "texture " : "buffer ") +
           std::to_string(resource.second);
}

/// True when a write over a list of tiles goes on from writes over other lists of the same tiles: no tile is
/// in two.
bool goes_on(const History& history, const std::optional<TileList>& list) {
    return list && !history.lists.empty() && history.lists.begin()->first == list->first &&
           !history.lists.contains(*list);
}

void check(const Use& use, const std::string& user, const std::optional<TileList>& list = {}) {
    const History& history = recorder.histories[use.resource];
    if (use.writes && goes_on(history, list)) return;
    if (!history.writer.empty() && (history.since_write & use.barrier) == 0)
        recorder.hazards.push_back(user + (use.writes ? " writes " : " reads ") + name_of(use.resource) +
                                   ", which " + history.writer + " wrote, without the barrier that it needs");
    else if (use.writes && !history.user.empty() && (history.since_use & use.barrier) == 0)
        recorder.hazards.push_back(user + " writes " + name_of(use.resource) + ", which " + history.user +
                                   " may still read, without the barrier that it needs");
}

/// Tiles are sorted anew: what was written over the old lists says nothing of the new ones.
void forget_lists(GLuint buffer) {
    for (auto& [resource, history] : recorder.histories)
        if (!history.lists.empty() && history.lists.begin()->first == buffer) history.lists.clear();
}

void keep(const Use& use, const std::string& user, const std::optional<TileList>& list = {}) {
    if (use.writes && use.resource.first == ResourceKind::buffer) forget_lists(use.resource.second);
    History& history = recorder.histories[use.resource];
    if (!use.writes || !goes_on(history, list)) history.lists.clear();
    if (use.writes && list) history.lists.insert(*list);
    history.user = user;
    history.since_use = 0;
    if (!use.writes) return;
    history.writer = user;
    history.since_write = 0;
}

/// Blocks of storage that a source writes: all but those that say `readonly`.
std::set<std::string> stored_blocks(const std::string& source) {
    std::set<std::string> blocks;
    const std::regex block(R"((readonly |writeonly )?buffer (\w+))");
    for (std::sregex_iterator at(source.begin(), source.end(), block), end; at != end; ++at)
        if ((*at)[1] != "readonly ") blocks.insert((*at)[2]);
    return blocks;
}

GLint property(GLuint program, GLenum interface, GLuint index, GLenum name) {
    GLint value = -1;
    recorded<PFNGLGETPROGRAMRESOURCEIVPROC>("glGetProgramResourceiv")(program, interface, index, 1, &name, 1,
                                                                      nullptr, &value);
    return value;
}

std::string resource_name(GLuint program, GLenum interface, GLuint index) {
    std::array<char, 128> name = {};
    recorded<PFNGLGETPROGRAMRESOURCENAMEPROC>("glGetProgramResourceName")(
        program, interface, index, static_cast<GLsizei>(name.size()), nullptr, name.data());
    return name.data();
}

GLint resource_count(GLuint program, GLenum interface) {
    GLint value = 0;
    recorded<PFNGLGETPROGRAMINTERFACEIVPROC>("glGetProgramInterfaceiv")(program, interface,
                                                                        GL_ACTIVE_RESOURCES, &value);
    return value;
}

/// What the current program uses, by its active resources and what is bound. All images of the engine are
/// written.
std::vector<Use> uses() {
    std::vector<Use> found;
    const GLuint program = recorder.program;
    for (GLint i = 0; i < resource_count(program, GL_UNIFORM); ++i) {
        const auto index = static_cast<GLuint>(i);
        const GLint type = property(program, GL_UNIFORM, index, GL_TYPE);
        if (type != GL_SAMPLER_2D && type != GL_IMAGE_2D) continue;
        GLint unit = -1;
        recorded<PFNGLGETUNIFORMIVPROC>("glGetUniformiv")(
            program, property(program, GL_UNIFORM, index, GL_LOCATION), &unit);
        const bool is_image = type == GL_IMAGE_2D;
        const GLuint texture = (is_image ? recorder.images : recorder.textures)[static_cast<GLuint>(unit)];
        found.push_back(
            {{ResourceKind::texture, texture},
             GLbitfield(is_image ? GL_SHADER_IMAGE_ACCESS_BARRIER_BIT : GL_TEXTURE_FETCH_BARRIER_BIT),
             is_image});
    }
    for (GLint i = 0; i < resource_count(program, GL_UNIFORM_BLOCK); ++i) {
        const auto binding = property(program, GL_UNIFORM_BLOCK, static_cast<GLuint>(i), GL_BUFFER_BINDING);
        found.push_back({{ResourceKind::buffer, recorder.uniforms[static_cast<GLuint>(binding)]},
                         GL_UNIFORM_BARRIER_BIT,
                         false});
    }
    for (GLint i = 0; i < resource_count(program, GL_SHADER_STORAGE_BLOCK); ++i) {
        const auto index = static_cast<GLuint>(i);
        const auto binding = property(program, GL_SHADER_STORAGE_BLOCK, index, GL_BUFFER_BINDING);
        const bool writes =
            recorder.stored[program].contains(resource_name(program, GL_SHADER_STORAGE_BLOCK, index));
        found.push_back({{ResourceKind::buffer, recorder.storage[static_cast<GLuint>(binding)]},
                         GL_SHADER_STORAGE_BARRIER_BIT,
                         writes});
    }
    return found;
}

void record_dispatch(const std::optional<TileList>& list = {}) {
    ++recorder.dispatches;
    std::vector<Use> found = uses();
    if (list)
        found.push_back({{ResourceKind::buffer, recorder.buffers[GL_DISPATCH_INDIRECT_BUFFER]},
                         GL_COMMAND_BARRIER_BIT,
                         false});
    const std::string& user = recorder.names[recorder.program];
    for (const Use& use : found) check(use, user, list);
    for (const Use& use : found)
        if (!use.writes) keep(use, user, list);
    for (const Use& use : found)
        if (use.writes) keep(use, user, list);
}

void GLAD_API_PTR shader_source(GLuint shader, GLsizei n, const GLchar* const* strings,
                                const GLint* lengths) {
    recorder.sources[shader] = strings[0];
    recorded<PFNGLSHADERSOURCEPROC>("glShaderSource")(shader, n, strings, lengths);
}

void GLAD_API_PTR attach_shader(GLuint program, GLuint shader) {
    recorder.stored[program] = stored_blocks(recorder.sources[shader]);
    recorded<PFNGLATTACHSHADERPROC>("glAttachShader")(program, shader);
}

void GLAD_API_PTR object_label(GLenum identifier, GLuint name, GLsizei length, const GLchar* label) {
    if (identifier == GL_PROGRAM) recorder.names[name] = std::string(label, static_cast<std::size_t>(length));
    recorded<PFNGLOBJECTLABELPROC>("glObjectLabel")(identifier, name, length, label);
}

void GLAD_API_PTR use_program(GLuint program) {
    recorder.program = program;
    recorded<PFNGLUSEPROGRAMPROC>("glUseProgram")(program);
}

void GLAD_API_PTR active_texture(GLenum unit) {
    recorder.active_texture = unit;
    recorded<PFNGLACTIVETEXTUREPROC>("glActiveTexture")(unit);
}

void GLAD_API_PTR bind_texture(GLenum target, GLuint texture) {
    if (target == GL_TEXTURE_2D) recorder.textures[recorder.active_texture - GL_TEXTURE0] = texture;
    recorded<PFNGLBINDTEXTUREPROC>("glBindTexture")(target, texture);
}

void GLAD_API_PTR bind_image(GLuint unit, GLuint texture, GLint level, GLboolean layered, GLint layer,
                             GLenum access, GLenum format) {
    recorder.images[unit] = texture;
    recorded<PFNGLBINDIMAGETEXTUREPROC>("glBindImageTexture")(unit, texture, level, layered, layer, access,
                                                              format);
}

void keep_binding(GLenum target, GLuint index, GLuint buffer) {
    if (target == GL_UNIFORM_BUFFER) recorder.uniforms[index] = buffer;
    if (target == GL_SHADER_STORAGE_BUFFER) recorder.storage[index] = buffer;
    recorder.buffers[target] = buffer;
}

void GLAD_API_PTR bind_buffer(GLenum target, GLuint buffer) {
    recorder.buffers[target] = buffer;
    recorded<PFNGLBINDBUFFERPROC>("glBindBuffer")(target, buffer);
}

void GLAD_API_PTR bind_buffer_base(GLenum target, GLuint index, GLuint buffer) {
    keep_binding(target, index, buffer);
    recorded<PFNGLBINDBUFFERBASEPROC>("glBindBufferBase")(target, index, buffer);
}

void GLAD_API_PTR bind_buffer_range(GLenum target, GLuint index, GLuint buffer, GLintptr offset,
                                    GLsizeiptr size) {
    keep_binding(target, index, buffer);
    recorded<PFNGLBINDBUFFERRANGEPROC>("glBindBufferRange")(target, index, buffer, offset, size);
}

void GLAD_API_PTR buffer_sub_data(GLenum target, GLintptr offset, GLsizeiptr size, const void* data) {
    // Calls wait for what shaders read; only what they wrote needs the barrier.
    check({{ResourceKind::buffer, recorder.buffers[target]}, GL_BUFFER_UPDATE_BARRIER_BIT, false},
          "glBufferSubData");
    recorded<PFNGLBUFFERSUBDATAPROC>("glBufferSubData")(target, offset, size, data);
}

void GLAD_API_PTR copy_buffer_sub_data(GLenum from, GLenum to, GLintptr read, GLintptr write,
                                       GLsizeiptr size) {
    check({{ResourceKind::buffer, recorder.buffers[to]}, GL_BUFFER_UPDATE_BARRIER_BIT, false},
          "glCopyBufferSubData");
    recorded<PFNGLCOPYBUFFERSUBDATAPROC>("glCopyBufferSubData")(from, to, read, write, size);
}

void GLAD_API_PTR dispatch(GLuint x, GLuint y, GLuint z) {
    record_dispatch();
    recorded<PFNGLDISPATCHCOMPUTEPROC>("glDispatchCompute")(x, y, z);
}

void GLAD_API_PTR dispatch_indirect(GLintptr offset) {
    record_dispatch(TileList(recorder.buffers[GL_DISPATCH_INDIRECT_BUFFER], offset));
    recorded<PFNGLDISPATCHCOMPUTEINDIRECTPROC>("glDispatchComputeIndirect")(offset);
}

void GLAD_API_PTR memory_barrier(GLbitfield barriers) {
    for (auto& [resource, history] : recorder.histories) {
        history.since_write |= barriers;
        history.since_use |= barriers;
    }
    recorded<PFNGLMEMORYBARRIERPROC>("glMemoryBarrier")(barriers);
}

/// A name that is made again is another object.
void forget(ResourceKind kind, GLsizei n, const GLuint* names) {
    for (GLsizei i = 0; i < n; ++i) recorder.histories.erase({kind, names[i]});
}

void GLAD_API_PTR record_deleted_textures(GLsizei n, const GLuint* names) {
    forget(ResourceKind::texture, n, names);
    recorded<PFNGLDELETETEXTURESPROC>("glDeleteTextures")(n, names);
}

void GLAD_API_PTR record_deleted_buffers(GLsizei n, const GLuint* names) {
    forget(ResourceKind::buffer, n, names);
    recorded<PFNGLDELETEBUFFERSPROC>("glDeleteBuffers")(n, names);
}

template <class Function>
void* recorder_address(Function* function) {
    return reinterpret_cast<void*>(function);
}

}  // namespace

void* find_recorded(const char* name) {
    static const std::map<std::string_view, void*> recorded = {
        {"glShaderSource", recorder_address(shader_source)},
        {"glAttachShader", recorder_address(attach_shader)},
        {"glObjectLabel", recorder_address(object_label)},
        {"glUseProgram", recorder_address(use_program)},
        {"glActiveTexture", recorder_address(active_texture)},
        {"glBindTexture", recorder_address(bind_texture)},
        {"glBindImageTexture", recorder_address(bind_image)},
        {"glBindBuffer", recorder_address(bind_buffer)},
        {"glBindBufferBase", recorder_address(bind_buffer_base)},
        {"glBindBufferRange", recorder_address(bind_buffer_range)},
        {"glBufferSubData", recorder_address(buffer_sub_data)},
        {"glCopyBufferSubData", recorder_address(copy_buffer_sub_data)},
        // Then units are bound one by one.
        {"glBindTextures", nullptr},
        {"glBindSamplers", nullptr},
        {"glDispatchCompute", recorder_address(dispatch)},
        {"glDispatchComputeIndirect", recorder_address(dispatch_indirect)},
        {"glMemoryBarrier", recorder_address(memory_barrier)},
        {"glDeleteTextures", recorder_address(record_deleted_textures)},
        {"glDeleteBuffers", recorder_address(record_deleted_buffers)}};
    const auto found = recorded.find(name);
    return found != recorded.end() ? found->second : get_proc_address(name);
}

std::vector<std::string> take_hazards() {
    return std::exchange(recorder.hazards, {});
}

int take_dispatch_count() {
    return std::exchange(recorder.dispatches, 0);
}

}  // namespace tapestry::test
