#include "altered_shaders.h"

#include <doctest/doctest.h>

#include <regex>
#include <set>
#include <string_view>

#include "gl/shader_folder.h"
#include "gl/shader_library.h"
#include "gl_fixture.h"

namespace tapestry::test {
namespace {

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
)glsl";

int altered_stores_so_far = 0;

void GLAD_API_PTR set_wrongly_rounding_source(GLuint shader, GLsizei, const GLchar* const* strings,
                                              const GLint*) {
    const std::string text = wrongly_rounding(strings[0]);
    const char* const altered = text.c_str();
    reinterpret_cast<PFNGLSHADERSOURCEPROC>(get_proc_address("glShaderSource"))(shader, 1, &altered, nullptr);
}

}  // namespace

ShaderTexts shader_texts() {
    ShaderTexts texts;
    for (const ShaderFile& file : embedded_shaders()) texts.emplace(file.name, file.text);
    if (test_shader_folder().empty()) return texts;
    const auto changed = read_shader_folder(test_shader_folder());
    if (!changed) FAIL(changed.error().message);
    for (const auto& [name, text] : *changed) texts.insert_or_assign(name, text);
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
        text = std::regex_replace(text, std::regex("for ?\\(([^;]*); ?([^;]*);"),
                                  "for ($1; ++steps > 0 && ($2);");
        if (!name.ends_with(".comp")) continue;
        replace_all(text, "void main() {", "void counted() {");
        text = "layout(std430, binding = " + binding +
               ") buffer Steps { uint most_steps; };\nint steps = 0;\n" + text +
               "void main() {\n    counted();\n    atomicMax(most_steps, uint(steps));\n}\n";
    }
    return texts;
}

std::string wrongly_rounding(std::string text) {
    const std::regex declaration("layout\\(rgba16f,[^\\n]*image2D (\\w+);");
    std::set<std::string> halves;
    for (std::sregex_iterator found(text.begin(), text.end(), declaration), end; found != end; ++found)
        halves.insert((*found)[1]);
    // What macros of include/edge.glsl store to; no shader gives them images of halves and others.
    const std::regex by_macro("STORE_(?:WITH_EDGE|OF_TWO)\\((\\w+),");
    for (std::sregex_iterator found(text.begin(), text.end(), by_macro), end; found != end; ++found)
        if (halves.contains((*found)[1])) halves.insert("edge_image");
    for (const std::string& image : halves)
        altered_stores_so_far += replace_all(text, "imageStore(" + image + ",", "STORE_HALF(" + image + ",");
    // In front of the first file.
    return text.insert(text.find("#line "), wrongly_rounding_prelude);
}

int altered_stores() {
    return altered_stores_so_far;
}

void* find_wrongly_rounding(const char* name) {
    return name == std::string_view("glShaderSource") ? reinterpret_cast<void*>(set_wrongly_rounding_source)
                                                      : get_proc_address(name);
}

}  // namespace tapestry::test
