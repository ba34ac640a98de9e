# Writes OUTPUT, a C++ file that holds every one of FILES (paths relative to ROOT) as text, for the function FUNCTION
# that HEADER declares in NAMESPACE.
#
# Compilers limit one string literal to 16 KB at worst (MSVC), so files are cut at line ends into smaller ones,
# which the compiler joins again.
cmake_minimum_required(VERSION 3.20)

set(piece_bytes 12000)

function(as_literals text result)
    set(literals "")
    string(LENGTH "${text}" length)
    while(length GREATER ${piece_bytes})
        string(SUBSTRING "${text}" 0 ${piece_bytes} piece)
        string(FIND "${piece}" "\n" cut REVERSE)
        math(EXPR cut "${cut} + 1")
        if(cut EQUAL 0)
            message(FATAL_ERROR "a shader has a line of more than ${piece_bytes} bytes")
        endif()
        string(SUBSTRING "${text}" 0 ${cut} piece)
        string(APPEND literals "R\"glsl(${piece})glsl\"\n")
        string(SUBSTRING "${text}" ${cut} -1 text)
        string(LENGTH "${text}" length)
    endwhile()
    string(APPEND literals "R\"glsl(${text})glsl\"")
    set(${result} "${literals}" PARENT_SCOPE)
endfunction()

set(entries "")
foreach(file IN LISTS FILES)
    file(READ "${ROOT}/${file}" text)
    # A third of the text is for people alone. Lines stay where they are, for messages of compilers.
    string(REGEX REPLACE "[ \t]*//[^\n]*" "" text "${text}")
    string(REGEX REPLACE "\n[ \t]+" "\n" text "${text}")
    # What shared headers hold against C++, and many spaces: not those of + and -, which may be two operators in a row.
    string(REGEX REPLACE "\nstatic_assert[^\n]*" "\n" text "${text}")
    string(REGEX REPLACE " ([=*/<>?:|&!]+|[-+]=) " "\\1" text "${text}")
    string(REGEX REPLACE "([,;]) " "\\1" text "${text}")
    string(REGEX REPLACE "(if|for|while) \\(" "\\1(" text "${text}")
    as_literals("${text}" literals)
    string(APPEND entries "    {\"${file}\", ${literals}},\n")
endforeach()

file(WRITE "${OUTPUT}"
"// Written by embed_shaders.cmake.
#include \"${HEADER}\"

namespace ${NAMESPACE} {
namespace {

constexpr ShaderFile files[] = {
${entries}};

}  // namespace

std::span<const ShaderFile> ${FUNCTION}() { return files; }

}  // namespace ${NAMESPACE}
")
