#!/usr/bin/env bash
# Runs the interface tests again and again, first alone, then beside eight busy loops: they must not depend on speed.
#   tests/repeat_interface.sh [QUIET [LOADED [NAMES]]]    how often (50 and 5); a regular expression of tests' names (all)
# Needs a build (tests/run.sh makes one); TAPESTRY_PRESET as there. What a failing run said is kept in
# build/PRESET/interface/. Ends non-zero when any run fails.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=${TAPESTRY_PRESET:-release}
quiet=${1:-50}
loaded=${2:-5}
names=${3:-.}
logs=$root/build/$preset/interface
cd "$root" # where ctest looks for the presets
mkdir -p "$logs"

busy=()
start_load() {
    for _ in 1 2 3 4 5 6 7 8; do
        while :; do :; done &
        busy+=($!)
    done
}
stop_load() {
    [ ${#busy[@]} = 0 ] || kill "${busy[@]}"
    busy=()
}
trap stop_load EXIT

failures=0
# repeat KIND TIMES
repeat() {
    local run log started
    for ((run = 1; run <= $2; ++run)); do
        log=$logs/$1-$(printf %03d "$run").log
        started=$SECONDS
        if ctest --preset "$preset" -L interface -R "$names" >"$log" 2>&1; then
            echo "$1 $run of $2: passed in $((SECONDS - started)) s"
            rm "$log"
        else
            echo "$1 $run of $2: FAILED in $((SECONDS - started)) s, see $log"
            sed -n 's/^\t *[0-9]* - \(.*\) (\(.*\)).*/    \1: \2/p' "$log"
            failures=$((failures + 1))
        fi
    done
}

repeat quiet "$quiet"
start_load
repeat loaded "$loaded"
stop_load
echo "$failures of $((quiet + loaded)) runs failed"
[ "$failures" = 0 ]
