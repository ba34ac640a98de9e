// The structs of shaders/shared/ lie in memory as the linked programs say: every member of every pass.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "gl/device_state.h"
#include "gl/program_variant.h"
#include "gl_fixture.h"
#include "gl_pictures.h"
#include "shared/dof.h"
#include "shared/layout.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"
#include "tapestry/tap_table.h"

namespace tapestry::test {
namespace {

struct Member {
    std::string name;
    std::size_t offset;
};

std::string_view text_of(std::string_view file) {
    for (const ShaderFile& one : embedded_shaders())
        if (one.name == file) return one.text;
    return {};
}

/// The structs of shaders/shared/ as C++ lays them out: members of four bytes and more of these, in order,
/// nothing between them.
class SharedStructs {
  public:
    SharedStructs() {
        static_assert(alignof(layout::vec4) == 4 && alignof(layout::ivec2) == 4);
        for (const std::string_view file : {"shared/layout.h", "shared/dof.h"}) read(file);
    }

    /// With the members of members, named as from outside: `pass.area.first`.
    std::vector<Member> members(const std::string& type, const std::string& prefix,
                                std::size_t offset = 0) const {
        std::vector<Member> result;
        for (const Declared& one : structs_.at(type))
            for (std::size_t i = 0; i < std::max(one.count, std::size_t{1}); ++i) {
                const std::string name =
                    prefix + '.' + one.name + (one.count > 0 ? '[' + std::to_string(i) + ']' : "");
                if (structs_.contains(one.type))
                    for (const Member& inner : members(one.type, name, offset)) result.push_back(inner);
                else
                    result.push_back({name, offset});
                offset += size(one.type);
            }
        return result;
    }

    std::size_t size(const std::string& type) const {
        static const std::map<std::string, std::size_t> plain = {
            {"float", 4}, {"uint", 4}, {"int", 4}, {"vec2", 8}, {"ivec2", 8}, {"vec4", 16}, {"ivec4", 16}};
        if (const auto found = plain.find(type); found != plain.end()) return found->second;
        std::size_t sum = 0;
        for (const Declared& one : structs_.at(type))
            sum += std::max(one.count, std::size_t{1}) * size(one.type);
        return sum;
    }

  private:
    struct Declared {
        std::string type;
        std::string name;
        std::size_t count = 0;  ///< 0: no array
    };

    void read(std::string_view file) {
        std::istringstream lines{std::string(text_of(file))};
        static const std::regex begin(R"(struct (\w+) \{)"), member(R"( *(\w+) (\w+)(?:\[(\w+)\])?;.*)"),
            constant(R"(#define (\w+) (\d+))");
        std::vector<Declared>* current = nullptr;
        std::smatch match;
        for (std::string line; std::getline(lines, line);)
            if (std::regex_match(line, match, constant))
                constants_[match[1]] = std::stoul(match[2]);
            else if (std::regex_match(line, match, begin))
                current = &structs_[match[1]];
            else if (line == "};")
                current = nullptr;
            else if (current && std::regex_match(line, match, member))
                current->push_back(
                    {match[1], match[2], match[3].matched ? count_of(match[3]) : std::size_t{0}});
    }

    /// A number, or one of the constants before.
    std::size_t count_of(const std::string& text) const {
        const auto found = constants_.find(text);
        return found != constants_.end() ? found->second : std::stoul(text);
    }

    std::map<std::string, std::vector<Declared>> structs_;
    std::map<std::string, std::size_t> constants_;
};

/// What a shader's `pass` is. Empty: it has none.
std::string block_type(std::string_view file) {
    const std::string text(text_of(file));
    std::smatch match;
    return std::regex_search(text, match, std::regex(R"(TAPESTRY_UNIFORM_PASS, ?(\w+), ?pass\))"))
               ? match[1].str()
               : "";
}

GLint resource(const GladGLContext& gl, GLuint program, GLenum interface, GLuint index, GLenum property) {
    GLint value = -1;
    gl.GetProgramResourceiv(program, interface, index, 1, &property, 1, nullptr, &value);
    return value;
}

struct BlockFixture : GlFixture {
    const SharedStructs shared;

    /// Of all passes but depth of field's, which are compiled as a frame needs them.
    static std::vector<std::string_view> passes() {
        std::vector<std::string_view> files;
        for (const ShaderFile& file : embedded_shaders())
            if (file.name.ends_with(".comp") && !file.name.starts_with("dof_")) files.push_back(file.name);
        return files;
    }

