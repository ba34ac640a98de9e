/// Depth inside photographs, put there by hand as phones do it.
#include "offline/io/embedded_depth.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "offline/io/jpeg_file.h"
#include "offline/io/photograph.h"
#include "offline/io/picture_format.h"
#include "offline/io/png_file.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const std::vector<std::byte>& from) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(from.data());
    return {bytes, bytes + from.size()};
}

Bytes photograph() {
    return bytes_of(*encode_jpeg(std::vector<std::uint8_t>(3 * 32 * 24, 90), 32, 24, 90, {}));
}

/// 4 x 3, a ramp.
Bytes depth_png() {
    PackedPicture<std::uint8_t> png{4, 3, 1, {}};
    for (int i = 0; i < 12; ++i) png.samples.push_back(static_cast<std::uint8_t>(20 * i));
    return bytes_of(*encode_png(png));
}

std::string base64(const Bytes& bytes) {
    const char* alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) bits = bits << 8 | (i + k < bytes.size() ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k > bytes.size() ? '=' : alphabet[bits >> (18 - 6 * k) & 63u];
    }
    return text;
}

void add_segment(Bytes& jpeg, std::size_t& at, const std::string& data) {
    const std::size_t length = data.size() + 2;
    Bytes segment = {0xff, 0xe1, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    segment.insert(segment.end(), data.begin(), data.end());
    jpeg.insert(jpeg.begin() + static_cast<std::ptrdiff_t>(at), segment.begin(), segment.end());
    at += segment.size();
}

std::string packet(const std::string& attributes, const std::string& inside = "") {
    return "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
           "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" " +
           attributes + ">" + inside + "</rdf:Description></rdf:RDF></x:xmpmeta>";
}

const std::string standard("http://ns.adobe.com/xap/1.0/\0", 29);
const std::string extension("http://ns.adobe.com/xmp/extension/\0", 35);
const std::string gdepth = "xmlns:GDepth=\"http://ns.google.com/photos/1.0/depthmap/\" ";

std::string word(std::size_t value) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(value >> shift);
    return text;
}

/// The extended packet in pieces of `size`, in any order.
Bytes with_gdepth(const std::string& description, const Bytes& depth, std::size_t size, bool backwards) {
    Bytes jpeg = photograph();
    std::size_t at = 2;
    add_segment(jpeg, at, standard + packet(gdepth + description));
    const std::string whole = packet(gdepth + "GDepth:Data=\"" + base64(depth) + "\"");
    std::vector<std::string> pieces;
    for (std::size_t from = 0; from < whole.size(); from += size)
        pieces.push_back(extension + std::string(32, 'G') + word(whole.size()) + word(from) +
                         whole.substr(from, size));
    if (backwards) std::ranges::reverse(pieces);
    for (const std::string& piece : pieces) add_segment(jpeg, at, piece);
    return jpeg;
}

}  // namespace

#ifdef TAPESTRY_HAS_HEIF

