/// Shader files by name: resolves their includes, compiles them, and keeps what it has compiled.
#pragma once

#include <compare>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gl/gl_objects.h"
#include "gl/program_binaries.h"
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
    bool is_multisample = false;    ///< a sampler2DMS

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

    /// Given to the driver, and not asked for.
    struct Started {
        Shader shader;
        ComputeProgram program;
        std::vector<std::string_view> files;
    };
    struct Built {
        std::optional<Started> started = {};
        std::optional<Result<ComputeProgram>> program = {};  ///< once it is finished
        std::string source = {};                             ///< what the driver got
    };
    using Programs = std::map<Variant, Built, VariantLess>;

  public:
    using Log = std::function<void(LogLevel, std::string_view)>;

    /// A program that somebody asks for, as long as the library lives.
    using Handle = Programs::value_type*;

    ShaderLibrary(const GladGLContext& gl, std::span<const ShaderFile> files, Log log,
                  ShaderDialect dialect = ShaderDialect::desktop);

    /// Lets a folder's files take the place of those in the library from now on; empty = none. Error: it
    /// cannot be read.
    Result<void> read_folder(const std::filesystem::path& folder);

    /// Reads the folder again and builds what has changed by it. A program that does not build stays as it
    /// was. Error: the folder cannot be read, or the first of those programs' errors.
    Result<void> reload();

    /// Programs from here on are made of these where the driver takes them, and their binaries can be asked
    /// for.
    void use_binaries(ProgramBinaries binaries);

    /// Of the programs that are there, and those given that nobody has asked for yet. Empty without
    /// use_binaries, and where the driver has none.
    ProgramBinaries binaries() const;

    /// The program of a file with these defines, which need not be there yet.
    Handle find(std::string_view file, std::span<const ShaderDefine> defines,
                std::span<const ShaderBinding> bindings = {});

    /// Gives it to the driver to compile and link, where it is not there yet, and asks for nothing: drivers
    /// with threads for it work on what has been started side by side.
    void start(Handle handle) { start(handle->first, handle->second); }

    /// The program, started if it was not; waits for the driver. It stays where it is as long as the library
    /// lives. Error: a file that is missing, or the driver's log with the names of our files. Failures are
    /// kept too, so that a frame loop does not compile a broken shader again and again.
    Result<const ComputeProgram*> finish(Handle handle);

    /// All of that at once.
    Result<const ComputeProgram*> program(std::string_view file, std::span<const ShaderDefine> defines,
                                          std::span<const ShaderBinding> bindings = {}) {
        return finish(find(file, defines, bindings));
    }

    /// Visits every program that was asked for and compiles, in an order that does not depend on who asked.
    void for_each(const std::function<void(const BuiltShader&)>& visit) const;

    /// The text that the driver gets. Error: a file that is missing.
    Result<ShaderSource> source(std::string_view file, std::span<const ShaderDefine> defines,
                                std::span<const ShaderBinding> bindings = {}) const;

  private:
    void start(const Variant& variant, Built& built);
    void finish(const Variant& variant, Built& built);
    ComputeProgram empty_program(std::string_view file) const;
    std::optional<ComputeProgram> load(std::string_view file, std::string_view source);
    Started compile(std::string_view file, ShaderSource source) const;
    Result<ComputeProgram> finished(std::string_view file, Started started) const;
    Result<void> replace(Built& old, Built built) const;

    const GladGLContext* gl_;
    std::span<const ShaderFile> embedded_;
    std::filesystem::path folder_;
    ShaderTexts texts_;              ///< of the folder
    std::vector<ShaderFile> files_;  ///< the folder's, and of the library's those that it does not have
    Log log_;
    ShaderDialect dialect_;
    Programs programs_;
    bool keeps_binaries_ = false;
    ProgramBinaries binaries_;  ///< given, and not asked for yet
};

/// A driver's log with the positions at the start of its messages turned into "include/taps.glsl:17".
std::string name_files_in_log(std::string_view log, std::span<const std::string_view> files);

}  // namespace tapestry
