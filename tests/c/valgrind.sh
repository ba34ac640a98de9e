#!/usr/bin/env bash
# The C interface under valgrind, by the programs of a build with tests:
#   tests/c/valgrind.sh [BUILD] [without-gl|frames]...    build/ci, and both where none is named
# without-gl is clean as it is; frames, which draws every effect on software GL, but for what is Mesa's (mesa.supp).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${1:-$root/build/ci}
shift || true
tables=$root/assets/tables
export LIBGL_ALWAYS_SOFTWARE=1 TAPESTRY_EGL_PLATFORM=surfaceless
check=(valgrind --quiet --error-exitcode=1 --leak-check=full --num-callers=30)

[ $# -gt 0 ] || set -- without-gl frames
for part in "$@"; do
    case $part in
        without-gl) "${check[@]}" "$build/bin/tapestry-c-without-gl" "$tables" ;;
        frames)
            # Once by itself: Mesa keeps the machine code that it makes, which takes valgrind an hour.
            "$build/bin/tapestry-c-frames" "$tables"
            "${check[@]}" --suppressions="$root/tests/c/mesa.supp" "$build/bin/tapestry-c-frames" "$tables"
            ;;
        *) echo "usage: tests/c/valgrind.sh [BUILD] [without-gl|frames]..." >&2; exit 2 ;;
    esac
done
