/// Shader files by name: resolves their includes, compiles them, and keeps what it has compiled.
#pragma once

#include <compare>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gl/gl_objects.h"
#include "gl/shader_folder.h"
#include "tapestry/device.h"

namespace tapestry {

struct ShaderFile {
    std::string_view name;  ///< path below shaders/, with forward slashes
    std::string_view text;
};

/// Which GLSL the context speaks: 4.30 or ES 3.10.
enum class ShaderDialect { desktop, es };

/// Every file below shaders/, as the build found it.
std::span<const ShaderFile> embedded_shaders();

/// One `#define name value` in front of a shader. The name is a literal: the library keeps it.
struct ShaderDefine {
    std::string_view name;
    int value;

    auto operator<=>(const ShaderDefine&) const = default;
};

/// A sampler2D or a writeonly image2D that a shader is declared to have, on the next free unit. The name is a
/// literal: the library keeps it.
struct ShaderBinding {
    std::string_view name;
    GLenum image_format = GL_NONE;  ///< GL_NONE: a sampler

    auto operator<=>(const ShaderBinding&) const = default;
};

/// A linked program and the name that graphics debuggers show.
struct ComputeProgram {
    Program program;
    std::string label;
};

/// A program that was asked for and compiles, and what it is made of.
struct BuiltShader {
    std::string_view file;
    std::span<const ShaderDefine> defines;
    std::span<const ShaderBinding> bindings;
    std::string_view source;  ///< what the driver got
    const ComputeProgram& program;
};

/// A shader with its includes put in place, each file once, and the files in the order in which they begin.
struct ShaderSource {
    std::string text;
    std::vector<std::string_view> files;
};

class ShaderLibrary {
  public:
    using Log = std::function<void(LogLevel, std::string_view)>;

    ShaderLibrary(const GladGLContext& gl, std::span<const ShaderFile> files, Log log,
                  ShaderDialect dialect = ShaderDialect::desktop);

    /// Lets a folder's files take the place of those in the library from now on; empty = none. Error: it
    /// cannot be read.
    Result<void> read_folder(const std::filesystem::path& folder);

    /// Reads the folder again and builds what has changed by it. A program that does not build stays as it
    /// was. Error: the folder cannot be read, or the first of those programs' errors.
    Result<void> reload();

    /// The program of a file with these defines, compiled on first use; it stays where it is as long as the
    /// library lives. Error: a file that is missing, or the driver's log with the names of our files.
    /// Failures are kept too, so that a frame loop does not compile a broken shader again and again.
    Result<const ComputeProgram*> program(std::string_view file, std::span<const ShaderDefine> defines,
                                          std::span<const ShaderBinding> bindings = {});

    /// Visits every program that was asked for and compiles, in an order that does not depend on who asked.
    void for_each(const std::function<void(const BuiltShader&)>& visit) const;

    /// The text that the driver gets. Error: a file that is missing.
    Result<ShaderSource> source(std::string_view file, std::span<const ShaderDefine> defines,
                                std::span<const ShaderBinding> bindings = {}) const;

  private:
    struct VariantView {
        std::string_view file;
        std::span<const ShaderDefine> defines;
        std::span<const ShaderBinding> bindings;
    };
    struct Variant {
        std::string file;
        std::vector<ShaderDefine> defines;
        std::vector<ShaderBinding> bindings;

        operator VariantView() const { return {file, defines, bindings}; }
    };
    /// Finds a Variant by a VariantView, so that a frame's look-ups allocate nothing.
    struct VariantLess {
        using is_transparent = void;
        bool operator()(VariantView a, VariantView b) const;
    };

    struct Built {
        Result<ComputeProgram> program;
        std::string source;  ///< what the driver got
    };

    Built build(VariantView variant) const;
    Result<ComputeProgram> compile(std::string_view file, const ShaderSource& source) const;
    Result<void> replace(Built& old, Built built) const;

    const GladGLContext* gl_;
    std::span<const ShaderFile> embedded_;
    std::filesystem::path folder_;
    ShaderTexts texts_;              ///< of the folder
    std::vector<ShaderFile> files_;  ///< the folder's, and of the library's those that it does not have
    Log log_;
    ShaderDialect dialect_;
    std::map<Variant, Built, VariantLess> programs_;
};

/// A driver's log with the positions at the start of its messages turned into "include/taps.glsl:17".
std::string name_files_in_log(std::string_view log, std::span<const std::string_view> files);

}  // namespace tapestry
