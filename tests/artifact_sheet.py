#!/usr/bin/env python3
"""Places where depth of field looked wrong to somebody in the viewer, as crops at 200 % on one contact sheet: before,
after and what a lens sees.

    tests/artifact_sheet.py --viewer OLD_VIEWER --pictures old                  # what an older build draws
    tests/artifact_sheet.py --lens --pictures new --before old --sheet sheet.png

Pictures that are there already are not drawn again.
"""

import argparse
import json
import pathlib
import struct
import subprocess
import tempfile
import zlib
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCALE = 2
SIZE = "960x540"


@dataclass
class View:
    scene: str
    options: dict
    effect: str = "depth-of-field"
    bokeh: str = "disk_0-24_24x4_flat"

    def preset(self):
        """What older viewers read, too."""
        effect = {"effect": self.effect, "bokeh": self.bokeh, "options": self.options}
        return {"tapestry preset": 1, "picture": f"{self.scene}.scene.json", "effects": [effect]}


VIEWS = {
    "meadow": View("meadow", {"focus_distance_m": 0.8, "f_number": 2.8}),
    "behind": View("night-lights", {"focus_distance_m": 3.0, "f_number": 2.0}),
    "leaves": View("near-leaves", {"focus_distance_m": 0.56, "f_number": 2.0}),
    "tilted": View("night-lights", {"focus_distance_m": 1.24, "tilt_deg": 60, "radius_at_infinity": 0.06,
                                    "max_radius": 0.06}, "tilted-focus"),
    "hearts": View("night-lights", {"focus_distance_m": 1.24, "f_number": 1.6}, bokeh="heart_0-24_24x4_flat"),
    "gate": View("ironwork", {"focus_distance_m": 3.2, "f_number": 1.4}),
    "chess": View("chessboard", {"focus_distance_m": 0.45, "f_number": 1.4}),
}


@dataclass
class Artifact:
    number: int
    name: str
    view: str
    crop: tuple  # left, top, width, height


ARTIFACTS = [
    Artifact(1, "grass", "meadow", (180, 150, 200, 150)),
    Artifact(2, "lights at her rim", "behind", (350, 160, 200, 150)),
    Artifact(3, "contour of a leaf", "leaves", (350, 80, 200, 150)),
    Artifact(4, "tilted discs", "tilted", (540, 230, 200, 150)),
    Artifact(4, "tilted seams", "tilted", (300, 170, 200, 150)),
    Artifact(5, "frame edge", "behind", (0, 110, 200, 150)),
    Artifact(6, "rear posts", "hearts", (560, 260, 200, 150)),
    Artifact(7, "sharp posts", "gate", (440, 330, 200, 150)),
    Artifact(8, "hidden lights", "hearts", (380, 170, 200, 150)),
    Artifact(9, "cross of a king", "chess", (370, 60, 200, 150)),
]


def draw(viewer, view, shown, path):
    if path.exists():
        return
    with tempfile.NamedTemporaryFile("w", suffix=".json") as preset:
        json.dump(view.preset(), preset)
        preset.flush()
        print(f"{path.name} ...", flush=True)
        subprocess.run(
            [viewer, "--headless", "--preset", preset.name, "--size", SIZE, "--show", shown, "--out", path],
            check=True, stdout=subprocess.DEVNULL)


def read_png(path):
    """Rows of RGB of what the viewer writes: 8 bits, not interlaced."""
    data = path.read_bytes()
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        chunk = data[at + 8:at + 8 + size]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", chunk[:10])
        elif kind == b"IDAT":
            packed += chunk
        at += 12 + size
    channels = {2: 3, 6: 4}[colour]
    stride = width * channels
    raw = zlib.decompress(packed)
    rows, above = [], bytearray(stride)
    for y in range(height):
        row = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        unfilter(raw[y * (stride + 1)], row, above, channels)
        rows.append(row)
        above = row
    return [bytes(v for i in range(0, stride, channels) for v in row[i:i + 3]) for row in rows]


def unfilter(kind, row, above, channels):
    for i in range(len(row)):
        left = row[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        if kind == 1:
            row[i] = (row[i] + left) & 255
        elif kind == 2:
            row[i] = (row[i] + above[i]) & 255
        elif kind == 3:
            row[i] = (row[i] + (left + above[i]) // 2) & 255
        elif kind == 4:
            guess = left + above[i] - corner
            nearest = min((left, above[i], corner), key=lambda value: abs(guess - value))
            row[i] = (row[i] + nearest) & 255


def write_png(path, rows):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b""))


def enlarged(rows, crop):
    left, top, width, height = crop
    for row in rows[top:top + height]:
        line = b"".join(row[3 * x:3 * x + 3] * SCALE for x in range(left, left + width))
        for _ in range(SCALE):
            yield line


# Letters of 3 x 5 cells, a row an octal digit.
GLYPHS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", (
    "25755 65656 34443 65556 74647 74644 34553 55755 72227 11152 55655 44447 57755 65555 25552 65644 25563 65655 "
    "34216 72222 55557 55552 55775 55255 55222 71247 25552 26227 61247 61216 55711 74616 34652 71222 25252 25316"
).split()))


def label(text, width):
    """Rows with a line of text, dark on white."""
    cell = 3
    for row in range(-2, 7):
        bits = "".join(f"{int(GLYPHS[c][row]):03b}0" if c in GLYPHS and 0 <= row < 5 else "0000" for c in text.upper())
        bits = ("0" + bits + "0" * width)[:width // cell + 1]
        line = b"".join((b"\x28" if bit == "1" else b"\xff") * 3 * cell for bit in bits)[:3 * width]
        for _ in range(cell):
            yield line


def write_sheet(path, artifacts, columns):
    """columns: (words, a picture's path for an artifact)."""
    gap, rows = b"\xff" * 3 * 8, []
    for artifact in artifacts:
        width = SCALE * artifact.crop[2]
        parts = []
        for words, path_of in columns:
            text = f"{artifact.number} {artifact.name} {words}"
            parts.append(list(label(text, width)) + list(enlarged(read_png(path_of(artifact)), artifact.crop)))
        rows += [gap.join(lines) for lines in zip(*parts)]
    write_png(path, rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--viewer", default=ROOT / "build/release/bin/tapestry-viewer")
    parser.add_argument("--pictures", type=pathlib.Path, required=True, help="folder for what is drawn")
    parser.add_argument("--lens", action="store_true", help="draw what a lens sees, too, which takes minutes")
    parser.add_argument("--before", type=pathlib.Path, help="folder of pictures of an older viewer")
    parser.add_argument("--sheet", type=pathlib.Path, help="PNG to write")
    parser.add_argument("--only", type=int, nargs="*", help="numbers of artifacts")
    arguments = parser.parse_args()
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    artifacts = [each for each in ARTIFACTS if not arguments.only or each.number in arguments.only]

    def in_folder(folder, shown):
        return lambda artifact: folder / f"{artifact.view}-{shown}.png"

    after, lens = in_folder(arguments.pictures, "result"), in_folder(arguments.pictures, "lens")
    for artifact in artifacts:
        draw(arguments.viewer, VIEWS[artifact.view], "result", after(artifact))
        if arguments.lens:
            draw(arguments.viewer, VIEWS[artifact.view], "exact", lens(artifact))
    if arguments.sheet:
        columns = [("after", after)]
        if arguments.before:
            columns.insert(0, ("before", in_folder(arguments.before, "result")))
        if arguments.lens:
            columns.append(("lens", lens))
        write_sheet(arguments.sheet, artifacts, columns)


if __name__ == "__main__":
    main()
