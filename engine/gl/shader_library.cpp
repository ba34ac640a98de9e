#include "gl/shader_library.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>

#include "core/error_of.h"

namespace tapestry {
namespace {

// GLSL ES wants precisions said; desktop GLSL accepts and ignores them.
constexpr std::string_view precisions =
    "precision highp float;\nprecision highp int;\nprecision highp sampler2D;\nprecision highp image2D;\n";

std::string preamble(ShaderDialect dialect) {
    return (dialect == ShaderDialect::es ? "#version 310 es\n" : "#version 430 core\n") +
           std::string(precisions);
}

std::string_view image_layout(GLenum format) {
    switch (format) {
        case GL_R16F:
            return "r16f";
        case GL_R32F:
            return "r32f";
        case GL_RGBA8:
            return "rgba8";
        case GL_RGBA16F:
            return "rgba16f";
        case GL_RGBA32F:
            return "rgba32f";
        case GL_RGB10_A2:
            return "rgb10_a2";
        case GL_R11F_G11F_B10F:
            return "r11f_g11f_b10f";
        default:
            assert(false && "image_layout: a format that effects write");
            return {};
    }
}

std::string declarations(std::span<const ShaderBinding> bindings) {
    std::string text;
    int samplers = 0, images = 0;
    for (const ShaderBinding& binding : bindings) {
        if (binding.image_format == GL_NONE)
            text += "layout(binding = " + std::to_string(samplers++) + ") uniform highp " +
                    (binding.is_multisample ? "sampler2DMS " : "sampler2D ");
        else
            text += "layout(" + std::string(image_layout(binding.image_format)) +
                    ", binding = " + std::to_string(images++) + ") writeonly uniform highp image2D ";
        text += std::string(binding.name) + ";\n";
    }
    return text;
}

// #line has a second number for the file, but Mesa forgets it in most of its messages. So the line says both:
// file 2, line 17 is line 20017.
constexpr std::size_t lines_per_file = 10000;

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

std::optional<std::string_view> included_file(std::string_view line) {
    constexpr std::string_view start = "#include \"";
    if (!line.starts_with(start)) return std::nullopt;
    line.remove_prefix(start.size());
    return line.substr(0, line.find('"'));
}

/// Puts a file and what it includes behind the text so far.
class Includer {
  public:
    Includer(std::span<const ShaderFile> files, ShaderSource& source) : files_(files), source_(source) {}

    Result<void> append(std::string_view name) {
        if (std::ranges::find(source_.files, name) != source_.files.end()) return {};
        const auto file = std::ranges::find(files_, name, &ShaderFile::name);
        if (file == files_.end()) return error_of("shader file ", name, " does not exist");
        source_.files.push_back(file->name);
        return append_lines(*file, source_.files.size() - 1);
    }

  private:
    Result<void> append_lines(const ShaderFile& file, std::size_t number) {
        mark_line(1, number);
        std::string_view rest = file.text;
        for (std::size_t line_number = 1; !rest.empty(); ++line_number) {
            const std::string_view line = take_line(rest);
            if (const auto included = included_file(line)) {
                if (Result<void> status = append(*included); !status)
                    return error_of(file.name, ":", line_number, ": ", status.error().message);
                mark_line(line_number + 1, number);
                continue;
            }
            // shared/layout.h includes C++ headers, in a part that GLSL skips; not every preprocessor skips
            // directives that it does not know.
            if (!line.starts_with("#include <")) source_.text.append(line);
            source_.text.push_back('\n');
        }
        return {};
    }

    void mark_line(std::size_t line, std::size_t file) {
        source_.text += "#line " + std::to_string(file * lines_per_file + line) + "\n";
    }

