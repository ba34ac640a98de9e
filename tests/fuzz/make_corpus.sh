#!/usr/bin/env bash
# Makes the seeds of tests/fuzz/corpus anew, from tiny pictures: needs ImageMagick, ExifTool, heif-enc and cwebp. What once
# crashed stays: regression-*.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=../..
out=corpus
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
seeds() { mkdir -p "$out/$1" && find "$out/$1" -name 'seed-*' -delete; }

convert -size 13x9 gradient:red-blue -alpha set -channel A -evaluate set 60% "$work/rgba.png"
convert -size 12x10 gradient:orange-navy "$work/rgb.png"
convert -size 11x11 xc:black -fill white -draw 'circle 5,5 5,2' -colorspace Gray "$work/grey.png"
profile=$work/display.icc
exiftool -q -b -ICC_Profile "$root/assets/photos/rocket.jpg" >"$profile" 2>/dev/null || true
[ -s "$profile" ] || profile=$(find /usr/share/color/icc -size -8k -name '*.icc' | head -1)

seeds png
convert "$work/rgba.png" -define png:color-type=6 -define png:compression-level=0 "$out/png/seed-rgba.png"
convert "$work/rgb.png" -depth 16 -define png:bit-depth=16 -gamma 1 "$out/png/seed-16.png"
convert "$work/rgb.png" -colors 5 PNG8:"$out/png/seed-palette.png"
convert "$work/grey.png" -depth 1 -interlace PNG "$out/png/seed-bits.png"
convert "$work/rgb.png" -profile "$profile" -set comment words "$out/png/seed-profile.png"
cp "$work/rgb.png" "$out/png/seed-exif.png"
exiftool -q -overwrite_original -Orientation#=6 "$out/png/seed-exif.png"

seeds jpeg
convert "$work/rgb.png" -quality 60 "$out/jpeg/seed-rgb.jpg"
convert "$work/rgb.png" -interlace JPEG -sampling-factor 2x2 -quality 40 "$out/jpeg/seed-progressive.jpg"
convert "$work/grey.png" "$out/jpeg/seed-grey.jpg"
convert "$work/rgb.png" -colorspace CMYK "$out/jpeg/seed-cmyk.jpg"
convert "$work/rgb.png" -profile "$profile" "$out/jpeg/seed-profile.jpg"
exiftool -q -overwrite_original -Orientation#=8 -DateTimeOriginal='2026:01:02 03:04:05' "$out/jpeg/seed-profile.jpg"

seeds webp
cwebp -quiet -q 50 "$work/rgba.png" -o "$out/webp/seed-lossy.webp"
convert -size 16x16 xc:gray "$work/flat.png"
cwebp -quiet -lossless "$work/flat.png" -o "$out/webp/seed-flat.webp"
cwebp -quiet -lossless "$work/rgba.png" -o "$out/webp/seed-lossless.webp"
cwebp -quiet -metadata all "$out/jpeg/seed-profile.jpg" -o "$out/webp/seed-tags.webp"

seeds tiff
convert "$work/rgba.png" -compress None "$out/tiff/seed-rgba.tif"
convert "$work/rgb.png" -depth 16 -compress LZW "$out/tiff/seed-lzw.tif"
convert "$work/rgb.png" -compress Zip -define tiff:tile-geometry=16x16 "$out/tiff/seed-tiles.tif"
convert "$work/rgb.png" -compress JPEG "$out/tiff/seed-jpeg.tif"
convert "$work/rgb.png" -interlace plane -compress None "$out/tiff/seed-planes.tif"
convert "$work/grey.png" -depth 1 -monochrome -compress Group4 "$out/tiff/seed-fax.tif"
convert "$work/rgb.png" -colors 6 -type palette "$out/tiff/seed-palette.tif"
convert "$work/rgb.png" -colorspace CMYK -compress RLE "$out/tiff/seed-cmyk.tif"
convert "$work/rgb.png" -depth 32 -define quantum:format=floating-point -profile "$profile" "$out/tiff/seed-floats.tif"

seeds heif
convert "$work/rgb.png" -resize 64x64! "$work/large.png"
heif-enc -q 30 "$work/large.png" -o "$out/heif/seed.heic" >/dev/null 2>&1 || rm -f "$out/heif/seed.heic"
heif-enc -A -q 30 "$work/large.png" -o "$out/heif/seed.avif" >/dev/null 2>&1 || rm -f "$out/heif/seed.avif"
convert "$work/rgba.png" -resize 64x64! "$work/large-rgba.png"
heif-enc -q 30 "$work/large-rgba.png" -o "$out/heif/seed-alpha.heic" >/dev/null 2>&1 || rm -f "$out/heif/seed-alpha.heic"

