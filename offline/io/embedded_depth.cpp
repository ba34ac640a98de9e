#include "offline/io/embedded_depth.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "offline/files/base64.h"
#include "offline/io/heif_file.h"
#include "offline/io/image_file.h"
#include "offline/io/picture_format.h"
#include "offline/io/xmp.h"

namespace tapestry::offline {
namespace {

constexpr std::int64_t most_pixels = std::int64_t{1} << 26;

/// GDepth's namespace, and Dynamic Depth's, which has the same names.
bool is_depth_entry(std::string_view name, std::string_view property) {
    return (name.starts_with("http://ns.google.com/photos/1.0/depthmap/ ") ||
            name.starts_with("http://ns.google.com/photos/dd/1.0/depthmap/ ")) &&
           name.substr(name.rfind(' ') + 1) == property;
}

bool is_container_item(std::string_view name) {
    return name.starts_with("http://ns.google.com/photos/") && name.ends_with("/container/ Item");
}

std::string find(const std::vector<XmpEntry>& xmp, std::string_view property) {
    for (const XmpEntry& entry : xmp)
        if (!entry.value.empty() && is_depth_entry(entry.name, property)) return entry.value;
    return {};
}

/// A picture behind the photograph's own, as the container's directory has it.
struct ContainerItem {
    std::string semantic, uri;
    std::size_t length = 0, padding = 0;
};

std::size_t number_in(const std::string& text) {
    std::size_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::vector<ContainerItem> container_items(const std::vector<XmpEntry>& xmp) {
    std::vector<ContainerItem> items;
    for (const XmpEntry& entry : xmp) {
        if (is_container_item(entry.name) && entry.value.empty()) items.emplace_back();
        if (items.empty() || entry.name.find("/item/ ") == std::string::npos) continue;
        const std::string property = entry.name.substr(entry.name.rfind(' ') + 1);
        if (property == "Semantic") items.back().semantic = entry.value;
        if (property == "DataURI" || property == "URI") items.back().uri = entry.value;
        if (property == "Length") items.back().length = number_in(entry.value);
        if (property == "Padding") items.back().padding = number_in(entry.value);
    }
    return items;
}

/// The items lie one after the other at the file's end.
std::span<const std::uint8_t> depth_item(std::span<const std::uint8_t> file,
                                         const std::vector<ContainerItem>& items, const std::string& uri) {
    std::size_t from_end = 0;
    for (auto item = items.rbegin(); item != items.rend() && item + 1 != items.rend(); ++item) {
        if (item->length > file.size() || item->padding > file.size()) return {};
        from_end += item->length + item->padding;
        if (from_end > file.size()) return {};
        const bool is_depth =
            (!uri.empty() && item->uri == uri) || item->semantic.find("epth") != std::string::npos;
        if (is_depth) return file.subspan(file.size() - from_end, item->length);
    }
    return {};
}

std::optional<double> metres(const std::vector<XmpEntry>& xmp, std::string_view property) {
    const std::string units = find(xmp, "Units");
    if (!units.empty() && !units.starts_with('m') && !units.starts_with('M')) return std::nullopt;
    const std::string text = find(xmp, property);
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value) || !(value > 0.0)) return std::nullopt;
    return value;
}

Result<std::optional<EmbeddedDepth>> depth_of_jpeg(std::span<const std::uint8_t> file) {
    const std::vector<XmpEntry> xmp = xmp_of_jpeg(file);
    std::vector<std::uint8_t> picture = from_base64(find(xmp, "Data")).value_or(std::vector<std::uint8_t>());
    if (picture.empty()) {
        const auto item = depth_item(file, container_items(xmp), find(xmp, "DepthURI"));
        picture.assign(item.begin(), item.end());
    }
    if (picture.empty()) return std::optional<EmbeddedDepth>();
    auto numbers = decode_grey(picture);
    if (!numbers) return Error{"holds a depth that " + numbers.error().message};
    EmbeddedDepth depth;
    depth.numbers = std::move(numbers->picture);
    depth.is_inverse = find(xmp, "Format") != "RangeLinear";
    depth.near_m = metres(xmp, "Near");
    depth.far_m = metres(xmp, "Far");
    return std::optional(std::move(depth));
}

}  // namespace

Result<std::optional<EmbeddedDepth>> embedded_depth(std::span<const std::uint8_t> file) {
    const auto format = format_of_bytes(file);
    if (format == PictureFormat::jpeg) return depth_of_jpeg(file);
    if (format == PictureFormat::heif) return decode_heif_depth(file, most_pixels);
    return std::optional<EmbeddedDepth>();
}

bool has_embedded_depth(std::span<const std::uint8_t> file) {
    const auto format = format_of_bytes(file);
    if (format == PictureFormat::heif) return has_heif_depth(file);
    if (format != PictureFormat::jpeg) return false;
    const std::vector<XmpEntry> xmp = xmp_of_jpeg(file);
    return !find(xmp, "Data").empty() ||
           !depth_item(file, container_items(xmp), find(xmp, "DepthURI")).empty();
}

}  // namespace tapestry::offline
