# Writes the project that README.md shows into FOLDER: its lines of CMake and its C++, with main.cpp of this folder around it;
# and its C, which the project has not, beside it.
file(READ ${CMAKE_CURRENT_LIST_DIR}/../../README.md text)
if(NOT text MATCHES "```cmake\n([^`]*)```")
    message(FATAL_ERROR "README.md has no block of CMake")
endif()
file(WRITE ${FOLDER}/CMakeLists.txt "${CMAKE_MATCH_1}")
file(COPY ${CMAKE_CURRENT_LIST_DIR}/main.cpp DESTINATION ${FOLDER})
set(README ${CMAKE_CURRENT_LIST_DIR}/../../README.md)
set(OUTPUT ${FOLDER}/readme_example.h)
include(${CMAKE_CURRENT_LIST_DIR}/../integration/extract_readme_example.cmake)
set(OUTPUT ${FOLDER}/readme_example_in_c.c)
set(IN_C ON)
include(${CMAKE_CURRENT_LIST_DIR}/../integration/extract_readme_example.cmake)
