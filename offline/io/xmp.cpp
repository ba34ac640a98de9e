#include "offline/io/xmp.h"

#ifdef TAPESTRY_HAS_EXPAT

#include <expat.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>

#include "offline/io/jpeg_segments.h"

namespace tapestry::offline {
namespace {

constexpr std::string_view standard_signature("http://ns.adobe.com/xap/1.0/\0", 29);
constexpr std::string_view extended_signature("http://ns.adobe.com/xmp/extension/\0", 35);
constexpr std::size_t guid_size = 32, extended_header_size = guid_size + 8;
constexpr std::size_t most_bytes = std::size_t{1} << 28;

struct Reading {
    std::vector<XmpEntry>* entries;
    std::vector<std::string> open;  ///< elements
    std::string text;               ///< of the innermost
};

void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
    Reading& reading = *static_cast<Reading*>(user);
    reading.open.emplace_back(name);
    reading.text.clear();
    reading.entries->push_back({name, ""});
    for (; *attributes; attributes += 2) reading.entries->push_back({attributes[0], attributes[1]});
}

void on_end(void* user, const XML_Char* name) {
    Reading& reading = *static_cast<Reading*>(user);
    const bool is_blank = reading.text.find_first_not_of(" \t\r\n") == std::string::npos;
    if (!is_blank) reading.entries->push_back({name, reading.text});
    reading.text.clear();
    reading.open.pop_back();
}

void on_text(void* user, const XML_Char* text, int length) {
    static_cast<Reading*>(user)->text.append(text, static_cast<std::size_t>(length));
}

void parse(std::string_view packet, std::vector<XmpEntry>& entries) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreateNS("UTF-8", ' '),
                                                                         XML_ParserFree);
    if (!parser || packet.size() > most_bytes) return;
    Reading reading{&entries, {}, {}};
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    // What stands before the first fault is as good as ever.
    XML_Parse(parser.get(), packet.data(), static_cast<int>(packet.size()), 1);
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t big_endian(std::string_view bytes) {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
}

/// A packet that comes in pieces, each with its place.
using Pieces = std::map<std::string, std::string, std::less<>>;

void add_piece(std::string_view data, std::size_t file_size, Pieces& packets) {
    if (data.size() < extended_header_size) return;
    const std::uint32_t size = big_endian(data.substr(guid_size, 4));
    const std::uint32_t at = big_endian(data.substr(guid_size + 4, 4));
    const std::string_view piece = data.substr(extended_header_size);
    // All of it is in the file, and so are all packets together.
    std::size_t others = 0;
    for (const auto& [guid, packet] : packets)
        if (guid != data.substr(0, guid_size)) others += packet.size();
    if (others > file_size || size > file_size - others || at > size || piece.size() > size - at) return;
    std::string& packet = packets[std::string(data.substr(0, guid_size))];
    packet.resize(std::max<std::size_t>(packet.size(), size));
    std::ranges::copy(piece, packet.begin() + at);
}

}  // namespace

std::vector<XmpEntry> xmp_of_jpeg(std::span<const std::uint8_t> file) {
    std::vector<XmpEntry> entries;
    Pieces extended;
    each_jpeg_segment(file, [&](std::uint8_t marker, std::span<const std::uint8_t> segment) {
        if (marker != 0xe1) return;
        const std::string_view data = as_text(segment);
        if (data.starts_with(standard_signature)) parse(data.substr(standard_signature.size()), entries);
        if (data.starts_with(extended_signature))
            add_piece(data.substr(extended_signature.size()), file.size(), extended);
    });
    for (const auto& [guid, packet] : extended) parse(packet, entries);
    return entries;
}

}  // namespace tapestry::offline

#else

namespace tapestry::offline {

std::vector<XmpEntry> xmp_of_jpeg(std::span<const std::uint8_t>) {
    return {};
}

}  // namespace tapestry::offline

#endif
