#!/usr/bin/python3
"""Makes the files that src/formats is tested with, using nothing but NumPy: tests/data/*.npy and *.safetensors.

Run from anywhere: python3 tests/reference/make_format_files.py. The same NumPy gives the same bytes.
The .safetensors file follows the format's description (8 bytes of length, JSON, data), as Python's own library
is in no Debian package.
"""
import json
import pathlib
import struct

import numpy as np
from numpy.lib import format as npy

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"

# Values whose float16 is hard to get right: halves of the last place, the largest, the smallest, overflow, zeros, infinities.
TRICKY = np.array(
    [0.0, -0.0, 1.0, -2.5, 0.1, 1 / 3, 2049.0, 2051.0, 65504.0, 65519.9, 65520.0, -1e30, 6e-8, 2.9e-8, 3e-8, 6.1e-5, 1e-30,
     np.inf, -np.inf, 1.00048828125, 1.00146484375], dtype=np.float32)


def save_npy(name, array):
    with open(DATA / name, "wb") as file:
        npy.write_array(file, array)


def save_safetensors(name, tensors, metadata):
    header, data = {"__metadata__": metadata} if metadata else {}, b""
    names = {"float32": "F32", "float16": "F16", "uint8": "U8", "int64": "I64"}
    for key, array in tensors.items():
        raw = np.ascontiguousarray(array).tobytes()
        header[key] = {"dtype": names[str(array.dtype)], "shape": list(array.shape),
                       "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    (DATA / name).write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    DATA.mkdir(exist_ok=True)
    save_npy("floats_2x3.npy", np.array([[0.5, -1.25, 3e38], [1e-40, -0.0, np.inf]], dtype=np.float32))
    save_npy("bytes_2x2x2.npy", np.array([[[0, 1], [2, 3]], [[127, 128], [254, 255]]], dtype=np.uint8))
    save_npy("floats_5.npy", np.arange(5, dtype=np.float32))
    save_npy("scalar.npy", np.array(7.5, dtype=np.float32))
    save_npy("empty_0x16.npy", np.zeros((0, 16), dtype=np.float32))
    save_npy("table.npy", np.array([(1, "it's a \\ name", 0.25), (2, "", np.nan), (3, "Größe → 𝑘", -12.5)],
                                   dtype=[("run", "<f8"), ("name", "<U13"), ("loss", "<f8")]))
    save_npy("table_version_3.npy", np.array([("a",)], dtype=[("read_as_Ω", "<U1")]))
    with np.errstate(over="ignore"):
        halves = TRICKY.astype(np.float16)
    save_safetensors(
        "numpy.safetensors",
        {"count": np.array([-1, 2**40], dtype=np.int64), "tricky": TRICKY,
         "matrix": np.arange(6, dtype=np.float32).reshape(2, 3) / 4,
         "scalar": np.array(-3.5, dtype=np.float32), "tricky_half": halves, "codes": np.arange(12, dtype=np.uint8).reshape(3, 4),
         "nothing": np.zeros((0, 4), dtype=np.uint8)},
        {"format": "np", "dataset": "mnist", "note": "Größe →"})


if __name__ == "__main__":
    main()
