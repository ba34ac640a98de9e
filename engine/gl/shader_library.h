/// Shader files by name: resolves their includes, compiles them, and keeps what it has compiled.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gl/gl_objects.h"
#include "tapestry/device.h"

namespace tapestry {

struct ShaderFile {
    std::string_view name;  ///< path below shaders/, with forward slashes
    std::string_view text;
};

/// Every file below shaders/, as the build found it.
std::span<const ShaderFile> embedded_shaders();

/// One `#define name value` in front of a shader. The name is a literal: the library keeps it.
struct ShaderDefine {
    std::string_view name;
    int value;

    auto operator<=>(const ShaderDefine&) const = default;
};

/// A linked program and the name that graphics debuggers show.
struct ComputeProgram {
    Program program;
    std::string label;
};

/// A shader with its includes put in place, each file once, and the files in the order in which they begin.
struct ShaderSource {
    std::string text;
    std::vector<std::string_view> files;
};

class ShaderLibrary {
  public:
    using Log = std::function<void(LogLevel, std::string_view)>;

    ShaderLibrary(const GladGLContext& gl, std::span<const ShaderFile> files, Log log);

    /// The program of a file with these defines, compiled on first use; it stays where it is as long as the
    /// library lives. Error: a file that is missing, or the driver's log with the names of our files.
    /// Failures are kept too, so that a frame loop does not compile a broken shader again and again.
    Result<const ComputeProgram*> program(std::string_view file, std::span<const ShaderDefine> defines);

    /// The text that the driver gets. Error: a file that is missing.
    Result<ShaderSource> source(std::string_view file, std::span<const ShaderDefine> defines) const;

  private:
    struct VariantView {
        std::string_view file;
        std::span<const ShaderDefine> defines;
    };
    struct Variant {
        std::string file;
        std::vector<ShaderDefine> defines;

        operator VariantView() const { return {file, defines}; }
    };
    /// Finds a Variant by a VariantView, so that a frame's look-ups allocate nothing.
    struct VariantLess {
        using is_transparent = void;
        bool operator()(VariantView a, VariantView b) const;
    };

    Result<ComputeProgram> build(std::string_view file, std::span<const ShaderDefine> defines) const;

    const GladGLContext* gl_;
    std::span<const ShaderFile> files_;
    Log log_;
    std::map<Variant, Result<ComputeProgram>, VariantLess> programs_;
};

/// A driver's log with the positions at the start of its messages turned into "include/taps.glsl:17".
std::string name_files_in_log(std::string_view log, std::span<const std::string_view> files);

}  // namespace tapestry
