#!/usr/bin/env bash
# The longer checks, by hand before a release: some hours. Each step's log is in build/full/, a summary at the end.
#   tests/full.sh [STEP]...    fresh-machine, suite-twice, sanitizers, valgrind, interface, fine-sweep, mutants, gpus,
#                              consumers, windows, size, reference, photographs, models, fuzz; all where none is named
# QUIET=50 and LOADED=5 say how often the interface tests are repeated alone and beside busy loops; MUTANT_SEED=1 which
# changes of shaders are tried; FUZZ_SECONDS=10 how long each fuzzer runs.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
logs=$root/build/full
cd "$root"

# Both commands, each alone on a machine that has nothing yet.
fresh_machine() { tests/fresh_machine.sh; }

# The second time finds what the first has left behind, with five times as much random input.
suite_twice() { TAPESTRY_PRESET=ci tests/run.sh && TAPESTRY_TEST_TIMES=5 TAPESTRY_PRESET=ci tests/run.sh; }

# Address and undefined behaviour with OpenGL and without; threads without, for the software driver is not instrumented.
sanitizers() { TAPESTRY_PRESET=asan tests/run.sh && TAPESTRY_PRESET=tsan tests/run.sh; }

# The C interface, whose callers have no destructors.
valgrind() {
    .ci/install_packages.sh full && cmake --preset ci &&
        cmake --build --preset ci --target tapestry-c-without-gl tapestry-c-frames && tests/c/valgrind.sh build/ci
}

interface() {
    .ci/install_packages.sh tests && cmake --preset ci && cmake --build --preset ci --target tapestry-viewer-tests &&
        TAPESTRY_PRESET=ci tests/repeat_interface.sh "${QUIET:-50}" "${LOADED:-5}"
}

# Of depth of field, what the suite does for some pairs of blurs.
fine_sweep() {
    .ci/install_packages.sh tests && cmake --preset ci && cmake --build --preset ci --target tapestry-gl-tests &&
        build/ci/bin/tapestry-gl-tests --no-skip -sf='*dof_planes*'
}

# Whether tests other than GPU against CPU find wrong maths in depth of field.
mutants() {
    .ci/install_packages.sh tests && cmake --preset ci && cmake --build --preset ci --target tapestry-gl-tests &&
        tests/mutants.py --seed "${MUTANT_SEED:-1}"
}

# Machine code of all GPUs that Mesa knows, where the suite has one of each generation.
gpus() {
    .ci/install_packages.sh tests && cmake --preset ci &&
        cmake --build --preset ci --target tapestry-shader-sources tapestry-pipeline-statistics &&
        tests/gpu_isa/gpu_isa.py check --all
}

# Hosts on machines that have nothing else, and the Debian package.
consumers() { .ci/install_packages.sh full && tests/consumers/bare_machine.sh; }

# Windows, as far as a machine without it can say.
windows() { .ci/install_packages.sh full && tests/windows.sh; }

# What a host pays for the engine alone.
size() { .ci/install_packages.sh demo && tests/consumers/size.sh; }

# The reference of the public headers, of which doxygen says what is wrong.
# Models that others made: each is drawn, or says what it lacks.
models() {
    .ci/install_packages.sh full && cmake --preset ci && cmake --build --preset ci --target tapestry-viewer &&
        tests/scene/assimp_models.sh build/ci/bin/tapestry-viewer
}

reference() { .ci/install_packages.sh full && mkdir -p build && doxygen engine/Doxyfile; }

# Every combination of format, bits, orientation, profile and alpha.
photographs() {
    .ci/install_packages.sh tests && cmake --preset ci && cmake --build --preset ci --target tapestry-viewer &&
        tests/viewer/photographs_test.py build/ci/bin/tapestry-viewer --all
}

# Every reader, handed what nobody meant. CI replays the corpora alone, in a second: minutes of its time are dear, and what ten
# seconds would find there is found here.
fuzz() { .ci/install_packages.sh full && tests/fuzz/run.sh "${FUZZ_SECONDS:-10}"; }

[ $# -gt 0 ] || set -- fresh-machine suite-twice sanitizers valgrind interface fine-sweep mutants gpus consumers windows \
    size reference photographs models fuzz
for step in "$@"; do
    case $step in
        fresh-machine | suite-twice | sanitizers | valgrind | interface | fine-sweep | mutants | gpus | consumers | windows) ;;
        size | reference | photographs | models | fuzz) ;;
        *) echo "tests/full.sh: there is no step $step" >&2; exit 2 ;;
    esac
done

mkdir -p "$logs"
summary=()
failed=0
for step in "$@"; do
    started=$SECONDS
    echo "$step: begun at $(date +%H:%M); tail -f $logs/$step.log"
    if "${step//-/_}" >"$logs/$step.log" 2>&1; then
        verdict=passed
    else
        verdict="FAILED, see $logs/$step.log"
        failed=1
    fi
    summary+=("$step: $verdict ($(((SECONDS - started) / 60)) min)")
    echo "${summary[-1]}"
done
echo
printf '%s\n' "${summary[@]}"
exit $failed