    std::span<const ShaderFile> files_;
    ShaderSource& source_;
};

/// "0:20017" or "0(20017)" at the start of a message. The number in front says nothing here: all is one
/// string.
struct LogPosition {
    std::size_t line = 0;
    std::size_t length = 0;
};

std::optional<LogPosition> parse_position(std::string_view text) {
    const char* const end = text.data() + text.size();
    std::size_t string = 0;
    LogPosition position;
    const auto before = std::from_chars(text.data(), end, string);
    if (before.ec != std::errc() || before.ptr == end || (*before.ptr != ':' && *before.ptr != '('))
        return std::nullopt;
    const auto after = std::from_chars(before.ptr + 1, end, position.line);
    if (after.ec != std::errc()) return std::nullopt;
    const bool closes = *before.ptr == '(' && after.ptr != end && *after.ptr == ')';
    position.length = static_cast<std::size_t>(after.ptr - text.data()) + (closes ? 1 : 0);
    return position;
}

std::string name_file_in_line(std::string_view line, std::span<const std::string_view> files) {
    std::string result;
    for (const std::string_view severity : {"ERROR: ", "WARNING: "}) {
        if (!line.starts_with(severity)) continue;
        result = severity;
        line.remove_prefix(severity.size());
    }
    const auto position = parse_position(line);
    if (position && position->line / lines_per_file < files.size()) {
        result += files[position->line / lines_per_file];
        result += ':';
        result += std::to_string(position->line % lines_per_file);
        line.remove_prefix(position->length);
    }
    return result.append(line);
}

using GetParameter = void (*)(GLuint, GLenum, GLint*);
using GetLog = void (*)(GLuint, GLsizei, GLsizei*, GLchar*);

std::string info_log(GetParameter get_parameter, GetLog get_log, GLuint object) {
    GLint length = 0;
    get_parameter(object, GL_INFO_LOG_LENGTH, &length);
    if (length <= 1) return {};
    std::string log(static_cast<std::size_t>(length), '\0');
    get_log(object, length, nullptr, log.data());
    log.resize(log.find_last_not_of(std::string_view("\0\n\r ", 4)) + 1);
    return log;
}

std::vector<GLint> binary_formats(const GladGLContext& gl) {
    GLint count = 0;
    gl.GetIntegerv(GL_NUM_PROGRAM_BINARY_FORMATS, &count);
    std::vector<GLint> formats(static_cast<std::size_t>(std::max(count, 0)));
    if (!formats.empty()) gl.GetIntegerv(GL_PROGRAM_BINARY_FORMATS, formats.data());
    return formats;
}

std::string on_one_line(std::string text) {
    std::string result;
    for (const char letter : text) {
        if (letter == '\n')
            result += "; ";
        else
            result += letter;
    }
    return result;
}

}  // namespace

std::string name_files_in_log(std::string_view log, std::span<const std::string_view> files) {
    std::string result;
    while (!log.empty()) {
        if (!result.empty()) result += '\n';
        result += name_file_in_line(take_line(log), files);
    }
    return result;
}

ShaderLibrary::ShaderLibrary(const GladGLContext& gl, std::span<const ShaderFile> files, Log log,
                             ShaderDialect dialect)
    : gl_(&gl),
      embedded_(files),
      files_(files.begin(), files.end()),
      log_(std::move(log)),
      dialect_(dialect) {}

Result<void> ShaderLibrary::read_folder(const std::filesystem::path& folder) {
    ShaderTexts texts;
    if (!folder.empty()) {
        Result<ShaderTexts> read = read_shader_folder(folder);
        if (!read) return read.error();
        texts = std::move(*read);
    }
    folder_ = folder;
    texts_ = std::move(texts);
    files_.clear();
    for (const auto& [name, text] : texts_) files_.push_back({name, text});
    for (const ShaderFile& file : embedded_)
        if (!texts_.contains(file.name)) files_.push_back(file);
    return {};
}

Result<void> ShaderLibrary::reload() {
    if (folder_.empty()) return {};
    // What was started names files of the texts that go.
    for (auto& [variant, built] : programs_)
        if (built.started) finish(variant, built);
    if (Result<void> status = read_folder(std::filesystem::path(folder_)); !status) return status;
    Result<void> first_failure;
    for (auto& [variant, built] : programs_) {
        if (!built.program) continue;
        const Result<ShaderSource> text = source(variant.file, variant.defines, variant.bindings);
        if (text && text->text == built.source) continue;
        Built changed;
        finish(variant, changed);
        Result<void> status = replace(built, std::move(changed));
        if (!status && first_failure) first_failure = std::move(status);
    }
    return first_failure;
}

/// Both are finished.
Result<void> ShaderLibrary::replace(Built& old, Built built) const {
    Result<ComputeProgram>& program = *old.program;
    Result<ComputeProgram>& changed = *built.program;
    old.source = std::move(built.source);
    if (!changed) {
        Error error = changed.error();
        if (!program) program = std::move(changed);
        return error;
    }
    // The label stays where it is: timers hold on to it.
    if (program)
        program->program = std::move(changed->program);
    else
        program = std::move(changed);
    return {};
}

Result<ShaderSource> ShaderLibrary::source(std::string_view file, std::span<const ShaderDefine> defines,
                                           std::span<const ShaderBinding> bindings) const {
    ShaderSource source;
    source.text = preamble(dialect_);
    for (const ShaderDefine& define : defines)
        source.text += "#define " + std::string(define.name) + " " + std::to_string(define.value) + "\n";
    source.text += declarations(bindings);
    if (Result<void> status = Includer(files_, source).append(file); !status) return status.error();
    return source;
}

void ShaderLibrary::start(const Variant& variant, Built& built) {
    if (built.program || built.started) return;
    Result<ShaderSource> text = source(variant.file, variant.defines, variant.bindings);
    if (!text) {
        built.program = text.error();
        return;
    }
    built.source = text->text;
    if (auto loaded = load(variant.file, text->text)) {
        built.program = std::move(*loaded);
        return;
    }
    built.started = compile(variant.file, std::move(*text));
}

void ShaderLibrary::finish(const Variant& variant, Built& built) {
    start(variant, built);
    if (!built.started) return;
    built.program = finished(variant.file, std::move(*built.started));
    built.started.reset();
}

ComputeProgram ShaderLibrary::empty_program(std::string_view file) const {
    ComputeProgram program = {Program(*gl_, gl_->CreateProgram()),
                              "tapestry " + std::string(file.substr(0, file.rfind('.')))};
    if (keeps_binaries_)
        gl_->ProgramParameteri(program.program.name(), GL_PROGRAM_BINARY_RETRIEVABLE_HINT, GL_TRUE);
    return program;
}

/// None where there is no binary of it, or the driver refuses that, as after an update.
std::optional<ComputeProgram> ShaderLibrary::load(std::string_view file, std::string_view source) {
    if (binaries_.empty()) return std::nullopt;
    const auto binary = binaries_.extract(hash_of(source));
    if (!binary) return std::nullopt;
    ComputeProgram program = empty_program(file);
    const std::vector<std::byte>& bytes = binary.mapped().bytes;
    gl_->ProgramBinary(program.program.name(), binary.mapped().format, bytes.data(),
                       static_cast<GLsizei>(bytes.size()));
    GLint done = GL_FALSE;
    gl_->GetProgramiv(program.program.name(), GL_LINK_STATUS, &done);
    if (!done) return std::nullopt;
    label_object(*gl_, GL_PROGRAM, program.program.name(), program.label);
    return program;
}

/// A shader that does not compile is linked, too: asking whether it does would wait for it.
ShaderLibrary::Started ShaderLibrary::compile(std::string_view file, ShaderSource source) const {
    Started started{Shader(*gl_, gl_->CreateShader(GL_COMPUTE_SHADER)), empty_program(file),
                    std::move(source.files)};
    const char* const string = source.text.c_str();
    gl_->ShaderSource(started.shader.name(), 1, &string, nullptr);
    gl_->CompileShader(started.shader.name());
    gl_->AttachShader(started.program.program.name(), started.shader.name());
    gl_->LinkProgram(started.program.program.name());
    return started;
}

Result<ComputeProgram> ShaderLibrary::finished(std::string_view file, Started started) const {
    const auto fails = [&](std::string_view step, const std::string& log) -> Error {
        const std::string named = name_files_in_log(log, started.files);
        if (log_) log_(LogLevel::error, std::string(file) + " does not " + std::string(step) + ":\n" + named);
        return error_of("shader ", file, " does not ", step, ": ", on_one_line(named));
    };
    const GLuint shader = started.shader.name(), program = started.program.program.name();
    GLint done = GL_FALSE;
    gl_->GetShaderiv(shader, GL_COMPILE_STATUS, &done);
    std::string log = info_log(gl_->GetShaderiv, gl_->GetShaderInfoLog, shader);
    if (!done) return fails("compile", log);
    if (!log.empty() && log_)
        log_(LogLevel::info, std::string(file) + ":\n" + name_files_in_log(log, started.files));
    gl_->GetProgramiv(program, GL_LINK_STATUS, &done);
    log = info_log(gl_->GetProgramiv, gl_->GetProgramInfoLog, program);
    if (!done) return fails("link", log);
    gl_->DetachShader(program, shader);
    label_object(*gl_, GL_PROGRAM, program, started.program.label);
    return std::move(started.program);
}

/// Those of a format that the driver does not know would leave an error of ours behind.
void ShaderLibrary::use_binaries(ProgramBinaries binaries) {
    const std::vector<GLint> known = binary_formats(*gl_);
    std::erase_if(binaries, [&](const auto& binary) {
        return std::ranges::find(known, static_cast<GLint>(binary.second.format)) == known.end();
    });
    keeps_binaries_ = !known.empty();
    binaries_ = std::move(binaries);
}

ProgramBinaries ShaderLibrary::binaries() const {
    ProgramBinaries all;
    if (!keeps_binaries_) return all;
    all = binaries_;
    for_each([&](const BuiltShader& shader) {
        const GLuint program = shader.program.program.name();
        GLint size = 0;
        gl_->GetProgramiv(program, GL_PROGRAM_BINARY_LENGTH, &size);
        if (size <= 0) return;
        ProgramBinary binary;
        binary.bytes.resize(static_cast<std::size_t>(size));
        GLsizei written = 0;
        GLenum format = GL_NONE;
        gl_->GetProgramBinary(program, size, &written, &format, binary.bytes.data());
        binary.format = format;
        binary.bytes.resize(static_cast<std::size_t>(written));
        if (written > 0) all[hash_of(shader.source)] = std::move(binary);
    });
    return all;
}

ShaderLibrary::Handle ShaderLibrary::find(std::string_view file, std::span<const ShaderDefine> defines,
                                          std::span<const ShaderBinding> bindings) {
    auto found = programs_.find(VariantView{file, defines, bindings});
    if (found == programs_.end()) {
        Variant variant{
            std::string(file), {defines.begin(), defines.end()}, {bindings.begin(), bindings.end()}};
        found = programs_.emplace(std::move(variant), Built()).first;
    }
    return &*found;
}

Result<const ComputeProgram*> ShaderLibrary::finish(Handle handle) {
    auto& [variant, built] = *handle;
    if (!built.program) finish(variant, built);
    if (!*built.program) return built.program->error();
    return &**built.program;
}

void ShaderLibrary::for_each(const std::function<void(const BuiltShader&)>& visit) const {
    for (const auto& [variant, built] : programs_)
        if (built.program && *built.program)
            visit({variant.file, variant.defines, variant.bindings, built.source, **built.program});
}

bool ShaderLibrary::VariantLess::operator()(VariantView a, VariantView b) const {
    if (a.file != b.file) return a.file < b.file;
    if (!std::ranges::equal(a.defines, b.defines))
        return std::ranges::lexicographical_compare(a.defines, b.defines);
    return std::ranges::lexicographical_compare(a.bindings, b.bindings);
}

}  // namespace tapestry
