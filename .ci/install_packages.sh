#!/usr/bin/env bash
# Installs what is missing of the Debian packages that Tapestry is built with: install_packages.sh demo|tests|ci|full
# Installs nothing, and asks for no rights, where everything is there.
set -euo pipefail

demo=(build-essential cmake ninja-build pkg-config
      libglm-dev libeigen3-dev libpng-dev libjpeg62-turbo-dev libstb-dev nlohmann-json3-dev
      libopenexr-dev libtinygltf-dev libcli11-dev fonts-dejavu-core
      libglfw3-dev libimgui-dev fonts-roboto-unhinted
      libegl-dev libgl-dev libegl1 libgl1 libgl1-mesa-dri libegl-mesa0 libglx-mesa0)
tests=(python3 python3-glad doctest-dev libbenchmark-dev xvfb libx11-dev libxtst-dev
       glslang-tools libvulkan-dev mesa-vulkan-drivers
       libsdl2-dev libogre-1.12-dev libopenscenegraph-dev)
ci=(clang clang-format git)
full=(g++-mingw-w64-x86-64-posix wine64 mmdebstrap valgrind git doxygen)

say() { echo "tapestry: $*" >&2; }

case ${1:-} in
    demo) needed=("${demo[@]}") ;;
    tests) needed=("${demo[@]}" "${tests[@]}") ;;
    ci) needed=("${demo[@]}" "${tests[@]}" "${ci[@]}") ;;
    full) needed=("${demo[@]}" "${tests[@]}" "${full[@]}") ;;
    *) say "usage: install_packages.sh demo|tests|ci|full"; exit 2 ;;
esac

is_debian_12() {
    [ -r /etc/os-release ] && (. /etc/os-release && [ "${ID:-}" = debian ] && [ "${VERSION_ID:-}" = 12 ])
}

# Prints the needed packages that dpkg does not have.
missing_packages() {
    comm -13 <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${needed[@]}" 2>/dev/null |
                   sed -n 's/^installed //p' | sort -u) \
             <(printf '%s\n' "${needed[@]}" | sort -u)
}

# Where there is no dpkg to ask: are the tools there, and do the compiler and pkg-config find what the build includes?
has_everything() {
    local tools=(c++ cmake ninja pkg-config)
    local modules=(glfw3 imgui egl gl eigen3 libpng libjpeg OpenEXR tinygltf)
    local headers=(glm/glm.hpp stb/stb_truetype.h nlohmann/json.hpp CLI/CLI.hpp)
    if [ "$1" != demo ]; then
        tools+=(python3 glad Xvfb glslangValidator)
        modules+=(benchmark x11 xtst vulkan)
        headers+=(doctest/doctest.h)
    fi
    [ "$1" != ci ] || tools+=(clang++ clang-format git)
    [ "$1" != full ] || tools+=(x86_64-w64-mingw32-g++-posix wine64 mmdebstrap valgrind git)
    local tool header module
    for tool in "${tools[@]}"; do command -v "$tool" >/dev/null || return 1; done
    for module in "${modules[@]}"; do pkg-config --exists "$module" || return 1; done
    for header in "${headers[@]}"; do
        echo "#include <$header>" | c++ -E -x c++ -o /dev/null - 2>/dev/null || return 1
    done
}

if command -v dpkg-query >/dev/null; then
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || exit 0
else
    ! has_everything "$1" || exit 0
    missing=("${needed[@]}")
fi

if ! is_debian_12; then
    say "this system is not Debian 12; install what these packages hold and run again: ${missing[*]}"
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null; then
    as_root=(sudo env)
else
    say "root or sudo is needed once, to install: ${missing[*]}"
    exit 1
fi

say "installing ${#missing[@]} packages: ${missing[*]}"
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}"
