"""A painted doll on a balustrade at night; lamps, lit windows and cars far behind it."""
import random
from math import pi, cos, sin

import surfaces
from geometry import Shape, ball, box, grid, lathe, looking, smooth_profile, spark, tube
from gltf_writer import Gltf, png, srgb

LAMPS = [("#ffb347", 100), ("#ffd9a0", 240), ("#ff7a3c", 80), ("#ff3b30", 90), ("#7fd0ff", 110),
         ("#8dffb0", 60), ("#fff4e0", 1000)]


def doll(gltf, at, height, coat, shawl):
    outline = [(0.0, 0.0), (0.235, 0.0), (0.27, 0.03), (0.30, 0.16), (0.31, 0.30), (0.285, 0.45), (0.225, 0.56),
               (0.205, 0.62), (0.225, 0.72), (0.235, 0.80), (0.205, 0.90), (0.12, 0.975), (0.0, 1.0)]
    profile = [(r * height, y * height) for r, y in smooth_profile(outline, 4)]
    colors = {"coat": srgb(coat), "shawl": srgb(shawl), "trim": srgb("#f2c14e"), "skin": srgb("#f3d3b3"),
              "hair": srgb("#4a2a16"), "apron": srgb("#f7efe2"), "cheek": srgb("#e0796a"), "rose": srgb("#c2334d"),
              "leaf": srgb("#3f7d4e")}

    def paint(p):
        x, y, z = (c / height for c in p)
        if z > 0 and x * x + (y - 0.775) ** 2 < 0.135 ** 2:
            if y > 0.83 + 0.6 * x * x:
                return colors["hair"]
            if (abs(x) - 0.055) ** 2 + (y - 0.792) ** 2 < 0.013 ** 2:
                return colors["hair"]
            if (abs(x) - 0.075) ** 2 + (y - 0.745) ** 2 < 0.022 ** 2:
                return colors["cheek"]
            if x * x * 0.3 + (y - 0.715) ** 2 < 0.010 ** 2:
                return colors["rose"]
            return colors["skin"]
        if y > 0.60:
            return colors["shawl"]
        if 0.575 < y <= 0.60 or y < 0.04:
            return colors["trim"]
        if z > 0 and (x / 0.17) ** 2 + ((y - 0.30) / 0.22) ** 2 < 1:
            for cx, cy, r in ((0, 0.34, 0.06), (-0.07, 0.25, 0.045), (0.075, 0.24, 0.045)):
                d = (x - cx) ** 2 + (y - cy) ** 2
                if d < r * r:
                    return colors["trim"] if d < (0.35 * r) ** 2 else colors["rose"]
            if abs(abs(x) - 0.04 - 0.3 * abs(y - 0.3)) < 0.016:
                return colors["leaf"]
            return colors["apron"]
        return colors["coat"]

    def pixel(i, j, width=1024, rows=512):
        angle, along = 2 * pi * (i + 0.5) / width, (1 - (j + 0.5) / rows) * (len(profile) - 1)
        k = min(len(profile) - 2, int(along))
        r, y = (a + (b - a) * (along - k) for a, b in zip(profile[k], profile[k + 1]))
        return [surfaces.encode(c) for c in paint((r * cos(angle), y, -r * sin(angle)))]

    lacquer = gltf.material("lacquer", roughness=0.18, picture=gltf.picture(png(1024, 512, pixel), "doll"))
    gltf.node(gltf.mesh(lathe(profile, 72), lacquer), at)


def lantern(gltf, at):
    iron = gltf.material("iron", srgb("#26221f"), roughness=0.45, metallic=0.8)
    frame = Shape()
    for x in (-1, 1):
        for z in (-1, 1):
            frame.append(box((x * 0.035 - 0.003, 0.012, z * 0.035 - 0.003), (x * 0.035 + 0.003, 0.12, z * 0.035 + 0.003)))
    frame.append(box((-0.044, 0.0, -0.044), (0.044, 0.012, 0.044)))
    frame.append(lathe([(0.06, 0.12), (0.058, 0.124), (0.03, 0.145), (0.012, 0.165), (0.012, 0.172), (0.0, 0.176)], 4)
                 .turned_y(pi / 4))
    ring = [(0.02 * cos(a), 0.188 + 0.02 * sin(a), 0.0) for a in [2 * pi * i / 20 for i in range(21)]]
    frame.append(tube(ring, 0.002, 6))
    gltf.node(gltf.mesh(frame, iron), at)
    wax = gltf.material("wax", srgb("#f4e3c1"), roughness=0.6, emission=srgb("#ff9a3c"), strength=0.35)
    gltf.node(gltf.mesh(lathe([(0.0, 0.012), (0.02, 0.012), (0.02, 0.055), (0.017, 0.058), (0.0, 0.056)], 24), wax), at)
    flame = gltf.material("flame", (0, 0, 0), emission=srgb("#ffb45a"), strength=60.0)
    gltf.node(gltf.mesh(lathe([(0.0, 0.060), (0.0042, 0.066), (0.005, 0.071), (0.003, 0.080), (0.0, 0.090)], 12),
                        flame), at)


