/// EXRs as other programs write them: layers, parts, windows, missing channels, luma and chroma.
#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfMultiPartOutputFile.h>
#include <OpenEXR/ImfOutputPart.h>
#include <OpenEXR/ImfPartType.h>
#include <OpenEXR/ImfRgbaFile.h>
#include <OpenEXR/ImfTiledOutputFile.h>
#include <doctest/doctest.h>

#include <cmath>

#include "offline/files/file_bytes.h"
#include "offline/io/exr_channels.h"
#include "offline/io/exr_file.h"
#include "offline/io/photograph.h"
#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

/// A channel whose numbers are `base` plus a tenth of x plus a hundredth of y, in the data window's places.
struct TestChannel {
    std::string name;
    float base = 0.0f;
};

struct TestPart {
    std::string name;
    std::vector<TestChannel> channels;
    Imath::Box2i display{{0, 0}, {7, 4}};
    Imath::Box2i data{{0, 0}, {7, 4}};
    float aspect = 1.0f;
};

float number_at(float base, int x, int y) {
    return base + 0.1f * static_cast<float>(x) + 0.01f * static_cast<float>(y);
}

void write_parts(const std::filesystem::path& path, const std::vector<TestPart>& parts) {
    std::vector<Imf::Header> headers;
    for (const TestPart& part : parts) {
        Imf::Header header(part.display, part.data, part.aspect);
        if (!part.name.empty()) header.setName(part.name);
        header.setType(Imf::SCANLINEIMAGE);
        for (const TestChannel& channel : part.channels)
            header.channels().insert(channel.name, Imf::Channel(Imf::FLOAT));
        headers.push_back(header);
    }
    Imf::MultiPartOutputFile file(path.c_str(), headers.data(), static_cast<int>(headers.size()));
    for (std::size_t p = 0; p < parts.size(); ++p) {
        const TestPart& part = parts[p];
        const int width = part.data.max.x - part.data.min.x + 1,
                  height = part.data.max.y - part.data.min.y + 1;
        std::vector<std::vector<float>> planes;
        Imf::FrameBuffer source;
        for (const TestChannel& channel : part.channels) {
            std::vector<float>& plane = planes.emplace_back();
            for (int y = part.data.min.y; y <= part.data.max.y; ++y)
                for (int x = part.data.min.x; x <= part.data.max.x; ++x)
                    plane.push_back(number_at(channel.base, x, y));
        }
        for (std::size_t c = 0; c < planes.size(); ++c)
            source.insert(part.channels[c].name,
                          Imf::Slice::Make(Imf::FLOAT, planes[c].data(), part.data, sizeof(float),
                                           sizeof(float) * static_cast<std::size_t>(width)));
        Imf::OutputPart out(file, static_cast<int>(p));
        out.setFrameBuffer(source);
        out.writePixels(height);
    }
}

struct Exr {
    explicit Exr(const std::vector<TestPart>& parts) {
        write_parts(path, parts);
        bytes = *read_file_bytes(path, 1 << 24);
    }
    test::TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "a.exr";
    std::vector<std::uint8_t> bytes;
};

std::vector<TestChannel> rgba(const std::string& prefix, float base) {
    return {{prefix + "R", base},
            {prefix + "G", base + 10},
            {prefix + "B", base + 20},
            {prefix + "A", base + 30}};
}

std::vector<TestChannel> joined(std::vector<TestChannel> a, const std::vector<TestChannel>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// The base of the red channel that was read.
float base_of(const Exr& exr, const std::string& layer = {}) {
    const auto read = decode_exr(exr.bytes, layer);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return read->picture.rgba[0];
}

double depth_base(const Exr& exr, const std::string& layer = {}) {
    const auto read = decode_exr_grey(exr.bytes, layer);
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    return read->values[0];
}

std::string refusal(const Exr& exr, const std::string& layer = {}) {
    const auto read = decode_exr(exr.bytes, layer);
    REQUIRE_FALSE(read);
    return read.error().message;
}

}  // namespace

