/// Colour profiles against an independent conversion by their formulas.
#include <lcms2.h>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "offline/files/file_bytes.h"
#include "offline/io/color_profile.h"
#include "offline/io/jpeg_file.h"
#include "offline/io/photograph.h"
#include "offline/io/png_file.h"
#include "offline/io/transfer.h"
#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

using Matrix = std::array<std::array<double, 3>, 3>;

Matrix inverse(const Matrix& m) {
    Matrix r;
    const double d = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
                     m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
                     m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
            const std::size_t a = (j + 1) % 3, b = (j + 2) % 3, c = (i + 1) % 3, e = (i + 2) % 3;
            r[i][j] = (m[a][c] * m[b][e] - m[a][e] * m[b][c]) / d;
        }
    return r;
}

std::array<double, 3> times(const Matrix& m, const std::array<double, 3>& v) {
    std::array<double, 3> r{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) r[i] += m[i][j] * v[j];
    return r;
}

/// RGB to XYZ by primaries and white: SMPTE RP 177.
Matrix to_xyz(const RgbSpace& space) {
    const auto xyz = [](const std::array<double, 2>& c) {
        return std::array{c[0] / c[1], 1.0, (1.0 - c[0] - c[1]) / c[1]};
    };
    const std::array columns = {xyz(space.red), xyz(space.green), xyz(space.blue)};
    Matrix m;
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) m[i][j] = columns[j][i];
    const auto scale = times(inverse(m), xyz(space.white));
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) m[i][j] *= scale[j];
    return m;
}

/// Linear light of a space with D65 to sRGB's.
std::array<double, 3> to_srgb_light(const RgbSpace& space, const std::array<double, 3>& light) {
    return times(inverse(to_xyz({})), times(to_xyz(space), light));
}

const RgbSpace p3 = {{0.3127, 0.3290}, {0.680, 0.320}, {0.265, 0.690}, {0.150, 0.060}, 0.0};
const RgbSpace adobe = {{0.3127, 0.3290}, {0.64, 0.33}, {0.21, 0.71}, {0.15, 0.06}, 2.19921875};
const RgbSpace bt2020 = {{0.3127, 0.3290}, {0.708, 0.292}, {0.170, 0.797}, {0.131, 0.046}, 0.0};

double decoded(const RgbSpace& space, double value) {
    return space.gamma > 0.0 ? std::pow(value, space.gamma) : *transfer_to_light(13, value);
}

