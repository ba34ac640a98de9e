#!/usr/bin/env bash
# The C interface under valgrind, by the programs of a build with tests:
#   tests/c/valgrind.sh [BUILD] [without-gl|frames]...    build/ci, and both where none is named
# without-gl is clean of everything; frames, which draws effects on software GL, of all but what Mesa keeps in ways that
# valgrind takes for possible leaks. EFFECTS=2 draws that many of them (all), for valgrind takes long over Mesa's compiler.
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
            "${check[@]}" --show-leak-kinds=definite --errors-for-leak-kinds=definite "$build/bin/tapestry-c-frames" \
                "$tables" ${EFFECTS:+"$EFFECTS"}
            ;;
        *) echo "usage: tests/c/valgrind.sh [BUILD] [without-gl|frames]..." >&2; exit 2 ;;
    esac
done
