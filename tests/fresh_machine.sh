#!/usr/bin/env bash
# Runs the README's two commands as a newcomer does: each alone, on a clean clone of HEAD, in a minimal Debian 12 made for
# it, without locale, display or a home. What only a used machine has (a package, a font, a cache) is missed here.
#   tests/fresh_machine.sh [demo|tests]...     both where none is named
# As root or not: mmdebstrap then makes the root in a user namespace. It lives in TMPDIR (by default /var/tmp: /tmp is
# often small, and mounted without set-user-ID programs), takes some 4 GiB there, and is gone afterwards.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export TMPDIR=${TMPDIR:-/var/tmp}

say() { echo "fresh machine: $*" >&2; }

needs() { # what, the Debian package it is in
    command -v "$1" >/dev/null || { say "$1 is missing; on Debian: apt-get install $2"; exit 2; }
}

check_this_machine() {
    needs mmdebstrap mmdebstrap
    needs git git
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] ||
        { say "Debian's keys are missing: apt-get install debian-archive-keyring"; exit 2; }
    [ "$(id -u)" != 0 ] || return 0
    needs newuidmap uidmap
    grep -q "^$(id -un):" /etc/subuid /etc/subgid ||
        { say "no ids for a user namespace; once: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"; exit 2; }
}

# Where this machine gets Debian 12 from, as lines for sources.list; nothing where it is no Debian 12 itself, and
# mmdebstrap then takes deb.debian.org.
debian_sources() {
    command -v apt-get >/dev/null || return 0
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        awk '$2 ~ /^bookworm(-updates|-security)?$/ && $3 == "main" && ($4 == "Debian" || $4 ~ /^\$/) { print "deb", $1, $2, $3 }' |
        sort -u
}

# How this machine's apt reaches them: proxies, from its settings and from the environment, and what it makes of old mirrors.
apt_settings() {
    local scheme variable
    for scheme in http https; do
        variable=${scheme}_proxy
        [ -z "${!variable:-}" ] || echo "Acquire::$scheme::Proxy \"${!variable}\";"
    done
    ! command -v apt-config >/dev/null ||
        apt-config dump | grep -E '^Acquire::(https?::Proxy|Retries|Check-Date|Check-Valid-Until)' || true
}

# Runs a command in a root of its own, as root: what is said in a container.
as_root() {
    cat >"$work/inside.sh" <<EOF
cd /srv/tapestry
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin $1
EOF
    in_fresh_root
}

# Runs a command in a root of its own, as a user who may ask for rights: what is said on a desktop.
as_user() {
    cat >"$work/inside.sh" <<EOF
useradd --no-create-home --home-dir /nonexistent --shell /bin/sh newcomer
echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >/etc/sudoers.d/newcomer
chown -R newcomer: /srv/tapestry
cd /srv/tapestry
exec su newcomer -c 'exec env -i PATH=/usr/bin:/bin HOME=/nonexistent $1'
EOF
    in_fresh_root --include=sudo
}

# Makes a root, with what is given as options of mmdebstrap's, runs inside.sh in it and deletes it.
in_fresh_root() {
    local mirrors
    mapfile -t mirrors <"$work/sources.list"
    mmdebstrap --mode=unshare --variant=minbase --quiet "$@" --aptopt="$work/apt.conf" \
        --setup-hook='mkdir -p "$1/etc/apt/trusted.gpg.d"' --setup-hook="sync-in /etc/apt/trusted.gpg.d /etc/apt/trusted.gpg.d" \
        --customize-hook="copy-in $work/tapestry /srv" \
        --customize-hook="upload $work/inside.sh /inside.sh" \
        --customize-hook='chroot "$1" sh -e /inside.sh >&2' \
        bookworm /dev/null "${mirrors[@]}"
}

run() {
    case $1 in
        demo) as_root demo/run.sh ;;
        tests) as_user tests/run.sh ;;
    esac
}

[ $# -gt 0 ] || set -- demo tests
for name in "$@"; do
    case $name in
        demo | tests) ;;
        *) say "usage: tests/fresh_machine.sh [demo|tests]..."; exit 2 ;;
    esac
done
check_this_machine

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # the user namespace has other ids
git clone --quiet --depth 1 "file://$root" "$work/tapestry"
[ -z "$(git -C "$root" status --porcelain)" ] || say "what is not committed is not tried"
debian_sources >"$work/sources.list"
apt_settings >"$work/apt.conf"

failed=()
for name in "$@"; do
    say "$name/run.sh, alone in a fresh Debian 12, at $(git -C "$root" log -1 --format='%h %s')"
    started=$SECONDS
    if run "$name"; then
        say "$name/run.sh passed after $(((SECONDS - started) / 60)) min"
    else
        say "$name/run.sh FAILED after $(((SECONDS - started) / 60)) min"
        failed+=("$name")
    fi
done
[ ${#failed[@]} = 0 ] || exit 1
