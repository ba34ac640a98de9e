"""A wrought-iron gate and birds, hard and black in the focus, before a bright evening sky and glittering water."""
import random
from math import cos, pi, sin

import surfaces
from geometry import Shape, add, ball, box, grid, lathe, looking, smooth_profile, spark, tube
from gltf_writer import Gltf, srgb

IRON_Z = 0.0


def scroll(center, radius, turns, start, direction):
    """A spiral that opens outwards."""
    count = int(26 * turns)
    points = []
    for i in range(count + 1):
        t = i / count
        a, r = start + direction * 2 * pi * turns * (1 - t), radius * (0.16 + 0.84 * t ** 1.15)
        points.append((center[0] + r * cos(a), center[1] + r * sin(a), IRON_Z))
    return tube(points, lambda t: 0.0075 + 0.0045 * t, 8)


def spear(x, low, high):
    shape = tube([(x, low, IRON_Z), (x, high, IRON_Z)], 0.009, 10)
    profile = smooth_profile([(0.009, 0.0), (0.018, 0.008), (0.010, 0.018), (0.022, 0.045), (0.0, 0.12)], 4)
    return shape.append(lathe(profile, 12).moved((x, high, IRON_Z)))


def bird(at, scale, facing):
    """A sitting bird: body, head, beak and tail by spheres and cones that are stretched."""
    shape = Shape()

    def part(source, stretch, turn, offset):
        c, s = cos(turn), sin(turn)

        def place(p):
            x, y, z = (a * b for a, b in zip(p, stretch))
            x, y = c * x - s * y + offset[0], s * x + c * y + offset[1]
            return add(at, (facing * scale * x, scale * y, scale * z))

        moved = Shape().append(source, place, lambda n: n)
        if facing < 0:
            moved.triangles = [t[::-1] for t in moved.triangles]
        shape.append(moved)

    part(ball(1, 24, 16), (0.080, 0.040, 0.040), 0.80, (0.0, 0.060))
    part(ball(1, 20, 14), (0.045, 0.036, 0.034), 0.9, (0.034, 0.098))
    part(ball(1, 20, 12), (0.029, 0.027, 0.027), 0.0, (0.054, 0.130))
    part(lathe([(0.008, 0.0), (0.0, 0.026)], 10), (1, 1, 1), -pi / 2 - 0.15, (0.078, 0.129))
    part(ball(1, 16, 10), (0.062, 0.010, 0.018), 1.02, (-0.066, -0.018))
    part(ball(1, 16, 10), (0.055, 0.014, 0.041), 0.92, (-0.026, 0.036))
    part(tube([(0, -0.01, 0), (0, 0.03, 0)], 0.0035, 6), (1, 1, 1), 0.0, (0.004, 0.0))
    return shape


def make(path):
    source = random.Random(8)
    gltf = Gltf("Tapestry assets/scenes/make")
    iron = gltf.material("iron", srgb("#1d1b1c"), roughness=0.5, metallic=0.7)
    gate = Shape()
    for y in (-0.62, -0.16, 0.22):
        gate.append(box((-1.3, y - 0.012, -0.010), (1.3, y + 0.012, 0.010)))
    for k in range(-6, 7):
        x = 0.2 * k
        gate.append(spear(x, -0.75, 0.30 + 0.16 * cos(0.26 * k * pi / 2)))
    for k in range(-6, 6):
        x = 0.2 * k + 0.1
        for side in (-1, 1):
            gate.append(scroll((x + side * 0.043, 0.11), 0.046, 1.6, pi / 2 - side * pi / 2, side))
            gate.append(scroll((x + side * 0.043, -0.055), 0.046, 1.6, pi / 2 - side * pi / 2, -side))
        ring = [(x + 0.07 * cos(a), -0.39 + 0.07 * sin(a), IRON_Z) for a in [2 * pi * i / 28 for i in range(29)]]
        gate.append(tube(ring, 0.008, 8))
    gate.append(bird((-0.40, 0.238, 0.0), 1.05, 1)).append(bird((-0.20, 0.238, 0.0), 0.95, -1))
    gate.append(bird((0.52, 0.238, 0.0), 1.0, -1))
    gltf.node(gltf.mesh(gate, iron))

    water = gltf.material("water", srgb("#31405a"), roughness=0.12, normal=gltf.picture(
        surfaces.bumps(12, 0.9, 24), "ripples"), normal_scale=0.7)
    shape = grid(1, 1, lambda u, v: (-110 + 220 * u, -1.3, -4 - 190 * v))
    shape.uvs = [(70 * u, 60 * v) for u, v in shape.uvs]
    gltf.node(gltf.mesh(shape, water))
    hills = gltf.material("hills", srgb("#2c3246"), roughness=1.0)

    def ridge(u, v):
        x = -130 + 260 * u
        return (x, -1.3 + v * (3.2 + 2.4 * sin(0.061 * x + 1) + 1.4 * sin(0.17 * x) + 0.7 * sin(0.41 * x + 2)), -150)

    gltf.node(gltf.mesh(grid(120, 1, ridge), hills))
    glints = [(srgb("#ffd9a6"), 15.0), (srgb("#fff0d8"), 45.0)]
    for index, (color, strength) in enumerate(glints):
        shape = Shape()
        for k in range(46):
            z = -8 - 60 * source.random() ** 1.7
            spread = 0.04 + 0.12 * source.random()
            shape.append(spark(0.0024 * (3.2 - z), (0.16 * -z * source.gauss(0.25, 0.5 * spread + 0.12), -1.27, z)))
        gltf.node(gltf.mesh(shape, gltf.material(f"glint {index}", (0, 0, 0), emission=color, strength=strength)))
    boats = Shape()
    for x, z, size in ((-9, -62, 1.3), (13, -84, 1.6), (-21, -110, 1.8)):
        boats.append(grid(6, 1, lambda u, v: (x + size * (2 * u - 1) * (0.8 + 0.2 * v), -1.3 + 0.45 * size * v, z)))
        boats.append(tube([(x, -1, z), (x, -1.2 + 3.6 * size, z)], 0.03 * size, 6))
        boats.append(grid(1, 1, lambda u, v: (x + size * (0.06 + 1.2 * u * (1 - v)), -0.7 + 2.9 * size * v, z)))
    gltf.node(gltf.mesh(boats, gltf.material("boats", srgb("#d8cfc4"), roughness=0.8, double_sided=True)))
    gltf.sun(looking((-0.2, -0.25, 0.95)), srgb("#ffb070"), 5.0)
    gltf.write(path)
