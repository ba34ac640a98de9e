#include "tapestry/fit/export_table.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "offline/files/readable_text.h"
#include "tapestry/atomic_file.h"
#include "tapestry/fit/table_json.h"
#include "tapestry/fit/table_source.h"
#include "tapestry/table_file.h"

namespace tapestry::offline {
namespace {

constexpr std::array formats = {
    TableFormat{".tap", "Table", "Tapestry's own file: tapestry::read_table"},
    TableFormat{".json", "JSON", "For other programs"},
    TableFormat{".glsl", "GLSL", "Constants and a function to paste into a shader"},
    TableFormat{".h", "C++", "constexpr arrays"},
    TableFormat{".c", "C", "The table's own file as an array of bytes, to be embedded"},
};

Result<void> write_c(const TapTable& table, const std::filesystem::path& path) {
    const Result<std::string> text = table_to_c(table, path.stem().string());
    if (!text) return text.error();
    return write_file_atomically(path, std::as_bytes(std::span(*text)));
}

Result<void> write_text(const std::string& text, const std::filesystem::path& path) {
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

}  // namespace

std::span<const TableFormat> table_formats() {
    return formats;
}

const TableFormat* table_format_of(const std::filesystem::path& path) {
    const auto found = std::ranges::find_if(
        formats, [&](const TableFormat& format) { return path.extension() == format.extension; });
    return found == formats.end() ? nullptr : &*found;
}

Result<void> export_table(const TapTable& table, const TableFormat& format,
                          const std::filesystem::path& path) {
    const std::string_view extension = format.extension;
    if (extension == ".tap") return write_table(table, path);
    if (extension == ".json") return write_text(table_to_json(table), path);
    if (extension == ".c") return write_c(table, path);
    if (table.axes.size() > 1)
        return Error{readable(path.string()) + ": only tables of one axis are exported as GLSL or C++"};
    return write_text(extension == ".glsl" ? table_to_glsl(table) : table_to_header(table), path);
}

Result<void> export_table(const TapTable& table, const std::filesystem::path& path) {
    if (const TableFormat* format = table_format_of(path)) return export_table(table, *format, path);
    return Error{readable(path.string()) + ": a table is exported as .tap, .json, .glsl, .h or .c"};
}

}  // namespace tapestry::offline
