"""Ivy and fern close to the lens, a pot of flowers on a garden table in the sharp middle, a hedge far behind."""
import random
from math import cos, pi, sin

import surfaces
from geometry import (Shape, add, ball, box, grid, lathe, leaf, looking, product, quaternion, smooth_profile, tube)
from gltf_writer import Gltf, srgb


def pot(gltf, at):
    clay = gltf.material("clay", srgb("#c4673d"), roughness=0.85,
                         normal=gltf.picture(surfaces.bumps(2, 0.5, 24), "clay bumps"), normal_scale=0.5)
    earth = gltf.material("earth", srgb("#3b2a1d"), roughness=1.0)
    profile = [(0.0, 0.0), (0.052, 0.0), (0.056, 0.01), (0.068, 0.095), (0.069, 0.098), (0.079, 0.099), (0.080, 0.103),
               (0.082, 0.124), (0.080, 0.127), (0.072, 0.127), (0.070, 0.112)]
    gltf.node(gltf.mesh(lathe(profile, 64, lambda y: (0.45 + 0.55 * min(1, y / 0.03),) * 3), clay), at)
    gltf.node(gltf.mesh(lathe([(0.071, 0.110), (0.03, 0.114), (0.0, 0.115)], 32), earth), at)


def flower(petals, inner, outer, source):
    shape = Shape()
    for ring, (count, length, rise) in enumerate(((7, 0.030, 0.35), (6, 0.022, 0.9))):
        for k in range(petals if ring == 0 else count):
            angle = 2 * pi * (k + 0.5 * ring) / count + source.uniform(-0.1, 0.1)

            def point(u, v, angle=angle, length=length, rise=rise):
                w = 0.011 * sin(pi * min(1, v * 0.86 + 0.10)) ** 0.7 * (2 * u - 1)
                r, y = 0.004 + length * v, length * rise * v * (1.5 - v) + 0.003 * (2 * u - 1) ** 2
                return (r * cos(angle) - w * sin(angle), y, -(r * sin(angle) + w * cos(angle)))

            shape.append(grid(4, 6, point, lambda u, v: tuple(a + (b - a) * v for a, b in zip(inner, outer))))
    return shape


def plant(gltf, at, source):
    green = gltf.material("leaves", srgb("#4f8a3c"), roughness=0.5, double_sided=True)
    stalk = gltf.material("stalk", srgb("#5b8f45"), roughness=0.6)
    heart = gltf.material("heart", srgb("#e8b52f"), roughness=0.8)
    petals = [(srgb("#f4c2d0"), srgb("#d8427c")), (srgb("#fff3d6"), srgb("#ffffff")), (srgb("#ffd29b"), srgb("#ef7b45"))]
    petal = gltf.material("petals", roughness=0.55, double_sided=True)
    leaf_mesh = gltf.mesh(leaf(0.07, 0.022, 0.9, -0.35), green)
    for k in range(46):
        tilt = source.uniform(15, 80)
        gltf.node(leaf_mesh, add(at, (0, 0.112 + source.uniform(0, 0.035), 0)),
                  product(quaternion((0, 1, 0), source.uniform(0, 360)), quaternion((1, 0, 0), -tilt)),
                  source.uniform(0.7, 1.35))
    stalks = Shape()
    for k in range(13):
        angle, reach = source.uniform(0, 2 * pi), source.uniform(0.005, 0.075)
        height = source.uniform(0.19, 0.275) - 0.5 * reach
        tip = (reach * cos(angle), height, reach * sin(angle))
        stalks.append(tube([(tip[0] * t * t, 0.11 + (height - 0.11) * t, tip[2] * t * t) for t in
                            [i / 8 for i in range(9)]], 0.0016, 6))
        inner, outer = petals[k % 3]
        place = add(at, tip)
        turn = product(quaternion((0, 1, 0), source.uniform(0, 360)),
                       quaternion((cos(angle), 0, -sin(angle)), source.uniform(0, 40)))
        turn = product(quaternion((1, 0, 0), source.uniform(20, 50)), turn)
        gltf.node(gltf.mesh(flower(7, inner, outer, source), petal), place, turn)
        gltf.node(gltf.mesh(ball(0.006, 10, 6), heart), add(place, (0, 0.003, 0.001)), turn)
    gltf.node(gltf.mesh(stalks, stalk), at)


