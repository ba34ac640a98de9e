# Minimal roots of Debian 12, for scripts that source this and have set `root`, the repository.
export TMPDIR=${TMPDIR:-/var/tmp}

say() { echo "${0##*/}: $*" >&2; }

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

# Sets `work`, a folder that goes with the script, with a clean clone of HEAD in it, and what in_fresh_root needs.
prepare_roots() {
    check_this_machine
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    chmod 755 "$work" # the user namespace has other ids
    git clone --quiet --depth 1 "file://$root" "$work/tapestry"
    [ -z "$(git -C "$root" status --porcelain)" ] || say "what is not committed is not tried"
    debian_sources >"$work/sources.list"
    apt_settings >"$work/apt.conf"
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
