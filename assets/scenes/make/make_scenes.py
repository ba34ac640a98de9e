#!/usr/bin/env python3
"""Makes the shipped scenes anew: make_scenes.py [NAME...]. Equal bytes on every machine."""
import importlib
import pathlib
import sys

SCENES = ["night-lights", "near-leaves", "meadow", "chessboard", "ironwork"]

folder = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(folder))
for name in sys.argv[1:] or SCENES:
    importlib.import_module(name.replace("-", "_")).make(str(folder.parent / f"{name}.glb"))
