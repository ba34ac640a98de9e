#!/usr/bin/env bash
# foreign_symbols.sh NM LIST LIBRARY...: symbols that a host could clash with. All that the libraries define is in namespace
# tapestry, but for the C interface, whose functions LIST has, and what compilers make of the templates of others; and of
# those none is over a type that a host may have another of by the same name, because the linker keeps one.
set -euo pipefail
nm=$1
list=$2
shift 2
foreign=$("$nm" --extern-only --defined-only --demangle "$@" | awk -v list="$list" '
    BEGIN { while ((getline name < list) > 0) is_of_c[name] = 1 }
    NF < 3 { next }
    $3 in is_of_c { next }
    { name = $0; sub(/^[0-9a-f]+ +[A-Za-z] /, "", name) }
    name ~ /^((vtable|typeinfo|typeinfo name|VTT|guard variable) for |non-virtual thunk to )?([a-z ]+ )?tapestry::/ { next }
    $2 ~ /[WVu]/ { if (name !~ /Glad/) next }
    { print "outside of namespace tapestry: " name }')
[ -z "$foreign" ] || {
    printf '%s\n' "$foreign"
    exit 1
}
