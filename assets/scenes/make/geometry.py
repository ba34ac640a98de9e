"""Shapes as lists of triangles. Metres, y up, counter-clockwise seen from outside."""
from math import cos, sin, pi, sqrt, atan2, acos


def add(a, b):
    return tuple(x + y for x, y in zip(a, b))


def sub(a, b):
    return tuple(x - y for x, y in zip(a, b))


def mul(a, s):
    return tuple(x * s for x in a)


def dot(a, b):
    return sum(x * y for x, y in zip(a, b))


def cross(a, b):
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a):
    length = sqrt(dot(a, a))
    return mul(a, 1 / length) if length > 1e-12 else (0.0, 1.0, 0.0)


def quaternion(axis, degrees):
    half = degrees * pi / 360
    return (*mul(unit(axis), sin(half)), cos(half))


def product(a, b):
    """Turns by b, then by a."""
    ax, ay, az, aw = a
    bx, by, bz, bw = b
    return (aw * bx + ax * bw + ay * bz - az * by, aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw, aw * bw - ax * bx - ay * by - az * bz)


def looking(direction):
    """The turn that takes -z to a direction."""
    d = unit(direction)
    yaw = atan2(-d[0], -d[2]) * 180 / pi
    pitch = 90 - acos(max(-1, min(1, d[1]))) * 180 / pi
    return product(quaternion((0, 1, 0), yaw), quaternion((1, 0, 0), pitch))


class Shape:
    def __init__(self):
        self.positions, self.normals, self.uvs, self.colors, self.triangles = [], [], [], [], []

    def vertex(self, position, normal, uv=(0.0, 0.0), color=(1.0, 1.0, 1.0)):
        self.positions.append(tuple(position))
        self.normals.append(tuple(normal))
        self.uvs.append(tuple(uv))
        self.colors.append(tuple(color))
        return len(self.positions) - 1

    def quad(self, a, b, c, d):
        self.triangles += [(a, b, c), (a, c, d)]

    def append(self, other, place=lambda p: p, turn=lambda n: n, color=None):
        first = len(self.positions)
        for p, n, uv, c in zip(other.positions, other.normals, other.uvs, other.colors):
            self.vertex(place(p), turn(n), uv, color(p, c) if color else c)
        self.triangles += [tuple(first + i for i in t) for t in other.triangles]
        return self

    def moved(self, offset, scale=1.0):
        return Shape().append(self, lambda p: add(mul(p, scale), offset))

    def turned_y(self, angle):
        c, s = cos(angle), sin(angle)

        def turn(p):
            return (c * p[0] + s * p[2], p[1], -s * p[0] + c * p[2])

        return Shape().append(self, turn, turn)

    def colored(self, color):
        """color(position, old) of each vertex."""
        return Shape().append(self, color=color)


def grid(columns, rows, point, color=None):
    """A surface point(u, v) over [0, 1]^2 with smooth normals, u to the right and v up when seen from outside."""
    shape = Shape()
    e = 1e-3
    for j in range(rows + 1):
        for i in range(columns + 1):
            u, v = i / columns, j / rows
            du = sub(point(min(1, u + e), v), point(max(0, u - e), v))
            dv = sub(point(u, min(1, v + e)), point(u, max(0, v - e)))
            n = cross(du, dv)
            shape.vertex(point(u, v), unit(n) if dot(n, n) > 1e-24 else (0.0, 1.0, 0.0), (u, 1 - v),
                         color(u, v) if color else (1.0, 1.0, 1.0))
    w = columns + 1
    for j in range(rows):
        for i in range(columns):
            shape.quad(j * w + i, j * w + i + 1, (j + 1) * w + i + 1, (j + 1) * w + i)
    return shape


def smooth_profile(points, steps):
    """Catmull-Rom through (radius, height) points."""
    result = []
    for i in range(len(points) - 1):
        p0, p1 = points[max(0, i - 1)], points[i]
        p2, p3 = points[i + 1], points[min(len(points) - 1, i + 2)]
        for k in range(steps):
            t = k / steps
            result.append(tuple(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t +
                                       (3 * b - a - 3 * c + d) * t ** 3)
                                for a, b, c, d in zip(p0, p1, p2, p3)))
    return result + [points[-1]]