    /// With everything that a file may be compiled for.
    GLuint program(std::string_view file, bool in_uniforms = false) {
        const layout::TapestryConversion conversion = {};
        GpuTable::Shape shape = {24, 17, 24 * 17, 18, true, in_uniforms};
        PassDefines defines =
            defines_of({.last_layer = true, .two_axes = true, .conversion = &conversion, .table = &shape});
        defines.with_target(GL_RGBA16F);
        // Every name that one of them has.
        constexpr std::array<ShaderBinding, 11> bindings = {{{"source"},
                                                             {"data"},
                                                             {"original"},
                                                             {"parameters"},
                                                             {"turns"},
                                                             {"velocities"},
                                                             {"depths"},
                                                             {"filled"},
                                                             {"target", GL_RGBA16F},
                                                             {"work", GL_RGBA16F},
                                                             {"target_turns", GL_R32F}}};
        const auto found = device.state()->shaders.program(file, defines.list(), bindings);
        if (!found) FAIL(found.error().message);
        return (*found)->program.name();
    }

    void check_block(std::string_view file, GLuint name) {
        INFO(std::string(file));
        const std::string type = block_type(file);
        const std::vector<Member> members = shared.members(type, "pass");
        const GLuint block = gl.GetProgramResourceIndex(name, GL_UNIFORM_BLOCK, "PassBlock");
        REQUIRE(block != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, block, GL_BUFFER_BINDING) == TAPESTRY_UNIFORM_PASS);
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, block, GL_BUFFER_DATA_SIZE) ==
              static_cast<GLint>(shared.size(type)));
        // std140 keeps every member active.
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, block, GL_NUM_ACTIVE_VARIABLES) ==
              static_cast<GLint>(members.size()));
        for (const Member& member : members) {
            INFO(member.name);
            const GLuint index = gl.GetProgramResourceIndex(name, GL_UNIFORM, member.name.c_str());
            REQUIRE(index != GL_INVALID_INDEX);
            CHECK(resource(gl, name, GL_UNIFORM, index, GL_OFFSET) == static_cast<GLint>(member.offset));
        }
    }

    /// With all of its passes.
    void draw_depth_of_field() {
        auto history = DepthOfFieldHistory::create(device);
        REQUIRE(history);
        constexpr int width = 64, height = 360;
        DepthOfFieldFrame frame;
        frame.source = {make_texture(*this, GL_RGBA16F, width, height)};
        frame.target = {make_texture(*this, GL_RGBA8, width, height)};
        frame.depth_texture = make_texture(*this, GL_R32F, width, height);
        frame.depth.kind = DepthKind::metres;
        frame.layer.color = frame.hidden.color = frame.source;
        frame.layer.depth_texture = frame.hidden.depth_texture = frame.depth_texture;
        frame.history = &*history;
        DepthOfFieldOptions options;
        options.autofocus.on = true;
        options.steadiness = 0.5f;
        options.depth_quality = DepthQuality::estimated;
        options.near_limit = options.far_limit = 0.2f;
        frame.depth_texture.jitter_x = 0.25f;
        for (const char* const name : {"disk_0-24_8x3_flat", "catseye_0-24_16x3_flat"}) {
            auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + name + ".tap");
            REQUIRE(table);
            auto effect = DepthOfField::create(device, {.bokeh = *table});
            REQUIRE(effect);
            for (const DepthOfFieldView view : {DepthOfFieldView::picture, DepthOfFieldView::coverage}) {
                options.view = view;
                if (Result<void> status = effect->apply(frame, options); !status)
                    FAIL(status.error().message);
            }
        }
    }

    void check_uniform_array(GLuint name, const char* block, const char* member, GLint binding,
                             std::size_t offset) {
        const GLuint index = gl.GetProgramResourceIndex(name, GL_UNIFORM_BLOCK, block);
        REQUIRE(index != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_UNIFORM_BLOCK, index, GL_BUFFER_BINDING) == binding);
        const GLuint variable = gl.GetProgramResourceIndex(name, GL_UNIFORM, member);
        REQUIRE(variable != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_UNIFORM, variable, GL_OFFSET) == static_cast<GLint>(offset));
        CHECK(resource(gl, name, GL_UNIFORM, variable, GL_ARRAY_STRIDE) == sizeof(glm::vec4));
    }

    void check_storage(GLuint name, const char* block, const char* member, GLint binding, GLint stride,
                       GLint offset = 0) {
        const GLuint index = gl.GetProgramResourceIndex(name, GL_SHADER_STORAGE_BLOCK, block);
        REQUIRE(index != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_SHADER_STORAGE_BLOCK, index, GL_BUFFER_BINDING) == binding);
        const GLuint variable = gl.GetProgramResourceIndex(name, GL_BUFFER_VARIABLE, member);
        REQUIRE(variable != GL_INVALID_INDEX);
        CHECK(resource(gl, name, GL_BUFFER_VARIABLE, variable, GL_OFFSET) == offset);
        CHECK(resource(gl, name, GL_BUFFER_VARIABLE, variable, GL_ARRAY_STRIDE) == stride);
    }
};

}  // namespace