def near_growth(gltf, source):
    ivy = gltf.material("near leaves", srgb("#3d7a34"), roughness=0.35, double_sided=True)
    gold = gltf.material("near autumn leaves", srgb("#c98a2b"), roughness=0.45, double_sided=True)
    meshes = [gltf.mesh(leaf(0.055, 0.017, 0.8, 0.3), ivy), gltf.mesh(leaf(0.048, 0.015, 0.5, -0.3), gold)]
    twig = gltf.material("twig", srgb("#4a3524"), roughness=0.9)
    for start, bend, count in (((-0.22, 0.335, 0.86), (0.27, -0.075), 17), ((0.21, 0.33, 0.98), (-0.10, -0.10), 11),
                               ((-0.20, 0.055, 0.92), (0.12, 0.065), 10)):
        points = [add(start, (bend[0] * t, bend[1] * t - 0.06 * sin(pi * t), 0.05 * t)) for t in
                  [i / 12 for i in range(13)]]
        gltf.node(gltf.mesh(tube(points, lambda t: 0.004 * (1 - 0.7 * t), 6), twig))
        for k in range(count):
            p = points[min(12, int(13 * (k + 0.5) / count))]
            turn = product(quaternion((0, 0, 1), source.uniform(0, 360)), quaternion((1, 0, 0), source.uniform(-50, 50)))
            gltf.node(meshes[0 if source.random() < 0.7 else 1], p, turn, source.uniform(0.7, 1.1))
    frond = gltf.material("fern", roughness=0.6, mask=0.5, double_sided=True,
                          picture=gltf.picture(surfaces.leaf_mask(8, "#9fc45a", "#2e5d24"), "frond"))

    def card(u, v):
        return (0.035 * (2 * u - 1), 0.17 * v, -0.06 * v * v)

    fern = gltf.mesh(grid(4, 8, card), frond)
    for k in range(5):
        gltf.node(fern, (0.155 + 0.012 * k, 0.055, 0.84 + 0.03 * k),
                  product(quaternion((0, 0, 1), 34 - 17 * k), quaternion((0, 1, 0), source.uniform(-30, 30))))


def behind(gltf, source):
    colors = ["#6f9a3e", "#3f6b2c", "#8fb04a", "#c7a83c"]
    meshes = [gltf.mesh(leaf(0.16, 0.06, 0.8, 0.2, 2, 4),
                        gltf.material(f"hedge {c}", srgb(c), roughness=0.45, double_sided=True)) for c in colors]
    for k in range(760):
        z = source.uniform(-4.4, -2.6)
        turn = product(quaternion((0, 0, 1), source.uniform(0, 360)), quaternion((1, 0, 0), source.uniform(-60, 60)))
        x = source.uniform(-1.75, 1.75)
        top = 0.30 + 0.16 * sin(2.1 * x) + 0.07 * sin(7 * x)
        gltf.node(meshes[source.randrange(4)], (x, top - 0.75 * source.random() ** 1.5, z), turn,
                  source.uniform(0.35, 0.8))
    trunk = gltf.material("trunk", srgb("#54402f"), roughness=0.95)
    for x, z, r in ((-1.5, -5.2, 0.12), (0.9, -6.4, 0.15), (2.4, -5.8, 0.11), (-3.1, -8, 0.2)):
        gltf.node(gltf.mesh(tube([(x, -1, z), (x + 0.05, 0.8, z), (x - 0.03, 3.5, z)], r, 10), trunk))


def make(path):
    source = random.Random(11)
    gltf = Gltf("Tapestry assets/scenes/make")
    boards = gltf.material("table", roughness=0.6, picture=gltf.picture(
        surfaces.wood(1, "#b08a5e", "#6d4b2d"), "boards"))
    table = Shape()
    for k in range(5):
        x = -0.65 + 0.26 * k
        table.append(box((x, -0.03, -0.55), (x + 0.252, 0.0, 0.42), 3))
    gltf.node(gltf.mesh(table, boards))
    pot(gltf, (0, 0, 0))
    plant(gltf, (0, 0, 0), source)
    near_growth(gltf, source)
    behind(gltf, source)
    gltf.sun(looking((0.55, -0.75, -0.35)), srgb("#fff0d0"), 7.0)
    gltf.write(path)
