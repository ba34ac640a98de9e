#!/usr/bin/env bash
# Installs what is missing of the packages that Tapestry is built with: install_packages.sh demo|formats|tests|ci|full
# Installs nothing, and asks for no rights, where everything is there. On systems that it does not know it says what to
# install, by which command where that is known, and fails.
set -euo pipefail

# Systems that have all packages under these names, as /etc/os-release calls them; tests/fresh_machine.sh tries them.
known_systems=("Debian 12" "Debian 13" "Ubuntu 22.04" "Ubuntu 24.04")

# Names in Debian and Ubuntu; in Fedora; in Arch. A dash: there is no package that would do.
demo='
build-essential        gcc-c++               base-devel
cmake                  cmake                 cmake
ninja-build            ninja-build           ninja
pkg-config             pkgconf-pkg-config    pkgconf
libglm-dev             glm-devel             glm
libeigen3-dev          eigen3-devel          eigen
libpng-dev             libpng-devel          libpng
liblcms2-dev           lcms2-devel           lcms2
libexif-dev            libexif-devel         libexif
libjpeg-dev            libjpeg-turbo-devel   libjpeg-turbo
libstb-dev             stb-devel             stb
nlohmann-json3-dev     json-devel            nlohmann-json
libopenexr-dev         openexr-devel         openexr
libcli11-dev           cli11-devel           cli11
fonts-dejavu-core      dejavu-sans-fonts     ttf-dejavu
libglfw3-dev           glfw-devel            glfw
libimgui-dev           -                     -
fonts-roboto-unhinted  google-roboto-fonts   ttf-roboto
libegl-dev             libglvnd-devel        libglvnd
libgl-dev              libglvnd-devel        libglvnd
libegl1                libglvnd-egl          libglvnd
libgl1                 libglvnd-glx          libglvnd
libgl1-mesa-dri        mesa-dri-drivers      mesa
libegl-mesa0           mesa-libEGL           mesa
libglx-mesa0           mesa-libGL            mesa'
# What the programs do without, but for the pictures and models that need it.
formats='
libwebp-dev            libwebp-devel         libwebp
libtiff-dev            libtiff-devel         libtiff
libheif-dev            libheif-devel         libheif
libexpat1-dev          expat-devel           expat'
tests='
python3                python3               python
python3-glad           python3-glad2         glad
doctest-dev            doctest-devel         doctest
libbenchmark-dev       google-benchmark-devel  benchmark
imagemagick            ImageMagick           imagemagick
libimage-exiftool-perl perl-Image-ExifTool   perl-image-exiftool
xvfb                   xorg-x11-server-Xvfb  xorg-server-xvfb
libx11-dev             libX11-devel          libx11
libxtst-dev            libXtst-devel         libxtst
glslang-tools          glslang               glslang
libvulkan-dev          vulkan-loader-devel   vulkan-icd-loader
libvulkan-dev          vulkan-headers        vulkan-headers
mesa-vulkan-drivers    mesa-vulkan-drivers   vulkan-radeon
libsdl2-dev            SDL2-devel            sdl2
libogre-1.12-dev       -                     -
libopenscenegraph-dev  OpenSceneGraph-devel  openscenegraph'
ci='
clang                  clang                 clang
clang-format           clang-tools-extra     clang
git                    git                   git'
full='
g++-mingw-w64-x86-64-posix  -                -
wine64                 -                     -
mmdebstrap             mmdebstrap            -
valgrind               valgrind              valgrind
doxygen                doxygen               doxygen
assimp-testmodels      -                     -
clang                  clang                 clang
libclang-rt-dev        compiler-rt           compiler-rt
git                    git                   git'

# What compressed glTF models are read by, with the formats. Not every system has them.
optional=(libdraco-dev libmeshoptimizer-dev)
[ "${1:-}" != demo ] || optional=()

say() { echo "tapestry: $*" >&2; }

case ${1:-} in
    demo) table=$demo ;;
    formats) table=$demo$formats ;;
    tests) table=$demo$formats$tests ;;
    ci) table=$demo$formats$tests$ci ;;
    full) table=$demo$formats$tests$full ;;
    *) say "usage: install_packages.sh demo|formats|tests|ci|full"; exit 2 ;;
esac

# Prints a column of the table, each package once.
packages_in() { awk -v column="$1" '$column != "" && $column != "-" && !seen[$column]++ { print $column }' <<<"$table"; }

mapfile -t needed < <(packages_in 1)

