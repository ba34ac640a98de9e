"""The table of costs: costs.md, written and read back."""

import pathlib

from compilers import FIGURES

FILE = pathlib.Path(__file__).resolve().parent / "costs.md"
ALLOWED_SHARE = 0.05

HEAD = """# What passes cost

Of the machine code that Mesa's compiler makes, without hardware. Written by `gpu_isa.py write` and checked by
`gpu_isa.py check`; README.md says what the columns mean. Compilers: {compilers}.
"""


def write(compilers, tables):
    lines = [HEAD.format(compilers=compilers)]
    for gpu, rows in tables.items():
        lines += [f"## {gpu}", "", "| " + " | ".join(["pass", *FIGURES]) + " |",
                  "| --- |" + " ---: |" * len(FIGURES)]
        for name, row in sorted(rows.items()):
            lines.append("| " + " | ".join([name, *(str(row[figure]) for figure in FIGURES)]) + " |")
        lines.append("")
    FILE.write_text("\n".join(lines), encoding="utf-8")


def read():
    """The compilers, and {GPU: {pass: figures}}."""
    text = FILE.read_text(encoding="utf-8")
    compilers = text.split("Compilers: ", 1)[1].split("\n", 1)[0].removesuffix(".")
    tables = {}
    for section in text.split("\n## ")[1:]:
        gpu, *lines = section.splitlines()
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
        figures = cells[0][1:]
        tables[gpu] = {name: dict(zip(figures, map(int, numbers))) for name, *numbers in cells[2:]}
    return compilers, tables


def change(figure, old, new):
    share = f" ({100 * (new[figure] - old[figure]) / old[figure]:+.1f} %)" if old[figure] else ""
    return f"{figure} {old[figure]} -> {new[figure]}{share}"


def pass_differences(old, new):
    """What became dearer of a pass, and what better."""
    figure = "inverse throughput"
    share = (new[figure] - old[figure]) / old[figure]
    if share > ALLOWED_SHARE:
        yield "dearer", change(figure, old, new)
    if share < -ALLOWED_SHARE:
        yield "better", change(figure, old, new)
    if new["waves"] != old["waves"]:
        changes = ", ".join(change(one, old, new) for one in ("waves", "VGPR", "LDS") if new[one] != old[one])
        yield "dearer" if new["waves"] < old["waves"] else "better", changes


def differences(gpu, old, new):
    """Lines on what the table does not say, or no longer."""
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"not drawn any more: {gpu}: {name}"
        elif name not in old:
            yield f"not in the table: {gpu}: {name}"
        else:
            for how, what in pass_differences(old[name], new[name]):
                yield f"{how}: {gpu}: {name}: {what}"
