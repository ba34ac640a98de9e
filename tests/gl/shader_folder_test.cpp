// Shaders of a folder take the place of the library's, and a broken one leaves the last good one at work.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/temporary_folder.h"
#include "filter_runs.h"
#include "gl/shader_library.h"
#include "gl_pictures.h"
#include "random_tables.h"

namespace tapestry::test {
namespace {

struct FolderFixture : GlFixture {
    TemporaryFolder folder;
    std::mt19937 random{test_seed()};
    TapTable table = make_table();
    GLuint source = upload(*this, GL_RGBA32F, Image(9, 7, glm::dvec4(0.5)), Row0::bottom);
    GLuint target = make_texture(*this, GL_RGBA32F, 9, 7);

    TapTable make_table() {
        RandomTableShape shape;
        shape.axes = {radius_axis()};
        return random_table(shape, random);
    }

    Device device_with_folder() {
        DeviceDescription description;
        description.get_proc_address = get_proc_address;
        description.shader_dir = folder.path();
        auto made = Device::create(description);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    void write(const std::string& name, std::string_view text) {
        const std::filesystem::path path = folder.path() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    /// The library's own copy shader with its store replaced.
    /// Returns the line that has changed.
    std::ptrdiff_t write_copy(const std::string& stored) {
        std::string text;
        for (const ShaderFile& file : embedded_shaders())
            if (file.name == "filter_copy.comp") text = file.text;
        const std::size_t start = text.find("storable(");
        text.replace(start, text.find(");", start) - start, stored);
        write("filter_copy.comp", text);
        return 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(start), '\n');
    }

    double copied_red(SparseFilter& filter) {
        SparseFilterFrame frame;
        frame.source = {source, Encoding::linear, Alpha::premultiplied};
        frame.target = {target, Encoding::linear, Alpha::premultiplied};
        if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
        return download(*this, target, 9, 7, Row0::bottom).at(4, 3).r;
    }
};

}  // namespace

TEST_CASE_FIXTURE(FolderFixture, "a changed shader is at work after a reload, a broken one never") {
    Device made = device_with_folder();
    SparseFilter filter = make_filter(made, table);
    CHECK(copied_red(filter) == 0.5);

    write_copy("vec4(0.25)");
    CHECK(copied_red(filter) == 0.5);
    CHECK(made.reload_shaders());
    CHECK(copied_red(filter) == 0.25);

    const std::string line = std::to_string(write_copy("vec4(nonsense)"));
    CHECK(fails_with(made.reload_shaders(),
                     "shader filter_copy.comp does not compile: filter_copy.comp:" + line));
    CHECK(copied_red(filter) == 0.25);
    CHECK(made.reload_shaders());
    CHECK(copied_red(filter) == 0.25);

    write_copy("vec4(0.75)");
    CHECK(made.reload_shaders());
    CHECK(copied_red(filter) == 0.75);

    std::filesystem::remove(folder.path() / "filter_copy.comp");
    CHECK(made.reload_shaders());
    CHECK(copied_red(filter) == 0.5);
    take_complaints();
}

TEST_CASE_FIXTURE(FolderFixture, "an include that changes changes the shaders that have it") {
    Device made = device_with_folder();
    SparseFilter filter = make_filter(made, table);
    CHECK(copied_red(filter) == 0.5);
    std::string text;
    for (const ShaderFile& file : embedded_shaders())
        if (file.name == "include/color.glsl") text = file.text;
    const std::string_view part = "return result;\n";
    text.replace(text.rfind(part), part.size(), "return 0.5 * result;\n");
    write("include/color.glsl", text);
    CHECK(made.reload_shaders());
    CHECK(copied_red(filter) == 0.25);
}

TEST_CASE_FIXTURE(FolderFixture, "a folder that does not exist is an error by name") {
    DeviceDescription description;
    description.get_proc_address = get_proc_address;
    description.shader_dir = folder.path() / "nowhere";
    CHECK(fails_with(Device::create(description), "nowhere: "));
}

}  // namespace tapestry::test
