#!/usr/bin/env python3
"""What a compiler for real GPUs makes of every pass, held against budgets and the table of costs.

    cmake --build --preset ci --target tapestry-shader-sources tapestry-pipeline-statistics
    tests/gpu_isa/gpu_isa.py check [--all]           what the tests run; --all: on every GPU that this Mesa knows
    tests/gpu_isa/gpu_isa.py write                   costs.md anew
    tests/gpu_isa/gpu_isa.py frame [--size WxH]      what a frame of depth of field costs, by pass
             [--scene NAME] [--gpu GPU]
    tests/gpu_isa/gpu_isa.py code [--gpu GPU] WORD   where the machine code is of passes whose name has this word

Shaders are those that the programs were built with; --shaders shaders before the command takes them from the folder.

Exits with 1 where a budget or the table is missed, with 77 where nothing can be compiled here.
"""

import argparse
import concurrent.futures
import os
import pathlib
import sys
from dataclasses import dataclass

import costs
from compilers import JOBS, Failed, Missing, Programs

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SKIPPED = 77

# A GPU of each generation; those of the same differ in little that compilers know.
GENERATIONS = {"POLARIS10": "GCN 4", "VEGA10": "GCN 5", "NAVI10": "RDNA 1", "VANGOGH": "RDNA 2, Steam Deck",
               "GFX1100": "RDNA 3"}
OTHERS = ("TAHITI PITCAIRN VERDE OLAND HAINAN BONAIRE KABINI KAVERI HAWAII TONGA ICELAND CARRIZO FIJI STONEY POLARIS11 "
          "POLARIS12 VEGAM VEGA12 VEGA20 RAVEN RAVEN2 RENOIR ARCTURUS ALDEBARAN NAVI12 NAVI14 NAVI21 NAVI22 NAVI23 "
          "NAVI24 REMBRANDT GFX1036 GFX1101 GFX1102 GFX1103_R1 GFX1103_R2").split()
IN_TABLE = ("VANGOGH", "VEGA10", "GFX1100")

LEAST_WAVES_SHARE = 0.6
LANES_OF_THROUGHPUT = 64  # that an inverse throughput is of, whatever the GPU's waves have


@dataclass
class Exemption:
    """A budget of its own for all programs of a shader file. One without need is an error: it would hide what comes."""
    file: str
    why: str
    private_bytes: int = 0  # the most
    waves_share: float = LEAST_WAVES_SHARE  # the least

    def covers_memory(self):
        return self.private_bytes > 0

    def covers_waves(self):
        return self.waves_share < LEAST_WAVES_SHARE


# Where all waves of a SIMD are there, a lane has 25 registers on GCN and RDNA 1 and 32 on RDNA 2: 48 leave half of the
# waves on those, 62 % on this.
EXEMPTIONS = {one.file: one for one in [
    Exemption("dof_cells", "sums of five pictures at once: 48 registers", waves_share=0.5),
    Exemption("dof_coc", "the window in which small lights are found is in shared memory", waves_share=0.35),
    Exemption("dof_depth", "two sides of an edge, and colours of depth's texels: 44 registers", waves_share=0.5),
    Exemption("dof_lights", "two lights of each cell at once: 48 registers; on GCN 1 shared memory", waves_share=0.4),
    Exemption("dof_lights_push", "two lights of each of four cells at once: 48 registers", waves_share=0.5),
    Exemption("dof_pull", "reads nine pictures of a level at once: 48 registers", waves_share=0.5),
    Exemption("dof_push", "sums of five pictures at once: 48 registers", waves_share=0.5),
    Exemption("dof_split", "four slices of a block of pixels at once: 48 registers", waves_share=0.5),
    Exemption("dof_sprites", "sums of far and near lights, and what hides them: 48 registers", waves_share=0.5),
    Exemption("dof_tail", "one workgroup, whose levels are in shared memory", waves_share=0.25),
    Exemption("filter_varying", "entries and shares of two pixels at once: 48 registers, 64 where two axes are turned",
              waves_share=0.4),
]}


def over_budget(gpu, name, row, most_waves, needed):
    """What misses the pass' budget. `needed` gets exemptions without which more would."""
    own = EXEMPTIONS.get(name.split()[0], Exemption(name, "none"))
    if row["private"] and own.covers_memory():
        needed.add((own.file, "private memory"))
    if row["waves"] < LEAST_WAVES_SHARE * most_waves and own.covers_waves():
        needed.add((own.file, "waves"))
    if row["spills"] or row["private"] > own.private_bytes:
        yield f"{gpu}: {name}: {row['private']} bytes of private memory a wave, {row['spills']} spilled registers"
    if row["waves"] < own.waves_share * most_waves:
        yield (f"{gpu}: {name}: {row['waves']} of {most_waves} waves, below {100 * own.waves_share:.0f} % "
               f"(VGPR {row['VGPR']}, LDS {row['LDS']})")


def needless_exemptions(needed):
    for one in EXEMPTIONS.values():
        for is_covered, what in ((one.covers_memory(), "private memory"), (one.covers_waves(), "waves")):
            if is_covered and (one.file, what) not in needed:
                yield f"{one.file}: {what}"


