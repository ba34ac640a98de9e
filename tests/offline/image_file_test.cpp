#include "offline/io/image_file.h"

#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

Picture8 random_picture(int width, int height, bool opaque) {
    std::mt19937 random(3);
    Picture8 picture{width, height, {}};
    for (int i = 0; i < width * height; ++i)
        for (int c = 0; c < 4; ++c)
            picture.rgba.push_back(c == 3 && opaque ? 255 : static_cast<std::uint8_t>(random()));
    return picture;
}

}  // namespace

TEST_CASE("PNG files give back what was written, with and without alpha") {
    const test::TemporaryFolder folder;
    for (const bool opaque : {true, false}) {
        const Picture8 picture = random_picture(13, 7, opaque);
        REQUIRE(write_png8(folder.path() / "a.png", picture));
        const auto back = read_picture8(folder.path() / "a.png");
        REQUIRE(back);
        CHECK(back->width == 13);
        CHECK(back->height == 7);
        CHECK(back->rgba == picture.rgba);
    }
}

TEST_CASE("sRGB bytes survive the way to linear light and back") {
    Picture8 picture{256, 1, {}};
    for (int i = 0; i < 256; ++i)
        for (int c = 0; c < 4; ++c) picture.rgba.push_back(static_cast<std::uint8_t>(c == 3 ? 255 : i));
    CHECK(to_srgb8(to_linear(picture)).rgba == picture.rgba);
}

TEST_CASE("the shipped photographs can be read") {
    for (const char* name : {"coffee.png", "chelsea.png", "rocket.jpg"}) {
        const auto picture = read_picture8(std::string(TAPESTRY_ASSETS "/photos/") + name);
        REQUIRE(picture);
        CHECK(picture->width >= 400);
    }
}

TEST_CASE("what is not a whole picture is refused with its path and the reason") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "broken.png";
    const auto write = [&](const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; };
    const auto message = [&] { return read_picture8(file).error().message; };
    CHECK(message() == file.string() + ": No such file or directory");
    write("");
    CHECK(message() == file.string() + ": is neither a PNG nor a JPEG picture");
    write("these are not the bytes of a picture");
    CHECK(message() == file.string() + ": is neither a PNG nor a JPEG picture");
    CHECK(read_picture8(folder.path()).error().message ==
          folder.path().string() + ": is a folder, not a picture");
    for (const char* name : {"coffee.png", "rocket.jpg"}) {
        std::ifstream whole(std::string(TAPESTRY_ASSETS "/photos/") + name, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(whole), {});
        for (const double part : {0.1, 0.5, 0.9}) {
            write(bytes.substr(0, static_cast<std::size_t>(part * static_cast<double>(bytes.size()))));
            CHECK_FALSE(read_picture8(file));
            CHECK_FALSE(read_grey(file));
        }
    }
}
