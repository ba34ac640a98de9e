#!/usr/bin/env bash
# What a GPU makes of Tapestry, in under four minutes: the GL tests, the rooflines and how near passes come to them, and
# milliseconds beside errors, as report.md and report.json. Builds nothing. A GPU fails nothing for being slow: what does
# not fit into the time is said.
#   tests/gpu.sh [--small] [--out FOLDER] [--build FOLDER] [--seconds N] [--dry-run]
#     --small      small pictures and few tests, to rehearse on software GL
#     --out        default: build/gpu-report/; what it holds of an older report is replaced
#     --build      default: build/release/
#     --seconds    for all of it, default 220 (--small: 120)
#     --dry-run    only say what would run, and until when
# TAPESTRY_EGL_PLATFORM=device or surfaceless chooses the driver where there are several.
set -uo pipefail

# A test program for each source file, side by side; says of those that end by themselves how.
run_tests() {
    # shellcheck disable=SC2016
    printf '%s\n' "${tests[@]}" | xargs -P "$(nproc)" -I{} bash -c '
        "$1" --source-file="*/$2.cpp" >"$3/gl-tests-$2.log" 2>&1
        case $? in 0) echo "passed $2" ;; 137 | 143) ;; *) echo "failed $2" ;; esac' \
        _ "$build/bin/tapestry-gl-tests" {} "$parts"
}
# For timeout, which runs programs alone.
[ "${1:-}" != --run-tests ] || { build=$2 parts=$3 tests=("${@:4}"); run_tests; exit; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/release
out=$root/build/gpu-report
small=
dry=
budget=

usage() {
    echo "tests/gpu.sh: $1; see the head of the file" >&2
    exit 2
}
while [ $# -gt 0 ]; do
    case $1 in
        --small) small=yes ;;
        --dry-run) dry=yes ;;
        --out | --build | --seconds)
            [ $# -gt 1 ] || usage "$1 needs a value"
            case $1 in
                --out) out=$2 ;;
                --build) build=$2 ;;
                --seconds) budget=$2 ;;
            esac
            shift
            ;;
        *) usage "there is no $1" ;;
    esac
    shift
done
[ -n "$budget" ] || budget=$([ "$small" ] && echo 120 || echo 220)
[[ $budget =~ ^[1-9][0-9]{0,4}$ ]] || usage "--seconds $budget is no number of seconds"
bench=$build/bin/tapestry-bench
for program in "$bench" "$build/bin/tapestry-gl-tests"; do
    if [ ! -x "$program" ]; then
        echo "tests/gpu.sh: $program is not there. Build it (packages: .ci/install_packages.sh tests):" >&2
        echo "    cmake --preset release && cmake --build --preset release --target tapestry-bench tapestry-gl-tests" >&2
        echo "or name another build with --build." >&2
        exit 2
    fi
done
build=$(cd "$build" && pwd)
bench=$build/bin/tapestry-bench

parts=$out/parts
summary=()
left_out=()
failed=()
finished=()

# NAME PERCENT COMMAND...: runs until PERCENT of all time is over at most, so that time which a step leaves is the next
# steps'. What it prints is a part of the report.
step() {
    local name=$1 until=$((budget * $2 / 100)) began=$SECONDS verdict
    shift 2
    if [ "$dry" ]; then
        echo "until $until s, $name: $*"
        return
    fi
    local limit=$((until - SECONDS))
    if [ "$limit" -lt 1 ]; then
        verdict="left out: no time"
        left_out+=("$name")
    else
        echo "$name (at most $limit s)" >&2
        timeout -k 3 "$limit" "$@" >"$parts/$name.md" 2>"$parts/$name.log"
        case $? in
            0) verdict=finished; finished+=("$name") ;;
            124 | 137) verdict="left out: not done after $limit s"; left_out+=("$name") ;;
            *) verdict="failed: $(tail -n 1 "$parts/$name.log")"; failed+=("$name") ;;
        esac
    fi
    summary+=("| $name | $((SECONDS - began)) | $verdict |")
}

passed=0
failed_tests=()
read_tests() {
    [ -f "$parts/gl-tests.md" ] || return
    passed=$(grep -c '^passed ' "$parts/gl-tests.md")
    mapfile -t failed_tests < <(sed -n 's/^failed //p' "$parts/gl-tests.md")
}

# Words as a JSON list.
json_list() {
    local text=
    for word in "$@"; do text+=${text:+, }\"$word\"; done
    echo "[$text]"
}

