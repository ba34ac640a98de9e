"""Smooth random numbers over the plane that repeat, for textures."""
import random
from math import floor


class Noise:
    def __init__(self, period, seed):
        source = random.Random(seed)
        self.period = period
        self.values = [[source.random() for _ in range(period)] for _ in range(period)]

    def at(self, x, y):
        i, j = floor(x), floor(y)
        fx, fy = x - i, y - j
        fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
        v, p = self.values, self.period
        a, b = v[j % p], v[(j + 1) % p]
        i, k = i % p, (i + 1) % p
        return (a[i] * (1 - fx) + a[k] * fx) * (1 - fy) + (b[i] * (1 - fx) + b[k] * fx) * fy


def octaves(noise, x, y, count):
    total = weight = 0.0
    for k in range(count):
        total += noise.at(x * 2 ** k, y * 2 ** k) / 2 ** k
        weight += 1 / 2 ** k
    return total / weight