/// 16 x 16 by libheif's encoder: colours from red to blue, and alpha from 1 to 0, as an auxiliary image.
const char* const heic_with_alpha =
    "0000001c6674797068656963000000006d696631686569636d696166000002fc6d657461000000000000002168646c72"
    "000000000000000070696374000000000000000000000000000000000e7069746d000000000002000000186964617400"
    "00000000100010000000000010001000000060696c6f6301000000444000040001000000000000032000010000000000"
    "000038000200010000000000000001000000000000000800030000000000000358000100000000000000270004000100"
    "0000000000000100000008000000080000006269696e6600000000000400000015696e66650200000100010000687663"
    "310000000015696e66650200000000020000677269640000000015696e66650200000100030000687663310000000015"
    "696e666502000000000400006772696400000001b169707270000001846970636f000000766876634301037000000000"
    "00000000001ef000fcfdf8f800000f03200001001840010c01ffff03700000030090000003000003001eba0240210001"
    "002a42010103700000030090000003000003001ea020810596eaae9ae6e04040c0800000030080000003008422000100"
    "064401c173c1890000001469737065000000000000004000000040000000146973706500000000000000100000001000"
    "00001070697869000000000308080800000071687663430104080000000000000000001ef000fcfcf8f800000f032000"
    "01001740010c01ffff0408000003009ff800000300001eba024021000100264201010408000003009ff800000300001e"
    "c08204165baaba6b9b02000003000200000300021022000100064401c173c18900000014697370650000000000000040"
    "0000004000000014697370650000000000000010000000100000000e7069786900000000010800000027617578430000"
    "000075726e3a6d7065673a686576633a323031353a61757869643a31000000002569706d610000000000000004000102"
    "8102000202038400030285060004030788890000003669726566000000000000000e64696d670002000100010000000e"
    "64696d670004000100030000000e6175786c000400010002000000676d646174000000342801af192166d240ef5e66e9"
    "93e924523078f7c3984e6ade759856a0b19b645ff76a967bdf24b0168840964f355b908b3da9db80000000232801ae32"
    "42541cc51e9b83cf2653f0fc1f40a339c7fe51214fad40a02854b493f78b20";

Bytes heic() {
    const std::string hex = heic_with_alpha;
    Bytes bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    return bytes;
}

TEST_CASE("HEIC is read with its alpha") {
    const auto photograph = decode_photograph(heic());
    if (!photograph && photograph.error().message.find("cannot decode") != std::string::npos) {
        MESSAGE("libheif has no decoder for HEVC here");
        return;
    }
    REQUIRE(photograph);
    const auto& picture = std::get<Picture8>(photograph->pixels);
    REQUIRE(picture.width == 16);
    CHECK(photograph->has_alpha);
    CHECK(picture.rgba[0] > 200);
    CHECK(picture.rgba[3] > 240);
    CHECK(picture.rgba[4 * 255 + 2] > 200);
    CHECK(picture.rgba[4 * 255 + 3] < 15);
    CHECK_FALSE(has_embedded_depth(heic()));
}

TEST_CASE("An auxiliary image of depth is found in HEIC") {
    // The same auxiliary image, called a depth: ISO/IEC 23008-12, 6.5.8 and annex B.
    Bytes file = heic();
    const std::string alpha = "urn:mpeg:hevc:2015:auxid:1";
    const auto name = std::search(file.begin(), file.end(), alpha.begin(), alpha.end());
    REQUIRE(name != file.end());
    name[static_cast<std::ptrdiff_t>(alpha.size()) - 1] = '2';
    CHECK(has_embedded_depth(file));
    const auto read = embedded_depth(file);
    if (!read && read.error().message.find("cannot decode") != std::string::npos) return;
    REQUIRE(read);
    REQUIRE(*read);
    const EmbeddedDepth& depth = **read;
    CHECK(depth.is_turned);
    CHECK_FALSE(depth.is_near_zero);
    REQUIRE(depth.numbers.width == 16);
    CHECK(depth.numbers.values.front() > 0.94);
    CHECK(depth.numbers.values.back() < 0.06);
    for (std::size_t length = 0; length < file.size(); length += 7) {
        const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
        (void)embedded_depth(part);
        (void)decode_photograph(part);
    }
}

#endif

#ifdef TAPESTRY_HAS_EXPAT

