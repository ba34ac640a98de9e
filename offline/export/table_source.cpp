#include "tapestry/fit/table_source.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "offline/files/readable_text.h"
#include "tapestry/table_file.h"

namespace tapestry::offline {
namespace {

/// Nine digits give a float back; a decimal point makes it one in GLSL.
std::string number(float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", static_cast<double>(value));
    std::string result = text;
    if (result.find_first_of(".e") == std::string::npos) result += ".0";
    return result;
}

std::string numbers_of(const Tap& tap, const char* suffix) {
    std::string text = number(tap.dx);
    text.append(suffix).append(", ").append(number(tap.dy)).append(suffix);
    return text.append(", ").append(number(tap.weight)).append(suffix);
}

std::string words(const TapTable& table) {
    // In one line, so that it stays a comment.
    std::string name = readable(table.kernel);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::string text = "// " + name + ": out(x) = sum weight * in(x + offset), x right, y down, pixels;\n";
    text += "// layers run in order, each on what the one before it wrote. Taps are [layer][tap][knot].\n";
    for (const Axis& axis : table.axes) text += "// Knots: " + axis.name + ".\n";
    return text;
}

template <class Item, class Text>
std::string list(const std::vector<Item>& items, Text text_of, int a_line) {
    std::string text;
    int count = 0;
    for (const Item& item : items) {
        if (count > 0) text += ",";
        text += count % a_line == 0 ? "\n    " : " ";
        text += text_of(item);
        ++count;
    }
    return text;
}

std::vector<float> knots_of(const TapTable& table) {
    return table.axes.empty() ? std::vector<float>{0.0f} : table.axes[0].knots;
}

std::vector<std::uint32_t> first_taps(const TapTable& table) {
    std::vector<std::uint32_t> first;
    for (std::size_t l = 0; l <= table.layers(); ++l)
        first.push_back(static_cast<std::uint32_t>(table.first_tap(l)));
    return first;
}

}  // namespace

std::string table_to_glsl(const TapTable& table) {
    const std::vector<float> knots = knots_of(table);
    const auto first = first_taps(table);
    const auto whole = [](std::uint32_t value) { return std::to_string(value); };
    std::string text = words(table);
    text += "const int kernel_layers = " + std::to_string(table.layers()) + ";\n";
    text += "const int kernel_knots = " + std::to_string(knots.size()) + ";\n";
    text += "const int kernel_first_tap[" + std::to_string(first.size()) + "] = int[](" +
            list(first, whole, 16) + ");\n";
    text += "const float kernel_knot[" + std::to_string(knots.size()) + "] = float[](" +
            list(knots, number, 8) + ");\n";
    text +=
        "const vec3 kernel_tap[" + std::to_string(table.payload.size()) + "] = vec3[](" +
        list(
            table.payload,
            [](const Tap& tap) { return std::string("vec3(").append(numbers_of(tap, "")).append(")"); }, 3) +
        ");\n\n";
    text +=
        "// One layer at a pixel of a picture whose row 0 is on top; texel = 1 / size.\n"
        "vec4 kernel_run(sampler2D source, vec2 uv, vec2 texel, int layer, float parameter) {\n"
        "    float p = clamp(parameter, kernel_knot[0], kernel_knot[kernel_knots - 1]);\n"
        "    int upper = 1;\n"
        "    while (upper < kernel_knots - 1 && kernel_knot[upper] < p) ++upper;\n"
        "    int lower = kernel_knots > 1 ? upper - 1 : 0;\n"
        "    upper = min(upper, kernel_knots - 1);\n"
        "    float span = kernel_knot[upper] - kernel_knot[lower];\n"
        "    float t = span > 0.0 ? (p - kernel_knot[lower]) / span : 0.0;\n"
        "    vec4 sum = vec4(0.0);\n"
        "    for (int i = kernel_first_tap[layer]; i < kernel_first_tap[layer + 1]; ++i) {\n"
        "        vec3 tap = mix(kernel_tap[i * kernel_knots + lower], kernel_tap[i * kernel_knots + upper], "
        "t);\n"
        "        sum += tap.z * textureLod(source, uv + tap.xy * texel, 0.0);\n"
        "    }\n"
        "    return sum;\n"
        "}\n";
    return text;
}

std::string table_to_header(const TapTable& table) {
    const std::vector<float> knots = knots_of(table);
    const auto first = first_taps(table);
    const auto f = [](float value) { return number(value) + "f"; };
    std::string text = words(table) + "#pragma once\n\nnamespace kernel {\n\n";
    text += "struct Tap {\n    float dx, dy, weight;\n};\n\n";
    text += "inline constexpr int layers = " + std::to_string(table.layers()) + ";\n";
    text += "inline constexpr int first_tap[] = {" +
            list(
                first, [](std::uint32_t value) { return std::to_string(value); }, 16) +
            "};\n";
    text += "inline constexpr float knots[] = {" + list(knots, f, 8) + "};\n";
    text += "inline constexpr Tap taps[] = {" +
            list(
                table.payload,
                [](const Tap& tap) { return std::string("{").append(numbers_of(tap, "f")).append("}"); }, 3) +
            "};\n\n}  // namespace kernel\n";
    return text;
}

namespace {

std::string identifier(std::string_view name) {
    std::string result;
    for (const char c : name) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool is_digit = c >= '0' && c <= '9';
        if (result.empty() && !is_letter) result = "table_";
        result.push_back(is_letter || is_digit ? c : '_');
    }
    return result.empty() ? "table" : result;
}

}  // namespace

Result<std::string> table_to_c(const TapTable& table, std::string_view name) {
    const Result<std::vector<std::byte>> bytes = encode_table(table);
    if (!bytes) return bytes.error();
    std::string text = "/* A table of " + std::to_string(table.first_tap(table.layers())) +
                       " taps, as tapestry::decode_table takes it. */\nstatic const unsigned char ";
    text += identifier(name) + "[" + std::to_string(bytes->size()) + "] = {";
    text += list(
        *bytes, [](std::byte byte) { return std::to_string(std::to_integer<unsigned>(byte)); }, 20);
    return text + "};\n";
}

}  // namespace tapestry::offline
