# Turns the first C++ block of README.md into a function: its #include lines first, the rest as the body.
file(READ ${README} text)
if(NOT text MATCHES "```cpp\n([^`]*)```")
    message(FATAL_ERROR "README.md has no C++ block")
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
file(WRITE ${OUTPUT} "// Made from README.md.\n${includes}
#include <cstdint>

tapestry::Result<void> readme_example(void* (*get_proc_address)(const char*), std::uint32_t color, std::uint32_t result) {
${body}    return status;
}
")