TEST_CASE_FIXTURE(BlockFixture, "the shared structs are read as C++ has them") {
    CHECK(shared.size("FilterPass") == sizeof(layout::FilterPass));
    CHECK(shared.size("DofPass") == sizeof(layout::DofPass));
    CHECK(shared.size("EnlargePass") == sizeof(layout::EnlargePass));
    const std::vector<Member> members = shared.members("FilterPass", "pass");
    CHECK(members.back().name == "pass.aperture_variance");
    CHECK(members.back().offset == offsetof(layout::FilterPass, aperture_variance));
    const Member& last_end = members[members.size() - 6];
    CHECK(last_end.name == "pass.pictures[3].end");
    CHECK(last_end.offset == offsetof(layout::FilterPass, pictures) + 3 * sizeof(layout::TapestryArea) +
                                 offsetof(layout::TapestryArea, end));
}

TEST_CASE_FIXTURE(BlockFixture, "uniform blocks are laid out as in C++") {
    for (const std::string_view file : passes()) check_block(file, program(file));
}

TEST_CASE_FIXTURE(BlockFixture, "depth of field's uniform blocks are laid out as in C++") {
    draw_depth_of_field();
    std::set<std::string> checked;
    device.state()->shaders.for_each([&](const BuiltShader& shader) {
        if (!shader.file.starts_with("dof_")) return;
        check_block(shader.file, shader.program.program.name());
        checked.emplace(shader.file);
    });
    for (const ShaderFile& file : embedded_shaders())
        if (file.name.starts_with("dof_")) CHECK_MESSAGE(checked.contains(std::string(file.name)), file.name);
}

TEST_CASE_FIXTURE(BlockFixture, "storage blocks are laid out as in the table") {
    for (const char* const file : {"filter_varying.comp", "taps_blend.comp"}) {
        INFO(std::string(file));
        check_storage(program(file), "TapRecords", "tap_records[0]", TAPESTRY_STORAGE_TAPS, sizeof(Tap));
        check_storage(program(file), "Knots", "knots[0]", TAPESTRY_STORAGE_KNOTS, sizeof(glm::vec4));
    }
    const GLuint classify = program("tiles_classify.comp");
    check_storage(classify, "Tiles", "tiles[0]", TAPESTRY_STORAGE_TILES, sizeof(GLuint),
                  TAPESTRY_TILE_LISTS * sizeof(layout::TapestryTileList) + sizeof(GLuint));
}

TEST_CASE_FIXTURE(BlockFixture, "a layer's records and blended taps are uniform blocks too") {
    const GLuint varying = program("filter_varying.comp", true);
    check_uniform_array(varying, "TapRecords", "tap_records[0]", TAPESTRY_UNIFORM_TAPS, 0);
    check_uniform_array(varying, "Knots", "knots[0]", TAPESTRY_UNIFORM_KNOTS, 0);
    check_uniform_array(program("filter_uniform.comp"), "BlendedLayer", "BlendedLayer.taps[0]",
                        TAPESTRY_UNIFORM_BLENDED, offsetof(layout::TapestryBlendedLayer, taps));
}

TEST_CASE_FIXTURE(BlockFixture, "every pass has the workgroup of the shared header") {
    for (const std::string_view file : passes()) {
        INFO(std::string(file));
        const int rows = file == "filter_uniform.comp" ? TAPESTRY_GROUP_HALF_Y : TAPESTRY_GROUP_Y;
        std::array<GLint, 3> size = {};
        gl.GetProgramiv(program(file), GL_COMPUTE_WORK_GROUP_SIZE, size.data());
        CHECK(size == std::array<GLint, 3>{TAPESTRY_GROUP_X, rows, 1});
    }
}

}  // namespace tapestry::test
