# Minimal roots of Debian and Ubuntu, for scripts that source this and have set `root`, the repository. They are of `suite`:
# bookworm (which is Debian 12) where a script has not set another.
suite=bookworm
export TMPDIR=${TMPDIR:-/var/tmp}

say() { echo "${0##*/}: $*" >&2; }

needs() { # what, the Debian package it is in
    command -v "$1" >/dev/null || { say "$1 is missing; on Debian: apt-get install $2"; exit 2; }
}

check_this_machine() {
    needs mmdebstrap mmdebstrap
    needs git git
    [ -e /usr/share/distro-info/ubuntu.csv ] || { say "lists of releases are missing: apt-get install distro-info-data"; exit 2; }
    [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] ||
        { say "Debian's keys are missing: apt-get install debian-archive-keyring"; exit 2; }
    [ "$(id -u)" != 0 ] || return 0
    needs newuidmap uidmap
    grep -q "^$(id -un):" /etc/subuid /etc/subgid ||
        { say "no ids for a user namespace; once: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"; exit 2; }
}

# Where this machine gets the suite from, as lines for sources.list; nothing where it has another suite itself, and mmdebstrap
# then takes the sources that it knows.
own_sources() {
    command -v apt-get >/dev/null || return 0
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' |
        awk -v suite="$suite" '$2 ~ "^" suite "(-updates|-security)?$" && $3 ~ /^(main|universe)$/ && ($4 ~ /^(Debian|Ubuntu)$/ || $4 ~ /^\$/) {
            print "deb", $1, $2, $3 }' |
        sort -u
}

# What mmdebstrap has to know of Ubuntu's suites. Its keys are no package of Debian 12: without them packages are taken as
# they come, in the root alone.
ubuntu_options() {
    echo --components=main,universe
    echo --include=apt # no part of Ubuntu's minimum
    if [ ! -e /usr/share/keyrings/ubuntu-archive-keyring.gpg ]; then
        say "Ubuntu's keys are missing here: what is fetched for the root is not checked"
        echo '--aptopt=Acquire::AllowInsecureRepositories "true"'
        echo '--aptopt=APT::Get::AllowUnauthenticated "true"'
    fi
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
    own_sources >"$work/sources.list"
    apt_settings >"$work/apt.conf"
    suite_options=()
    if grep -q ",$suite," /usr/share/distro-info/ubuntu.csv; then
        mapfile -t suite_options < <(ubuntu_options)
    fi
}

# Makes a root, with what is given as options of mmdebstrap's, runs inside.sh in it and deletes it.
in_fresh_root() {
    local mirrors
    mapfile -t mirrors <"$work/sources.list"
    mmdebstrap --mode=unshare --variant=minbase --quiet "$@" "${suite_options[@]}" --aptopt="$work/apt.conf" \
        --setup-hook='mkdir -p "$1/etc/apt/trusted.gpg.d"' --setup-hook="sync-in /etc/apt/trusted.gpg.d /etc/apt/trusted.gpg.d" \
        --customize-hook="copy-in $work/tapestry /srv" \
        --customize-hook="upload $work/inside.sh /inside.sh" \
        --customize-hook='chroot "$1" sh -e /inside.sh >&2' \
        "$suite" /dev/null "${mirrors[@]}"
}
