#!/usr/bin/python3
"""Loads a .npy or .safetensors file with nothing but NumPy and prints it, one array per line: name dtype shape values.

The tests use it to see that what this project writes is what Python reads. A float is printed so that it is exactly
the same when read back.
"""
import json
import struct
import sys

import numpy as np

DTYPES = {"F32": "<f4", "F16": "<f2", "U8": "u1", "I64": "<i8"}


def show(name, array):
    shape = "x".join(map(str, array.shape)) or "scalar"
    print(name, array.dtype, shape, *(repr(value) for value in array.ravel().tolist()))


def main():
    path = sys.argv[1]
    if path.endswith(".npy"):
        show("array", np.load(path, allow_pickle=False))
        return
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    assert length % 8 == 0
    header, data = json.loads(content[8 : 8 + length]), content[8 + length :]
    for key, value in sorted(header.pop("__metadata__", {}).items()):
        print("metadata", key, value)
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, end = entry["data_offsets"]
        show(name, np.frombuffer(data[begin:end], dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"]))


if __name__ == "__main__":
    main()