std::span<const std::uint8_t> as_bytes_of(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

PackedPicture<std::uint8_t> random_colors(int seed) {
    std::mt19937 random(static_cast<unsigned>(seed));
    PackedPicture<std::uint8_t> picture{16, 16, 3, {}};
    for (int i = 0; i < 16 * 16 * 3; ++i) picture.samples.push_back(static_cast<std::uint8_t>(random()));
    return picture;
}

/// A PNG with a chunk before its picture, as programs of other times write it.
std::vector<std::byte> with_chunk(std::vector<std::byte> png, const char* name,
                                  const std::vector<std::uint8_t>& data) {
    const auto crc_of = [](std::span<const std::uint8_t> bytes) {
        std::uint32_t crc = 0xffffffffu;
        for (const std::uint8_t byte : bytes) {
            crc ^= byte;
            for (int bit = 0; bit < 8; ++bit) crc = crc & 1u ? crc >> 1 ^ 0xedb88320u : crc >> 1;
        }
        return ~crc;
    };
    std::vector<std::uint8_t> chunk(name, name + 4);
    chunk.insert(chunk.end(), data.begin(), data.end());
    const std::uint32_t crc = crc_of(chunk), size = static_cast<std::uint32_t>(data.size());
    const auto word = [](std::uint32_t value) {
        return std::array{static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
                          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
    };
    const auto head = word(size), tail = word(crc);
    chunk.insert(chunk.begin(), head.begin(), head.end());
    chunk.insert(chunk.end(), tail.begin(), tail.end());
    std::vector<std::byte> bytes(chunk.size());
    std::ranges::transform(chunk, bytes.begin(),
                           [](std::uint8_t byte) { return static_cast<std::byte>(byte); });
    png.insert(png.begin() + 33, bytes.begin(), bytes.end());
    return png;
}

}  // namespace

TEST_CASE("Profiles of wide spaces become linear sRGB with what lies outside kept, and go back") {
    for (const RgbSpace& space : {p3, adobe}) {
        CAPTURE(space.gamma);
        const ResultTags tags{profile_of_space(space), {}};
        REQUIRE_FALSE(tags.profile.empty());
        const auto picture = random_colors(3);
        const std::vector<std::vector<std::byte>> files = {*encode_png(picture, tags),
                                                           *encode_jpeg(picture.samples, 16, 16, 100, tags)};
        for (const auto& file : files) {
            const bool is_png = &file == &files[0];
            const auto photograph = decode_photograph(as_bytes_of(file));
            REQUIRE(photograph);
            CHECK(photograph->origin.tags.profile == tags.profile);
            const auto& light = std::get<LinearPicture>(photograph->pixels);
            float lowest = 0.0f;
            for (std::size_t i = 0; i < 256 && is_png; ++i) {
                std::array<double, 3> own;
                for (std::size_t c = 0; c < 3; ++c)
                    own[c] = decoded(space, picture.samples[3 * i + c] / 255.0);
                const auto wanted = to_srgb_light(space, own);
                for (std::size_t c = 0; c < 3; ++c) {
                    // Profiles hold 16 bits of everything, by way of D50.
                    CHECK(std::abs(static_cast<double>(light.rgba[4 * i + c]) - wanted[c]) < 2e-3);
                    lowest = std::min(lowest, light.rgba[4 * i + c]);
                }
            }
            if (is_png) CHECK(lowest < -0.02f);
            const test::TemporaryFolder folder;
            for (const char* name : {"a.png", "a.tif", "a.jpg", "a.webp"}) {
                const auto path = folder.path() / name;
                if (!write_picture(path, light, photograph->origin)) continue;
                const auto again = read_photograph(path);
                REQUIRE(again);
                CHECK(again->origin.tags.profile == tags.profile);
                if (name[2] != 'p' || !is_png) continue;
                const auto back = decode_samples(*read_file_bytes(path, 1 << 20), 1 << 20);
                const auto& samples = std::get<std::vector<std::uint8_t>>(back->samples);
                int worst = 0;
                for (std::size_t i = 0; i < 256; ++i)
                    for (std::size_t c = 0; c < 3; ++c)
                        worst = std::max(worst,
                                         std::abs(int(samples[4 * i + c]) - int(picture.samples[3 * i + c])));
                CHECK(worst <= 1);
            }
        }
    }
}

TEST_CASE("sRGB by a profile, a gamma, chromaticities or code points is sRGB, and is left alone") {
    const auto picture = random_colors(4);
    const auto plain = *encode_png(picture, {});
    cmsHPROFILE own = cmsCreate_sRGBProfile();
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(own, nullptr, &size);
    std::vector<std::uint8_t> icc(size);
    cmsSaveProfileToMem(own, icc.data(), &size);
    cmsCloseProfile(own);
    const std::vector<std::vector<std::byte>> files = {
        plain, *encode_png(picture, {icc, {}}), with_chunk(plain, "gAMA", {0, 0, 0xb1, 0x8f}),
        with_chunk(plain, "sRGB", {0}), with_chunk(plain, "cICP", {1, 13, 0, 1})};
    for (const auto& file : files) {
        const auto photograph = decode_photograph(as_bytes_of(file));
        REQUIRE(photograph);
        CHECK(photograph->remarks.empty());
        REQUIRE(std::holds_alternative<Picture8>(photograph->pixels));
        CHECK(std::get<Picture8>(photograph->pixels).rgba[5] == picture.samples[4]);
    }
}

TEST_CASE("PNG's gAMA, cHRM and cICP are followed") {
    const auto picture = random_colors(5);
    const auto plain = *encode_png(picture, {});
    const auto light_of = [&](const std::vector<std::byte>& file) {
        const auto photograph = decode_photograph(as_bytes_of(file));
        REQUIRE(photograph);
        return std::get<LinearPicture>(photograph->pixels).rgba;
    };
    const auto check = [&](const std::vector<float>& light, const RgbSpace& space, auto transfer) {
        double worst = 0.0;
        for (std::size_t i = 0; i < 256; ++i) {
            std::array<double, 3> own;
            for (std::size_t c = 0; c < 3; ++c) own[c] = transfer(picture.samples[3 * i + c] / 255.0);
            const auto wanted = to_srgb_light(space, own);
            for (std::size_t c = 0; c < 3; ++c)
                worst = std::max(worst, std::abs(static_cast<double>(light[4 * i + c]) - wanted[c]) /
                                            std::max(1.0, std::abs(wanted[c])));
        }
        CHECK(worst < 3e-3);
    };
    // 1 / 1.8 = 0.55556, as old Macintoshes had it.
    check(light_of(with_chunk(plain, "gAMA", {0, 0, 0xd9, 0x04})), {},
          [](double v) { return std::pow(v, 1.8); });
    const auto srgb = [](double v) { return *transfer_to_light(13, v); };
    check(light_of(with_chunk(plain, "cICP", {12, 13, 0, 1})), p3, srgb);
    check(light_of(with_chunk(plain, "cICP", {9, 13, 0, 1})), bt2020, srgb);
    check(light_of(with_chunk(plain, "cICP", {9, 1, 0, 1})), bt2020,
          [](double v) { return v < 0.081 ? v / 4.5 : std::pow((v + 0.099) / 1.099, 1.0 / 0.45); });
    check(light_of(with_chunk(plain, "cICP", {1, 8, 0, 1})), {}, [](double v) { return v; });
    check(light_of(with_chunk(plain, "cICP", {12, 4, 0, 1})), p3, [](double v) { return std::pow(v, 2.2); });
    // cHRM of P3: eight numbers times 100000.
    std::vector<std::uint8_t> chromaticities;
    for (const int number : {31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000})
        for (int shift = 24; shift >= 0; shift -= 8)
            chromaticities.push_back(static_cast<std::uint8_t>(number >> shift));
    check(light_of(with_chunk(plain, "cHRM", chromaticities)), p3, srgb);
}

TEST_CASE("PQ and HLG are light of any strength, of which paper white is 1") {
    PackedPicture<std::uint16_t> picture{3, 1, 3, {}};
    // 203, 10000 and 0 cd/m^2 by ST 2084's inverse, computed with ITU-R BT.2100's table 4.
    for (const double value : {0.58068888, 1.0, 0.0})
        for (int c = 0; c < 3; ++c)
            picture.samples.push_back(static_cast<std::uint16_t>(std::lround(65535 * value)));
    const auto plain = *encode_png(picture, {});
    const auto pq = decode_photograph(as_bytes_of(with_chunk(plain, "cICP", {9, 16, 0, 1})));
    REQUIRE(pq);
    CHECK(pq->is_hdr);
    const auto& light = std::get<LinearPicture>(pq->pixels).rgba;
    CHECK(light[0] == doctest::Approx(1.0).epsilon(1e-3));
    CHECK(light[4] == doctest::Approx(10000.0 / 203.0).epsilon(1e-3));
    CHECK(std::abs(light[8]) < 1e-4f);
    const auto hlg = decode_photograph(as_bytes_of(with_chunk(plain, "cICP", {9, 18, 0, 1})));
    REQUIRE(hlg);
    // Full signal is the display's 1000 cd/m^2.
    CHECK(std::get<LinearPicture>(hlg->pixels).rgba[4] == doctest::Approx(1000.0 / 203.0).epsilon(2e-3));
}

TEST_CASE("A profile that is damaged, or of other channels, is said and passed over") {
    const auto picture = random_colors(6);
    auto broken = profile_of_space(p3);
    broken.resize(140);
    const auto file = *encode_jpeg(picture.samples, 16, 16, 95, {broken, {}});
    const auto photograph = decode_photograph(as_bytes_of(file));
    REQUIRE(photograph);
    CHECK(std::holds_alternative<Picture8>(photograph->pixels));
    REQUIRE(photograph->remarks.size() == 1);
    CHECK(photograph->remarks[0].find("profile") != std::string::npos);
    const auto odd =
        decode_photograph(as_bytes_of(with_chunk(*encode_png(picture, {}), "cICP", {77, 13, 0, 1})));
    REQUIRE(odd);
    CHECK(odd->remarks.size() == 1);
}
