#!/usr/bin/env python3
"""Whether wrong maths in depth of field's shaders is found by tests that do not share its text.

Changes one number or operator of the shaders at a time, runs tests with the changed shaders, and prints which test
failed first. Tests that hold the GPU against the same maths on the CPU (dof_passes_test) have no say. Nothing is
built: the test program reads its shaders from TAPESTRY_TEST_SHADERS.

    cmake --build --preset ci --target tapestry-gl-tests
    tests/mutants.py [--seed N] [--count 60] [--jobs 1] [--list]

Exits with 1 where less than 90 % of the changes are found.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHADERS = ROOT / "shaders"
LEAST_KILLED = 0.9

# In groups that run one after the other until a test fails: the quick ones that find most come first.
TEST_FILES = [
    ["dof_coc_properties_test", "dof_tiles_properties_test", "dof_edge_properties_test"],
    ["dof_fill_properties_test", "dof_slice_properties_test", "dof_light_properties_test"],
    ["dof_sprite_properties_test", "dof_picture_properties_test"],
    ["tile_reach_test", "dof_hidden_test", "dof_edges_test", "dof_history_test"],
    ["dof_planes_test", "dof_gamut_test", "dof_bokeh_test", "aspect_test"],
    ["dof_lights_test"],
    ["depth_of_field_test"],
    ["transients_test"],
]
# What most likely finds a change of a file, before all of them.
LIKELY_FILES = [
    (r"color", "encoding_test"),
    (r"mask", "mask_test"),
    (r"dof_refine", "dof_refine_properties_test"),
    (r"coc|autofocus|hidden|mask", "dof_coc_properties_test"),
    (r"dof_splits|dof_tiles", "dof_tiles_properties_test"),
    (r"dof_reach", "tile_reach_test"),
    (r"unmix|sides|surfaces", "dof_edge_properties_test"),
    (r"cell|push|pull|tail|dof_fills|smooth|sheet", "dof_fill_properties_test"),
    (r"dof_split\.|dof_fill|focus|halve|radius|slices", "dof_slice_properties_test"),
    (r"sprite", "dof_sprite_properties_test"),
    (r"bright|light", "dof_light_properties_test"),
    (r"composite|stack|view", "dof_picture_properties_test"),
]
# For what never ends. Much more than any of them takes, so that a slow machine changes nothing.
LONGEST_S = 3600

# Lines whose change alters no number that is stored: declarations, sizes of workgroups' memory, what lies outside.
NOT_MATHS = re.compile(
    r"^\s*#|\blayout\s*\(|\bshared\b|is_outside|memoryBarrier|gl_LocalInvocation|gl_WorkGroupID|gl_GlobalInvocation"
    # Last ones, and counts that are rounded up.
    r"|- 1\) /|\bTAPESTRY_\w+ - 1\b|read_size - 1\b|\blast = "
    r"|\batomicMax\(tile_lists|\bborder_[xy]\b|\bwide_[xy]\b|pass\.size - 1\b|area\.end - 1\b|picture_end - 1\b"
)
# How drivers are kept from rounding otherwise: where one rounds itself nothing shows, and store_test alters them.
NOT_JUDGED = ("include/store.glsl", "include/rounding.glsl")
# Numbers that survived and were thought about: with any other the program does the same. By file and the part of the
# line in which they are.
SAME_PROGRAM = [
    ("dof_autofocus.comp", "float sorted[9];", "9"),  # fewer are undefined
    ("dof_cells.comp", "surfaces.back.a > 0.0", "0.0"),  # saves work: 0 or 1
    ("dof_coc.comp", "2 * block.x >= TAPESTRY_GROUP_X || 2 * block.y", "2"),  # who of a workgroup has a block
    ("dof_focus.comp", "(mixed >> column) & 1u, 0.0, 0.0)", "0.0"),  # never read
    ("dof_lights.comp", "coc == 0.0", "0.0"),  # saves work: lights without a CoC are on no side
    ("dof_lights.comp", "lit != vec2(0.0)", "0.0"),  # saves work
    ("dof_lights_push.comp", "goes_up.x > 0.0", "0.0"),  # saves work; lights that go up have 48 px and more
    ("dof_lights_push.comp", "goes_up.y > 0.0", "0.0"),
    ("dof_lights_push.comp", "? 8 : 0)", "0"),  # where no light goes up there is no candidate
    ("include/dof_fills.glsl", "vec4(fills.more, 0.0, 0.0, 0.0)", "0.0"),  # never read
    ("dof_tail.comp", "vec4(fills.more, 0.0, 0.0, 0.0)", "0.0"),  # never read
    ("dof_tail.comp", "most_cells = 4 *", "4"),  # fewer are undefined
    ("dof_radius.comp", "/ corner_px, 0.0, 0.0)", "0.0"),  # never read
    ("dof_split.comp", "surfaces.back.a > 0.0", "0.0"),  # saves work: 0 or 1
    ("dof_split.comp", "vec4 far = vec4(0.0)", "0.0"),  # no CoC that is in focus is far
    ("dof_split.comp", "vec4 near_inner = vec4(0.0)", "0.0"),  # never read of blocks without an outer near slice
    ("dof_split.comp", "near_inner_coc = 0.0", "0.0"),
    ("dof_splits.comp", "float(pass.size.y), 0.0)))", "0.0"),  # never read
    ("dof_sprites.comp", "int sides = 0;", "0"),  # saves work
    ("dof_unmix.comp", "vec4(0.0, 0.0, 0.0, TAPESTRY_SINGLE_SURFACE), vec4(0.0))", "0.0"),  # never read of one surface
    ("include/dof_fill.glsl", "far.a < 0.0 || is_in_focus(far.a)) return vec4(0.0)", "0.0"),  # in focus it is in no slice
    ("include/dof_fill.glsl", "max(1.0, -outer_coc)", "1.0"),  # outer slices begin beyond 3 px
    ("include/dof_fill.glsl", "max(1.0, abs(far_coc))", "1.0"),  # far slices begin at 3 px
    ("include/dof_light.glsl", "Behind(false, 0.0, 0.0)", "0.0"),  # never read where nothing is
    ("include/dof_slices.glsl", "if (coc_px < 0.0) return radius", "0.0"),  # what is in focus is in no other slice
    ("include/dof_sides.glsl", "Side(vec4(0.0), 0.0,", "0.0"),  # never read of a side that weighs nothing
    ("include/dof_sides.glsl", "vec2(coc_around(2, 2))", "2"),  # any of the 3x3 that are looked at
    ("include/dof_sides.glsl", "farthest / 5), 0.0, 1.0)", "1.0"),  # weights are held against 0 alone
]
NUMBER = re.compile(r"(?<![\w.])(\d+\.\d*(?:e[-+]?\d+)?|\d+)(?![\w.])")
# The last argument of a read from a texture that has one level.
LEVEL_OF_DETAIL = re.compile(r"\b(texelFetch|textureLod)\(.*, 0(\.0)?$")
OPERATOR = re.compile(r" (\+=|-=|\*=|/=|[-+*/]|<=|>=|<|>|&&|\|\|) ")
EXTREMUM = re.compile(r"\b(min|max)\(")
SIGN = re.compile(r"(?<=[(, ])-(?=[a-z(])")

SWAPPED = {
    # * becomes no /, because x / 0 is undefined, and may be what it was.
    "+": "-", "-": "+", "*": "+", "/": "*", "+=": "-=", "-=": "+=", "*=": "+=", "/=": "*=",
    # Turned round and not moved by one number: for floats < and <= are the same but for a hair.
    "<": ">", ">": "<", "<=": ">=", ">=": "<=", "&&": "||", "||": "&&", "min": "max", "max": "min",
}


@dataclass(frozen=True)
class Site:
    file: str
    line: int
    start: int  # in the file's text
    end: int
    before: str
    choices: tuple


@dataclass
class Verdict:
    site: Site
    after: str
    killer: str = ""  # empty: no test failed
    compiles: bool = True
    seconds: float = 0.0


def included_files(names):
    """Those files below shaders/, and what they include; shared blocks have no maths."""
    found = []
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found or name in NOT_JUDGED or name.startswith("shared/"):
            continue
        found.append(name)
        waiting += re.findall(r'#include "([^"]+)"', (SHADERS / name).read_text())
    return sorted(found)


def number_choices(text):
    if re.fullmatch(r"\d+", text):
        return (str(int(text) + 1), str(int(text) - 1)) if int(text) > 0 else ("1",)
    value = float(text)
    return tuple(repr(factor * value) for factor in (2.0, 0.5, -1.0)) if value != 0.0 else ("1.0",)


def is_guard(text):
    """Numbers that only keep from dividing by 0 or stand for more than all there is: twice as much is the same."""
    return "e" in text and not 1.0e-4 < float(text) < 1.0e6


def is_same_program(name, code, match):
    """Whether the number lies in a part of the line that SAME_PROGRAM has."""
    def lies_in(part):
        start = code.find(part)
        return 0 <= start <= match.start(1) < start + len(part)

    return any(name == file and match[1] == number and lies_in(part) for file, part, number in SAME_PROGRAM)


def without_comment(line):
    return line.split("//", 1)[0]


def sites_of_line(name, number, start, line):
    code = without_comment(line)
    if not code.strip() or NOT_MATHS.search(code):
        return
    for match in NUMBER.finditer(code):
        is_level = LEVEL_OF_DETAIL.search(code[: match.end(1)])
        if is_guard(match[1]) or is_level or is_same_program(name, code, match):
            continue
        yield Site(name, number, start + match.start(1), start + match.end(1), match[1], number_choices(match[1]))
    for match in OPERATOR.finditer(code):
        yield Site(name, number, start + match.start(1), start + match.end(1), match[1], (SWAPPED[match[1]],))
    for match in EXTREMUM.finditer(code):
        yield Site(name, number, start + match.start(1), start + match.end(1), match[1], (SWAPPED[match[1]],))
    for match in SIGN.finditer(code):
        yield Site(name, number, start + match.start(), start + match.end(), "-", ("",))


def sites_of(name):
    start = 0
    continues_macro = False
    for number, line in enumerate((SHADERS / name).read_text().splitlines(keepends=True), 1):
        if not continues_macro and not line.lstrip().startswith("#"):
            yield from sites_of_line(name, number, start, line)
        continues_macro = line.rstrip().endswith("\\")
        start += len(line)


def all_sites():
    passes = [path.name for path in SHADERS.glob("dof_*.comp")]
    return [site for name in included_files(passes) for site in sites_of(name)]


def environment(folder, cache):
    return dict(os.environ, TAPESTRY_TEST_SHADERS=str(folder), MESA_SHADER_CACHE_DIR=str(cache))


def run_tests(program, files, env):
    """Name of the first test case that fails, or of what ended the program otherwise; "" where all pass."""
    command = [program, "--source-file=" + ",".join(f"*/{name}.cpp" for name in files), "--abort-after=1", "--no-colors"]
    try:
        done = subprocess.run(command, env=env, text=True, errors="replace", timeout=LONGEST_S,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except subprocess.TimeoutExpired:
        return "does not end", ""
    if done.returncode == 0:
        return "", done.stdout
    # The last test case that doctest names before an error.
    failed = re.split(r"(?m)^.*(?:ERROR:|TEST CASE .*CRASHED)", done.stdout)[0]
    names = re.findall(r"TEST CASE:\s+(.*)", failed)
    source = re.findall(r"([\w]+_test)\.cpp", failed)
    killer = f"{source[-1]}: {names[-1].strip()}" if names and source else f"ends with {done.returncode}"
    return killer, done.stdout


def groups_for(shader):
    likely = [name for pattern, name in LIKELY_FILES if re.search(pattern, shader)]
    return [[name] for name in likely] + [[name for name in files if name not in likely] for files in TEST_FILES]


def judge(program, site, after, cache):
    started = time.monotonic()
    verdict = Verdict(site, after)
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        changed = pathlib.Path(folder) / "shaders"
        shutil.copytree(SHADERS, changed)
        text = (SHADERS / site.file).read_text()
        (changed / site.file).write_text(text[: site.start] + after + text[site.end :])
        for files in filter(None, groups_for(site.file)):
            verdict.killer, output = run_tests(program, files, environment(changed, cache))
            if verdict.killer:
                verdict.compiles = not re.search(r"does not (compile|link)", output)
                break
    verdict.seconds = time.monotonic() - started
    return verdict


def describe(verdict):
    site = verdict.site
    what = f"{site.file}:{site.line}: {site.before} -> {verdict.after or 'nothing'}"
    text = (SHADERS / site.file).read_text().splitlines()[site.line - 1].strip()
    if not verdict.compiles:
        return f"skipped   {what}  [does not compile]"
    if verdict.killer:
        return f"killed    {what}  [{verdict.killer}]  {verdict.seconds:.0f} s"
    return f"SURVIVED  {what}  {verdict.seconds:.0f} s\n          {text}"


def mutants(sites, seed):
    """Changes at sites in random order, never two at one."""
    chosen = random.Random(seed)
    for site in chosen.sample(sites, len(sites)):
        yield site, chosen.choice(site.choices)


def check_originals(program, cache):
    for files in TEST_FILES:
        killer, output = run_tests(program, files, environment(SHADERS, cache))
        if killer:
            sys.exit(f"tests fail without any change: {killer}\n{output[-2000:]}")


def judge_all(program, sites, options, cache):
    """Verdicts of the first changes that compile."""
    verdicts = []
    waiting = mutants(sites, options.seed)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        while len(verdicts) < options.count:
            batch = [change for _, change in zip(range(min(options.jobs, options.count - len(verdicts))), waiting)]
            if not batch:
                break
            for verdict in pool.map(lambda change: judge(program, *change, cache), batch):
                print(describe(verdict), flush=True)
                if verdict.compiles:
                    verdicts.append(verdict)
    return verdicts


def summarise(verdicts, seed):
    killed = [verdict for verdict in verdicts if verdict.killer]
    by_file = {}
    for verdict in killed:
        by_file.setdefault(verdict.killer.split(":")[0], []).append(verdict)
    print(f"\nseed {seed}: {len(killed)} of {len(verdicts)} killed")
    for name, those in sorted(by_file.items(), key=lambda item: -len(item[1])):
        print(f"  {len(those):4d}  {name}")
    for verdict in verdicts:
        if not verdict.killer:
            print("  " + describe(verdict))
    return len(killed) >= LEAST_KILLED * len(verdicts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=1, help="mutants at once")
    parser.add_argument("--program", default=str(ROOT / "build/ci/bin/tapestry-gl-tests"))
    parser.add_argument("--list", action="store_true", help="print the changes that would be tried, and end")
    options = parser.parse_args()
    sites = all_sites()
    print(f"{len(sites)} sites in {len({site.file for site in sites})} files", flush=True)
    if options.list:
        for (site, after), _ in zip(mutants(sites, options.seed), range(options.count)):
            print(f"{site.file}:{site.line}: {site.before} -> {after or 'nothing'}")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-cache-") as own_cache:
        cache = os.environ.get("MESA_SHADER_CACHE_DIR", own_cache)
        check_originals(options.program, cache)
        verdicts = judge_all(options.program, sites, options, cache)
    return 0 if summarise(verdicts, options.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
