"""Writes meshes, materials and pictures as one binary glTF 2.0 file. Python's standard library is enough."""
import json
import struct
import zlib


def srgb(code):
    """'#d2691e' as linear light."""
    values = [int(code[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]


def png(width, height, pixel, channels=3):
    """Bytes of a PNG whose 8-bit pixels pixel(x, y) gives."""
    rows = b"".join(b"\0" + bytes(min(255, max(0, int(v))) for x in range(width) for v in pixel(x, y))
                    for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + \
        chunk(b"IEND", b"")


class Gltf:
    def __init__(self, generator):
        self.json = {"asset": {"version": "2.0", "generator": generator}, "scene": 0, "scenes": [{"nodes": []}],
                     "nodes": [], "meshes": [], "materials": [], "accessors": [], "bufferViews": [],
                     "buffers": [{"byteLength": 0}]}
        self.data = bytearray()

    def _view(self, data, target=None):
        self.data += b"\0" * (-len(self.data) % 4)
        view = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        if target:
            view["target"] = target
        self.data += data
        self.json["bufferViews"].append(view)
        return len(self.json["bufferViews"]) - 1

    def _accessor(self, data, component, kind, count, target, **extra):
        self.json["accessors"].append({"bufferView": self._view(data, target), "componentType": component,
                                       "type": kind, "count": count, **extra})
        return len(self.json["accessors"]) - 1

    def picture(self, data, name):
        images, textures = self.json.setdefault("images", []), self.json.setdefault("textures", [])
        images.append({"bufferView": self._view(data), "mimeType": "image/png", "name": name})
        textures.append({"source": len(images) - 1})
        return len(textures) - 1

    def material(self, name, color=(1, 1, 1), roughness=0.8, metallic=0.0, emission=None, strength=1.0,
                 picture=None, normal=None, normal_scale=1.0, rough_picture=None, emission_picture=None,
                 mask=None, double_sided=False):
        pbr = {"baseColorFactor": [*(round(c, 4) for c in color), 1.0], "roughnessFactor": roughness,
               "metallicFactor": metallic}
        result = {"name": name, "pbrMetallicRoughness": pbr}
        if picture is not None:
            pbr["baseColorTexture"] = {"index": picture}
        if rough_picture is not None:
            pbr["metallicRoughnessTexture"] = {"index": rough_picture}
        if normal is not None:
            result["normalTexture"] = {"index": normal, "scale": normal_scale}
        if emission is not None:
            result["emissiveFactor"] = [round(c, 4) for c in emission]
            result["extensions"] = {"KHR_materials_emissive_strength": {"emissiveStrength": strength}}
            self._uses("KHR_materials_emissive_strength")
        if emission_picture is not None:
            result["emissiveTexture"] = {"index": emission_picture}
        if mask is not None:
            result["alphaMode"], result["alphaCutoff"] = "MASK", mask
        if double_sided:
            result["doubleSided"] = True
        self.json["materials"].append(result)
        return len(self.json["materials"]) - 1

    def _uses(self, extension):
        used = self.json.setdefault("extensionsUsed", [])
        if extension not in used:
            used.append(extension)

    def mesh(self, shape, material):
        """shape: geometry.Shape."""
        n = len(shape.positions)
        low = [min(p[c] for p in shape.positions) for c in range(3)]
        high = [max(p[c] for p in shape.positions) for c in range(3)]

        def floats(rows):
            return b"".join(struct.pack(f"<{len(row)}f", *row) for row in rows)

        single = [struct.unpack("<f", struct.pack("<f", v))[0] for v in (*low, *high)]
        attributes = {
            "POSITION": self._accessor(floats(shape.positions), 5126, "VEC3", n, 34962,
                                       min=single[:3], max=single[3:]),
            "NORMAL": self._accessor(floats(shape.normals), 5126, "VEC3", n, 34962)}
        if any(uv != (0.0, 0.0) for uv in shape.uvs):
            attributes["TEXCOORD_0"] = self._accessor(floats(shape.uvs), 5126, "VEC2", n, 34962)
        if any(c != (1.0, 1.0, 1.0) for c in shape.colors):
            data = b"".join(struct.pack("<4H", *(round(65535 * min(1, max(0, v))) for v in (*c, 1.0)))
                            for c in shape.colors)
            attributes["COLOR_0"] = self._accessor(data, 5123, "VEC4", n, 34962, normalized=True)
        wide = n > 65535
        flat = [i for triangle in shape.triangles for i in triangle]
        indices = self._accessor(struct.pack(f"<{len(flat)}{'I' if wide else 'H'}", *flat),
                                 5125 if wide else 5123, "SCALAR", len(flat), 34963)
        self.json["meshes"].append({"primitives": [{"attributes": attributes, "indices": indices,
                                                    "material": material}]})
        return len(self.json["meshes"]) - 1

    def node(self, mesh, at=(0, 0, 0), turn=None, scale=None):
        """turn: quaternion x, y, z, w."""
        result = {"mesh": mesh}
        if tuple(at) != (0, 0, 0):
            result["translation"] = [round(v, 4) for v in at]
        if turn:
            result["rotation"] = [round(v, 5) for v in turn]
        if scale:
            result["scale"] = [round(v, 4) for v in (scale if isinstance(scale, (tuple, list)) else [scale] * 3)]
        self._append(result)

    def sun(self, turn, color, intensity):
        """A directional light; intensity in the unit of emission times pi (lux)."""
        self._uses("KHR_lights_punctual")
        self.json["extensions"] = {"KHR_lights_punctual": {"lights": [
            {"type": "directional", "color": [round(c, 4) for c in color], "intensity": intensity}]}}
        self._append({"rotation": [round(v, 5) for v in turn], "extensions": {"KHR_lights_punctual": {"light": 0}}})

    def _append(self, node):
        self.json["nodes"].append(node)
        self.json["scenes"][0]["nodes"].append(len(self.json["nodes"]) - 1)

    def write(self, path):
        self.data += b"\0" * (-len(self.data) % 4)
        self.json["buffers"][0]["byteLength"] = len(self.data)
        text = json.dumps(self.json, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + 8 + len(self.data)
        with open(path, "wb") as file:
            file.write(struct.pack("<4sII", b"glTF", 2, total))
            file.write(struct.pack("<I4s", len(text), b"JSON") + text)
            file.write(struct.pack("<I4s", len(self.data), b"BIN\0") + bytes(self.data))
        print(f"{path}: {total} bytes, {len(self.json['nodes'])} nodes")