write_json() {
    printf '{\n"seconds": %d,\n"small": %s,\n' "$SECONDS" "$([ "$small" ] && echo true || echo false)"
    printf '"commit": "%s",\n' "$commit"
    printf '"tests": {"passed": %d, "planned": %d, "failed": %s},\n' "$passed" ${#tests[@]} \
        "$(json_list "${failed_tests[@]}")"
    printf '"left_out": %s,\n"failed": %s' "$(json_list "${left_out[@]}")" "$(json_list "${failed[@]%%:*}")"
    for name in "${finished[@]}"; do
        [ ! -s "$parts/$name.json" ] || { printf ',\n"%s": ' "$name" && cat "$parts/$name.json"; }
    done
    printf '}\n'
}

write_markdown() {
    printf '# Tapestry on this GPU\n\nCommit %s, %s, %d s%s.\n\n' "$commit" "$(date -u +%Y-%m-%d)" "$SECONDS" \
        "${small:+; a rehearsal with small pictures}"
    printf 'GL tests: %d of %d files passed' "$passed" ${#tests[@]}
    [ ${#failed_tests[@]} -eq 0 ] || printf '; FAILED: %s' "${failed_tests[*]}"
    printf '.\n\n| step | s | |\n| --- | ---: | --- |\n'
    printf '%s\n' "${summary[@]}"
    # Each part has headings of its own; they become a level lower.
    for name in "${finished[@]}"; do
        [ "$name" = gl-tests ] || { printf '\n'; sed 's/^#/##/' "$parts/$name.md"; }
    done
}

# Sizes, frames' counted sizes, radii, rounds, pinholes of references. 4096 x 4096: no cache holds 128 MiB twice.
sizes=(1920x1080 3840x2160)
counted=640x360
radii=(8 24 48)
effects=(tilt-shift "rotational bokeh" "radial motion")
rounds=9
pinholes=256
side=4096
cases=()
tests=("$root"/tests/gl/*_test.cpp)
# Percent of the time that each step of a kind may take.
roofline=8
cascade=5
dof=5
if [ "$small" ]; then
    sizes=(320x180)
    counted=320x180
    radii=(8)
    effects=()
    rounds=1
    pinholes=16
    side=512
    cases=(--bars)
    roofline=18
    cascade=20
    dof=12
    tests=(copy_test.cpp device_test.cpp)
fi
tests=("${tests[@]##*/}")
tests=("${tests[@]%.cpp}")
commit=$(git -C "$root" describe --always --dirty --exclude "*" 2>/dev/null || echo unknown)

if [ -z "$dry" ]; then
    mkdir -p "$parts" && rm -f "$parts"/*.md "$parts"/*.json "$parts"/*.log "$out"/report.md "$out"/report.json || exit 2
    out=$(cd "$out" && pwd)
    parts=$out/parts
fi
# A dense gather that takes a second may end a driver's patience: what the probe says of it, or yes where it says nothing.
is_dense_slow() { # WxH RADIUS
    local reads
    reads=$(sed -n 's/.*"reads_per_s": \([0-9]*\).*/\1/p' "$parts/probes.json" 2>/dev/null)
    [ "${reads:-0}" -lt $((${1%x*} * ${1#*x} * (2 * $2 + 1) ** 2)) ]
}

# Probes alone first, so that a report has the driver's name even where nothing else fits.
step probes $((until = 10)) "$bench" roofline --scene "" --side "$side" --rounds 3 --json "$parts/probes.json"
for size in "${sizes[@]}"; do
    step "roofline-$size" $((until += roofline)) "$bench" roofline --size "$size" --counted "$counted" --side "$side" \
        --rounds "$rounds" --json "$parts/roofline-$size.json"
done
for size in "${sizes[@]}"; do
    for radius in "${radii[@]}"; do
        chosen=("${cases[@]}")
        if is_dense_slow "$size" "$radius"; then chosen+=(--no-dense); fi
        step "cascade-$size-$radius" $((until += cascade)) "$bench" --size "$size" --radius "$radius" --rounds "$rounds" \
            "${chosen[@]}" --json "$parts/cascade-$size-$radius.json"
    done
done
for shape in disk hexagon heart; do
    step "dof-${sizes[0]}-$shape" $((until += dof)) "$bench" dof --scene ironwork --aperture "$shape" \
        --size "${sizes[0]}" --contest --samples "$pinholes" --rounds "$rounds" --references "$parts/references" \
        --json "$parts/dof-${sizes[0]}-$shape.json"
done
# Errors cost the processor four times as much there, so without rivals.
[ "$small" ] || step "dof-${sizes[1]}-disk" $((until += dof)) "$bench" dof --scene ironwork --aperture disk \
    --size "${sizes[1]}" --contest --only "Tapestry 16x3" --samples "$pinholes" --rounds "$rounds" \
    --references "$parts/references" --json "$parts/dof-${sizes[1]}-disk.json"
for effect in "${effects[@]}"; do
    step "varying-${effect// /-}" $((until += 3)) "$bench" varying --no-fits --effect "$effect" --photograph coffee.png \
        --rounds 3 --json "$parts/varying-${effect// /-}.json"
done
step gl-tests 100 "${BASH_SOURCE[0]}" --run-tests "$build" "$parts" "${tests[@]}"
[ -z "$dry" ] || exit 0

read_tests
write_json >"$out/report.json"
write_markdown >"$out/report.md"
rm -rf "$parts/references"
echo "$out/report.md" "$out/report.json"
for name in "${left_out[@]}"; do echo "left out for want of time: $name" >&2; done
for name in "${failed[@]}" "${failed_tests[@]}"; do echo "failed: $name" >&2; done
[ $((${#failed[@]} + ${#failed_tests[@]})) -eq 0 ]
