#!/usr/bin/env python3
"""Every combination of format, bits, orientation, profile and alpha through the viewer, against ImageMagick.

photographs_test.py VIEWER [--all] [--seed N]: without --all a sample of 24. Needs ImageMagick and ExifTool; exits with
77 where they are not installed. What is compared: the viewer's result without any blur, in the colours of the source,
and ImageMagick's upright copy of the same file; the profile, byte for byte; and EXIF's time and orientation.
"""
import itertools, json, os, random, shutil, struct, subprocess, sys, tempfile

UPRIGHT = {1: [], 2: ["-flop"], 3: ["-rotate", "180"], 4: ["-flip"], 5: ["-transpose"], 6: ["-rotate", "90"],
           7: ["-transverse"], 8: ["-rotate", "270"]}
TIME = "2026:11:30 12:34:56"


def profile(primaries, curve):
    """A matrix profile of ICC.1:2010, D65: primaries as x and y, curve as the data of a `para` or `curv` tag."""
    def invert(m):
        (a, b, c), (d, e, f), (g, h, i) = m
        det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
        return [[(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
                [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
                [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det]]

    def mul(m, v):
        return [sum(m[r][k] * v[k] for k in range(3)) for r in range(3)]

    def product(m, n):
        return [[sum(m[r][k] * n[k][c] for k in range(3)) for c in range(3)] for r in range(3)]

    def xyz(x, y):
        return [x / y, 1.0, (1.0 - x - y) / y]

    white, d50 = xyz(0.3127, 0.3290), [0.9642, 1.0, 0.8249]
    columns = [xyz(*p) for p in primaries]
    m = [[columns[c][r] for c in range(3)] for r in range(3)]
    scale = mul(invert(m), white)
    m = [[m[r][c] * scale[c] for c in range(3)] for r in range(3)]
    bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    from_white, to_white = mul(bradford, white), mul(bradford, d50)
    gain = [[to_white[r] / from_white[r] if r == c else 0.0 for c in range(3)] for r in range(3)]
    m = product(product(invert(bradford), product(gain, bradford)), m)

    def s15(v):
        return struct.pack(">i", round(v * 65536))

    text = "test".encode("utf-16-be")
    mluc = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(text), 28) + text
    tags = [(b"desc", mluc), (b"cprt", mluc), (b"wtpt", b"XYZ " + bytes(4) + b"".join(map(s15, d50)))]
    for c, name in enumerate((b"rXYZ", b"gXYZ", b"bXYZ")):
        tags.append((name, b"XYZ " + bytes(4) + b"".join(s15(m[r][c]) for r in range(3))))
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    table, data, at = b"", b"", 128 + 4 + 12 * len(tags)
    for name, value in tags:
        table += struct.pack(">4sII", name, at + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    size = at + len(data)
    head = struct.pack(">I4sI4s4s4s12s4s4sI4s4sQI", size, bytes(4), 0x04300000, b"mntr", b"RGB ", b"XYZ ",
                       struct.pack(">6H", 2026, 11, 30, 0, 0, 0), b"acsp", bytes(4), 0, bytes(4), bytes(4), 0, 0)
    head += b"".join(map(s15, d50))
    return (head + bytes(128 - len(head))) + struct.pack(">I", len(tags)) + table + data


SRGB_CURVE = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + b"".join(
    struct.pack(">i", round(v * 65536)) for v in (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))
GAMMA_22 = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.19921875 * 256))
PROFILES = {
    "none": None,
    "srgb": profile([(0.64, 0.33), (0.30, 0.60), (0.15, 0.06)], SRGB_CURVE),
    "p3": profile([(0.680, 0.320), (0.265, 0.690), (0.150, 0.060)], SRGB_CURVE),
    "adobe": profile([(0.64, 0.33), (0.21, 0.71), (0.15, 0.06)], GAMMA_22),
}


def combinations():
    for orientation, name in itertools.product(range(1, 9), PROFILES):
        for kind, bits, alpha in itertools.product(("png", "tif"), (8, 16), (False, True)):
            yield kind, bits, orientation, name, alpha
        for alpha in (False, True):
            yield "webp", 8, orientation, name, alpha
        yield "jpg", 8, orientation, name, False


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, **options)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {' '.join(map(str, command))}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def make(path, kind, bits, name, alpha, folder):
    """A picture with every colour's share in it, 24 x 16 pixels, as it is stored."""
    command = ["convert", "-size", "24x16", "gradient:red-blue", "(", "-size", "24x16", "plasma:green-white", ")",
               "-compose", "blend", "-define", "compose:args=50", "-composite"]
    if alpha:
        command += ["(", "-size", "24x16", "gradient:gray25-white", ")", "-compose", "CopyOpacity", "-composite"]
    else:
        command += ["-alpha", "off"]
    command += ["-depth", bits]
    if PROFILES[name]:
        command += ["-profile", folder + f"/{name}.icc"]
    command += {"png": [], "jpg": ["-quality", "97"],
                "webp": ["-define", "webp:lossless=true,exact=true"], "tif": ["-compress", "zip"]}[kind]
    target = {(8, False): "PNG24:", (8, True): "PNG32:", (16, False): "PNG48:", (16, True): "PNG64:"}[bits, alpha]
    run(*command, "-seed", 7, (target if kind == "png" else "") + path)


