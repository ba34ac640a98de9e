#!/usr/bin/env python3
"""Numbers that shaders and C++ share stand in shaders/shared/ alone: a change to one of two homes would go unseen.

Two rules, for what the runtime is made of (engine/ without the reference):
- no constant has the name of a shader's constant;
- no number of three digits or more, as 0.2126, stands in a shader and in C++. Fewer digits meet by chance.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# Numbers that mean something else in either language, and why.
BY_CHANCE = {
    "1.25": "a quarter more, of six things; the aperture's is TAPESTRY_APERTURE_BOUND",
    "180": "half a turn in degrees",
    "360": "a turn in degrees",
    "512": "tiles_read.comp: pixels beyond which it does not look; in C++ sizes of buffers and of margins",
    "0xffff": "16 bits",
}

NUMBER = re.compile(r"(?<![\w.])(0x[0-9a-fA-F]+|\d+\.?\d*(?:e[-+]?\d+)?)[fuUL]*(?![\w.])")
GLSL_CONSTANT = re.compile(r"^const \w+ (\w+) =", re.M)
CPP_CONSTANT = re.compile(r"constexpr [\w:]+ (\w+) =")


def code_of(path):
    text = path.read_text()
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r"^\s*#\s*include[^\n]*", "", text, flags=re.M)
    return re.sub(r'"[^"\n]*"', "", text)


def normal(number):
    """One spelling a number; its significant digits."""
    if number.startswith("0x"):
        return number.lower(), len(number.lower().lstrip("0x").strip("0"))
    mantissa = number.split("e")[0].replace(".", "").strip("0")
    value = float(number)
    return (str(int(value)) if value == int(value) else repr(value)), len(mantissa)


def numbers_in(paths):
    found = {}
    for path in paths:
        for line_number, line in enumerate(code_of(path).split("\n"), 1):
            for match in NUMBER.finditer(line):
                name, digits = normal(match.group(1))
                if digits >= 3 or name in BY_CHANCE:
                    found.setdefault(name, f"{path.relative_to(ROOT)}:{line_number}")
    return found


def constants_in(paths, pattern):
    return {name: path.relative_to(ROOT) for path in paths for name in pattern.findall(code_of(path))}


def main():
    shaders = sorted([*(ROOT / "shaders").glob("*.comp"), *(ROOT / "shaders/include").glob("*.glsl")])
    engine = sorted(
        path
        for room in ("core", "effects", "gl", "include/tapestry")
        for path in (ROOT / "engine" / room).glob("*.*")
        if path.suffix in (".h", ".cpp")
    )
    if len(shaders) < 40 or len(engine) < 100:
        print("this looks at no more of the sources than", len(shaders), "shaders and", len(engine), "files of C++")
        return 1
    failures = []
    in_shaders, in_engine = numbers_in(shaders), numbers_in(engine)
    for number in sorted(in_shaders.keys() & in_engine.keys() - BY_CHANCE.keys()):
        failures.append(f"{number} stands in {in_shaders[number]} and in {in_engine[number]}")
    names = constants_in(shaders, GLSL_CONSTANT)
    others = constants_in(engine, CPP_CONSTANT)
    for name in sorted(names.keys() & others.keys()):
        failures.append(f"{name} is a constant of {names[name]} and of {others[name]}")
    for failure in failures:
        print(failure + ": move it to shaders/shared/")
    return 1 if failures else 0


sys.exit(main())
