#!/usr/bin/env bash
# foreign_symbols.sh NM LIBRARY...: symbols that a host could clash with. All that the libraries define is in namespace
# tapestry, but for what compilers make of the templates of others; and of those none is over a type that a host may
# have another of by the same name, because the linker keeps one.
set -euo pipefail
nm=$1
shift
foreign=$("$nm" --extern-only --defined-only --demangle "$@" | awk '
    NF < 3 { next }
    { name = $0; sub(/^[0-9a-f]+ +[A-Za-z] /, "", name) }
    name ~ /^((vtable|typeinfo|typeinfo name|VTT|guard variable) for |non-virtual thunk to )?([a-z ]+ )?tapestry::/ { next }
    $2 ~ /[WVu]/ { if (name !~ /Glad/) next }
    { print "outside of namespace tapestry: " name }')
[ -z "$foreign" ] || {
    printf '%s\n' "$foreign"
    exit 1
}
