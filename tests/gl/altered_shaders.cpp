#include "altered_shaders.h"

#include <regex>
#include <set>

#include "gl/shader_library.h"

namespace tapestry::test {
namespace {

// Formats of targets are defined before a file begins; 1 is TAPESTRY_RGBA16F.
constexpr const char* wrongly_rounding_prelude = R"glsl(
vec4 truncated_to_half(vec4 value) {
    vec4 evenly_spaced = trunc(value * 16777216.0) / 16777216.0;
    vec4 cut = uintBitsToFloat(floatBitsToUint(value) & 0xffffe000u);
    return mix(cut, evenly_spaced, lessThan(abs(value), vec4(6.103515625e-5)));
}
vec4 next_from_zero(vec4 half_value, vec4 signs) {
    vec4 next = uintBitsToFloat(floatBitsToUint(half_value) + 0x2000u);
    return mix(next, half_value + signs / 16777216.0, lessThan(abs(half_value), vec4(6.103515625e-5)));
}
vec4 rounded_from_zero(vec4 value) {
    vec4 cut = truncated_to_half(value);
    return mix(next_from_zero(cut, sign(value)), cut, equal(cut, value));
}
uint truncating_pack(vec2 value) {
    return packHalf2x16(truncated_to_half(vec4(value, 0.0, 0.0)).xy);
}
#define packHalf2x16 truncating_pack
#define STORE_HALF(image, at, value) imageStore(image, at, rounded_from_zero(value))
#ifdef TAPESTRY_TARGET_FORMAT
#if TAPESTRY_TARGET_FORMAT == 1
#define STORE_TARGET STORE_HALF
#endif
#endif
#ifndef STORE_TARGET
#define STORE_TARGET imageStore
#endif
)glsl";

/// Names of the images that a text declares with a format, as a regular expression has it.
std::set<std::string> images_of(const std::string& text, const std::string& format) {
    const std::regex declaration("layout\\(" + format + ",[^\\n]*image2D (\\w+);");
    std::set<std::string> names;
    for (std::sregex_iterator found(text.begin(), text.end(), declaration), end; found != end; ++found)
        names.insert((*found)[1]);
    return names;
}

void replace_stores(std::string& text, const std::set<std::string>& images, const std::string& store) {
    for (const std::string& image : images)
        replace_all(text, "imageStore(" + image + ",", store + "(" + image + ",");
}

}  // namespace

ShaderTexts shader_texts() {
    ShaderTexts texts;
    for (const ShaderFile& file : embedded_shaders()) texts.emplace(file.name, file.text);
    return texts;
}

int replace_all(std::string& text, const std::string& from, const std::string& to) {
    int count = 0;
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
        ++count;
    }
    return count;
}

ShaderTexts counting(ShaderTexts texts) {
    const std::string binding = std::to_string(steps_binding);
    for (auto& [name, text] : texts) {
        if (name.ends_with(".h")) continue;
        text =
            std::regex_replace(text, std::regex("for \\(([^;]*); ([^;]*);"), "for ($1; ++steps > 0 && ($2);");
        if (!name.ends_with(".comp")) continue;
        replace_all(text, "void main() {", "void counted() {");
        text = "layout(std430, binding = " + binding +
               ") buffer Steps { uint most_steps; };\nint steps = 0;\n" + text +
               "void main() {\n    counted();\n    atomicMax(most_steps, uint(steps));\n}\n";
    }
    return texts;
}

ShaderTexts wrongly_rounding(ShaderTexts texts) {
    std::set<std::string> halves;
    for (const auto& [name, text] : texts) halves.merge(images_of(text, "rgba16f"));
    for (auto& [name, text] : texts) {
        if (name.ends_with(".h")) continue;
        const bool is_included = name.starts_with("include/");
        std::set<std::string> own = images_of(text, "rgba16f");
        // What includes store to is declared beside them.
        if (is_included) own = halves, own.erase("target");
        replace_stores(text, own, "STORE_HALF");
        replace_stores(text, images_of(text, "TAPESTRY_TARGET_LAYOUT"), "STORE_TARGET");
        if (!is_included) text = wrongly_rounding_prelude + text;
    }
    return texts;
}

}  // namespace tapestry::test
