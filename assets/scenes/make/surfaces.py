"""Textures that several scenes share."""
from math import sin, cos, pi, sqrt

from gltf_writer import png, srgb
from noise import Noise, octaves

SIDE = 256


def encode(light):
    return 255 * (light * 12.92 if light <= 0.0031308 else 1.055 * max(0.0, light) ** (1 / 2.4) - 0.055)


def wood(seed, light, dark, boards=4):
    """Boards along v, with grain and dark gaps between them."""
    noise, light, dark = Noise(32, seed), srgb(light), srgb(dark)

    def pixel(x, y):
        board, within = divmod(x * boards / SIDE, 1.0)
        grain = octaves(noise, x / 6 + 7 * board, y / 64 + 3 * board, 3)
        ring = 0.5 + 0.5 * sin(2 * pi * (grain * 3 + x / 9))
        t = min(1, 0.55 * grain + 0.25 * ring + 0.25 * noise.at(board * 5.3, 0.5))
        gap = 0.25 if min(within, 1 - within) < 0.02 * boards / 4 else 1.0
        return [encode(gap * (a * (1 - t) + b * t)) for a, b in zip(light, dark)]

    return png(SIDE, SIDE, pixel)


def bumps(seed, strength, scale=16, stones=0):
    """A normal map of rough ground, or of stones in rows."""
    noise = Noise(64, seed)

    def height(x, y):
        x, y = x % SIDE, y % SIDE
        h = octaves(noise, x * 64 / SIDE * scale / 16, y * 64 / SIDE * scale / 16, 3)
        if stones:
            v, j = (y * stones / SIDE) % 1, int(y * stones / SIDE)
            u = (x * stones / SIDE + 0.5 * (j % 2)) % 1
            edge = min(u, 1 - u, v, 1 - v)
            h = 0.3 * h + 3 * min(1, edge / 0.14) ** 0.5
        return h

    def pixel(x, y):
        dx = strength * (height(x - 1, y) - height(x + 1, y))
        dy = strength * (height(x, y - 1) - height(x, y + 1))
        length = sqrt(dx * dx + dy * dy + 1)
        return [127.5 + 127.5 * dx / length, 127.5 - 127.5 * dy / length, 127.5 + 127.5 / length]

    return png(SIDE, SIDE, pixel)


def earth(seed, light, dark):
    noise, light, dark = Noise(64, seed), srgb(light), srgb(dark)

    def pixel(x, y):
        t = octaves(noise, x / 4, y / 4, 4)
        t = min(1, max(0, 1.6 * t - 0.3))
        return [encode(a * t + b * (1 - t)) for a, b in zip(light, dark)]

    return png(SIDE, SIDE, pixel)


def leaf_mask(seed, light, dark, side=128):
    """A fern's frond on a card: colour with alpha, the stalk at the bottom."""
    noise, light, dark = Noise(32, seed), srgb(light), srgb(dark)

    def pixel(x, y):
        u, v = 2 * (x + 0.5) / side - 1, 1 - (y + 0.5) / side
        reach = 0.92 * (1 - v) ** 0.7 * min(1, 6 * v + 0.25)
        # Leaflets lean upwards: their middles run along lines v = k / 11 + |u| / 3.
        phase = (v - abs(u) * 0.33) * 13
        width = 0.42 * (1 - abs(u) / max(reach, 1e-3)) ** 0.5 if abs(u) < reach else 0
        inside = abs(phase - round(phase)) < width or abs(u) < 0.02
        t = octaves(noise, x / 5, y / 5, 2) * 0.6 + 0.4 * (1 - abs(u))
        return [encode(a * (1 - t) + b * t) for a, b in zip(light, dark)] + [255 if inside and v < 0.99 else 0]

    return png(side, side, pixel, 4)
