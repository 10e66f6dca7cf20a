"""The native program's files, read by the libraries that own the formats; its neighbours, beside scikit-learn's."""

import struct
import zlib

import numpy as np
import pytest
from conftest import MODELS
from safetensors.numpy import load_file
from sklearn.neighbors import KNeighborsClassifier


def codes_of(bottleneck, model, split, folder):
    """What the program writes as the codes of MNIST, N×k."""
    path = folder / f"{split}.npy"
    bottleneck("encode", "--model", model, "--dataset", "mnist", "--split", split, "--out", path)
    return np.load(path, allow_pickle=False)


def test_weights_and_codes_are_the_same_numbers_to_python(bottleneck, mnist, tmp_path):
    """The weights as safetensors reads them, applied by NumPy, give the codes that the program wrote as .npy."""
    model = tmp_path / "small.safetensors"
    bottleneck("train", "--dataset", "mnist", "--images", 256, "--latent", 4, "--hidden", 12, "--epochs", 1, "--out", model)
    weights = load_file(model)
    assert {name: array.shape for name, array in weights.items()} == {
        "encoder.0.weight": (12, 784), "encoder.0.bias": (12,), "encoder.1.weight": (4, 12), "encoder.1.bias": (4,),
        "decoder.0.weight": (12, 4), "decoder.0.bias": (12,), "decoder.1.weight": (784, 12), "decoder.1.bias": (784,)}
    assert {array.dtype for array in weights.values()} == {np.dtype(np.float32)}

    codes = codes_of(bottleneck, model, "test", tmp_path)
    assert codes.dtype == np.float32 and codes.flags.c_contiguous
    layer = mnist[1][0].reshape(-1, 784) / 255
    for i in range(2):
        layer = np.maximum(layer @ weights[f"encoder.{i}.weight"].T + weights[f"encoder.{i}.bias"], 0)
    assert codes.any()
    np.testing.assert_allclose(codes, layer, rtol=1e-5, atol=1e-5)


def test_neighbours_are_those_of_scikit_learn(bottleneck, mnist, tmp_path):
    (_, labels), (_, true) = mnist
    model = MODELS / "mnist-16.safetensors"
    report = bottleneck("knn", "--dataset", "mnist", "--space", model, "--k", 7, "--limit", 1000, "--json")
    codes = {split: codes_of(bottleneck, model, split, tmp_path) for split in ("train", "test")}
    learned = KNeighborsClassifier(n_neighbors=7, algorithm="brute").fit(codes["train"], labels)
    confusion = np.zeros((10, 10), int)
    np.add.at(confusion, (true[:1000], learned.predict(codes["test"][:1000])), 1)
    assert report["queries"] == 1000 and report["references"] == 60000
    assert report["confusion"] == confusion.tolist()
    assert report["accuracy"] == pytest.approx(np.trace(confusion) / 1000)


def write_png(path, grey):
    """A PNG of an N×M array of bytes."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", grey.shape[1], grey.shape[0], 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def test_neighbours_see_pictures_as_the_model_was_trained_on_them(bottleneck, tmp_path):
    """A model that was trained on light backgrounds compares codes of light backgrounds, without being told to."""
    folder = tmp_path / "pictures"
    noise = np.random.default_rng(1)
    for name, side in (("narrow", 4), ("wide", 16)):
        (folder / name).mkdir(parents=True)
        for i in range(24):
            grey = np.full((28, 28), 250, np.uint8)
            grey[6:22, 6:6 + side] = noise.integers(0, 120, (16, side))
            write_png(folder / name / f"{i}.png", grey)
    model = tmp_path / "light.safetensors"
    bottleneck("train", "--dataset", folder, "--latent", 4, "--epochs", 20, "--keep-background", "--out", model)
    told = bottleneck("knn", "--dataset", folder, "--space", model, "--k", 3, "--keep-background", "--json")
    untold = bottleneck("knn", "--dataset", folder, "--space", model, "--k", 3, "--json")
    assert untold["near_distance"] == told["near_distance"]
    assert untold["confusion"] == told["confusion"]


def test_codes_are_the_same_numbers_as_a_table(bottleneck, tmp_path):
    path = tmp_path / "codes.csv"
    bottleneck("encode", "--model", MODELS / "mnist-8.safetensors", "--dataset", "mnist", "--split", "test", "--out", path)
    table = np.genfromtxt(path, delimiter=",", names=True)
    assert table.dtype.names[0] == "image" and table["image"].tolist() == list(range(10000))
    codes = codes_of(bottleneck, MODELS / "mnist-8.safetensors", "test", tmp_path)
    np.testing.assert_allclose(np.array(table.tolist())[:, 1:], codes, rtol=0, atol=1e-6)
