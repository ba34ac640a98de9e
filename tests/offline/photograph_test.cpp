/// Photographs of every format, orientation and depth of bits, in and out.
#include "offline/io/photograph.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>

#include "offline/files/file_bytes.h"
#include "offline/io/exif.h"
#include "offline/io/jpeg_file.h"
#include "offline/io/orientation.h"
#include "offline/io/picture_format.h"
#include "offline/io/png_file.h"
#include "offline/io/tiff_file.h"
#include "offline/io/webp_file.h"
#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

/// An EXIF block of an orientation alone, by hand: TIFF 6.0's header, one entry, no more.
std::vector<std::uint8_t> exif_block(int orientation) {
    return {'M',  'M',  0, 42, 0, 0, 0, 8, 0, 1,
            0x01, 0x12, 0, 3,  0, 0, 0, 1, 0, static_cast<std::uint8_t>(orientation),
            0,    0,    0, 0,  0, 0};
}

std::span<const std::uint8_t> as_bytes(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

/// Blocks of flat colours, so that lossy formats keep them: 16 x 8, all four corners different.
PackedPicture<std::uint8_t> corners() {
    PackedPicture<std::uint8_t> picture{64, 32, 3, {}};
    for (int y = 0; y < 32; ++y)
        for (int x = 0; x < 64; ++x) {
            const bool right = x >= 32, bottom = y >= 16;
            picture.samples.push_back(right ? 30 : 220);
            picture.samples.push_back(bottom ? 30 : 200);
            picture.samples.push_back(right == bottom ? 90 : 160);
        }
    return picture;
}

std::array<int, 3> color_at(const Photograph& photograph, int x, int y) {
    const auto picture = std::holds_alternative<Picture8>(photograph.pixels)
                             ? std::get<Picture8>(photograph.pixels)
                             : to_srgb8(std::get<LinearPicture>(photograph.pixels));
    const std::uint8_t* pixel = &picture.rgba[static_cast<std::size_t>(4 * (y * picture.width + x))];
    return {pixel[0], pixel[1], pixel[2]};
}

bool is_near(const std::array<int, 3>& a, const std::array<int, 3>& b, int tolerance) {
    return std::ranges::equal(a, b, [=](int p, int q) { return std::abs(p - q) <= tolerance; });
}

}  // namespace

TEST_CASE("Turning upright undoes how a camera was held") {
    // The upright picture "ABC / DEF" as each orientation stores it: EXIF 2.32, 4.6.4.
    const std::vector<std::tuple<int, int, int, std::string>> stored = {
        {1, 3, 2, "ABCDEF"}, {2, 3, 2, "CBAFED"}, {3, 3, 2, "FEDCBA"}, {4, 3, 2, "DEFABC"},
        {5, 2, 3, "ADBECF"}, {6, 2, 3, "CFBEAD"}, {7, 2, 3, "FCEBDA"}, {8, 2, 3, "DAEBFC"}};
    for (const auto& [orientation, w, h, letters] : stored) {
        CAPTURE(orientation);
        std::vector<char> samples(letters.begin(), letters.end());
        int width = w, height = h;
        turn_upright(samples, width, height, 1, orientation);
        CHECK(width == 3);
        CHECK(height == 2);
        CHECK(std::string(samples.begin(), samples.end()) == "ABCDEF");
    }
}

TEST_CASE("Orientation is read from EXIF in every format, and never followed twice") {
    const auto picture = corners();
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(orientation);
        const ResultTags tags{{}, exif_block(orientation)};
        CHECK(exif_orientation(tags.exif) == orientation);
        std::vector<std::vector<std::byte>> files = {*encode_png(picture, tags),
                                                     *encode_jpeg(picture.samples, 64, 32, 95, tags)};
        if (can_read(PictureFormat::webp)) {
            std::vector<std::uint8_t> rgba;
            for (std::size_t i = 0; i < picture.samples.size(); ++i) {
                rgba.push_back(picture.samples[i]);
                if (i % 3 == 2) rgba.push_back(255);
            }
            files.push_back(*encode_webp(rgba, 64, 32, 100, tags));
        }
        std::vector<std::uint8_t> wanted = picture.samples;
        int width = 64, height = 32;
        turn_upright(wanted, width, height, 3, orientation);
        for (const auto& file : files) {
            const auto photograph = decode_photograph(as_bytes(file));
            REQUIRE_MESSAGE(photograph, (photograph ? "" : photograph.error().message));
            CHECK(photograph->orientation == orientation);
            REQUIRE(photograph->width() == width);
            REQUIRE(photograph->height() == height);
            for (const auto& [x, y] : {std::pair(4, 4), std::pair(width - 5, 4), std::pair(4, height - 5)}) {
                const auto* color = &wanted[static_cast<std::size_t>(3 * (y * width + x))];
                CHECK(is_near(color_at(*photograph, x, y), {color[0], color[1], color[2]}, 3));
            }
            // What is written again is upright, and says so.
            CHECK(exif_orientation(photograph->origin.tags.exif) == 1);
        }
    }
}

