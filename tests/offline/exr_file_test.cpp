#include "offline/io/exr_file.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <random>

#include "offline/files/file_bytes.h"
#include "tapestry/half.h"
#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

Image random_image(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> exponent(-4.0, 3.0);
    Image image(width, height);
    for (glm::dvec4& pixel : image.pixels)
        for (int c = 0; c < 4; ++c)
            pixel[c] = static_cast<double>(static_cast<float>(std::pow(10.0, exponent(random))));
    return image;
}

void write_bytes(const std::filesystem::path& path, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("EXR pictures come back bit for bit, rounded where they are kept as halves") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "picture.exr";
    for (const auto& [width, height] : {std::pair(1, 1), std::pair(37, 21), std::pair(64, 3)}) {
        CAPTURE(width);
        const Image image = random_image(width, height, 7);
        for (const ExrDepth depth : {ExrDepth::half, ExrDepth::single}) {
            REQUIRE(write_exr(path, image, depth));
            const auto read = read_exr(path);
            REQUIRE_MESSAGE(read, read.error().message);
            REQUIRE(read->width == width);
            REQUIRE(read->height == height);
            for (std::size_t i = 0; i < image.pixels.size(); ++i)
                for (int c = 0; c < 4; ++c) {
                    const double value = image.pixels[i][c];
                    CHECK(read->pixels[i][c] == (depth == ExrDepth::half ? round_to_half(value) : value));
                }
        }
        // A red of colours is not taken for a depth.
        const auto grey = read_exr_grey(path);
        REQUIRE_FALSE(grey);
        CHECK(grey.error().message.find("no depth in it") != std::string::npos);
        CHECK(grey.error().message.find("R") != std::string::npos);
    }
}

TEST_CASE("Three equal channels are one") {
    const test::TemporaryFolder folder;
    Image image(3, 1);
    for (int x = 0; x < 3; ++x) image.at(x, 0) = glm::dvec4(0.5 + x);
    REQUIRE(write_exr(folder.path() / "grey.exr", image));
    const auto grey = read_exr_grey(folder.path() / "grey.exr");
    REQUIRE(grey);
    CHECK(grey->values == std::vector<double>{0.5, 1.5, 2.5});
}

TEST_CASE("EXR files that are cut short or are something else are refused with their path") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "picture.exr";
    REQUIRE(write_exr(path, random_image(16, 16, 1)));
    const auto whole = read_file_bytes(path, 1 << 20);
    REQUIRE(whole);
    for (std::size_t length = 0; length < whole->size(); length += 1 + length / 3) {
        CAPTURE(length);
        write_bytes(path, {whole->begin(), whole->begin() + static_cast<std::ptrdiff_t>(length)});
        const auto read = read_exr(path);
        REQUIRE_FALSE(read);
        CHECK(read.error().message.find("picture.exr") != std::string::npos);
        CHECK(read.error().message.find('\n') == std::string::npos);
    }
    CHECK_FALSE(read_exr(folder.path() / "none.exr"));
    CHECK_FALSE(write_exr(folder.path() / "none" / "picture.exr", Image(2, 2)));
}

TEST_CASE("EXR names are known in capitals too") {
    CHECK(is_exr_name("a/b.exr"));
    CHECK(is_exr_name("B.EXR"));
    CHECK_FALSE(is_exr_name("exr.png"));
}
