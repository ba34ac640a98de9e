#include "offline/kernels/glyph_outline.h"

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "offline/files/file_bytes.h"

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_truetype.h>
#pragma GCC diagnostic pop

namespace tapestry::offline {
namespace {

using Bytes = std::span<const std::uint8_t>;

// The largest fonts of East Asian scripts are about 30 MiB.
constexpr std::size_t max_font_bytes = std::size_t{1} << 27;

std::uint32_t word_at(Bytes bytes, std::size_t at) {
    std::uint32_t word = 0;
    for (std::size_t i = at; i < at + 4; ++i) word = word << 8 | (i < bytes.size() ? bytes[i] : 0u);
    return word;
}

// OpenType, "Calculating checksums": the sum of a table's big-endian words, the last one padded with zeros.
std::uint32_t checksum(Bytes table) {
    std::uint32_t sum = 0;
    for (std::size_t at = 0; at < table.size(); at += 4) sum += word_at(table, at);
    return sum;
}

// stb_truetype trusts its input, so nothing but a font whose every table lies within the file and has the
// checksum that its directory says gets there. `head` holds the whole file's checksum at byte 8, which its
// own leaves out.
bool tables_are_whole(Bytes file, std::size_t directory) {
    if (directory + 12 > file.size()) return false;
    const std::size_t tables = word_at(file, directory + 4) >> 16;
    if (tables == 0 || directory + 12 + 16 * tables > file.size()) return false;
    for (std::size_t i = 0; i < tables; ++i) {
        const std::size_t record = directory + 12 + 16 * i;
        const std::size_t offset = word_at(file, record + 8), length = word_at(file, record + 12);
        if (offset > file.size() || length > file.size() - offset) return false;
        const Bytes table = file.subspan(offset, length);
        std::uint32_t sum = checksum(table);
        if (word_at(file, record) == 0x68656164 && length >= 12) sum -= word_at(table, 8);
        if (sum != word_at(file, record + 4)) return false;
    }
    return true;
}

// The code point of a text of exactly one character.
std::optional<int> only_character(const std::string& text) {
    if (text.empty()) return {};
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    const unsigned lead = byte(0);
    const std::size_t length = lead < 0x80       ? 1
                               : lead >> 5 == 6  ? 2
                               : lead >> 4 == 14 ? 3
                               : lead >> 3 == 30 ? 4
                                                 : 0;
    if (length != text.size()) return {};
    unsigned code = length == 1 ? lead : lead & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (byte(i) >> 6 != 2) return {};
        code = code << 6 | (byte(i) & 0x3fu);
    }
    return static_cast<int>(code);
}

Outline outline_of(std::span<const stbtt_vertex> vertices) {
    const auto down = [](short x, short y) { return glm::dvec2(x, -y); };
    Outline outline;
    for (const stbtt_vertex& v : vertices) {
        const glm::dvec2 to = down(v.x, v.y);
        if (v.type == STBTT_vmove) outline.move_to(to);
        if (v.type == STBTT_vline) outline.line_to(to);
        if (v.type == STBTT_vcurve) outline.quadratic_to(down(v.cx, v.cy), to);
        if (v.type == STBTT_vcubic) outline.cubic_to(down(v.cx, v.cy), down(v.cx1, v.cy1), to);
    }
    return outline;
}

}  // namespace

Result<Outline> glyph_outline(const std::filesystem::path& font, const std::string& glyph) {
    const auto failed = [&](const std::string& why) { return Error{font.string() + ": " + why}; };
    const std::optional<int> character = only_character(glyph);
    if (!character) return Error{"the glyph must be one character, not '" + glyph + "'"};
    const auto file = read_file_bytes(font, max_font_bytes);
    if (!file) return file.error();
    const int directory = file->size() < 16 ? -1 : stbtt_GetFontOffsetForIndex(file->data(), 0);
    if (directory < 0) return failed("is not a TrueType or OpenType font");
    if (!tables_are_whole(*file, static_cast<std::size_t>(directory))) return failed("is damaged");
    stbtt_fontinfo info;
    if (!stbtt_InitFont(&info, file->data(), directory))
        return failed("is a font of a kind that is not read");
    const int index = stbtt_FindGlyphIndex(&info, *character);
    if (index == 0) return failed("has no glyph for '" + glyph + "'");
    stbtt_vertex* first = nullptr;
    const int count = stbtt_GetGlyphShape(&info, index, &first);
    const auto release = [&](stbtt_vertex* vertices) { stbtt_FreeShape(&info, vertices); };
    const std::unique_ptr<stbtt_vertex, decltype(release)> vertices(first, release);
    const Outline outline = outline_of({vertices.get(), static_cast<std::size_t>(count)});
    if (std::abs(signed_area(outline)) < 1.0) return failed("draws nothing for '" + glyph + "'");
    return about_centroid(outline);
}

}  // namespace tapestry::offline
