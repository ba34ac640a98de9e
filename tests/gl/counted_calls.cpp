#include "counted_calls.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>

#include "gl_fixture.h"

namespace tapestry::test {
namespace {

std::map<std::string, int, std::less<>>& counts() {
    static std::map<std::string, int, std::less<>> all;
    return all;
}

template <std::size_t size>
struct Name {
    char text[size] = {};
    constexpr Name(const char (&literal)[size]) { std::ranges::copy(literal, text); }
};

/// A function of GL, by its name and type, that counts its calls.
template <Name name, class Function>
struct Counted;
template <Name name, class Value, class... Arguments>
struct Counted<name, Value(GLAD_API_PTR*)(Arguments...)> {
    static inline Value(GLAD_API_PTR* real)(Arguments...) = nullptr;
    static inline int* count = nullptr;

    static Value GLAD_API_PTR call(Arguments... arguments) {
        ++*count;
        return real(arguments...);
    }
    static void* address() {
        real = reinterpret_cast<Value(GLAD_API_PTR*)(Arguments...)>(get_proc_address(name.text));
        count = &counts()[name.text];
        return real ? reinterpret_cast<void*>(call) : nullptr;
    }
};

void GLAD_API_PTR other_call() {
    ++counts()["others"];
}

using Address = void* (*)();

#define COUNTED(gl_name, type) \
    { #gl_name, Counted < #gl_name, type> ::address }

const std::map<std::string_view, Address>& counted() {
    static const std::map<std::string_view, Address> all = {
        COUNTED(glActiveTexture, PFNGLACTIVETEXTUREPROC),
        COUNTED(glAttachShader, PFNGLATTACHSHADERPROC),
        COUNTED(glBindBuffer, PFNGLBINDBUFFERPROC),
        COUNTED(glBindBufferBase, PFNGLBINDBUFFERBASEPROC),
        COUNTED(glBindBufferRange, PFNGLBINDBUFFERRANGEPROC),
        COUNTED(glBindImageTexture, PFNGLBINDIMAGETEXTUREPROC),
        COUNTED(glBindSampler, PFNGLBINDSAMPLERPROC),
        COUNTED(glBindSamplers, PFNGLBINDSAMPLERSPROC),
        COUNTED(glBindTexture, PFNGLBINDTEXTUREPROC),
        COUNTED(glBindTextures, PFNGLBINDTEXTURESPROC),
        COUNTED(glBufferData, PFNGLBUFFERDATAPROC),
        COUNTED(glBufferSubData, PFNGLBUFFERSUBDATAPROC),
        COUNTED(glClientWaitSync, PFNGLCLIENTWAITSYNCPROC),
        COUNTED(glCompileShader, PFNGLCOMPILESHADERPROC),
        COUNTED(glCopyImageSubData, PFNGLCOPYIMAGESUBDATAPROC),
        COUNTED(glCopyBufferSubData, PFNGLCOPYBUFFERSUBDATAPROC),
        COUNTED(glCreateProgram, PFNGLCREATEPROGRAMPROC),
        COUNTED(glCreateShader, PFNGLCREATESHADERPROC),
        COUNTED(glDeleteBuffers, PFNGLDELETEBUFFERSPROC),
        COUNTED(glDeleteProgram, PFNGLDELETEPROGRAMPROC),
        COUNTED(glDeleteSamplers, PFNGLDELETESAMPLERSPROC),
        COUNTED(glDeleteShader, PFNGLDELETESHADERPROC),
        COUNTED(glDeleteSync, PFNGLDELETESYNCPROC),
        COUNTED(glDeleteTextures, PFNGLDELETETEXTURESPROC),
        COUNTED(glDetachShader, PFNGLDETACHSHADERPROC),
        COUNTED(glDispatchCompute, PFNGLDISPATCHCOMPUTEPROC),
        COUNTED(glDispatchComputeIndirect, PFNGLDISPATCHCOMPUTEINDIRECTPROC),
        COUNTED(glFenceSync, PFNGLFENCESYNCPROC),
        COUNTED(glGenBuffers, PFNGLGENBUFFERSPROC),
        COUNTED(glGenSamplers, PFNGLGENSAMPLERSPROC),
        COUNTED(glGenTextures, PFNGLGENTEXTURESPROC),
        COUNTED(glGetBufferParameteri64v, PFNGLGETBUFFERPARAMETERI64VPROC),
        COUNTED(glGetError, PFNGLGETERRORPROC),
        COUNTED(glGetGraphicsResetStatus, GLenum(GLAD_API_PTR*)()),
        COUNTED(glGetInteger64i_v, PFNGLGETINTEGER64I_VPROC),
        COUNTED(glGetInteger64v, PFNGLGETINTEGER64VPROC),
        COUNTED(glGetIntegeri_v, PFNGLGETINTEGERI_VPROC),
        COUNTED(glGetIntegerv, PFNGLGETINTEGERVPROC),
        COUNTED(glGetProgramBinary, PFNGLGETPROGRAMBINARYPROC),
        COUNTED(glGetProgramInfoLog, PFNGLGETPROGRAMINFOLOGPROC),
        COUNTED(glGetProgramiv, PFNGLGETPROGRAMIVPROC),
        COUNTED(glGetShaderInfoLog, PFNGLGETSHADERINFOLOGPROC),
        COUNTED(glGetShaderiv, PFNGLGETSHADERIVPROC),
        COUNTED(glGetString, PFNGLGETSTRINGPROC),
        COUNTED(glGetStringi, PFNGLGETSTRINGIPROC),
        COUNTED(glGetTexLevelParameteriv, PFNGLGETTEXLEVELPARAMETERIVPROC),
        COUNTED(glGetTexParameteriv, PFNGLGETTEXPARAMETERIVPROC),
        COUNTED(glIsProgram, PFNGLISPROGRAMPROC),
        COUNTED(glIsTexture, PFNGLISTEXTUREPROC),
        COUNTED(glLinkProgram, PFNGLLINKPROGRAMPROC),
        COUNTED(glMapBufferRange, PFNGLMAPBUFFERRANGEPROC),
        COUNTED(glMaxShaderCompilerThreadsKHR, void(GLAD_API_PTR*)(GLuint)),
        COUNTED(glMemoryBarrier, PFNGLMEMORYBARRIERPROC),
        COUNTED(glObjectLabel, PFNGLOBJECTLABELPROC),
        COUNTED(glPixelStorei, PFNGLPIXELSTOREIPROC),
        COUNTED(glPopDebugGroup, PFNGLPOPDEBUGGROUPPROC),
        COUNTED(glProgramBinary, PFNGLPROGRAMBINARYPROC),
        COUNTED(glProgramParameteri, PFNGLPROGRAMPARAMETERIPROC),
        COUNTED(glPushDebugGroup, PFNGLPUSHDEBUGGROUPPROC),
        COUNTED(glSamplerParameteri, PFNGLSAMPLERPARAMETERIPROC),
        COUNTED(glShaderSource, PFNGLSHADERSOURCEPROC),
        COUNTED(glTexStorage2D, PFNGLTEXSTORAGE2DPROC),
        COUNTED(glTexStorage2DMultisample, PFNGLTEXSTORAGE2DMULTISAMPLEPROC),
        COUNTED(glTextureView, PFNGLTEXTUREVIEWPROC),
        COUNTED(glTexSubImage2D, PFNGLTEXSUBIMAGE2DPROC),
        COUNTED(glUnmapBuffer, PFNGLUNMAPBUFFERPROC),
        COUNTED(glUseProgram, PFNGLUSEPROGRAMPROC)};
    return all;
}

template <class Wanted>
int sum_of(const Wanted& wanted) {
    int sum = 0;
    for (const auto& [name, count] : counts())
        if (wanted(name)) sum += count;
    return sum;
}

}  // namespace

void* find_call_counting(const char* name) {
    const auto found = counted().find(name);
    if (found != counted().end()) return found->second();
    return get_proc_address(name) ? reinterpret_cast<void*>(other_call) : nullptr;
}

void reset_call_counts() {
    for (auto& [name, count] : counts()) count = 0;
}

int call_count() {
    return sum_of([](const std::string&) { return true; });
}

int call_count(std::initializer_list<std::string_view> names) {
    return sum_of([&](const std::string& name) { return std::ranges::find(names, name) != names.end(); });
}

int call_count_of_prefix(std::string_view prefix) {
    return sum_of([&](const std::string& name) { return name.starts_with(prefix); });
}

std::string describe_calls() {
    std::string text;
    for (const auto& [name, count] : counts())
        if (count != 0) text += name + " " + std::to_string(count) + "\n";
    return text;
}

}  // namespace tapestry::test
