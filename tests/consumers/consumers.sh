#!/usr/bin/env bash
# Hosts that find Tapestry, build against it and filter a picture:
#   consumers.sh installed BUILD WORK       what BUILD installs: by find_package and by pkg-config
#   consumers.sh exporting WORK [ARG]...    the sources within a host's build, ARGs being CMake's, and what that host installs
#   consumers.sh readme WORK PREFIX [ARG]...  the README's project against what is installed in PREFIX
#   consumers.sh all WORK                   the engine installed static and shared, Debug and Release, and in hosts' builds
# WORK is a folder to work in, which is emptied. GENERATOR: CMake's (Ninja).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export CMAKE_GENERATOR=${GENERATOR:-Ninja} LIBGL_ALWAYS_SOFTWARE=1
way=$1
shift

fail() { echo "consumers: $*" >&2; exit 1; }

# The README's project, built with ARGs and run beside the tables of PREFIX.
readme_host() { # FOLDER PREFIX ARG...
    local folder=$1 prefix=$2
    shift 2
    cmake -D FOLDER="$folder" -P "$here/readme_host.cmake"
    cmake -S "$folder" -B "$folder/build" -D CMAKE_PREFIX_PATH="$prefix" "$@" >/dev/null
    cmake --build "$folder/build"
    run_beside_tables "$folder/build/my_renderer" "$prefix"
}

run_beside_tables() { # PROGRAM PREFIX
    local folder
    folder=$(dirname "$1")
    mkdir -p "$folder/assets"
    ln -sfn "$2/share/tapestry/tables" "$folder/assets/tables"
    (cd "$folder" && "$1")
}

# That what is not there is refused with words.
refuses() { # FOLDER PREFIX COMPONENT WORDS
    mkdir -p "$1"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.20)' 'project(asks LANGUAGES CXX)' \
        "find_package(tapestry CONFIG REQUIRED COMPONENTS core $3)" >"$1/CMakeLists.txt"
    ! cmake -S "$1" -B "$1/build" -D CMAKE_PREFIX_PATH="$2" >"$1/said" 2>&1 || fail "component $3 was found"
    tr -s '\n ' ' ' <"$1/said" | grep -qF "$4" || fail "of component $3 is said: $(cat "$1/said")"
}

installed() { # BUILD WORK
    local prefix=$2/prefix flags
    cmake --install "$1" --prefix "$prefix" >/dev/null
    readme_host "$2/readme" "$prefix"
    refuses "$2/lens" "$prefix" lens "Tapestry has no component lens"
    # Elsewhere than it was installed, for packages are moved.
    mv "$prefix" "$2/moved"
    flags=$(PKG_CONFIG_PATH=$(dirname "$(find "$2/moved" -name tapestry-engine.pc)") pkg-config --cflags --libs tapestry-engine)
    # shellcheck disable=SC2086  # flags are words
    ${CXX:-c++} -std=c++20 "$2/readme/main.cpp" $flags -o "$2/by-pkg-config"
    LD_LIBRARY_PATH=$2/moved/lib run_beside_tables "$2/by-pkg-config" "$2/moved"
    # The README's C: the C compiler compiles it, the C++ compiler links.
    # shellcheck disable=SC2086
    ${CC:-cc} -std=c99 -pedantic-errors -Wall -Wextra -Werror -c "$2/readme/readme_example_in_c.c" ${flags%% -L*} \
        -o "$2/in-c.o"
    # shellcheck disable=SC2086
    ${CXX:-c++} -std=c++20 -D TAPESTRY_README_IN_C "$2/readme/main.cpp" "$2/in-c.o" $flags -o "$2/in-c"
    LD_LIBRARY_PATH=$2/moved/lib run_beside_tables "$2/in-c" "$2/moved"
}

exporting() { # WORK ARG...
    local work=$1 prefix=$1/prefix
    shift
    cmake -S "$here/exporting_host" -B "$work/host" -D TAPESTRY_SOURCE="$root" -D CMAKE_INSTALL_LIBDIR=lib "$@" >/dev/null
    cmake --build "$work/host"
    cmake --install "$work/host" --prefix "$prefix" >/dev/null
    readme_host "$work/readme" "$prefix"
    refuses "$work/fit" "$prefix" fit "tapestry::fit was not built: configure Tapestry with TAPESTRY_BUILD_FIT=ON"
    cmake -S "$here/host_of_host" -B "$work/host_of_host" -D CMAKE_PREFIX_PATH="$prefix" >/dev/null
    cmake --build "$work/host_of_host"
    "$work/host_of_host/host_of_host"
}

# The README's project with the sources in a folder of its own.
subdirectory() { # WORK ARG...
    local work=$1
    shift
    cmake -D FOLDER="$work/host" -P "$here/readme_host.cmake"
    sed -i "s|^find_package.*|add_subdirectory($root tapestry)|" "$work/host/CMakeLists.txt"
    cmake -S "$work/host" -B "$work/build" -D CMAKE_CXX_STANDARD=23 -D CMAKE_CXX_VISIBILITY_PRESET=hidden "$@" >/dev/null
    cmake --build "$work/build"
    mkdir -p "$work/prefix/share/tapestry"
    ln -sfn "$root/assets/tables" "$work/prefix/share/tapestry/tables"
    run_beside_tables "$work/build/my_renderer" "$work/prefix"
}

all() { # WORK
    local work=$1 shared type name
    for shared in OFF ON; do
        for type in Debug Release; do
            name=shared-$shared-$type
            echo "consumers: $name"
            cmake -S "$root" -B "$work/$name/build" -D BUILD_SHARED_LIBS=$shared -D CMAKE_BUILD_TYPE=$type \
                -D TAPESTRY_BUILD_FIT=OFF -D TAPESTRY_BUILD_TESTS=OFF >/dev/null
            cmake --build "$work/$name/build"
            installed "$work/$name/build" "$work/$name"
        done
    done
    echo "consumers: subdirectory"
    subdirectory "$work/subdirectory" -D CMAKE_BUILD_TYPE=Release
    echo "consumers: exporting"
    exporting "$work/exporting" -D CMAKE_BUILD_TYPE=Release
    echo "consumers: all passed"
}

case $way in
    all) rm -rf "$1" && mkdir -p "$1" && all "$@" ;;
    installed) rm -rf "$2" && mkdir -p "$2" && installed "$@" ;;
    exporting) rm -rf "$1" && mkdir -p "$1" && exporting "$@" ;;
    readme) rm -rf "$1" && mkdir -p "$1" && readme_host "$@" ;;
    *) fail "there is no way $way" ;;
esac
