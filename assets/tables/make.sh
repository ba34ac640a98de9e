#!/usr/bin/env bash
# Makes the shipped tables again, byte for byte. The programs come from the build folder given as the first argument
# (default: build/release).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
fit=$(realpath "${1:-$root/build/release}/bin/tapestry-fit")
[ -x "$fit" ] || { echo "make.sh: $fit is not built" >&2; exit 1; }
cd "$root/assets/tables"

"$fit" basis --kernel disk --axis radius_px=0:24 --knots 17 --taps 24 --layers 4 -o disk_0-24_24x4_photo.tap
"$fit" basis --kernel disk --axis radius_px=0:24 --knots 17 --taps 12 --layers 3 -o disk_0-24_12x3_photo.tap
"$fit" basis --kernel gaussian --axis sigma_px=0:11 --knots 17 --taps 12 --layers 4 -o gaussian_0-11_12x4_photo.tap