def samples(path, *operations):
    size = run("convert", path, *operations, "-format", "%w %h", "info:").decode().split()
    raw = run("convert", path, *operations, "-depth", 16, "-endian", "LSB", "rgba:-")
    return size, struct.unpack(f"<{len(raw) // 2}H", raw)


def main():
    viewer = sys.argv[1]
    if not shutil.which("convert") or not shutil.which("exiftool"):
        print("ImageMagick and ExifTool are not installed")
        return 77
    chosen = list(combinations())
    if "--all" not in sys.argv:
        seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else random.randrange(10000)
        print("seed", seed)
        chosen = random.Random(seed).sample(chosen, 24)
    folder = tempfile.mkdtemp()
    for name, data in PROFILES.items():
        if data:
            with open(f"{folder}/{name}.icc", "wb") as file:
                file.write(data)
    worst, failures = 0, 0
    files = {}
    for kind, bits, orientation, name, alpha in chosen:
        path = f"{folder}/{kind}-{bits}-{orientation}-{name}-{'alpha' if alpha else 'opaque'}.{kind}"
        make(path, kind, bits, name, alpha, folder)
        files[path] = orientation
    for orientation in sorted(set(files.values())):
        run("exiftool", "-q", "-n", "-overwrite_original", f"-Orientation={orientation}", f"-DateTimeOriginal={TIME}",
            *[path for path in files if files[path] == orientation])
    outs = {}
    for path, orientation in files.items():
        # Back into the same format where that keeps its numbers.
        kind = os.path.splitext(path)[1][1:]
        out = path[:-len(kind) - 1] + "-out." + ("tif" if kind == "tif" else "png")
        run(viewer, "--headless", "--in", path, "--effect", "tilt-shift", "--set", "max_radius=0", "--out", out)
        wanted, got = samples(path, *UPRIGHT[orientation]), samples(out)
        outs[out] = path
        difference = max(abs(a - b) for a, b in zip(wanted[1], got[1])) if wanted[0] == got[0] else 65535
        worst = max(worst, difference)
        if difference > 257:
            failures += 1
            print(f"FAIL {os.path.basename(path)}: {wanted[0]} {got[0]}, off by {difference} of 65535")
    read = lambda paths: json.loads(run("exiftool", "-j", "-n", "-Orientation", "-DateTimeOriginal", *paths))
    for entry in read(outs):
        if entry.get("Orientation", 1) != 1 or entry.get("DateTimeOriginal") != TIME:
            failures += 1
            print(f"FAIL {entry}")
    for out, path in outs.items():
        wanted = PROFILES[os.path.basename(path).split("-")[3]]
        got = subprocess.run(["exiftool", "-b", "-ICC_Profile", out], capture_output=True).stdout
        if got != (wanted or b""):
            failures += 1
            print(f"FAIL {os.path.basename(out)}: {len(got)} bytes of profile for {len(wanted or b'')}")
    print(f"{len(files)} pictures, at most {worst / 257:.2f} of 255 off, {failures} failures")
    shutil.rmtree(folder)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
