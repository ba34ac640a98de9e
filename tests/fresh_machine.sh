#!/usr/bin/env bash
# Runs the README's two commands as a newcomer does: each alone, on a clean clone of HEAD, in a minimal system made for it,
# without locale, display or a home. What only a used machine has (a package, a font, a cache) is missed here.
#   tests/fresh_machine.sh [demo|tests]... [SUITE]     both where none is named, in Debian 12 where no suite is
# Suites: bookworm (Debian 12), trixie (Debian 13), jammy (Ubuntu 22.04), noble (Ubuntu 24.04).
# As root or not: mmdebstrap then makes the root in a user namespace. It lives in TMPDIR (by default /var/tmp: /tmp is
# often small, and mounted without set-user-ID programs), takes some 4 GiB there, and is gone afterwards.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

. "$root/tests/fresh_root.sh"

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

run() {
    case $1 in
        demo) as_root demo/run.sh ;;
        tests) as_user tests/run.sh ;;
    esac
}

commands=()
for word in "$@"; do
    case $word in
        demo | tests) commands+=("$word") ;;
        bookworm | trixie | jammy | noble) suite=$word ;;
        *) say "usage: tests/fresh_machine.sh [demo|tests]... [bookworm|trixie|jammy|noble]"; exit 2 ;;
    esac
done
[ ${#commands[@]} -gt 0 ] || commands=(demo tests)
prepare_roots

failed=()
for name in "${commands[@]}"; do
    say "$name/run.sh, alone in a fresh $suite, at $(git -C "$root" log -1 --format='%h %s')"
    started=$SECONDS
    if run "$name"; then
        say "$name/run.sh passed after $(((SECONDS - started) / 60)) min"
    else
        say "$name/run.sh FAILED after $(((SECONDS - started) / 60)) min"
        failed+=("$name")
    fi
done
[ ${#failed[@]} = 0 ] || exit 1