TEST_CASE("Nonsense in EXIF is no orientation") {
    std::mt19937 random(22);
    for (int round = 0; round < 500; ++round) {
        std::vector<std::uint8_t> block = exif_block(6);
        for (int i = 0; i < 3; ++i) block[random() % block.size()] = static_cast<std::uint8_t>(random());
        block.resize(random() % (block.size() + 1));
        const int orientation = exif_orientation(block);
        CHECK(orientation >= 1);
        CHECK(orientation <= 8);
        (void)exif_for_result(block);
    }
}

TEST_CASE("EXIF times go through every format that has them") {
    const test::TemporaryFolder folder;
    const auto times = exif_of_times({"2026:11:30 12:34:56", "2026:11:29 01:02:03"});
    LinearPicture picture{8, 8, std::vector<float>(4 * 64, 1.0f)};
    for (const char* name : {"a.png", "a.jpg", "a.webp", "a.tif"}) {
        if (!why_unwritable(name).empty()) continue;
        CAPTURE(name);
        REQUIRE(write_picture(folder.path() / name, picture, {8, {{}, times}}));
        const auto back = read_photograph(folder.path() / name);
        REQUIRE(back);
        const ExifTimes read = exif_times(back->origin.tags.exif);
        CHECK(read.changed == "2026:11:30 12:34:56");
        CHECK(read.taken == "2026:11:29 01:02:03");
    }
}

TEST_CASE("Sixteen bits stay sixteen bits, with and without alpha") {
    const test::TemporaryFolder folder;
    std::mt19937 random(16);
    for (const char* name : {"a.png", "a.tif"}) {
        if (!why_unwritable(name).empty()) continue;
        for (const int channels : {3, 4}) {
            CAPTURE(name);
            CAPTURE(channels);
            PackedPicture<std::uint16_t> picture{19, 13, channels, {}};
            for (int i = 0; i < 19 * 13 * channels; ++i)
                // No alpha of 0, under which colours are nobody's.
                picture.samples.push_back(
                    static_cast<std::uint16_t>(i % channels == 3 ? 20000 + random() % 45000 : random()));
            const auto file = name[2] == 'p' ? *encode_png(picture, {}) : *encode_tiff(picture, {});
            const auto photograph = decode_photograph(as_bytes(file));
            REQUIRE(photograph);
            CHECK(photograph->origin.bits == 16);
            CHECK(photograph->has_alpha == (channels == 4));
            const auto& light = std::get<LinearPicture>(photograph->pixels);
            REQUIRE(write_picture(folder.path() / name, light, photograph->origin));
            const auto again = decode_samples(*read_file_bytes(folder.path() / name, 1 << 20), 1 << 20);
            REQUIRE(again);
            const auto& samples = std::get<std::vector<std::uint16_t>>(again->samples);
            int worst = 0;
            for (int i = 0; i < 19 * 13; ++i)
                for (int c = 0; c < channels; ++c)
                    worst = std::max(
                        worst, std::abs(int(samples[static_cast<std::size_t>(4 * i + c)]) -
                                        int(picture.samples[static_cast<std::size_t>(channels * i + c)])));
            CHECK(worst <= 2);
        }
    }
}

TEST_CASE("Eight bits of sRGB are handed on as they are") {
    std::mt19937 random(8);
    for (const int channels : {3, 4}) {
        PackedPicture<std::uint8_t> picture{11, 7, channels, {}};
        for (int i = 0; i < 77 * channels; ++i)
            picture.samples.push_back(static_cast<std::uint8_t>(random()));
        std::vector<std::vector<std::byte>> files = {*encode_png(picture, {})};
        if (can_read(PictureFormat::tiff)) files.push_back(*encode_tiff(picture, {}));
        for (const auto& file : files) {
            const auto photograph = decode_photograph(as_bytes(file));
            REQUIRE(photograph);
            const auto& read = std::get<Picture8>(photograph->pixels);
            for (std::size_t i = 0; i < 77; ++i)
                for (std::size_t c = 0; c < 4; ++c)
                    CHECK(read.rgba[4 * i + c] ==
                          (c < static_cast<std::size_t>(channels)
                               ? picture.samples[static_cast<std::size_t>(channels) * i + c]
                               : 255));
        }
    }
}

