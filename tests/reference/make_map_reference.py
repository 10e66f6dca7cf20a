"""Computes what tests/unit compares the latent map with: principal components by NumPy's singular value decomposition.

Of some small codes that are made here, and of the codes of MNIST's training images that ship with the page (the file in assets/models,
whose SHA-256 goes into the reference: made anew, it wants a new one). Nothing calls the project.
Run:  python3 tests/reference/make_map_reference.py   (needs python3-numpy; writes tests/data/map_reference.json)
"""
import hashlib
import json
import pathlib
import struct

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent.parent
OUT = HERE / "data" / "map_reference.json"
CODES = HERE.parent / "assets" / "models" / "mnist-16.codes.safetensors"
IMAGES = list(range(0, 60000, 4007))  # whose places are compared


def principal(codes):
    """Codes as the program has them, in float32; the rest in double precision. Signs: the largest entry is positive."""
    codes = codes.astype(np.float64)
    centred = codes - codes.mean(axis=0)
    _, singular, rows = np.linalg.svd(centred, full_matrices=False)
    for row in rows:
        if row[np.abs(row).argmax()] < 0:
            row *= -1
    return {"mean": codes.mean(axis=0).tolist(), "shares": (singular**2 / (singular**2).sum()).tolist(),
            "components": rows[:2].ravel().tolist()}, centred @ rows[:2].T


def small_case():
    rng = np.random.default_rng(20261128)
    mixing = rng.normal(size=(5, 5)) * np.array([[4.0], [2.5], [1.0], [0.5], [0.1]])
    codes = np.maximum(rng.normal(size=(200, 5)) @ mixing + 3, 0).astype(np.float32)
    case, places = principal(codes)
    return case | {"width": 5, "codes": codes.ravel().tolist(), "labels": rng.integers(0, 3, 200).tolist(),
                   "places": places.ravel().tolist()}


def shipped_case():
    file = CODES.read_bytes()
    size = struct.unpack("<Q", file[:8])[0]
    header = json.loads(file[8:8 + size])
    tensor = {name: np.frombuffer(file[8 + size + entry["data_offsets"][0]:8 + size + entry["data_offsets"][1]],
                                  {"F32": "<f4", "U8": "u1"}[entry["dtype"]]).reshape(entry["shape"])
              for name, entry in header.items()}
    codes = tensor["steps"] * tensor["codes"].astype(np.float32)
    case, places = principal(codes)
    return case | {"sha256": hashlib.sha256(file).hexdigest(), "images": IMAGES, "places": places[IMAGES].ravel().tolist(),
                   "medians": [np.median(places[tensor["labels"] == c], axis=0).tolist() for c in range(10)]}


OUT.write_text(json.dumps({"small": small_case(), "shipped": shipped_case()}))
print(OUT, OUT.stat().st_size)
