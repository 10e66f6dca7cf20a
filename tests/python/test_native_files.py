"""The native program's files, read by the libraries that own the formats; its neighbours, beside scikit-learn's."""

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
