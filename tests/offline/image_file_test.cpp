#include "offline/io/image_file.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <random>
#include <string>

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

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string from_hex(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return bytes;
}

std::string floats(std::initializer_list<float> values, bool little) {
    std::string bytes;
    for (const float value : values) {
        const auto word = std::bit_cast<std::uint32_t>(value);
        for (int i = 0; i < 4; ++i)
            bytes.push_back(static_cast<char>(word >> 8 * (little ? i : 3 - i) & 0xffu));
    }
    return bytes;
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
    CHECK(message().starts_with(file.string() + ": is no picture of a kind that is read here: PNG, JPEG"));
    write("these are not the bytes of a picture");
    CHECK(message().starts_with(file.string() + ": is no picture of a kind that is read here: PNG, JPEG"));
    CHECK(read_picture8(folder.path()).error().message ==
          folder.path().string() + ": is a folder, not a file");
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

TEST_CASE("grey pictures come back within half a step of their depth, PFM exactly") {
    const test::TemporaryFolder folder;
    GreyPicture picture{5, 3, {}};
    for (int i = 0; i < 15; ++i) picture.values.push_back(i / 14.0);
    for (const int depth : {8, 16}) {
        const auto path = folder.path() / "grey.png";
        REQUIRE(write_grey_png(path, picture, depth));
        const auto back = read_grey(path);
        REQUIRE(back);
        REQUIRE(back->values.size() == 15);
        const double half_step = 0.5 / (depth == 8 ? 255.0 : 65535.0);
        for (int i = 0; i < 15; ++i)
            CHECK(std::abs(back->values[i] - picture.values[i]) <= half_step * (1.0 + 1e-9));
    }
    picture.values[3] = 123.5;
    REQUIRE(write_pfm(folder.path() / "grey.pfm", picture));
    const auto back = read_grey(folder.path() / "grey.pfm");
    REQUIRE(back);
    CHECK(back->width == 5);
    CHECK(back->height == 3);
    for (int i = 0; i < 15; ++i) CHECK(back->values[i] == static_cast<float>(picture.values[i]));
}

TEST_CASE("grey, palette, transparent and interlaced PNGs are read for what they show") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "a.png";
    const auto read = [&](const char* hex) {
        write_file(path, from_hex(hex));
        return read_grey(path);
    };
    // Written by hand with zlib: 1 bit, white black white.
    const auto one_bit = read(
        "89504e470d0a1a0a0000000d4948445200000003000000010100000000339b29190000000a4944415478da6358000000a200"
        "a17105cb410000000049454e44ae426082");
    REQUIRE(one_bit);
    CHECK(one_bit->values == std::vector<double>{1.0, 0.0, 1.0});
    // A palette of opaque red and white at alpha 51.
    const auto palette = read(
        "89504e470d0a1a0a0000000d4948445200000002000000010803000000c3fc8fb800000006504c5445ff0000ffffff411d34"
        "110000000274524e53ff335a67515c0000000b4944415478da6360600400000400022cde48ad0000000049454e44ae42608"
        "2");
    REQUIRE(palette);
    CHECK(palette->values[0] == doctest::Approx(1.0 / 3.0));
    CHECK(palette->values[1] == doctest::Approx(51.0 / 255.0));
    // 16-bit grey 1 and 65535, interlaced.
    const auto interlaced = read(
        "89504e470d0a1a0a0000000d4948445200000002000000011000000001f6decc830000000e4944415478da63606064f8ff1f"
        "0003070200732508820000000049454e44ae426082");
    REQUIRE(interlaced);
    CHECK(interlaced->values[0] == doctest::Approx(1.0 / 65535.0));
    CHECK(interlaced->values[1] == doctest::Approx(1.0));
}

TEST_CASE("a PNG with any byte changed or missing is refused") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "a.png";
    REQUIRE(write_png8(path, random_picture(6, 4, false)));
    const std::string whole = bytes_of(path);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        CAPTURE(i);
        std::string changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ 0x04);
        write_file(path, changed);
        CHECK_FALSE(read_picture8(path));
        CHECK_FALSE(read_grey(path));
        write_file(path, whole.substr(0, i));
        CHECK_FALSE(read_picture8(path));
    }
    std::string changed = whole;
    changed[whole.size() / 2] = static_cast<char>(changed[whole.size() / 2] ^ 0x04);
    write_file(path, changed);
    CHECK(read_picture8(path).error().message.starts_with(path.string() + ": is damaged (IDAT: "));
}