seeds exif
exiftool -q -b -Exif "$out/jpeg/seed-profile.jpg" >/dev/null 2>&1 || true
python3 - "$out" <<'P'
import base64, pathlib, struct, sys
out = pathlib.Path(sys.argv[1])
def segments(data):
    at = 2
    while at + 4 <= len(data) and data[at] == 0xff and data[at + 1] not in (0xda, 0xd9):
        length = struct.unpack('>H', data[at + 2:at + 4])[0]
        yield data[at + 1], data[at + 4:at + 2 + length]
        at += 2 + length
for marker, data in segments((out / 'jpeg/seed-profile.jpg').read_bytes()):
    if marker == 0xe1 and data.startswith(b'Exif\0\0'):
        (out / 'exif/seed-small').write_bytes(data[6:])
    if marker == 0xe2 and data.startswith(b'ICC_PROFILE\0'):
        (out / 'profile').mkdir(exist_ok=True)
        (out / 'profile/seed-photograph').write_bytes(data[14:])
# XMP as phones write it, and a JPEG with it.
depth = (out / 'png/seed-bits.png').read_bytes()
gdepth = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
          '<rdf:Description rdf:about="" xmlns:GDepth="http://ns.google.com/photos/1.0/depthmap/" GDepth:Format="RangeInverse" '
          'GDepth:Near="0.5" GDepth:Far="10" GDepth:Mime="image/png"%s/></rdf:RDF></x:xmpmeta>')
inline = (gdepth % (' GDepth:Data="' + base64.b64encode(depth).decode() + '"')).encode()
container = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
             '<rdf:Description xmlns:C="http://ns.google.com/photos/1.0/container/" xmlns:I="http://ns.google.com/photos/1.0/container/item/" '
             'xmlns:D="http://ns.google.com/photos/dd/1.0/depthmap/" D:DepthURI="depth"><C:Directory><rdf:Seq>'
             '<rdf:li><C:Item I:Mime="image/jpeg" I:Semantic="Primary"/></rdf:li>'
             '<rdf:li><C:Item I:Mime="image/png" I:Semantic="Depth" I:DataURI="depth" I:Length="%d" I:Padding="2"/></rdf:li>'
             '</rdf:Seq></C:Directory></rdf:Description></rdf:RDF></x:xmpmeta>' % len(depth)).encode()
for folder in ('xmp', 'embedded_depth'):
    (out / folder).mkdir(exist_ok=True)
    for old in (out / folder).glob('seed-*'): old.unlink()
(out / 'xmp/seed-inline').write_bytes(inline)
(out / 'xmp/seed-container').write_bytes(container)
(out / 'xmp/seed-entities').write_bytes(b'<!DOCTYPE a [<!ENTITY b "ccccc"><!ENTITY d "&b;&b;">]><a>&d;</a>')
jpeg = (out / 'jpeg/seed-grey.jpg').read_bytes()
def with_segments(*data):
    return jpeg[:2] + b''.join(b'\xff\xe1' + struct.pack('>H', len(d) + 2) + d for d in data) + jpeg[2:]
standard, extension = b'http://ns.adobe.com/xap/1.0/\0', b'http://ns.adobe.com/xmp/extension/\0'
(out / 'embedded_depth/seed-inline.jpg').write_bytes(with_segments(standard + inline))
(out / 'embedded_depth/seed-container.jpg').write_bytes(with_segments(standard + container) + depth + b'\0\0')
half = len(inline) // 2
(out / 'embedded_depth/seed-extended.jpg').write_bytes(with_segments(
    extension + b'0' * 32 + struct.pack('>II', len(inline), half) + inline[half:],
    extension + b'0' * 32 + struct.pack('>II', len(inline), 0) + inline[:half]))
def floats(*values): return struct.pack('<%df' % len(values), *values)
(out / 'pfm').mkdir(exist_ok=True)
(out / 'pfm/seed-grey.pfm').write_bytes(b'Pf\n3 2\n-1.0\n' + floats(0, 1, 2, 3, float('inf'), float('nan')))
(out / 'pfm/seed-colour.pfm').write_bytes(b'PF\n2 1\n1.0\n' + struct.pack('>6f', 0, 1, 2, 3, 4, 5))
(out / 'mask').mkdir(exist_ok=True)
for i, how in enumerate((0, 9, 34, 107, 21)):
    ramp = [max(0.0, 3.5 - abs(x - 3) - abs(y - 4)) - (0.4 if how & 2 and x == 0 else 0) for y in range(9) for x in range(8)]
    (out / ('mask/seed-%d.pfm' % i)).write_bytes(b'Pf\n8 9\n-1.0\n' + floats(*ramp) + bytes([how]))
