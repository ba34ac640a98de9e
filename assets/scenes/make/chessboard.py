"""Chessmen in a row that runs from before the focus to far behind it, on a board and a table: a slanted ramp."""
from math import cos, pi, sin

import surfaces
from geometry import Shape, ball, box, grid, lathe, looking, quaternion, smooth_profile
from gltf_writer import Gltf, png, srgb

BASE = [(0.0, 0.0), (0.0178, 0.0), (0.0182, 0.002), (0.0180, 0.005), (0.0160, 0.007), (0.0162, 0.009), (0.0135, 0.0125)]


def turned(upper, segments=40):
    """A chessman's foot, then its own profile; darker where the foot meets the board."""
    profile = BASE + smooth_profile([BASE[-1]] + upper, 4)[1:]
    return lathe(profile, segments, lambda y: (0.35 + 0.65 * min(1, y / 0.008),) * 3)


def pawn():
    shape = turned([(0.0095, 0.018), (0.0068, 0.026), (0.0062, 0.031)])
    shape.append(lathe([(0.0062, 0.031), (0.0105, 0.0325), (0.0105, 0.0345), (0.006, 0.036)], 40))
    return shape.append(ball(0.0092, 32, 20, (0, 0.0435, 0)))


def bishop():
    shape = turned([(0.0100, 0.020), (0.0070, 0.034), (0.0062, 0.042)])
    shape.append(lathe([(0.0062, 0.042), (0.0118, 0.0435), (0.0118, 0.0455), (0.0065, 0.048)], 40))
    shape.append(lathe(smooth_profile([(0.0065, 0.047), (0.0100, 0.056), (0.0085, 0.064), (0.0030, 0.0715), (0.0, 0.0725)], 5), 36))
    return shape.append(ball(0.003, 16, 10, (0, 0.0745, 0)))


def rook():
    shape = turned([(0.0115, 0.018), (0.0092, 0.032), (0.0090, 0.041)])
    shape.append(lathe([(0.0090, 0.041), (0.0130, 0.044), (0.0132, 0.0525), (0.0098, 0.0525), (0.0098, 0.049), (0.0, 0.049)], 40))
    for k in range(6):
        angle = 2 * pi * k / 6
        shape.append(box((-0.0026, 0.052, 0.0096), (0.0026, 0.0565, 0.0132)).turned_y(angle))
    return shape


def queen():
    shape = turned([(0.0105, 0.022), (0.0074, 0.044), (0.0068, 0.054)])
    shape.append(lathe([(0.0068, 0.054), (0.0130, 0.056), (0.0130, 0.058), (0.0075, 0.061)], 40))
    shape.append(lathe(smooth_profile([(0.0075, 0.060), (0.0090, 0.070), (0.0128, 0.0790), (0.0105, 0.0800), (0.0, 0.0815)], 5), 40))
    for k in range(9):
        angle = 2 * pi * k / 9
        shape.append(ball(0.0019, 10, 6, (0.0118 * cos(angle), 0.0806, 0.0118 * sin(angle))))
    return shape.append(ball(0.0036, 16, 10, (0, 0.0842, 0)))


def king():
    shape = turned([(0.0110, 0.024), (0.0078, 0.048), (0.0072, 0.058)])
    shape.append(lathe([(0.0072, 0.058), (0.0136, 0.060), (0.0136, 0.0625), (0.0080, 0.066)], 40))
    shape.append(lathe(smooth_profile([(0.0080, 0.065), (0.0098, 0.074), (0.0125, 0.0835), (0.0090, 0.0855), (0.0, 0.0885)], 5), 40))
    shape.append(box((-0.0017, 0.087, -0.0014), (0.0017, 0.1025, 0.0014)))
    return shape.append(box((-0.0058, 0.0935, -0.0014), (0.0058, 0.0970, 0.0014)))


def squares(x, y):
    light = (x // 32 + y // 32) % 2 == 0
    inner = min(x % 32, 31 - x % 32, y % 32, 31 - y % 32)
    grain = 8 * sin(0.9 * y + 2 * sin(0.21 * x + (x // 32) * 5 + (y // 32) * 3))
    base = (222, 184, 135) if light else (92, 51, 30)
    return [0.9 * c + grain if inner == 0 else c + grain for c in base]


def make(path):
    gltf = Gltf("Tapestry assets/scenes/make")
    board = gltf.material("board", roughness=0.28, picture=gltf.picture(png(256, 256, squares), "squares"))
    rim = gltf.material("rim", srgb("#4a2818"), roughness=0.3)
    table = gltf.material("table", roughness=0.45, picture=gltf.picture(
        surfaces.wood(7, "#a9744a", "#5e3a22", 6), "table boards"))
    boxwood = gltf.material("boxwood", srgb("#e6c48d"), roughness=0.3)
    ebony = gltf.material("ebony", srgb("#2b1b14"), roughness=0.22)
    s = 0.05
    gltf.node(gltf.mesh(grid(1, 1, lambda u, v: (-4 * s + 8 * s * u, 0.0, 4 * s - 8 * s * v)), board))
    edge = 4 * s + 0.022
    frame = Shape()
    for low, high in (((-edge, -0.018, -edge), (edge, -0.0004, edge)),):
        frame.append(box(low, high))
    for side in (-1, 1):
        a, b = sorted((side * 4 * s, side * edge))
        frame.append(box((a, -0.018, -edge), (b, 0.0012, edge)))
        frame.append(box((-4 * s, -0.018, a), (4 * s, 0.0012, b)))
    gltf.node(gltf.mesh(frame, rim))
    shape = grid(1, 1, lambda u, v: (-1.6 + 3.2 * u, -0.018, 0.75 - 4.0 * v))
    shape.uvs = [(4 * u, 5 * v) for u, v in shape.uvs]
    gltf.node(gltf.mesh(shape, table))

    makers = {"pawn": pawn, "bishop": bishop, "rook": rook, "queen": queen, "king": king}
    meshes = {}

    def place(kind, light, file, rank, turn=0.0):
        key = (kind, light)
        if key not in meshes:
            meshes[key] = gltf.mesh(makers[kind](), boxwood if light else ebony)
        gltf.node(meshes[key], ((file - 3.5) * s, 0.0, (3.5 - rank) * s), quaternion((0, 1, 0), turn))

    for rank in range(8):
        place("pawn", rank % 2 == 0, 2 if rank % 2 else 3, rank)
    for kind, light, file, rank in (("king", True, 5, 3), ("queen", False, 1, 4), ("rook", True, 6, 6), ("bishop", False, 5, 5),
                                    ("rook", False, 0, 7), ("king", False, 4, 7), ("bishop", True, 0, 2), ("queen", True, 6, 1)):
        place(kind, light, file, rank)
    for kind, x, z, light in (("pawn", -0.33, 0.02, True), ("pawn", -0.36, -0.16, True), ("bishop", 0.34, -0.2, False),
                              ("pawn", 0.30, -0.42, False), ("rook", -0.3, -0.6, True)):
        gltf.node(meshes.get((kind, light)) or gltf.mesh(makers[kind](), boxwood if light else ebony), (x, -0.018, z))
    gltf.sun(looking((0.75, -0.8, -0.5)), srgb("#fff1dc"), 6.0)
    gltf.write(path)
