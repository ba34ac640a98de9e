# Toolchain for 64-bit Windows with mingw-w64, the variant with POSIX threads: std::thread needs it.
#   cmake --toolchain engine/packaging/mingw-w64.cmake -D TAPESTRY_HEADERS=FOLDER ...
# FOLDER has an include/ with the headers of GLM and what else is needed (Eigen, nlohmann's JSON, stb, doctest), and nothing
# else: never the /usr/include of another system.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES TAPESTRY_HEADERS)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 ${TAPESTRY_HEADERS})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
# One file, which runs without DLLs of the compiler's beside it.
set(CMAKE_EXE_LINKER_FLAGS_INIT -static)
find_program(WINE_EXECUTABLE NAMES wine64 wine64-stable wine PATHS /usr/lib/wine)
if(WINE_EXECUTABLE)
    set(CMAKE_CROSSCOMPILING_EMULATOR ${WINE_EXECUTABLE})
endif()
