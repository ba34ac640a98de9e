#!/usr/bin/env python3
"""The names that the C interface gives to fields are theirs: structured bindings go by position alone.

- What a struct of C++ is taken apart into has the names and the order of its fields.
- A field is copied from and to C's field of the same name, but for those below.
- Something is done with each.

Arguments: other sources than those of engine/c.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# C's names of fields that are called otherwise in C++, and why.
OTHER_NAMES = {
    ("LensPsfOptions", "size"): "blur_size",  # `size` is the struct's own
    ("ApertureMask", "size"): "aperture_size",
}
# What functions that only hand out are given.
SUBJECTS = {"cpp": None, "table": "TapTable", "axis": "Axis", "aperture": "ApertureMask"}


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def statements(body):
    """The declarations of a struct, without what is in braces or after an equals sign."""
    found, current, depth = [], "", 0
    for character in body:
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0 and current.rstrip().endswith((")", "const")):  # a function's body
                found.append(current)
                current = ""
        elif depth == 0 and character == ";":
            found.append(current)
            current = ""
        elif depth == 0:
            current += character
    return [statement.split("=")[0].strip() for statement in found]


def struct_fields(headers, name):
    start = re.search(r"\bstruct " + name + r" \{", headers)
    if not start:
        sys.exit(f"there is no struct {name}")
    end, depth = start.end(), 1
    while depth:
        depth += {"{": 1, "}": -1}.get(headers[end], 0)
        end += 1
    fields = []
    for statement in statements(headers[start.end():end - 1]):
        field = re.search(r"(\w+)(\[\d+\])?$", statement)
        if not field or statement.startswith(("using", "static", "friend")) or statement.endswith((")", "const")):
            continue
        fields.append(field.group(1))
    return fields


def bindings(source):
    """(type, names, the function's text behind them) of everything that is taken apart."""
    for match in re.finditer(r"auto& \[([^\]]+)\] = (\w+);", source):
        subject = match.group(2)
        if subject not in SUBJECTS:
            continue
        kind = SUBJECTS[subject] or re.findall(r"(\w+)& cpp\b", source[:match.start()])[-1]
        yield kind, re.findall(r"\w+", match.group(1)), source[match.end():source.index("\n}\n", match.end())]


def wrong_copies(kind, names, text):
    for c_name, name in re.findall(r"\bcopy\(c\.(\w+), (\w+)\)", text):
        if name in names and c_name != OTHER_NAMES.get((kind, name), name):
            yield f"{kind}::{name} is copied from and to {c_name}"
    for name in names:
        if not re.search(r"\b" + name + r"\b", text):
            yield f"{kind}::{name} is taken out, and nothing is done with it"


def main():
    headers = without_comments("\n".join(path.read_text() for path in sorted((ROOT / "engine/include/tapestry").glob("*.h"))))
    sources = [pathlib.Path(name) for name in sys.argv[1:]] or sorted((ROOT / "engine/c").glob("*"))
    wrong, seen = [], 0
    for path in sources:
        for kind, names, text in bindings(without_comments(path.read_text())):
            seen += 1
            fields = struct_fields(headers, kind)
            if names != fields:
                wrong.append(f"{kind} has {', '.join(fields)}; they are called {', '.join(names)}")
            wrong.extend(wrong_copies(kind, names, text))
    print(f"{seen} structs")
    print("\n".join(wrong))
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
