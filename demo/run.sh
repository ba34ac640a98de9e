#!/usr/bin/env bash
# Sets everything up and opens the viewer on a shipped scene; arguments are the viewer's (--help lists them).
# Without a display it renders headless instead, into build/, and says which files it wrote.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/release

"$root/.ci/install_packages.sh" demo
# Without the tests, whose packages are not installed here: the preset switches them on again when tests/run.sh comes.
# Ninja configures again by itself when a CMakeLists.txt has changed.
[ -f "$build/build.ninja" ] || cmake -S "$root" --preset release -D TAPESTRY_BUILD_TESTS=OFF
cmake --build "$build" --target tapestry-viewer
viewer=$build/bin/tapestry-viewer

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$viewer" "$@"
fi
for argument in "$@"; do
    case $argument in
        --headless | -h | --help | --version) exec "$viewer" "$@" ;;
    esac
done

echo "No display: rendering without a window."
if [ $# -gt 0 ]; then
    # What is given later wins: a photograph or --out of one's own replaces these.
    exec "$viewer" --headless --in "$root/assets/photos/coffee.png" --out "$root/build/tilt-shift.png" "$@"
fi
"$viewer" --headless --preset "$root/assets/presets/Hearts.json" --out "$root/build/night-lights-hearts.png"
for photo in "$root"/assets/photos/*.png "$root"/assets/photos/*.jpg; do
    name=$(basename "${photo%.*}")
    "$viewer" --headless --in "$photo" --effect tilt-shift --out "$root/build/$name-tilt-shift.png"
done