def windows(seed):
    source = random.Random(seed)
    lit = [[source.random() for _ in range(16)] for _ in range(16)]
    warm = [[source.random() for _ in range(16)] for _ in range(16)]

    def pixel(x, y):
        i, j, u, v = x // 8, y // 8, x % 8, y % 8
        if not (2 <= u < 6 and 1 <= v < 6) or lit[j][i] > 0.42:
            return 0, 0, 0
        k = 0.35 + 1.5 * lit[j][i]
        return (255 * k, 190 * k, 110 * k) if warm[j][i] < 0.8 else (150 * k, 200 * k, 255 * k)

    return png(128, 128, pixel)


def city(gltf, source):
    lights = {index: Shape() for index in range(len(LAMPS))}

    def light(index, x, y, z, scale=1.0):
        # As large as four or five pixels of 360 lines, wherever it is: smaller ones are the sampling's noise.
        distance = 1.28 - z
        lights[index].append(spark(0.0023 * distance * scale, (x, y, z)))

    for side in (-1, 1):
        for k in range(16):
            z = -6 - 3.2 * k
            light(0 if k % 4 else 1, side * (2.3 + 0.03 * k), 1.3, z)
    for k in range(26):
        t = k / 25
        light(6 if k % 3 else 0, -2.4 + 4.8 * t, 1.9 - 1.5 * t * (1 - t) * 1.6, -7.0, 0.8)
    for k in range(22):
        t = k / 21
        light((0, 3, 4, 5)[k % 4], -3.6 + 7.6 * t, 2.6 - 1.9 * t * (1 - t) * 1.6, -11.0, 0.75)
    for k in range(14):
        z = source.uniform(-34, -9)
        x = source.choice((-0.95, -0.5)) + source.uniform(-0.1, 0.1)
        for offset in (-0.1, 0.1):
            light(6, x + offset, -0.72, z, 0.9)
        for offset in (-0.1, 0.1):
            light(3, -x + offset, -0.72, z + 1.7, 0.9)
    for k in range(60):
        z = source.uniform(-48, -10)
        x = source.choice((-1, 1)) * source.uniform(2.4, 7)
        light(source.randrange(len(LAMPS)), x, source.uniform(-0.6, 1.8), z, source.uniform(0.7, 1.2))
    for index, (color, strength) in enumerate(LAMPS):
        material = gltf.material(f"lamp {color}", (0, 0, 0), emission=srgb(color), strength=strength)
        gltf.node(gltf.mesh(lights[index], material))

    pane = gltf.picture(windows(4), "windows")
    walls = gltf.material("house", srgb("#232733"), roughness=0.9, emission=(1, 1, 1), strength=1.1,
                          emission_picture=pane)
    houses = Shape()
    for k in range(16):
        z = -9 - 3.1 * k
        for side in (-1, 1):
            width, height = source.uniform(2.2, 4.5), source.uniform(2.0, 5.5)
            inner = side * source.uniform(3.4, 4.4)
            low, high = sorted((inner, inner + side * width))
            houses.append(box((low, -1.2, z - 2.6), (high, -1.2 + height, z), 0.22))
    for k in range(7):
        x = -9 + 3 * k
        houses.append(box((x, -1.2, -64), (x + 2.6, source.uniform(1.5, 7.5), -61), 0.13))
    gltf.node(gltf.mesh(houses, walls))
    street = gltf.material("street", srgb("#17191d"), roughness=0.3, normal=gltf.picture(
        surfaces.bumps(9, 0.8, stones=8), "cobbles"))
    shape = grid(1, 1, lambda u, v: (-14 + 28 * u, -1.2, -2.5 - 62 * v))
    shape.uvs = [(24 * u, 52 * v) for u, v in shape.uvs]
    gltf.node(gltf.mesh(shape, street))


def make(path):
    source = random.Random(5)
    gltf = Gltf("Tapestry assets/scenes/make")
    stone = gltf.material("stone", (1, 1, 1), roughness=0.75,
                          picture=gltf.picture(surfaces.earth(3, "#8d877c", "#4c4843"), "stone"),
                          normal=gltf.picture(surfaces.bumps(6, 1.4), "stone bumps"), normal_scale=0.6)
    ledge = box((-0.8, -0.08, -0.16), (0.8, 0.0, 0.30), 4)
    gltf.node(gltf.mesh(ledge, stone))
    doll(gltf, (-0.055, 0.0, 0.0), 0.22, "#1f6f78", "#b3202e")
    lantern(gltf, (0.135, 0.0, -0.03))
    city(gltf, source)
    gltf.sun(looking((-0.55, -0.6, -0.75)), srgb("#ffdcae"), 0.9)
    gltf.write(path)