def compiled(programs, gpus):
    """{GPU: rows} of those that this Mesa knows, and the compilers' versions."""
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        results = dict(zip(gpus, pool.map(programs.statistics, gpus)))
    known = {gpu: result for gpu, result in results.items() if result}
    if not known:
        raise Missing("this Mesa compiles for no GPU of the list without hardware")
    if unknown := sorted(results.keys() - known.keys()):
        print("This Mesa does not know:", *unknown)
    mesa = next(iter(known.values()))[1]
    return {gpu: rows for gpu, (rows, _) in known.items()}, f"{mesa}, glslang {programs.glslang}"


def check_budgets(tables, is_of_table):
    complaints, needed = [], set()
    for gpu, rows in tables.items():
        most_waves = max(row["waves"] for row in rows.values())
        for name, row in sorted(rows.items()):
            complaints += over_budget(gpu, name, row, most_waves, needed)
    for complaint in complaints:
        print("over budget:", complaint)
    if complaints:
        print(f"Budgets: no private memory, no spills, {100 * LEAST_WAVES_SHARE:.0f} % of the GPU's waves. "
              "tests/gpu_isa/README.md says how to look closer; EXEMPTIONS in gpu_isa.py is for what has a reason.")
    needless = list(needless_exemptions(needed))
    for one in needless:
        print("exemption without need, take it out of EXEMPTIONS in tests/gpu_isa/gpu_isa.py:", one)
    return not complaints and not (needless and is_of_table)


def check_costs(tables, committed, is_of_table):
    lines = [line for gpu in IN_TABLE if gpu in tables
             for line in costs.differences(gpu, committed.get(gpu, {}), tables[gpu])]
    for line in lines:
        print(line)
    if lines and is_of_table:
        print("Where this is wanted, write the table anew and commit it: tests/gpu_isa/gpu_isa.py write")
    return not lines or not is_of_table


def check(arguments, programs):
    tables, compilers = compiled(programs, [*GENERATIONS, *(OTHERS if arguments.all else [])])
    of_table, committed = costs.read()
    has_budgets = check_budgets(tables, compilers == of_table)
    has_costs = check_costs(tables, committed, compilers == of_table)
    if compilers != of_table:
        print(f"The table is of {of_table}: costs, and exemptions without need, are told and do not fail.")
    print(f"{len(programs.names)} programs on {len(tables)} GPUs by {compilers}: budgets "
          f"{'kept' if has_budgets else 'MISSED'}, costs {'kept' if has_costs else 'NOT those of the table'}")
    return has_budgets and has_costs


def write(_, programs):
    tables, compilers = compiled(programs, IN_TABLE)
    costs.write(compilers, tables)
    print(f"{costs.FILE} is written: {len(programs.names)} programs")
    return True


def print_frame(gpu, rows, frame, lanes_of_group):
    """Cycles that one SIMD would be busy with a frame."""
    cycles, counts = {}, {}
    for dispatch in frame["dispatches"]:
        name = dispatch["shader"]
        waves = dispatch["groups"] * lanes_of_group[name] / LANES_OF_THROUGHPUT
        cycles[name] = cycles.get(name, 0) + waves * rows[name]["inverse throughput"]
        counts[name] = counts.get(name, 0) + 1
    total = sum(cycles.values())
    print(f"\n{frame['name']} on {gpu}: {total / 1e6:.1f} million cycles, {len(frame['dispatches'])} dispatches")
    for name in sorted(cycles, key=cycles.get, reverse=True):
        print(f"{cycles[name] / 1e6:9.2f}  {100 * cycles[name] / total:5.1f} %  {counts[name]:3d} x  {name}")


def frame(arguments, programs):
    tables, _ = compiled(programs, arguments.gpu.split(","))
    lanes = {shader["name"]: shader["lanes"] for shader in programs.manifest["shaders"]}
    for gpu, rows in tables.items():
        print_frame(gpu, rows, programs.manifest["frame"], lanes)
    return True


def code(arguments, programs):
    for gpu in arguments.gpu.split(","):
        compiled(programs, [gpu])
        for stem, name in programs.names.items():
            if arguments.word in name:
                print(programs.folder / gpu / f"{stem}.isa")
    return True


def source_options(arguments):
    options = ["--shaders", arguments.shaders.resolve()] if arguments.shaders else []
    return options + (["--frame", arguments.size, "--scene", arguments.scene] if arguments.function is frame else [])


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binaries", type=pathlib.Path, default=ROOT / "build/ci/bin", help="where the programs are")
    parser.add_argument("--folder", type=pathlib.Path, help="for sources, SPIR-V and machine code")
    parser.add_argument("--shaders", type=pathlib.Path, help="a folder, in place of those that the programs have")
    commands = parser.add_subparsers(required=True)
    for function in (check, write, frame, code):
        command = commands.add_parser(function.__name__)
        command.set_defaults(function=function)
        if function is check:
            command.add_argument("--all", action="store_true")
        if function is frame:
            command.add_argument("--size", default="1920x1080")
            command.add_argument("--scene", default="night-lights")
        if function in (frame, code):
            command.add_argument("--gpu", default="VANGOGH", help="one or more, with commas between them")
        if function is code:
            command.add_argument("word")
    return parser.parse_args()


def main():
    arguments = parsed_arguments()
    binaries = arguments.binaries.resolve()
    try:
        programs = Programs(binaries, arguments.folder or binaries.parent / "gpu_isa", source_options(arguments))
        return 0 if arguments.function(arguments, programs) else 1
    except Missing as missing:
        print(f"Nothing is compiled: {missing}. .ci/install_packages.sh tests installs it.")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    except Failed as failed:
        print(failed)
        return 1


if __name__ == "__main__":
    sys.exit(main())
