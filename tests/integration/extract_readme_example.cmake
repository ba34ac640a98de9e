# Turns a block of README.md into a function: its #include lines first, the rest as the body. The first block of C++, with
# -D IN_C=ON that of C, or with -D GUIDE=ON that of engine/GUIDE.md, whose path is README then.
file(READ ${README} text)
set(language cpp)
if(IN_C)
    set(language c)
endif()
if(NOT text MATCHES "```${language}\n([^`]*)```")
    message(FATAL_ERROR "${README} has no block of ${language}")
endif()
string(REPLACE ";" "\;" block "${CMAKE_MATCH_1}")
string(REPLACE "\n" ";" lines "${block}")
set(includes "")
set(body "")
foreach(line IN LISTS lines)
    if(line MATCHES "^#include")
        string(APPEND includes "${line}\n")
    else()
        string(APPEND body "    ${line}\n")
    endif()
endforeach()
set(function "#include <cstdint>

tapestry::Result<void> readme_example(void* (*get_proc_address)(const char*), std::uint32_t color, std::uint32_t result) {")
if(IN_C)
    set(function "tapestry_status readme_example_in_c(tapestry_get_proc_address get_proc_address, uint32_t color, uint32_t result);
tapestry_status readme_example_in_c(tapestry_get_proc_address get_proc_address, uint32_t color, uint32_t result) {")
endif()
if(GUIDE)
    set(function "#include <cstdint>
#include <span>
#include <tapestry/result.h>

tapestry::Result<void> guide_example(void* (*get_proc_address)(const char*), std::uint32_t color,
                                     std::uint32_t depth_buffer, std::span<const float, 16> projection,
                                     std::uint32_t result) {")
endif()
file(WRITE ${OUTPUT} "// Made from ${README}.\n${includes}
${function}
${body}    return status;
}
")
