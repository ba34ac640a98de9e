#!/usr/bin/env bash
# symbols.sh NM LIBRARY HEADER LIST: the functions of the C interface, as the library defines them, as the header declares
# them and as the list has them, which says that nobody took one away or added one without knowing. They are the same.
set -euo pipefail
export LC_ALL=C
nm=$1 library=$2 header=$3 list=$4

defined=$("$nm" --extern-only --defined-only "$library" | awk '$2 == "T" && $3 ~ /^_?tapestry_/ { sub(/^_/, "", $3); print $3 }' | sort)
# Declarations of functions, wherever their lines break: all begin with the export macro.
declared=$(tr '\n' ' ' <"$header" | grep -oE 'TAPESTRY_ENGINE_EXPORT [^;(]*\(' | sed -E 's/ *\($//; s/.*[ *]//' | sort)
listed=$(sort "$list")

failed=0
differ() { # ONE-WORDS ONE OTHER-WORDS OTHER
    local only
    only=$(comm -23 <(printf '%s\n' "$2") <(printf '%s\n' "$4") | tr '\n' ' ')
    [ -z "$only" ] || { echo "$1 has and $3 has not: $only"; failed=1; }
}
differ "the library" "$defined" "the list" "$listed"
differ "the list" "$listed" "the library" "$defined"
differ "the header" "$declared" "the list" "$listed"
differ "the list" "$listed" "the header" "$declared"
exit $failed
