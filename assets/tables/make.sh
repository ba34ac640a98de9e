#!/usr/bin/env bash
# Makes the shipped tables again, byte for byte, and README.md with their measured errors. The program comes from the
# build folder given as the first argument (default: build/release); further arguments are the tables to make (default:
# all, about ten minutes on two cores); what README.md says of the others stays.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
fit=$(realpath "${1:-$root/build/release}/bin/tapestry-fit")
[ -x "$fit" ] || { echo "make.sh: $fit is not built" >&2; exit 1; }
[ $# -eq 0 ] || shift
wanted=" $* "
cd "$root/assets/tables"

rows=()

# table NAME TAPSxLAYERS photo|flat OPTIONS...
table() {
    local name=$1 taps=${2%x*} layers=${2#*x} weight=$3 file=$1_$2_$3.tap
    shift 3
    if [ "$wanted" = "  " ] || [[ $wanted == *" $file "* ]]; then
        echo "$file" >&2
        "$fit" basis "$@" --taps "$taps" --layers "$layers" --weight "$weight" -o "$file" >/dev/null
        rows+=("$(row "$file")")
    else
        rows+=("$(grep -F "| \`$file\` |" README.md || row "$file")")
    fi
}

# "| `FILE` | kernel mean | worst | photographs' mean | worst |" from the two last lines of `eval`.
row() {
    "$fit" eval "$1" | tail -n 2 | sed -E 's/.*mean ([0-9.]+) dB, worst ([0-9.]+) dB.*/\1 | \2/' |
        paste -sd'|' | sed -E "s#^(.*[0-9])\|([0-9].*)\$#| \`$1\` | \1 | \2 |#"
}

bokeh() {
    local name=$1 size
    shift
    for size in 8x3 12x3 16x3 24x4; do
        table "${name}_0-24" "$size" flat "$@" --axis radius_px=0:24 --knots 17 --hops 400
    done
}
bokeh disk --kernel disk
bokeh hexagon --kernel ngon --blades 6
bokeh heart --kernel heart
bokeh star --kernel star
table disk_0-24 24x4 photo --kernel disk --axis radius_px=0:24 --knots 17 --hops 400
table disk_0-48 24x4 flat --kernel disk --axis radius_px=0:48 --knots 17
table gaussian_0-11 12x4 photo --kernel gaussian --axis sigma_px=0:11 --knots 17
table ring_0-24 24x4 flat --kernel ring --axis radius_px=0:24 --knots 17
table heart-turning_0-24 24x4 flat --kernel heart --axis radius_px=0:24 --turn 90 --knots 17
table anamorphic_0-24 16x3 flat --kernel ellipse --aspect 0.5 --angle 90 --axis radius_px=0:24 --knots 17
# The fewest reads that keep varying effects well above what was published.
table disk_0-24 8x3 photo --kernel disk --axis radius_px=0:24 --knots 17
# For exact turning: better and quicker than an axis of angles, of which one table each is kept.
for size in 8x3 16x3 32x4; do
    table ellipse-turned_0-24 "$size" photo --kernel ellipse --axis radius_px=0:24 --knots 17 --any-turn
done
# A line has one dimension, so that layers gain little: two of them for smooth streaks of lights, one for
# photographs. Combs are the best start, and hops would suit them to the one angle of the first fit.
for size in 6x2 12x2 24x1 32x4; do
    table line-turned_0-48 "$size" photo --kernel line --axis length_px=0:48 --knots 17 --any-turn --starts 4 --hops 0
done
table line_0-48 32x4 photo --kernel line --axis length_px=0:48 --axis angle_deg=0:180 --knots 5x9 --iterations 30
table ellipse_0-24 32x4 photo --kernel ellipse --axis radius_px=0:24 --axis angle_deg=0:180 --knots 5x9 \
    --iterations 30
table catseye_0-24 16x3 flat --kernel catseye --axis radius_px=0:24 --axis vignette=0:0.6 --knots 9x5 --iterations 40
table coma_0-0.4 24x4 photo --kernel coma --axis strength_waves=0:0.4 --axis angle_deg=0:360 --knots 5x8 \
    --iterations 30

{
    cat <<'TEXT'
# Tables

What the effects read, made by `make.sh`, byte for byte. A name says kernel, range of its first axis, taps x layers
(their product is what a pixel reads; layers differ in size) and the error spectrum that it was fitted for: `photo` for
photographs, `flat` for highlights. `tapestry-fit info FILE` says all about one, its command line too; `tapestry-fit
eval FILE` gives these errors: blends between the knots against exact kernels, dB.

| table | kernel, mean | worst | photographs, mean | worst |
| --- | ---: | ---: | ---: | ---: |
TEXT
    printf '%s\n' "${rows[@]}"
} >README.md
