#!/usr/bin/env bash
# Sets everything up and runs all tests; arguments are ctest's. The preset comes from TAPESTRY_PRESET (default: ci where
# CI=true, else release).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
default=release
[ "${CI:-}" != true ] || default=ci
preset=${TAPESTRY_PRESET:-$default}

"$root/.ci/install_packages.sh" tests
cd "$root" # where ctest looks for the presets
# Every time: demo/run.sh configures the same build without tests.
cmake --preset "$preset"
cmake --build --preset "$preset"
ctest --preset "$preset" "$@"