(out / 'mask/seed-png').write_bytes(depth + b'\x01')
(out / 'mask/seed-jpeg').write_bytes(jpeg + b'\x10')
P
find /usr/share/color/icc -name '*.icc' -size -6k 2>/dev/null | head -4 | while read -r icc; do
    cp "$icc" "$out/profile/seed-$(basename "$icc")"
done

seeds exr
python3 - "$out/exr" <<'P'
import pathlib, struct, sys, zlib
out = pathlib.Path(sys.argv[1])
def attribute(name, kind, data): return name.encode() + b'\0' + kind.encode() + b'\0' + struct.pack('<i', len(data)) + data
def window(*box): return struct.pack('<4i', *box)
def header(channels, compression, data, display, more=b'', aspect=1.0):
    # Of a channel: its name, 1 for halves or 2 for floats, how many pixels it has a sample for across and down.
    listed = b''.join(n.encode() + b'\0' + struct.pack('<iB3xii', t, 0, s, s) for n, t, s in channels) + b'\0'
    return (attribute('channels', 'chlist', listed) + attribute('compression', 'compression', bytes([compression])) +
            attribute('dataWindow', 'box2i', window(*data)) + attribute('displayWindow', 'box2i', window(*display)) +
            attribute('lineOrder', 'lineOrder', b'\0') + attribute('pixelAspectRatio', 'float', struct.pack('<f', aspect)) +
            attribute('screenWindowCenter', 'v2f', struct.pack('<2f', 0, 0)) +
            attribute('screenWindowWidth', 'float', struct.pack('<f', 1)) + more + b'\0')
def row(channels, width, y):
    data = b''
    for n, t, s in channels:
        if y % s == 0:
            values = [0.25 + x / 16 + y / 8 for x in range(0, width, s)]
            data += struct.pack('<%d%s' % (len(values), 'e' if t == 1 else 'f'), *values)
    return data
def zipped(data):
    mixed = bytearray(data[0::2] + data[1::2])
    for i in range(len(mixed) - 1, 0, -1): mixed[i] = (mixed[i] - mixed[i - 1] + 128) & 255
    return zlib.compress(bytes(mixed))
def scan_lines(channels, compression, lines, data, display, part=None, **more):
    width, height = data[2] - data[0] + 1, data[3] - data[1] + 1
    blocks = []
    for y in range(0, height, lines):
        raw = b''.join(row(channels, width, y + i) for i in range(min(lines, height - y)))
        packed = zipped(raw) if compression else raw
        if len(packed) >= len(raw): packed = raw
        blocks.append(struct.pack('<ii', data[1] + y, len(packed)) + packed)
    return header(channels, compression, data, display, **more), blocks
def single(name, *arguments, flags=0, **more):
    head, blocks = scan_lines(*arguments, **more)
    start = struct.pack('<II', 20000630, 2 | flags) + head
    at, offsets = len(start) + 8 * len(blocks), b''
    for block in blocks:
        offsets += struct.pack('<Q', at)
        at += len(block)
    (out / name).write_bytes(start + offsets + b''.join(blocks))
rgba = [(n, 1, 1) for n in 'ABGR']
box = (0, 0, 4, 3)
single('seed-none.exr', rgba, 0, 1, box, box)
single('seed-zip.exr', rgba, 3, 16, box, box)
single('seed-window.exr', [('B', 2, 1), ('G', 2, 1), ('R', 2, 1)], 2, 1, (1, 1, 7, 4), (0, 0, 5, 5), aspect=2.0)
single('seed-layers.exr', [('a.B', 1, 1), ('a.G', 1, 1), ('a.R', 1, 1), ('b.Y', 1, 1), ('depth.Z', 2, 1)], 0, 1, box, box)
single('seed-depth.exr', [('Z', 2, 1)], 3, 16, box, box)
single('seed-luma.exr', [('BY', 1, 2), ('RY', 1, 2), ('Y', 1, 1)], 0, 1, (0, 0, 3, 3), (0, 0, 3, 3))
# Tiles of 4 x 4.
tiled = header(rgba, 0, box, box, attribute('tiles', 'tiledesc', struct.pack('<IIB', 4, 4, 0)))
start = struct.pack('<II', 20000630, 2 | 0x200) + tiled
tiles = []
for x, width in ((0, 4), (1, 1)):
    raw = b''.join(row(rgba, width, y) for y in range(4))
    tiles.append(struct.pack('<5i', x, 0, 0, 0, len(raw)) + raw)