TEST_CASE("Of layers the main picture is taken, another by its name, and several that fit are listed") {
    const auto depth = std::vector<TestChannel>{{"ViewLayer.Depth.Z", 7}};
    const auto normals = std::vector<TestChannel>{
        {"ViewLayer.Normal.X", 91}, {"ViewLayer.Normal.Y", 92}, {"ViewLayer.Normal.Z", 93}};
    const Exr blender({{"", joined(joined(rgba("ViewLayer.Combined.", 1), depth), normals)}});
    CHECK(base_of(blender) == 1.0f);
    CHECK(depth_base(blender) == 7.0);
    CHECK(has_exr_depth(blender.bytes));

    const Exr passes({{"", joined(rgba("ViewLayer.DiffCol.", 2), rgba("ViewLayer.Combined.", 1))}});
    CHECK(base_of(passes) == 1.0f);
    CHECK(base_of(passes, "DiffCol") == 2.0f);
    CHECK(base_of(passes, "ViewLayer.DiffCol") == 2.0f);
    CHECK(base_of(passes, "viewlayer.diffcol") == 2.0f);
    CHECK(refusal(passes, "Glossy").find("ViewLayer.DiffCol") != std::string::npos);
    CHECK_FALSE(has_exr_depth(passes.bytes));

    const Exr two({{"", joined(rgba("Near.Combined.", 1), rgba("Far.Combined.", 2))}});
    CHECK(refusal(two).find("--layer") != std::string::npos);
    CHECK(refusal(two).find("Near.Combined") != std::string::npos);
    CHECK(base_of(two, "Far.Combined") == 2.0f);
    CHECK(refusal(two, "Combined").find("Far.Combined") != std::string::npos);

    // The layer without a name goes before all others.
    const Exr plain({{"", joined(rgba("", 1), rgba("diffuse.", 2))}});
    CHECK(base_of(plain) == 1.0f);
    const auto photograph = read_photograph(plain.path, {"diffuse", 0});
    REQUIRE(photograph);
    CHECK(std::get<LinearPicture>(photograph->pixels).rgba[0] == 2.0f);
}

TEST_CASE("Parts are layers, too") {
    const Exr parts({{"depth", {{"Z", 7}}}, {"rgba", rgba("", 1)}, {"specular", rgba("", 3)}});
    CHECK(base_of(parts) == 1.0f);
    CHECK(base_of(parts, "specular") == 3.0f);
    CHECK(depth_base(parts) == 7.0);
    // As OpenEXR's own tools split layers: the part's name is repeated in the channels'.
    const Exr repeated({{"ViewLayer.Combined", rgba("ViewLayer.Combined.", 1)},
                        {"ViewLayer.Depth", {{"ViewLayer.Depth.V", 7}}}});
    CHECK(base_of(repeated, "ViewLayer.Combined") == 1.0f);
    CHECK(depth_base(repeated) == 7.0);
    const Exr grey_depth({{"beauty", rgba("", 1)}, {"depth", {{"Y", 7}}}});
    CHECK(depth_base(grey_depth) == 7.0);
    CHECK(base_of(grey_depth) == 1.0f);
}

TEST_CASE("A depth is what is called so; a red only where there is nothing else") {
    for (const char* name : {"Z", "depth.Z", "Depth.V", "depth", "depth.R", "ViewLayer.Depth.Z", "distance",
                             "V", "camera.z_depth", "view.Z"}) {
        CAPTURE(name);
        const Exr exr({{"", joined(rgba("", 1), {{name, 7}})}});
        CHECK(depth_base(exr) == 7.0);
        CHECK(has_exr_depth(exr.bytes));
        CHECK(base_of(exr) == 1.0f);
    }
    for (const char* name : {"R", "Y"}) {
        const Exr alone({{"", {{name, 7}}}});
        CHECK(depth_base(alone) == 7.0);
        CHECK_FALSE(has_exr_depth(alone.bytes));
    }
    // Positions and normals have a Z as well.
    const Exr position({{"", joined(rgba("", 1), {{"P.X", 4}, {"P.Y", 5}, {"P.Z", 6}})}});
    CHECK_FALSE(decode_exr_grey(position.bytes));
    CHECK_FALSE(has_exr_depth(position.bytes));
    CHECK(depth_base(position, "P.Z") == 6.0);
    CHECK(decode_exr_grey(position.bytes, "Q").error().message.find("P.X") != std::string::npos);
}

