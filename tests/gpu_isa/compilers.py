"""What RADV makes of the library's programs: Mesa's Vulkan driver for AMD, which compiles for any GPU without it."""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess

ICDS = ("/usr/share/vulkan/icd.d/radeon_icd.x86_64.json", "/usr/share/vulkan/icd.d/radeon_icd.json")
# GL counts samplers, images and blocks each from 0; pipeline_statistics.cpp has them this far apart.
SHIFTS = ["--shift-texture-binding", "0", "--shift-image-binding", "32", "--shift-ubo-binding", "64",
          "--shift-ssbo-binding", "96"]
JOBS = 2

# Figures of the driver's that are kept, as the table calls them.
STATISTICS = {
    "Subgroup size": "lanes",
    "VGPRs": "VGPR",
    "Subgroups per SIMD": "waves",
    "LDS size": "LDS",
    "Scratch size": "private",
    "Code size": "code",
    "Latency": "latency",
    "Inverse Throughput": "inverse throughput",
}
# Instructions, each counted once wherever it stands.
INSTRUCTIONS = {
    "arithmetic": r"v_",
    "samples": r"image_(?:sample|gather)",
    "loads": r"image_load",
    "lane loads": r"(?:buffer|global|flat)_load",
}
FIGURES = ["lanes", "VGPR", "waves", "LDS", "private", "spills", "code", "latency", "inverse throughput",
           *INSTRUCTIONS]


class Missing(Exception):
    """Something that has to be installed."""


class Failed(Exception):
    """A shader or a program that does not do its work."""


def run(command, **others):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **others)
    if done.returncode:
        raise Failed(f"{' '.join(str(part) for part in command[:2])} ...: exit {done.returncode}\n"
                     + done.stdout[-4000:] + done.stderr[-4000:])
    return done.stdout


def in_parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(JOBS) as pool:
        return list(pool.map(function, items))


def kind_counts(code):
    instructions = re.findall(r"^\t(\w+)", code, re.M)
    return {kind: sum(1 for one in instructions if re.match(pattern, one)) for kind, pattern in INSTRUCTIONS.items()}


class Programs:
    """The library's programs as SPIR-V in a folder, written anew. `options`: of tapestry-shader-sources.

    manifest: what tapestry-shader-sources says of them."""

    def __init__(self, binaries, folder, options):
        self.statistics_program = binaries / "tapestry-pipeline-statistics"
        if not self.statistics_program.exists():
            raise Missing(f"{self.statistics_program} is not built (which takes libvulkan-dev)")
        if not shutil.which("glslangValidator"):
            raise Missing("there is no glslangValidator (glslang-tools)")
        self.icd = next((icd for icd in ICDS if os.path.exists(icd)), None)
        if not self.icd:
            raise Missing("there is no RADV (mesa-vulkan-drivers)")
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        run([binaries / "tapestry-shader-sources", folder, *options])
        self.manifest = json.loads((folder / "shaders.json").read_text())
        self.names = {pathlib.Path(shader["source"]).stem: shader["name"] for shader in self.manifest["shaders"]}
        in_parallel(self.to_spirv, self.names)
        version = run(["glslangValidator", "--version"])
        self.glslang = re.search(r"Glslang Version: (\S+)", version).group(1)

    def to_spirv(self, stem):
        run(["glslangValidator", "-S", "comp", "-V", "--target-env", "vulkan1.1", *SHIFTS, "-o", f"{stem}.spv",
             f"{stem}.comp"], cwd=self.folder)

    def statistics(self, gpu):
        """{name: figures} and Mesa's version; None where this Mesa does not know the GPU."""
        code = self.folder / gpu
        code.mkdir(exist_ok=True)
        environment = dict(os.environ, VK_ICD_FILENAMES=self.icd, VK_DRIVER_FILES=self.icd, RADV_FORCE_FAMILY=gpu,
                           MESA_SHADER_CACHE_DISABLE="true")
        done = subprocess.run([self.statistics_program, "--code", gpu, *(f"{stem}.spv" for stem in self.names)],
                              env=environment, cwd=self.folder, capture_output=True, text=True)
        lines = [line.split("\t") for line in done.stdout.splitlines()]
        if not lines or gpu not in lines[0][1]:
            return None
        if done.returncode:
            raise Failed(f"{gpu}: exit {done.returncode} {done.stderr}")
        driver, *lines = lines
        rows = {name: {"spills": 0} for name in self.names.values()}
        for file, statistic, number in lines:
            row = rows[self.names[file.removesuffix(".spv")]]
            if statistic in STATISTICS:
                row[STATISTICS[statistic]] = int(number)
            elif statistic.startswith("Spilled"):
                row["spills"] += int(number)
        for stem, name in self.names.items():
            rows[name] |= kind_counts((code / f"{stem}.isa").read_text())
        return rows, driver[2]
