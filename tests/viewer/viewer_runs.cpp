#include "tests/viewer/viewer_runs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

namespace tapestry::test {

namespace fs = std::filesystem;

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "tapestry-viewer-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
}

Folder::~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

std::vector<std::string> Folder::file_names() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(path_)) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

Variable::Variable(const char* name, const char* value) : name_(name) {
    const char* before = std::getenv(name);
    had_one_ = before != nullptr;
    if (before) before_ = before;
    if (value) {
        setenv(name, value, 1);
    } else {
        unsetenv(name);
    }
}

Variable::~Variable() {
    if (had_one_) {
        setenv(name_.c_str(), before_.c_str(), 1);
    } else {
        unsetenv(name_.c_str());
    }
}

fs::path shipped_photo(const std::string& name) {
    return fs::path(TAPESTRY_ASSETS) / "photos" / name;
}
fs::path shipped_table(const std::string& name) {
    return fs::path(TAPESTRY_ASSETS) / "tables" / name;
}

offline::Picture8 noise_picture(int width, int height) {
    offline::Picture8 picture{width, height, {}};
    picture.rgba.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
    std::mt19937 random(20240229);
    for (std::size_t i = 0; i < picture.rgba.size(); ++i) {
        picture.rgba[i] = i % 4 == 3 ? 255 : static_cast<std::uint8_t>(random() >> 24);
    }
    return picture;
}

offline::Picture8 read_or_fail(const fs::path& path) {
    auto picture = offline::read_picture8(path);
    REQUIRE_MESSAGE(picture, (picture ? "" : picture.error().message));
    return *picture;
}

void write_or_fail(const fs::path& path, const offline::Picture8& picture) {
    const auto status = offline::write_png8(path, picture);
    REQUIRE_MESSAGE(status, (status ? "" : status.error().message));
}

std::string bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const fs::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::vector<std::string> viewer_command(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {TAPESTRY_VIEWER};
    command.insert(command.end(), arguments.begin(), arguments.end());
    return command;
}

ChildResult run_viewer(const std::vector<std::string>& arguments) {
    return run_child(viewer_command(arguments));
}

offline::Picture8 filter_headless(const fs::path& photo, const std::vector<std::string>& more) {
    const Folder folder;
    std::vector<std::string> arguments = {"--headless", "--debug-gl", "--in",  photo.string(),
                                          "--effect",   "tilt-shift", "--out", (folder / "out.png").string()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const ChildResult result = run_viewer(arguments);
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    CHECK(folder.file_names() == std::vector<std::string>{"out.png"});
    return read_or_fail(folder / "out.png");
}

}  // namespace tapestry::test