offsets = struct.pack('<2Q', len(start) + 16, len(start) + 16 + len(tiles[0]))
(out / 'seed-tiles.exr').write_bytes(start + offsets + b''.join(tiles))
# Two parts.
parts = [scan_lines(c, 0, 1, box, box, more=attribute('name', 'string', n) + attribute('type', 'string', b'scanlineimage') +
                    attribute('chunkCount', 'int', struct.pack('<i', 4))) for c, n in ((rgba, b'beauty'), ([('Z', 2, 1)], b'depth'))]
start = struct.pack('<II', 20000630, 2 | 0x1000) + b''.join(head for head, blocks in parts) + b'\0'
at, offsets, body = len(start) + 8 * 8, b'', b''
for i, (head, blocks) in enumerate(parts):
    for block in blocks:
        offsets += struct.pack('<Q', at)
        chunk = struct.pack('<i', i) + block
        body += chunk
        at += len(chunk)
(out / 'seed-parts.exr').write_bytes(start + offsets + body)
P

# Small files that claim large pictures: more pixels than are read at all, and almost as many.
python3 - "$out" <<'P'
import pathlib, struct, sys
out = pathlib.Path(sys.argv[1])
for side in (60000, 16000):
    png = bytearray((out / 'png/seed-rgba.png').read_bytes())
    png[16:24] = struct.pack('>II', side, side)
    (out / ('png/seed-bomb-%d.png' % side)).write_bytes(png)
    for name in ('rgb', 'progressive'):
        jpeg = bytearray((out / ('jpeg/seed-%s.jpg' % name)).read_bytes())
        frame = max(jpeg.find(b'\xff\xc0'), jpeg.find(b'\xff\xc2'))
        jpeg[frame + 5:frame + 9] = struct.pack('>HH', side, side)
        (out / ('jpeg/seed-bomb-%s-%d.jpg' % (name, side))).write_bytes(jpeg)
    for name in ('rgba', 'tiles', 'fax'):
        tiff = bytearray((out / ('tiff/seed-%s.tif' % name)).read_bytes())
        order = '<' if tiff[:2] == b'II' else '>'
        at, = struct.unpack(order + 'I', tiff[4:8])
        count, = struct.unpack(order + 'H', tiff[at:at + 2])
        for i in range(count):
            entry = at + 2 + 12 * i
            tag, kind = struct.unpack(order + 'HH', tiff[entry:entry + 4])
            if tag in (256, 257):
                struct.pack_into(order + ('H' if kind == 3 else 'I'), tiff, entry + 8, side)
        (out / ('tiff/seed-bomb-%s-%d.tif' % (name, side))).write_bytes(tiff)
    exr = (out / 'exr/seed-zip.exr').read_bytes()
    box = struct.pack('<4i', 0, 0, 4, 3)
    (out / ('exr/seed-bomb-%d.exr' % side)).write_bytes(exr.replace(box, struct.pack('<4i', 0, 0, side - 1, side // 2 - 1)))
    (out / ('exr/seed-bomb-window-%d.exr' % side)).write_bytes(exr.replace(b'displayWindow\0box2i\0\x10\0\0\0' + box, b'displayWindow\0box2i\0\x10\0\0\0' + struct.pack('<4i', 0, 0, side - 1, side - 1)))
    (out / ('pfm/seed-bomb-%d.pfm' % side)).write_bytes(b'Pf\n%d %d\n-1.0\n' % (side, side))
    heic = out / 'heif/seed.heic'
    if heic.exists():
        data = bytearray(heic.read_bytes())
        at = data.find(b'ispe')
        data[at + 8:at + 16] = struct.pack('>II', side, side)
        (out / ('heif/seed-bomb-%d.heic' % side)).write_bytes(data)
webp = bytearray((out / 'webp/seed-flat.webp').read_bytes())
at = webp.find(b'VP8L') + 9
bits, = struct.unpack('<I', webp[at:at + 4])
struct.pack_into('<I', webp, at, (bits & ~0xfffffff) | 16382 | 16382 << 14)
(out / 'webp/seed-bomb.webp').write_bytes(webp)
P

seeds table
for table in disk_0-24_8x3_flat line-turned_0-48_6x2_photo; do
    cp "$root/assets/tables/$table.tap" "$out/table/seed-$table.tap"
done
seeds kernel_words
printf '%s' '{"kernel": "disk", "numbers": {"radius": 4.0}, "words": {"glyph": "&"}, "axes": [["radius", 0.0, 24.0]], "turn_deg": 3.0}' >"$out/kernel_words/seed-disk"
printf '%s' '{"mask": {"percent-encoded": "m%E9.png"}, "centred": true, "threshold": 0.5, "axes": [["radius", 0, 24], ["rotation", 0, 60]], "morph_to": "star", "at_any_turn": true}' >"$out/kernel_words/seed-mask"

seeds preset
cp "$root"/assets/presets/{Hearts,Swirl}.json "$out/preset/"
for preset in "$out"/preset/[A-Z]*.json; do mv "$preset" "$out/preset/seed-$(basename "$preset")"; done
printf '%s' '{"tapestry preset": 1, "picture": "chessboard", "layer": "a", "depth": {"file": {"percent-encoded": "m%E9.png"}, "near_m": 1, "far_m": 9, "metres_per_unit": 0.5, "flipped": true}, "camera": {"exposure_stops": 1, "eye_m": [0, 1, 2], "target_m": [0, 0, 0], "focal_length_mm": 50}, "path": {"frames": 24, "keys": [{"eye_m": [0, 1, 2], "target_m": [0, 0, 0], "focus_distance_m": 2, "f_number": 2.8}]}, "effects": [{"effect": "tilted-focus", "on": false, "bokeh": "lab", "options": {"radius_at_infinity": 0.1, "max_radius": 0.02}}], "kernel": {"kernel": "star", "numbers": {"points": 5}, "taps": 8, "layers": 2}}' >"$out/preset/seed-all"
seeds animation
printf '%s' '{"frames": 96, "keys": [{"frame": 1, "focus_distance_m": 1.2, "f_number": 1.4}, {"frame": 96, "focus_distance_m": 6.0, "exposure_stops": 1}]}' >"$out/animation/seed"
seeds settings
printf '%s' '{"width": 1280, "height": 800, "show panel": true, "divider": 0.4}' >"$out/settings/seed"
seeds scene
cp "$root/assets/scenes/chessboard.scene.json" "$out/scene/seed-chessboard"

seeds gltf
python3 - "$out/gltf" <<'P'
import base64, json, pathlib, struct, sys
out = pathlib.Path(sys.argv[1])
buffer = struct.pack('<9f', 0, 0, 0, 1, 0, 0, 0, 1, 0) + struct.pack('<6f', 0, 0, 1, 0, 0, 1) + struct.pack('<4H', 0, 1, 2, 0)
def model(uri):
    return {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0, "children": [1], "translation": [1, 2, 3]}, {"rotation": [0, 0, 0, 1], "scale": [1, 2, 1], "extensions": {"KHR_lights_punctual": {"light": 0}}}],
            "extensionsUsed": ["KHR_lights_punctual"], "extensions": {"KHR_lights_punctual": {"lights": [{"type": "directional", "intensity": 3}]}},
            "meshes": [{"primitives": [{"attributes": {"POSITION": 0, "TEXCOORD_0": 1}, "indices": 2, "material": 0}]}],
            "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [1, 0.5, 0.2, 1], "metallicFactor": 0.5}, "alphaMode": "MASK", "doubleSided": True}],
            "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3", "min": [0, 0, 0], "max": [1, 1, 0]},
                          {"bufferView": 1, "componentType": 5126, "count": 3, "type": "VEC2"},
                          {"bufferView": 2, "componentType": 5123, "count": 3, "type": "SCALAR"}],
            "bufferViews": [{"buffer": 0, "byteOffset": 0, "byteLength": 36}, {"buffer": 0, "byteOffset": 36, "byteLength": 24},
                            {"buffer": 0, "byteOffset": 60, "byteLength": 8}],
            "buffers": [dict({"byteLength": len(buffer)}, **({"uri": uri} if uri else {}))]}
(out / 'seed-text.gltf').write_text(json.dumps(model('data:application/octet-stream;base64,' + base64.b64encode(buffer).decode())))
text = json.dumps(model(None)).encode()
text += b' ' * (-len(text) % 4)
body = struct.pack('<II', len(text), 0x4e4f534a) + text + struct.pack('<II', len(buffer), 0x004e4942) + buffer
(out / 'seed-binary.glb').write_bytes(b'glTF' + struct.pack('<II', 2, 12 + len(body)) + body)
P
du -sk "$out"
