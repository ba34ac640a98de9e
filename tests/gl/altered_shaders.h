/// The library's shaders as other drivers would run them.
#pragma once

#include <map>
#include <string>

namespace tapestry::test {

/// Texts by file name, all of the library's, or those of test_shader_folder() in their place.
using ShaderTexts = std::map<std::string, std::string>;
ShaderTexts shader_texts();

/// Replaces every `from`. Returns how many.
int replace_all(std::string& text, const std::string& from, const std::string& to);

/// Counts the steps of every loop, and leaves the most of any invocation in a storage block's first number.
constexpr int steps_binding = 5;
ShaderTexts counting(ShaderTexts texts);

/// What the driver gets of a shader, altered: packHalf2x16 truncates, as AMD's does, and stores to images of
/// halves round away from zero: as GL allows, and as no driver does, so that each number that is not a half
/// already shows.
std::string wrongly_rounding(std::string text);

/// The driver's functions, with every shader altered so.
void* find_wrongly_rounding(const char* name);

/// Stores that have been altered so far.
int altered_stores();

}  // namespace tapestry::test
