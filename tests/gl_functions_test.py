#!/usr/bin/env python3
"""The GL functions that the engine looks up are those that it calls: others would be null pointers, or dead weight."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

called = set()
for folder in ("gl", "effects"):
    for path in sorted((ROOT / "engine" / folder).iterdir()):
        if path.stem != "gl_functions":
            text = re.sub(r"//[^\n]*", "", path.read_text())
            called |= set(re.findall(r"\bgl_?(?:\.|->)([A-Z]\w+)", text))
called -= {name for name in called if re.match(r"(ES_)?VERSION_", name)}

text = (ROOT / "engine/gl/gl_functions.cpp").read_text()
loaded = set(re.findall(r"\bGL(?:_AS)?\(([A-Z][a-z]\w+)", text))

for name in sorted(called - loaded):
    print(f"gl{name} is called, but not looked up in engine/gl/gl_functions.cpp")
for name in sorted(loaded - called):
    print(f"gl{name} is looked up in engine/gl/gl_functions.cpp, but never called")
sys.exit(called != loaded)
