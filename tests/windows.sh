#!/usr/bin/env bash
# Builds core, engine and fit for Windows with mingw-w64, and runs core's tests under Wine, where that is there. In
# build/windows/. On Debian: .ci/install_packages.sh full
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/windows
headers=$build/headers

# Header-only libraries know no system; all others' headers in /usr/include would be Linux'.
mkdir -p "$headers"
(cd /usr && cp -r --parents -t "$headers" include/glm include/eigen3 include/nlohmann include/doctest include/stb \
    share/cmake/glm share/cmake/nlohmann_json share/eigen3/cmake lib/cmake/doctest)
# Debian's doctest says /usr, where others say beside themselves.
sed -i "s|\"/usr\"|\"$headers\"|" "$headers/lib/cmake/doctest/doctestTargets.cmake"

cmake -S "$root" -B "$build/build" -G Ninja --toolchain "$root/engine/packaging/mingw-w64.cmake" \
    -D TAPESTRY_HEADERS="$headers" -D CMAKE_BUILD_TYPE=Release -D CMAKE_COMPILE_WARNING_AS_ERROR=ON \
    -D TAPESTRY_BUILD_FIT=ON -D TAPESTRY_BUILD_FIT_PROGRAM=OFF -D TAPESTRY_BUILD_TESTS=ON
cmake --build "$build/build" --target tapestry_core tapestry_engine tapestry_fit tapestry-core-tests

cmake -S "$root" -B "$build/shared" -G Ninja --toolchain "$root/engine/packaging/mingw-w64.cmake" \
    -D TAPESTRY_HEADERS="$headers" -D CMAKE_BUILD_TYPE=Release -D BUILD_SHARED_LIBS=ON -D TAPESTRY_BUILD_FIT=ON
cmake --build "$build/shared"

# Debian's wine64 alone is in no PATH.
wine=$(command -v wine64 || command -v wine || command -v /usr/lib/wine/wine64 || true)
if [ -z "$wine" ]; then
    echo "windows: no wine: built, and not run"
    exit
fi
WINEPREFIX=$build/wine WINEDEBUG=-all "$wine" "$build/build/bin/tapestry-core-tests.exe"
