#!/usr/bin/env python3
"""Code in OGRE.md and OSG.md is that of the hosts: the lines of each block stand one after the other in NAME_host.cpp."""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent


def lines_of(text):
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def stands_in(block, code):
    return any(code[i : i + len(block)] == block for i in range(len(code)))


failed = False
for name in ("ogre", "osg"):
    code = lines_of((HERE / f"{name}_host.cpp").read_text())
    blocks = re.findall(r"```cpp\n(.*?)```", (HERE / f"{name.upper()}.md").read_text(), re.S)
    if not blocks:
        sys.exit(f"{name.upper()}.md has no code")
    for block in map(lines_of, blocks):
        if not stands_in(block, code):
            print(f"{name.upper()}.md: not in {name}_host.cpp, from '{block[0]}' on")
            failed = True
sys.exit(failed)