TEST_CASE("GDepth is found in the extended packet, with its range and its direction") {
    for (const bool backwards : {false, true}) {
        const Bytes jpeg = with_gdepth(
            "GDepth:Format=\"RangeInverse\" GDepth:Near=\"0.8\" GDepth:Far=\"12.5\" GDepth:Units=\"m\" "
            "GDepth:Mime=\"image/png\"",
            depth_png(), 70, backwards);
        CHECK(has_embedded_depth(jpeg));
        const auto read = embedded_depth(jpeg);
        REQUIRE(read);
        REQUIRE(*read);
        const EmbeddedDepth& depth = **read;
        CHECK(depth.numbers.width == 4);
        CHECK(depth.numbers.height == 3);
        CHECK(depth.numbers.values[11] == doctest::Approx(220.0 / 255.0));
        CHECK(depth.is_inverse);
        CHECK(depth.is_near_zero);
        CHECK(depth.near_m == doctest::Approx(0.8));
        CHECK(depth.far_m == doctest::Approx(12.5));
        CHECK_FALSE(depth.is_turned);
    }
    const auto linear = embedded_depth(with_gdepth(
        "GDepth:Format=\"RangeLinear\" GDepth:Near=\"1\" GDepth:Far=\"2\" GDepth:Units=\"diopters\"",
        depth_png(), 4000, false));
    REQUIRE(linear);
    CHECK_FALSE((*linear)->is_inverse);
    // A range in other units is none.
    CHECK_FALSE((*linear)->near_m);
}

TEST_CASE("Dynamic Depth is found behind the photograph, among other pictures") {
    const Bytes depth = depth_png(), other(57, 7);
    for (const bool is_last : {true, false}) {
        Bytes jpeg = photograph();
        const auto item = [](const std::string& semantic, const std::string& uri, std::size_t length) {
            return "<rdf:li rdf:parseType=\"Resource\"><Container:Item Item:Semantic=\"" + semantic +
                   "\" Item:DataURI=\"" + uri + "\" Item:Length=\"" + std::to_string(length) +
                   "\" Item:Mime=\"image/png\"/></rdf:li>";
        };
        std::string items = item("Primary", "primary", 0);
        if (is_last)
            items += item("Other", "other", other.size()) + item("DepthMap", "depth/1", depth.size());
        if (!is_last)
            items += item("Confidence", "depth/1", depth.size()) + item("Other", "other", other.size());
        std::size_t at = 2;
        add_segment(
            jpeg, at,
            standard + packet("xmlns:Container=\"http://ns.google.com/photos/dd/1.0/container/\" "
                              "xmlns:Item=\"http://ns.google.com/photos/dd/1.0/item/\" "
                              "xmlns:DepthMap=\"http://ns.google.com/photos/dd/1.0/depthmap/\" "
                              "DepthMap:Format=\"RangeInverse\" DepthMap:Near=\"1\" DepthMap:Far=\"9\" "
                              "DepthMap:Units=\"Meters\" DepthMap:DepthURI=\"depth/1\"",
                              "<Container:Directory><rdf:Seq>" + items + "</rdf:Seq></Container:Directory>"));
        const auto append = [&](const Bytes& bytes) { jpeg.insert(jpeg.end(), bytes.begin(), bytes.end()); };
        append(is_last ? other : depth);
        append(is_last ? depth : other);
        CHECK(has_embedded_depth(jpeg));
        const auto read = embedded_depth(jpeg);
        REQUIRE(read);
        REQUIRE(*read);
        CHECK((*read)->numbers.values[1] == doctest::Approx(20.0 / 255.0));
        CHECK((*read)->far_m == doctest::Approx(9.0));
    }
}

TEST_CASE("Depths that are damaged are refused, and nonsense is none") {
    Bytes broken = depth_png();
    broken.resize(30);
    const auto read = embedded_depth(with_gdepth("GDepth:Near=\"1\"", broken, 4000, false));
    REQUIRE_FALSE(read);
    CHECK(read.error().message.find("holds a depth that") != std::string::npos);
    CHECK_FALSE(has_embedded_depth(photograph()));
    const Bytes whole = with_gdepth("GDepth:Near=\"1\" GDepth:Far=\"2\"", depth_png(), 70, false);
    std::mt19937 random(9);
    for (int round = 0; round < 500; ++round) {
        Bytes changed = whole;
        for (int i = 0; i < 4; ++i)
            changed[random() % 1500 % changed.size()] = static_cast<std::uint8_t>(random());
        changed.resize(changed.size() - random() % 200);
        (void)embedded_depth(changed);
        (void)has_embedded_depth(changed);
    }
}

#endif