TEST_CASE("Results are written as their names say, or refused") {
    const test::TemporaryFolder folder;
    const Picture8 picture{2, 1, {255, 0, 0, 255, 0, 255, 0, 128}};
    const auto format_of = [&](const char* name) {
        const auto bytes = read_file_bytes(folder.path() / name, 1 << 20);
        REQUIRE(bytes);
        return *format_of_bytes(*bytes);
    };
    for (const auto& [name, format] :
         {std::pair("a.png", PictureFormat::png), std::pair("a.JPG", PictureFormat::jpeg),
          std::pair("a.jpeg", PictureFormat::jpeg), std::pair("a.exr", PictureFormat::exr),
          std::pair("a.webp", PictureFormat::webp), std::pair("a.tiff", PictureFormat::tiff)}) {
        CAPTURE(name);
        const auto status = write_picture(folder.path() / name, picture, {});
        CHECK(static_cast<bool>(status) == why_unwritable(name).empty());
        if (status) CHECK(format_of(name) == format);
        if (!status) CHECK(status.error().message.find("install") != std::string::npos);
    }
    for (const char* name : {"a.heic", "a.avif", "a.gif", "a", "a.pfm", ".png"}) {
        CAPTURE(name);
        const auto status = write_picture(folder.path() / name, picture, {});
        REQUIRE_FALSE(status);
        CHECK(status.error().message.find("name it .png, .jpg or .exr") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(folder.path() / name));
    }
    // A JPEG has no alpha: what shows through shows black.
    const auto jpeg = read_picture8(folder.path() / "a.jpeg");
    REQUIRE(jpeg);
    CHECK(jpeg->rgba[7] == 255);
    CHECK(jpeg->rgba[5] < 220);
}

TEST_CASE("Every format is refused whole when it is cut short or changed, never worse") {
    const auto picture = corners();
    std::vector<std::uint8_t> rgba;
    for (std::size_t i = 0; i < picture.samples.size(); ++i) {
        rgba.push_back(picture.samples[i]);
        if (i % 3 == 2) rgba.push_back(static_cast<std::uint8_t>(i));
    }
    std::vector<std::vector<std::byte>> files = {*encode_png(picture, {{}, exif_block(6)}),
                                                 *encode_jpeg(picture.samples, 64, 32, 80, {})};
    if (can_read(PictureFormat::webp)) files.push_back(*encode_webp(rgba, 64, 32, 80, {}));
    if (can_read(PictureFormat::tiff)) files.push_back(*encode_tiff(picture, {}));
    std::mt19937 random(5);
    for (const auto& whole : files) {
        for (std::size_t length = 0; length + 12 < whole.size(); length += 1 + whole.size() / 40) {
            const std::vector<std::byte> part(whole.begin(),
                                              whole.begin() + static_cast<std::ptrdiff_t>(length));
            const auto photograph = decode_photograph(as_bytes(part));
            CHECK_FALSE(photograph);
            if (!photograph) CHECK_FALSE(photograph.error().message.empty());
        }
        for (int round = 0; round < 200; ++round) {
            std::vector<std::byte> changed = whole;
            for (int i = 0; i < 3; ++i) changed[random() % changed.size()] = static_cast<std::byte>(random());
            (void)decode_photograph(as_bytes(changed));
        }
    }
}

TEST_CASE("Pictures are reduced only when asked, in linear light") {
    PackedPicture<std::uint8_t> picture{40, 20, 3, {}};
    for (int i = 0; i < 800; ++i)
        for (int c = 0; c < 3; ++c) picture.samples.push_back(i % 2 == 0 ? 255 : 0);
    const auto file = *encode_png(picture, {});
    CHECK(decode_photograph(as_bytes(file))->width() == 40);
    CHECK(decode_photograph(as_bytes(file), {"", 40})->remarks.empty());
    const auto small = decode_photograph(as_bytes(file), {"", 10});
    REQUIRE(small);
    CHECK(small->width() == 10);
    CHECK(small->height() == 5);
    REQUIRE(small->remarks.size() == 1);
    // Stripes of black and white are half the light: 188 in sRGB.
    CHECK(is_near(color_at(*small, 5, 2), {188, 188, 188}, 1));
}

TEST_CASE("Every shipped photograph goes through every format, with the profile that it has") {
    const test::TemporaryFolder folder;
    for (const char* photo : {"chelsea.png", "coffee.png", "rocket.jpg"}) {
        const auto photograph = read_photograph(std::string(TAPESTRY_ASSETS "/photos/") + photo);
        REQUIRE(photograph);
        const auto* const bytes = std::get_if<Picture8>(&photograph->pixels);
        for (const char* name : {"a.png", "a.jpg", "a.webp", "a.tif"}) {
            if (!why_unwritable(name).empty()) continue;
            CAPTURE(photo);
            CAPTURE(name);
            const auto status =
                bytes ? write_picture(folder.path() / name, *bytes, photograph->origin.tags)
                      : write_picture(folder.path() / name, std::get<LinearPicture>(photograph->pixels),
                                      photograph->origin);
            REQUIRE_MESSAGE(status, (status ? "" : status.error().message));
            const auto again = read_photograph(folder.path() / name);
            REQUIRE(again);
            CHECK(again->origin.tags.profile == photograph->origin.tags.profile);
        }
    }
}