TEST_CASE("Channels that are missing are black, and alpha that is missing is 1") {
    for (const std::string have : {"R", "G", "B", "RG", "RB", "GB", "RGA"}) {
        CAPTURE(have);
        std::vector<TestChannel> channels;
        for (const char name : have) channels.push_back({std::string(1, name), 5});
        const Exr exr({{"", channels}});
        const auto read = decode_exr(exr.bytes);
        REQUIRE(read);
        for (std::size_t c = 0; c < 4; ++c) {
            const bool is_there = have.find("RGBA"[c]) != std::string::npos;
            CHECK(read->picture.rgba[c] == (is_there ? 5.0f : c == 3 ? 1.0f : 0.0f));
        }
        CHECK(read->has_alpha == (have == "RGA"));
    }
    const Exr grey({{"", {{"Y", 5}}}});
    const auto read = decode_exr(grey.bytes);
    REQUIRE(read);
    CHECK(read->picture.rgba[2] == 5.0f);
    CHECK(read->picture.rgba[3] == 1.0f);
}

TEST_CASE("The display window is shown, wherever the data lie") {
    const Imath::Box2i display({0, 0}, {7, 4});
    const std::vector<Imath::Box2i> datas = {
        Imath::Box2i({2, 1}, {4, 3}),   Imath::Box2i({-3, -2}, {12, 9}),  Imath::Box2i({-3, 2}, {3, 9}),
        Imath::Box2i({5, -4}, {20, 1}), Imath::Box2i({30, 30}, {33, 31}), Imath::Box2i({30, 1}, {33, 3})};
    for (const Imath::Box2i& data : datas) {
        CAPTURE(data.min.x);
        for (const Imath::V2i& shift : {Imath::V2i(0, 0), Imath::V2i(100, 50), Imath::V2i(-40, -70)}) {
            const Imath::Box2i shown(display.min + shift, display.max + shift);
            const Imath::Box2i written(data.min + shift, data.max + shift);
            const Exr exr({{"", joined(rgba("", 1), {{"Z", 7}}), shown, written}});
            const auto read = decode_exr(exr.bytes);
            const auto depth = decode_exr_grey(exr.bytes);
            REQUIRE(read);
            REQUIRE(depth);
            REQUIRE(read->picture.width == 8);
            REQUIRE(read->picture.height == 5);
            for (int y = 0; y < 5; ++y)
                for (int x = 0; x < 8; ++x) {
                    const std::size_t at = static_cast<std::size_t>(8 * y + x);
                    const Imath::V2i place(x + shown.min.x, y + shown.min.y);
                    const bool has_data = written.intersects(place);
                    CHECK(read->picture.rgba[4 * at] == (has_data ? number_at(1, place.x, place.y) : 0.0f));
                    CHECK(read->picture.rgba[4 * at + 3] ==
                          (has_data ? number_at(31, place.x, place.y) : 0.0f));
                    CHECK(std::isnan(depth->values[at]) != has_data);
                }
            CHECK(read->remarks.empty() == shown.intersects(written));
            CHECK(read->has_alpha);
        }
    }
}

TEST_CASE("Data that do not reach all of the window leave alpha, where the file has none") {
    const std::vector<TestChannel> rgb = {{"R", 1}, {"G", 2}, {"B", 3}};
    CHECK(decode_exr(Exr({{"", rgb, {{0, 0}, {7, 4}}, {{1, 0}, {7, 4}}}}).bytes)->has_alpha);
    CHECK_FALSE(decode_exr(Exr({{"", rgb, {{0, 0}, {7, 4}}, {{-1, 0}, {7, 9}}}}).bytes)->has_alpha);
}

TEST_CASE("Pixels that are not square are made square") {
    for (const auto& [aspect, width, height] : {std::tuple(2.0f, 16, 5), std::tuple(0.5f, 8, 10)}) {
        const Exr exr({{"", rgba("", 1), {{0, 0}, {7, 4}}, {{0, 0}, {7, 4}}, aspect}});
        const auto read = decode_exr(exr.bytes);
        REQUIRE(read);
        CHECK(read->picture.width == width);
        CHECK(read->picture.height == height);
        REQUIRE(read->remarks.size() == 1);
        // Linear ramps stay what they are.
        const float* inner = &read->picture.rgba[4 * static_cast<std::size_t>(3 * width + 3)];
        const float x = aspect > 1.0f ? 3.5f / 2.0f - 0.5f : 3.0f,
                    y = aspect < 1.0f ? 3.5f / 2.0f - 0.5f : 3.0f;
        CHECK(inner[0] == doctest::Approx(1.0f + 0.1f * x + 0.01f * y));
    }
}