TEST_CASE("a short file that claims a large picture is refused before memory is taken for it") {
    const test::TemporaryFolder folder;
    // 16000 x 16000 RGBA, 100 bytes of data.
    write_file(
        folder.path() / "a.png",
        from_hex("89504e470d0a1a0a0000000d4948445200003e8000003e800806000000417edfde0000000c4944415478da63"
                 "60a03d000000640001b899ef990000000049454e44ae426082"));
    CHECK(read_picture8(folder.path() / "a.png").error().message.find("not enough image data") !=
          std::string::npos);
    write_file(folder.path() / "a.pfm", "Pf\n8000 8000\n-1\n" + floats({1.0f}, true));
    CHECK(read_grey(folder.path() / "a.pfm").error().message.find("ends early") != std::string::npos);
    write_file(folder.path() / "b.pfm", "Pf\n2000000000 2000000000\n-1\n" + floats({1.0f}, true));
    CHECK(read_grey(folder.path() / "b.pfm").error().message ==
          (folder.path() / "b.pfm").string() + ": is too large: more than 67 million pixels");
}

TEST_CASE("PFM rows run upwards, in either byte order, grey or colour") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "a.pfm";
    for (const bool little : {true, false}) {
        write_file(path, std::string("Pf\n2 2\n") + (little ? "-1.0\n" : "1.0\n") +
                             floats({3.0f, 4.0f, 1.0f, 2.0f}, little));
        const auto grey = read_grey(path);
        REQUIRE(grey);
        CHECK(grey->values == std::vector<double>{1.0, 2.0, 3.0, 4.0});
    }
    write_file(path, "PF 1 1 -1.0 " + floats({1.0f, 2.0f, 6.0f}, true));
    CHECK(read_grey(path)->values == std::vector<double>{3.0});
}

TEST_CASE("PFMs that make no sense are refused") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "a.pfm";
    const std::string one = floats({1.0f}, true);
    for (const char* header :
         {"Pf\n", "Pf\n1", "Pf\n0 1\n-1\n", "Pf\n-1 1\n-1\n", "Pf\n1 x\n-1\n", "Pf\n1 1\n0\n",
          "Pf\n1 1\nnan\n", "Pf\n1 99999999999\n-1\n", "Pf\n1 2\n-1\n", "PF\n1 1\n-1\n"}) {
        CAPTURE(header);
        write_file(path, header + one);
        const auto picture = read_grey(path);
        REQUIRE_FALSE(picture);
        CHECK(picture.error().message.starts_with(path.string() + ": is damaged ("));
    }
    CHECK(read_picture8(path).error().message.find("is no picture of a kind") != std::string::npos);
    // Numbers that are none are for those to judge who know what they mean.
    for (const float value : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
        write_file(path, "Pf\n1 1\n-1\n" + floats({value}, true));
        const auto picture = read_grey(path);
        REQUIRE(picture);
        CHECK_FALSE(std::isfinite(picture->values[0]));
    }
}

TEST_CASE("a JPEG with changed bytes is read or refused with its path, never worse") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "a.jpg";
    const std::string whole = bytes_of(TAPESTRY_ASSETS "/photos/rocket.jpg");
    std::mt19937 random(5);
    int refused = 0;
    for (int round = 0; round < 40; ++round) {
        std::string changed = whole;
        // Every other round in the headers, where most of the meaning is.
        const std::size_t reach = round % 2 == 0 ? 700 : changed.size();
        for (int i = 0; i < 4; ++i) changed[2 + random() % (reach - 2)] = static_cast<char>(random());
        write_file(path, changed);
        const auto picture = read_picture8(path);
        if (picture) continue;
        ++refused;
        CHECK(picture.error().message.starts_with(path.string() + ": "));
        CHECK(picture.error().message.find('\n') == std::string::npos);
    }
    CHECK(refused > 0);
    CHECK(refused < 40);
}
