#!/usr/bin/env bash
# Hosts in roots of their own, without what the viewer and the fitter are built with:
#   tests/consumers/bare_machine.sh [sources|package]...      both where none is named
# sources: a compiler, CMake and GLM build the engine in all ways that consumers.sh knows. package: the Debian package that
# build/release makes (or the build folder PACKAGE_BUILD) installs, is found, runs, and leaves nothing when it is removed.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/tests/fresh_root.sh"

gl=libegl1,libegl-mesa0,libgl1-mesa-dri

sources() {
    cat >"$work/inside.sh" <<'EOF'
for name in Eigen CLI nlohmann png.h jpeglib.h OpenEXR draco meshoptimizer GLFW imgui.h glad; do
    [ -z "$(find /usr/include -name "$name*")" ] || { echo "this root has $name"; exit 1; }
done
! command -v glad
cd /srv/tapestry
exec env -i PATH=/usr/bin:/bin tests/consumers/consumers.sh all /tmp/consumers
EOF
    in_fresh_root --include=g++,cmake,ninja-build,pkg-config,libglm-dev,$gl
}

package() {
    local build=${PACKAGE_BUILD:-$root/build/release}
    if [ -z "${PACKAGE_BUILD:-}" ]; then
        cmake -S "$root" --preset release
        cmake --build "$build"
    fi
    rm -f "$build"/libtapestry-dev_*.deb
    (cd "$build" && cpack -G DEB)
    cat >"$work/inside.sh" <<'EOF'
export DEBIAN_FRONTEND=noninteractive XDG_CACHE_HOME=/tmp # Mesa keeps shaders there
dpkg-deb --info /srv/libtapestry-dev.deb
# What the package needs first, so that what is new afterwards is the package's own.
apt-get install -y -qq --no-install-recommends $(dpkg-deb --field /srv/libtapestry-dev.deb Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g') >/dev/null
everything() { find / -xdev -path /proc -prune -o -path /tmp -prune -o -path /var/lib/dpkg -prune -o -path /var/log -prune -o -print | sort; }
everything >/tmp/before
dpkg -i /srv/libtapestry-dev.deb
cd /tmp
tapestry-fit kernels | head -3
tapestry-fit info /usr/share/tapestry/tables/disk_0-24_8x3_flat.tap
tapestry-viewer --version
EGL_PLATFORM=surfaceless tapestry-viewer --headless --in /usr/share/tapestry/photos/coffee.png --effect tilt-shift --out /tmp/out.png
[ -s /tmp/out.png ]
/srv/tapestry/tests/consumers/consumers.sh readme /tmp/readme /usr
dpkg -r libtapestry-dev
everything >/tmp/after
diff /tmp/before /tmp/after
echo "the package went, and nothing is left"
EOF
    in_fresh_root --include=g++,cmake,ninja-build,$gl \
        --customize-hook="upload $(echo "$build"/libtapestry-dev_*.deb) /srv/libtapestry-dev.deb"
}

[ $# -gt 0 ] || set -- sources package
prepare_roots
for way in "$@"; do
    case $way in
        sources | package) "$way" ;;
        *) say "usage: tests/consumers/bare_machine.sh [sources|package]..."; exit 2 ;;
    esac
done
