#include "gl/gl_functions.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <type_traits>

namespace tapestry {
namespace {

/// Without pointers, which the loader of programs would have to set.
struct Function {
    char name[26];
    std::uint16_t offset;  ///< of its pointer in glad's struct
};
static_assert(std::is_standard_layout_v<GladGLContext>);

#define GL_AS(MEMBER, NAME) \
    { NAME, offsetof(GladGLContext, MEMBER) }
#define GL(MEMBER) GL_AS(MEMBER, "gl" #MEMBER)

constexpr Function everywhere[] = {GL(ActiveTexture),
                                   GL(AttachShader),
                                   GL(BindBuffer),
                                   GL(BindBufferBase),
                                   GL(BindBufferRange),
                                   GL(BindImageTexture),
                                   GL(BindSampler),
                                   GL(BindTexture),
                                   GL(BufferData),
                                   GL(BufferSubData),
                                   GL(ClientWaitSync),
                                   GL(CompileShader),
                                   GL(CopyBufferSubData),
                                   GL(CreateProgram),
                                   GL(CreateShader),
                                   GL(DeleteBuffers),
                                   GL(DeleteProgram),
                                   GL(DeleteQueries),
                                   GL(DeleteSamplers),
                                   GL(DeleteShader),
                                   GL(DeleteSync),
                                   GL(DeleteTextures),
                                   GL(DetachShader),
                                   GL(DispatchCompute),
                                   GL(DispatchComputeIndirect),
                                   GL(FenceSync),
                                   GL(GenBuffers),
                                   GL(GenQueries),
                                   GL(GenSamplers),
                                   GL(GenTextures),
                                   GL(GetBufferParameteri64v),
                                   GL(GetError),
                                   GL(GetInteger64i_v),
                                   GL(GetInteger64v),
                                   GL(GetIntegeri_v),
                                   GL(GetIntegerv),
                                   GL(GetProgramBinary),
                                   GL(GetProgramInfoLog),
                                   GL(GetProgramiv),
                                   GL(GetQueryObjectuiv),
                                   GL(GetShaderInfoLog),
                                   GL(GetShaderiv),
                                   GL(GetString),
                                   GL(GetStringi),
                                   GL(GetTexLevelParameteriv),
                                   GL(GetTexParameteriv),
                                   GL(IsProgram),
                                   GL(IsTexture),
                                   GL(LinkProgram),
                                   GL(MapBufferRange),
                                   GL(MemoryBarrier),
                                   GL(PixelStorei),
                                   GL(ProgramBinary),
                                   GL(ProgramParameteri),
                                   GL(SamplerParameteri),
                                   GL(ShaderSource),
                                   GL(TexStorage2D),
                                   GL(TexStorage2DMultisample),
                                   GL(TexSubImage2D),
                                   GL(UnmapBuffer),
                                   GL(UseProgram)};
/// OpenGL ES has them, if at all, by extensions, those of context.cpp among them.
constexpr Function of_desktop[] = {GL(CopyImageSubData), GL(GetQueryObjectui64v), GL(ObjectLabel),
                                   GL(PopDebugGroup),    GL(PushDebugGroup),      GL(QueryCounter),
                                   GL(TextureView)};
constexpr Function of_es_extensions[] = {
    GL_AS(GetQueryObjectui64v, "glGetQueryObjectui64vEXT"), GL_AS(ObjectLabel, "glObjectLabelKHR"),
    GL_AS(PopDebugGroup, "glPopDebugGroupKHR"), GL_AS(PushDebugGroup, "glPushDebugGroupKHR"),
    GL_AS(QueryCounter, "glQueryCounterEXT")};
/// GL_ARB_multi_bind.
constexpr Function of_extensions[] = {GL(BindSamplers), GL(BindTextures)};

#undef GL
#undef GL_AS

/// Returns the name of the first that is not there, or null.
const char* load(GladGLContext& gl, ProcLookup lookup, std::span<const Function> functions) {
    const char* missing = nullptr;
    for (const Function& function : functions) {
        const ProcLookup::Proc address = lookup(function.name);
        if (!address && !missing) missing = function.name;
        std::memcpy(reinterpret_cast<std::byte*>(&gl) + function.offset, &address, sizeof address);
    }
    return missing;
}

}  // namespace

const char* load_functions(GlFunctions& gl, ProcLookup lookup, bool is_es) {
    const char* missing = load(gl, lookup, everywhere);
    if (is_es)
        load(gl, lookup, of_es_extensions);
    else if (const char* const also = load(gl, lookup, of_desktop); !missing)
        missing = also;
    load(gl, lookup, of_extensions);
    return missing;
}

}  // namespace tapestry
