#!/usr/bin/env bash
# Takes the README's pictures of the viewer: make.sh VIEWER (build/release/bin/tapestry-viewer when left out). Needs
# Xvfb where there is no display.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
viewer=${1:-$root/build/release/bin/tapestry-viewer}

if [ -z "${DISPLAY:-}" ]; then
    # The pointer rests in the middle of this display: outside the window.
    exec xvfb-run --auto-servernum --server-args="-screen 0 2640x1680x24" "$0" "$viewer"
fi
shot() { "$viewer" --size 1280x800 --ui-scale 1 "$@"; }
shot --preset "$root/assets/presets/Hearts.json" --divider 0.36 --screenshot "$here/viewer.png"
shot --preset "$here/kernel-lab.json" --tab lab --divider 0.3 --screenshot "$here/kernel-lab.png"
