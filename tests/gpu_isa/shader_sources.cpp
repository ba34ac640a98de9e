// The assembled sources of the library's programs, for compilers of GPUs that are not there: draws frames
// that reach every pass, or one frame of depth of field, and writes each program's source as its driver gets
// it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dof_dispatches.h"
#include "drawn_frames.h"
#include "gl/device_state.h"
#include "offline/files/json_text.h"
#include "platform/headless_context.h"
#include "tapestry/atomic_file.h"

namespace tapestry::test {
namespace {

using Json = nlohmann::ordered_json;

// Software GL makes machine code of a program when it first runs, which takes a fifth of a second each: where
// only sources are wanted, nothing runs.
void GLAD_API_PTR dispatch_nothing(GLuint, GLuint, GLuint) {}
void GLAD_API_PTR dispatch_nothing_indirect(GLintptr) {}

void* get_without_dispatches(const char* name) {
    if (std::string_view(name) == "glDispatchCompute") return reinterpret_cast<void*>(dispatch_nothing);
    if (std::string_view(name) == "glDispatchComputeIndirect")
        return reinterpret_cast<void*>(dispatch_nothing_indirect);
    return demo::HeadlessContext::get_proc_address(name);
}

struct Request {
    std::filesystem::path folder;
    std::filesystem::path shaders;
    demo::PictureSize frame = {};  ///< (0, 0): none is counted
    std::string scene = "night-lights";
};

std::string_view stem_of(std::string_view file) {
    return file.substr(0, file.rfind('.'));
}

/// TAPESTRY_TAPS as TAPS.
std::string_view short_name(std::string_view define) {
    constexpr std::string_view ours = "TAPESTRY_";
    return define.starts_with(ours) ? define.substr(ours.size()) : define;
}

bool is_switch(const ShaderDefine& define) {
    const auto ends = [&](std::string_view with) { return define.name.ends_with(with); };
    return define.value == 1 && !ends("_FORMAT") && !ends("_ENCODING") && !ends("_ALPHA");
}

/// The file, and what it is compiled with, switches first, in alphabetical order: the same whoever asks for
/// it.
std::string name_of(const BuiltShader& shader) {
    std::vector<ShaderDefine> defines(shader.defines.begin(), shader.defines.end());
    std::ranges::sort(defines, [](const ShaderDefine& a, const ShaderDefine& b) {
        return is_switch(a) != is_switch(b) ? is_switch(a) : a < b;
    });
    std::string name(stem_of(shader.file));
    for (const ShaderDefine& define : defines) {
        name.append(" ").append(short_name(define.name));
        if (!is_switch(define)) name.append("=").append(std::to_string(define.value));
    }
    return name;
}

std::string file_of(std::string name) {
    std::ranges::replace(name, ' ', '.');
    return name + ".comp";
}

Json defines_of(const BuiltShader& shader) {
    Json defines = Json::object();
    for (const ShaderDefine& define : shader.defines) defines[std::string(define.name)] = define.value;
    return defines;
}

/// Their formats as GL numbers them; 0: a sampler.
Json bindings_of(const BuiltShader& shader) {
    Json bindings = Json::object();
    for (const ShaderBinding& binding : shader.bindings)
        bindings[std::string(binding.name)] = binding.image_format;
    return bindings;
}

int lanes_of_group(const GladGLContext& gl, const ComputeProgram& program) {
    GLint size[3] = {};
    gl.GetProgramiv(program.program.name(), GL_COMPUTE_WORK_GROUP_SIZE, size);
    return size[0] * size[1] * size[2];
}

Result<void> write_text(const std::filesystem::path& path, std::string_view text) {
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

/// Writes programs' sources, and remembers how they are called.
class SourceWriter {
  public:
    SourceWriter(const GladGLContext& gl, std::filesystem::path folder)
        : gl_(gl), folder_(std::move(folder)) {}

    Result<void> write(const ShaderLibrary& library) {
        Result<void> status;
        library.for_each([&](const BuiltShader& shader) {
            if (status) status = write(shader);
        });
        return status;
    }

    /// Error: a pass that no frame draws.
    Result<void> check_all_drawn() const {
        for (const ShaderFile& file : embedded_shaders())
            if (file.name.ends_with(".comp") && !drawn_.contains(file.name))
                return Error{"tests/gpu_isa/drawn_frames.cpp: no frame draws " + std::string(file.name)};
        return {};
    }

    const std::string& name(const ComputeProgram* program) const { return names_.at(program); }
    const Json& shaders() const { return shaders_; }

  private:
    Result<void> write(const BuiltShader& shader) {
        const std::string name = name_of(shader);
        for (const auto& [program, other] : names_)
            if (other == name) return Error{"two shaders are called " + name};
        names_.emplace(&shader.program, name);
        drawn_.emplace(shader.file);
        shaders_.push_back({{"name", name},
                            {"file", shader.file},
                            {"source", file_of(name)},
                            {"lanes", lanes_of_group(gl_, shader.program)},
                            {"defines", defines_of(shader)},
                            {"bindings", bindings_of(shader)}});
        return write_text(folder_ / file_of(name), shader.source);
    }

    const GladGLContext& gl_;
    std::filesystem::path folder_;
    std::map<const ComputeProgram*, std::string> names_ = {};
    std::set<std::string, std::less<>> drawn_ = {};
    Json shaders_ = Json::array();
};

Json frame_of(const SourceWriter& sources, const std::vector<Dispatch>& dispatches, const Request& request) {
    Json runs = Json::array();
    for (const Dispatch& dispatch : dispatches)
        runs.push_back({{"shader", sources.name(dispatch.program)}, {"groups", dispatch.groups}});
    const std::string size = std::to_string(request.frame.width) + "x" + std::to_string(request.frame.height);
    return {{"name", "depth of field, " + request.scene + ", " + size}, {"dispatches", runs}};
}

Result<Json> write_every_pass(const Request& request, const GladGLContext& gl) {
    auto device = Device::create({.get_proc_address = get_without_dispatches, .shader_dir = request.shaders});
    if (!device) return device.error();
    device->state()->takes_all_branches = false;  // as GPUs do not
    if (Result<void> status = draw_every_pass(*device, gl); !status) return status.error();
    SourceWriter sources(gl, request.folder);
    if (Result<void> status = sources.write(device->state()->shaders); !status) return status.error();
    if (Result<void> status = sources.check_all_drawn(); !status) return status.error();
    return Json{{"shaders", sources.shaders()}};
}

Result<Json> write_frame(const Request& request, const GladGLContext& gl) {
    auto device = Device::create(
        {.get_proc_address = demo::HeadlessContext::get_proc_address, .shader_dir = request.shaders});
    if (!device) return device.error();
    device->state()->takes_all_branches = false;
    const auto dispatches = dof_dispatches(*device, gl, request.scene.c_str(), request.frame);
    if (!dispatches) return dispatches.error();
    SourceWriter sources(gl, request.folder);
    if (Result<void> status = sources.write(device->state()->shaders); !status) return status.error();
    return Json{{"shaders", sources.shaders()}, {"frame", frame_of(sources, *dispatches, request)}};
}

Result<void> write_sources(const Request& request) {
    std::error_code code;
    std::filesystem::create_directories(request.folder, code);
    const auto context = demo::HeadlessContext::create();
    if (!context) return context.error();
    GladGLContext gl = {};
    gladLoadGLContext(&gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
    });
    const auto manifest = request.frame.width > 0 ? write_frame(request, gl) : write_every_pass(request, gl);
    if (!manifest) return manifest.error();
    return write_text(request.folder / "shaders.json", offline::json_text(*manifest, 1) + "\n");
}

}  // namespace
}  // namespace tapestry::test

int main(int argc, char** argv) {
    using namespace tapestry;
    CLI::App app("The assembled sources of the library's programs, for compilers of GPUs that are not there.",
                 "tapestry-shader-sources");
    test::Request request;
    std::string size;
    app.add_option("folder", request.folder, "for the sources, and shaders.json, which says what they are")
        ->required();
    app.add_option("--shaders", request.shaders, "a folder of shaders to try in place of the library's");
    app.add_option("--frame", size,
                   "WxH: only the programs of a frame of depth of field of this size, and its dispatches");
    app.add_option("--scene", request.scene, "of that frame");
    CLI11_PARSE(app, argc, argv);
    const bool has_size =
        size.empty() || std::sscanf(size.c_str(), "%dx%d", &request.frame.width, &request.frame.height) == 2;
    const Result<void> status =
        has_size ? test::write_sources(request) : Error{"--frame: " + size + " is not WxH"};
    if (!status) std::fprintf(stderr, "tapestry-shader-sources: %s\n", status.error().message.c_str());
    return status ? 0 : 1;
}
