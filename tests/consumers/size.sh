#!/usr/bin/env bash
# What a host pays: the processor time of a build of the engine alone, and the bytes of a stripped program with DepthOfField and
# TiltShift, all of it MinSizeRel without link-time optimisation. Fails above 60 s or 450 KB.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake -S "$root" -B "$work/engine" -G Ninja --preset engine -D CMAKE_BUILD_TYPE=MinSizeRel -D TAPESTRY_INSTALL=ON \
    -D CMAKE_CXX_COMPILER_LAUNCHER= -D CMAKE_C_COMPILER_LAUNCHER= >"$work/log"
TIMEFORMAT='%U %S'
{ time cmake --build "$work/engine" >>"$work/log"; } 2>"$work/times"
read -r user system <"$work/times"
seconds=$(awk "BEGIN {print int($user + $system + 0.5)}")

cat >"$work/main.cpp" <<'CPP'
#include <tapestry/depth_of_field.h>
#include <tapestry/table_file.h>
#include <tapestry/tilt_shift.h>

#include <cstdio>

static void* find_nothing(const char*) { return nullptr; }

int main(int, char** arguments) {
    auto device = tapestry::Device::create({.get_proc_address = find_nothing});
    if (!device) return std::puts(device.error().message.c_str());
    auto table = tapestry::read_table(arguments[1]);
    if (!table) return 1;
    auto depth_of_field = tapestry::DepthOfField::create(*device, {.bokeh = *table});
    auto tilt_shift = tapestry::TiltShift::create(*device, *table);
    if (!depth_of_field || !tilt_shift) return 1;
    return depth_of_field->apply({}, {}) && tilt_shift->apply({}, {}) ? 0 : 1;
}
CPP
cmake --install "$work/engine" --prefix "$work/prefix" >>"$work/log"
flags=$(PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name tapestry-engine.pc)") pkg-config --cflags --libs tapestry-engine)
# shellcheck disable=SC2086
c++ -std=c++20 -Os "$work/main.cpp" -o "$work/host" $flags -Wl,--gc-sections -s
bytes=$(stat -c %s "$work/host")
echo "engine alone: $seconds s of processor time (60); a stripped program: $((bytes / 1000)) KB (450)"
[ "$seconds" -le 60 ] && [ "$bytes" -le 450000 ]
