#!/usr/bin/env bash
# with_display.sh PROGRAM...: runs a program on an X server without a screen, which has a display number of its own.
set -euo pipefail
exec 3< <(exec Xvfb -displayfd 1 -screen 0 640x480x24 -nolisten tcp -noreset 2>/dev/null)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r number <&3 || { echo "Xvfb does not start" >&2; exit 1; }
DISPLAY=:$number WAYLAND_DISPLAY='' "$@"
