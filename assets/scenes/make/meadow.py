"""Thin blades of grass and daisies against a low sun: hairs before, in and behind the plane of focus."""
import random
from math import cos, pi, sin

import surfaces
from geometry import Shape, ball, blade, grid, looking, product, quaternion, tube
from gltf_writer import Gltf, srgb


def clump(source, count, spread):
    shape = Shape()
    for k in range(count):
        x, z = source.gauss(0, spread), source.gauss(0, spread)
        height = source.uniform(0.05, 0.17)
        tint = tuple(c * source.uniform(0.75, 1.15) for c in (1.0 + 0.25 * source.random(), 1.0, 0.9))
        one = blade(height, source.uniform(0.0018, 0.0042), height * source.uniform(0.1, 0.75),
                    source.uniform(0, 2 * pi), 3)
        shape.append(one.moved((x, 0, z)), color=lambda p, c: tuple(a * b for a, b in zip(c, tint)))
    return shape


def daisy(gltf, petals, heart, stalk, at, height, source):
    x, z = at
    lean = source.uniform(-0.02, 0.02)
    points = [(x + lean * t * t, height * t, z) for t in [i / 6 for i in range(7)]]
    gltf.node(gltf.mesh(tube(points, 0.0012, 5), stalk))
    turn = product(quaternion((0, 1, 0), source.uniform(0, 360)), quaternion((1, 0, 0), source.uniform(15, 60)))
    size = source.uniform(1.2, 1.5)
    gltf.node(petals, points[-1], turn, size)
    gltf.node(heart, points[-1], turn, size)


def petals_of(count):
    shape = Shape()
    for k in range(count):
        angle = 2 * pi * k / count

        def point(u, v, angle=angle, rise=0.12 + 0.1 * (k % 3)):
            w = 0.0032 * sin(pi * min(1, 0.12 + 0.83 * v)) ** 0.6 * (2 * u - 1)
            r = 0.003 + 0.016 * v
            return (r * cos(angle) - w * sin(angle), rise * 0.016 * v, -(r * sin(angle) + w * cos(angle)))

        shape.append(grid(2, 4, point))
    return shape


def make(path):
    source = random.Random(3)
    gltf = Gltf("Tapestry assets/scenes/make")
    grass = gltf.material("grass", srgb("#86a83a"), roughness=0.45, double_sided=True)
    clumps = [gltf.mesh(clump(source, 110, 0.055), grass) for _ in range(4)]
    for k in range(74):
        z = 0.62 - 3.4 * (k / 73) ** 1.5
        x = source.uniform(-1, 1) * (0.16 + 0.36 * (0.85 - z))
        gltf.node(clumps[k % 4], (x, 0, z), quaternion((0, 1, 0), source.uniform(0, 360)), source.uniform(0.75, 1.15))
    soil = gltf.material("soil", roughness=1.0, picture=gltf.picture(
        surfaces.earth(5, "#6b7a35", "#33401c"), "soil"))

    def ground(u, v):
        return (-9 + 18 * u, 0.0, 0.85 - 16 * v)

    shape = grid(1, 1, ground)
    shape.uvs = [(40 * u, 36 * v) for u, v in shape.uvs]
    gltf.node(gltf.mesh(shape, soil))
    white = gltf.mesh(petals_of(15), gltf.material("petals", srgb("#fbf7f0"), roughness=0.6, double_sided=True))
    yellow = gltf.mesh(ball(0.0048, 10, 6), gltf.material("heart", srgb("#f0b51d"), roughness=0.8))
    stalk = gltf.material("stalk", srgb("#6f8f3d"), roughness=0.6)
    for x, z, height in ((0.045, 0.06, 0.155), (-0.06, 0.03, 0.14), (0.115, 0.02, 0.125), (-0.005, 0.09, 0.115), (-0.13, 0.42, 0.115),
                         (-0.14, -0.03, 0.15), (0.17, -0.06, 0.145),
                         (0.125, 0.40, 0.10), (-0.20, -0.25, 0.16), (0.22, -0.4, 0.17), (0.02, -0.6, 0.15),
                         (-0.4, -0.8, 0.16), (0.5, -1.0, 0.15), (-0.1, -1.3, 0.17), (0.3, -1.6, 0.16)):
        daisy(gltf, white, yellow, stalk, (x, z), height, source)
    dew = gltf.material("dew", (0, 0, 0), emission=srgb("#fff1d0"), strength=25.0)
    drops = Shape()
    for k in range(26):
        z = source.uniform(-2.4, -0.7)
        drops.append(ball(0.0020 * (0.85 - z), 6, 4, (source.uniform(-0.5, 0.5) * (0.85 - z),
                                                       source.uniform(0.03, 0.13), z)))
    gltf.node(gltf.mesh(drops, dew))
    gltf.sun(looking((0.25, -0.42, 0.87)), srgb("#ffd9a0"), 9.0)
    gltf.write(path)