# Prints the needed packages that dpkg does not have.
missing_packages() {
    comm -13 <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${needed[@]}" 2>/dev/null |
                   sed -n 's/^installed //p' | sort -u) \
             <(printf '%s\n' "${needed[@]}" | sort -u)
}

# Prints the missing packages that no source of apt has.
unknown_packages() {
    comm -13 <(LC_ALL=C apt-cache policy "${missing[@]}" |
                   awk '/^[^ ]/ { name = $1 } /Candidate: [^(]/ { sub(":.*", "", name); print name }' | sort -u) \
             <(printf '%s\n' "${missing[@]}" | sort -u)
}

# Where there is no dpkg to ask: are the tools there, and do the compiler and pkg-config find what the build includes?
has_everything() {
    local tools=(c++ cmake ninja pkg-config)
    local modules=(glfw3 imgui egl gl eigen3 libpng libjpeg OpenEXR lcms2 libexif)
    local headers=(glm/glm.hpp stb/stb_truetype.h nlohmann/json.hpp CLI/CLI.hpp)
    if [ "$1" != demo ]; then
        modules+=(libwebp libtiff-4 libheif expat)
    fi
    if [ "$1" != demo ] && [ "$1" != formats ]; then
        tools+=(python3 Xvfb glslangValidator)
        modules+=(benchmark x11 xtst vulkan)
        headers+=(doctest/doctest.h)
    fi
    [ "$1" != ci ] || tools+=(clang++ clang-format git)
    [ "$1" != full ] || tools+=(clang++ x86_64-w64-mingw32-g++-posix wine64 mmdebstrap valgrind git)
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

# This system, its name, and what it is like.
system=unknown system_name="an unknown system" kin=
if [ -r /etc/os-release ]; then
    system=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-}")
    system_name=$(. /etc/os-release && echo "${PRETTY_NAME:-${ID:-an unknown system}}")
    kin=$(. /etc/os-release && echo "${ID:-} ${ID_LIKE:-}")
fi
is_known() {
    local known
    for known in "${known_systems[@]}"; do [ "${known,,}" != "$system" ] || return 0; done
    return 1
}

# Says what to install on a system that is not known.
say_what_to_install() {
    local names
    names=$(printf ', %s' "${known_systems[@]}")
    say "this script installs packages on ${names:2}; this is $system_name."
    case " $kin " in
        *" fedora "* | *" arch "*)
            local command="dnf install" column=2 lacking="Fedora has no package of Dear ImGui"
            if [[ " $kin " = *" arch "* ]]; then
                command="pacman -S --needed" column=3 lacking="Arch has Dear ImGui in the AUR alone (imgui)"
            fi
            say "what is packaged there: sudo $command $(packages_in $column | paste -sd ' ')"
            say "$lacking. The viewer needs it as pkg-config's imgui, with the backends for GLFW and OpenGL 3. Install all that, and run again."
            say "the library and tapestry-fit build without it: cmake --preset release -D TAPESTRY_BUILD_VIEWER=OFF -D TAPESTRY_BUILD_TESTS=OFF && cmake --build --preset release"
            ;;
        *" debian "* | *" ubuntu "*)
            say "install these, whose names may be others here, and run again: sudo apt-get install --no-install-recommends ${missing[*]}"
            ;;
        *) say "install what these packages of Debian's hold, and run again: ${missing[*]}" ;;
    esac
}

if ! is_known; then
    say_what_to_install
    exit 1
fi

if [ "$(id -u)" = 0 ]; then
    as_root=(env)
elif command -v sudo >/dev/null; then
    as_root=(sudo env)
else
    say "root or sudo is needed once; as root: apt-get install --no-install-recommends ${missing[*]}"
    exit 1
fi

say "installing ${#missing[@]} packages: ${missing[*]}"
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get update -qq
mapfile -t unknown < <(unknown_packages)
if [ ${#unknown[@]} -gt 0 ]; then
    say "apt finds no package of these names: ${unknown[*]}"
    case $system in
        ubuntu*) say "they are in Ubuntu's component universe. Switch it on, and run again: sudo apt-get install software-properties-common && sudo add-apt-repository universe" ;;
        *) say "they are in Debian's component main: see that /etc/apt/sources.list, or a file in /etc/apt/sources.list.d, names it, and run again." ;;
    esac
    exit 1
fi
for package in ${optional[@]+"${optional[@]}"}; do
    ! LC_ALL=C apt-cache policy "$package" | grep -q 'Candidate: [^(]' || missing+=("$package")
done
"${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get install -y -qq -o Dpkg::Use-Pty=0 --no-install-recommends "${missing[@]}"
