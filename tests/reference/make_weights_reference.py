"""Computes what tests/unit/neurons_native_test.cpp compares the numbers of neurons with, of the shipped models on MNIST's test images.

Written from the formulas in NumPy's double precision; nothing calls the project.
Run:  python3 tests/reference/make_weights_reference.py DATA/mnist/t10k-images-idx3-ubyte.gz   (needs python3-numpy; writes
tests/data/weights_reference.json)
"""
import gzip
import json
import pathlib
import struct
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "tests" / "data" / "weights_reference.json"
MODELS = ["mnist-16", "mnist-300-16"]
MOST = 12


def read_tensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
        tensors[name] = np.frombuffer(data[8 + length + begin : 8 + length + end], kind).reshape(entry["shape"]).astype(np.float64)
    return tensors


def layers_of(tensors):
    layers = []
    for half in ("encoder", "decoder"):
        i = 0
        while f"{half}.{i}.weight" in tensors:
            layers.append((tensors[f"{half}.{i}.weight"], tensors[f"{half}.{i}.bias"]))
            i += 1
    return layers


def numbers_of(weights, bias, activations, neuron):
    own = activations[:, neuron]
    most = np.argsort(-own, kind="stable")[:MOST]
    return {
        "neuron": neuron,
        "norm": float(np.sqrt((weights**2).sum())),
        "low": float(weights.min()),
        "high": float(weights.max()),
        "bias": float(bias),
        "fired": int((own > 0).sum()),
        "mean": float(own.mean()),
        "most": [[int(i), float(own[i])] for i in most if own[i] > 0],
    }


def model_case(name, images):
    layers = layers_of(read_tensors(ROOT / "assets" / "models" / f"{name}.safetensors"))
    activations = [images]
    for w, b in layers[:-1]:
        activations.append(np.maximum(activations[-1] @ w.T + b, 0))
    first, last = layers[0], layers[-1]
    width = first[0].shape[0]
    some = sorted({0, 1, width // 2, width - 1} | set(np.flatnonzero((activations[1] > 0).sum(axis=0) == 0)[:2].tolist()))
    return {
        "model": name,
        "dead_first": int(((activations[1] > 0).sum(axis=0) == 0).sum()),
        "dead_last": int(((activations[-1] > 0).sum(axis=0) == 0).sum()),
        "first": [numbers_of(first[0][i], first[1][i], activations[1], i) for i in some],
        "last": [numbers_of(last[0][:, i], layers[-2][1][i], activations[-1], i) for i in some],
    }


pixels = np.frombuffer(gzip.open(sys.argv[1]).read()[16:], np.uint8).reshape(-1, 784).astype(np.float64) / 255
OUT.write_text(json.dumps([model_case(name, pixels) for name in MODELS]))
print(OUT, OUT.stat().st_size)