TEST_CASE("Luma and chroma are colours") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "yc.exr";
    for (const auto channels : {Imf::WRITE_YC, Imf::WRITE_YCA, Imf::WRITE_Y}) {
        {
            Imf::RgbaOutputFile file(path.c_str(), 16, 12, channels);
            const std::vector<Imf::Rgba> pixels(16 * 12, Imf::Rgba(0.5f, 0.25f, 0.125f, 1.0f));
            file.setFrameBuffer(pixels.data(), 1, 16);
            file.writePixels(12);
        }
        const auto read = decode_exr(*read_file_bytes(path, 1 << 20));
        REQUIRE(read);
        const float* pixel = &read->picture.rgba[4 * (5 * 16 + 5)];
        const float luma = 0.2126f * 0.5f + 0.7152f * 0.25f + 0.0722f * 0.125f;
        const bool is_grey = channels == Imf::WRITE_Y;
        CHECK(pixel[0] == doctest::Approx(is_grey ? luma : 0.5f).epsilon(0.01));
        CHECK(pixel[1] == doctest::Approx(is_grey ? luma : 0.25f).epsilon(0.01));
        CHECK(pixel[2] == doctest::Approx(is_grey ? luma : 0.125f).epsilon(0.01));
        CHECK(pixel[3] == 1.0f);
    }
}

TEST_CASE("Tiles and mip levels are read at full size") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "tiled.exr";
    Imf::Header header(70, 50);
    header.channels().insert("R", Imf::Channel(Imf::HALF));
    header.channels().insert("G", Imf::Channel(Imf::UINT));
    header.setTileDescription(Imf::TileDescription(32, 16, Imf::MIPMAP_LEVELS));
    {
        Imf::TiledOutputFile file(path.c_str(), header);
        for (int level = 0; level < file.numLevels(); ++level) {
            const int width = file.levelWidth(level), height = file.levelHeight(level);
            std::vector<half> red;
            std::vector<unsigned> green;
            for (int i = 0; i < width * height; ++i) {
                red.push_back(half(level == 0 ? static_cast<float>(i % 70) : 999.0f));
                green.push_back(static_cast<unsigned>(i / 70));
            }
            Imf::FrameBuffer source;
            source.insert("R", Imf::Slice(Imf::HALF, reinterpret_cast<char*>(red.data()), sizeof(half),
                                          sizeof(half) * static_cast<std::size_t>(width)));
            source.insert("G", Imf::Slice(Imf::UINT, reinterpret_cast<char*>(green.data()), sizeof(unsigned),
                                          sizeof(unsigned) * static_cast<std::size_t>(width)));
            file.setFrameBuffer(source);
            file.writeTiles(0, file.numXTiles(level) - 1, 0, file.numYTiles(level) - 1, level);
        }
    }
    const auto read = decode_exr(*read_file_bytes(path, 1 << 22));
    REQUIRE_MESSAGE(read, (read ? "" : read.error().message));
    REQUIRE(read->picture.width == 70);
    for (int i = 0; i < 70 * 50; ++i) {
        CHECK(read->picture.rgba[static_cast<std::size_t>(4 * i)] == static_cast<float>(i % 70));
        CHECK(read->picture.rgba[static_cast<std::size_t>(4 * i + 1)] == static_cast<float>(i / 70));
    }
}

TEST_CASE("More channels of floats are written beside the colours") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "out.exr";
    const LinearPicture picture{2, 1, {0.5f, 0.25f, 2.0f, 1.0f, -0.5f, 0.0f, 0.0f, 0.5f}};
    REQUIRE(write_exr(path, picture, ExrDepth::half, {{"Z", {3.0f, 1e6f}}, {"CoC", {-4.0f, 9.5f}}}));
    const auto bytes = *read_file_bytes(path, 1 << 20);
    CHECK(decode_exr(bytes)->picture.rgba == picture.rgba);
    CHECK(decode_exr_grey(bytes)->values == std::vector<double>{3.0, 1e6});
    CHECK(decode_exr_grey(bytes, "CoC")->values == std::vector<double>{-4.0, 9.5});
}