def lathe(profile, segments, color=None):
    """(radius, height) from the bottom up; color(height) of a vertex."""
    shape = Shape()
    count = len(profile)
    for j, (r, y) in enumerate(profile):
        r0, y0 = profile[max(0, j - 1)]
        r1, y1 = profile[min(count - 1, j + 1)]
        slope = unit((y1 - y0, r0 - r1, 0.0))
        for i in range(segments + 1):
            a = 2 * pi * i / segments
            shape.vertex((max(0, r) * cos(a), y, -max(0, r) * sin(a)),
                         unit((slope[0] * cos(a), slope[1], -slope[0] * sin(a))),
                         (i / segments, 1 - j / (count - 1)), color(y) if color else (1.0, 1.0, 1.0))
    w = segments + 1
    for j in range(count - 1):
        for i in range(segments):
            shape.quad(j * w + i, j * w + i + 1, (j + 1) * w + i + 1, (j + 1) * w + i)
    return shape


def ball(radius, segments=12, rings=8, center=(0, 0, 0)):
    profile = [(radius * sin(pi * j / rings), -radius * cos(pi * j / rings)) for j in range(rings + 1)]
    return lathe(profile, segments).moved(center)


def spark(radius, center, color=(1.0, 1.0, 1.0)):
    """A small round light: an octahedron cut once, 32 triangles."""
    shape = ball(radius, 8, 4, center)
    return shape.colored(lambda p, c: color)


def box(low, high, uv_scale=1.0):
    shape = Shape()
    for axis in range(3):
        for side in (0, 1):
            n = [0.0, 0.0, 0.0]
            n[axis] = 1.0 if side else -1.0
            u, v = (axis + 1) % 3, (axis + 2) % 3
            corners = []
            for a, b in ((0, 0), (1, 0), (1, 1), (0, 1)):
                p = [0.0, 0.0, 0.0]
                p[axis] = (high if side else low)[axis]
                p[u] = (high if a else low)[u]
                p[v] = (high if b else low)[v]
                flat = (p[2], p[1]) if axis == 0 else (p[0], p[2]) if axis == 1 else (p[0], p[1])
                corners.append(shape.vertex(p, n, mul(flat, uv_scale)))
            shape.quad(*(corners if side else corners[::-1]))
    return shape


def tube(points, radius, sides=8):
    """Around a line of points; radius may be a function of [0, 1] along it."""
    shape = Shape()
    count = len(points)
    up = (0.0, 0.0, 1.0)
    for j, p in enumerate(points):
        t = unit(sub(points[min(count - 1, j + 1)], points[max(0, j - 1)]))
        if abs(dot(t, up)) > 0.95:
            up = (1.0, 0.0, 0.0)
        side = unit(cross(up, t))
        up = cross(t, side)
        r = radius(j / (count - 1)) if callable(radius) else radius
        for i in range(sides + 1):
            a = 2 * pi * i / sides
            n = add(mul(side, cos(a)), mul(up, sin(a)))
            shape.vertex(add(p, mul(n, r)), n)
    w = sides + 1
    for j in range(count - 1):
        for i in range(sides):
            shape.quad(j * w + i, j * w + i + 1, (j + 1) * w + i + 1, (j + 1) * w + i)
    return shape


def blade(height, width, lean, turn, steps=5):
    """A blade of grass: a strip that narrows and bends over; dark at the root."""
    def point(u, v):
        w = width * (1 - v) ** 0.7 * (u - 0.5)
        out = lean * v ** 2.2
        y = height * v * (1 - 0.25 * lean / height * v)
        return (w * cos(turn) + out * sin(turn), y, -w * sin(turn) + out * cos(turn))

    def shade(u, v):
        return mul((1.0, 1.0, 1.0), 0.25 + 0.75 * min(1, 1.6 * v))

    return grid(1, steps, point, shade)


def leaf(length, width, curl, fold, columns=4, rows=8):
    """A pointed leaf along +y in the plane of x and y, bent back along z, folded along its rib."""
    def point(u, v):
        half = width * (sin(pi * v ** 0.85)) ** 1.15 if 0 < v < 1 else 0.0
        x = half * (2 * u - 1)
        return (x, length * v * (1 - 0.15 * curl * v), -curl * length * 0.4 * v * v + fold * abs(x))

    return grid(columns, rows, point, lambda u, v: mul((1.0, 1.0, 1.0), 0.8 + 0.2 * abs(2 * u - 1)))
