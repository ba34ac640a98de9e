#!/usr/bin/env bash
# Builds the fuzzers with clang++ and lets each run for a while from its corpus: tests/fuzz/run.sh [SECONDS] [TARGET]...
# What they think of goes to build/fuzz/corpora/TARGET, and with it the next run begins; what crashes, hangs for 10 seconds or
# takes gigabytes to build/fuzz/found/TARGET-*. Mend it, and add it to tests/fuzz/corpus/TARGET as regression-WHAT.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
seconds=${1:-10}
[ $# -eq 0 ] || shift
[ -n "${TAPESTRY_FUZZ_BUILT:-}" ] || { cmake --preset fuzz && cmake --build --preset fuzz; }
if [ $# -eq 0 ]; then
    for folder in tests/fuzz/corpus/*/; do set -- "$@" "$(basename "$folder")"; done
fi

found=build/fuzz/found
mkdir -p "$found"
# A profile or a packet that asks for the network or for fonts has no business here; leaks are found by libFuzzer.
export ASAN_OPTIONS=detect_stack_use_after_return=0:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1
failed=()
for target in "$@"; do
    corpus=build/fuzz/corpora/$target
    mkdir -p "$corpus"
    longest=4096
    [ "$target" != table ] || longest=16384
    log=$found/$target.log
    if build/fuzz/bin/tapestry-fuzz-"$target" "$corpus" tests/fuzz/corpus/"$target" -max_total_time="$seconds" \
        -max_len=$longest -timeout=10 -rss_limit_mb=2560 -malloc_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
        -artifact_prefix="$found/$target-" >"$log" 2>&1; then
        verdict=passed
    else
        verdict="FAILED, see $log"
        failed+=("$target")
    fi
    echo "$target: $verdict; $(grep -o 'cov: [0-9]* ft: [0-9]*' "$log" | tail -1), $(sed -n 's/stat::number_of_executed_units: *//p' "$log") inputs"
done
[ ${#failed[@]} -eq 0 ]
