"""Models and numbers to Python and back: what the native program writes, read by NumPy, Keras and ONNX Runtime; what Keras and
PyTorch's users write, read by the program. Both sides must come to the same codes and reconstructions."""

import os
import subprocess

import h5py
import keras
import numpy as np
import onnx
import onnxruntime
import pytest
from conftest import MODELS, ROOT
from safetensors.numpy import save_file

IMAGES = 200  # of MNIST's test images are compared


@pytest.fixture(scope="session")
def images(mnist):
    """N×784 in [0, 1]."""
    return (mnist[1][0][:IMAGES].reshape(-1, 784) / np.float32(255)).astype(np.float32)


@pytest.fixture(scope="session")
def models(bottleneck, tmp_path_factory):
    """Shallow as it ships; with a hidden layer and a code that may be negative."""
    deep = tmp_path_factory.mktemp("models") / "deep.safetensors"
    bottleneck("train", "--dataset", "synthetic:512:3", "--latent", 5, "--hidden", 20, "--linear-latent", "--epochs", 2,
               "--out", deep)
    return [MODELS / "mnist-16.safetensors", deep]


def numbers_of(bottleneck, model, folder):
    """The codes and the reconstructions that the program makes of the first test images."""
    arrays = []
    for options in ([], ["--reconstructions"]):
        path = folder / "numbers.npy"
        bottleneck("encode", "--model", model, "--dataset", "mnist", "--out", path, *options)
        arrays.append(np.load(path, allow_pickle=False)[:IMAGES])
    return arrays


def assert_equal(found, wanted):
    np.testing.assert_allclose(found, wanted, rtol=1e-5, atol=1e-5)


def refusal(*arguments):
    """What the program says where it fails, as it must: not by a signal, and soon."""
    command = [ROOT / "build" / "native" / "bottleneck", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20)
    assert done.returncode == 1, (done.returncode, done.stderr)
    return done.stderr


# --- out


def test_npz_is_what_keras_takes(bottleneck, models, images, tmp_path, monkeypatch):
    """np.load reads the arrays in Keras's order; the loader that is shown beside the button, run as it stands, makes the model."""
    monkeypatch.chdir(tmp_path)
    for model in models:
        loader = bottleneck("convert", model, tmp_path / "model.npz", "--json")["keras"]
        assert len(loader.splitlines()) <= 10
        with np.load("model.npz", allow_pickle=False) as file:
            arrays = [file[name] for name in file.files if name.endswith((".kernel", ".bias"))]
            assert [array.ndim for array in arrays] == [2, 1] * (len(arrays) // 2)
            assert arrays[0].shape[0] == 784 and arrays[-1].shape == (784,) and arrays[0].dtype == np.float32
        made = {}
        exec(loader, made)  # noqa: S102: it is what a reader pastes
        codes, reconstructions = numbers_of(bottleneck, model, tmp_path)
        assert_equal(made["encoder"].predict(images, verbose=0), codes)
        assert_equal(made["autoencoder"].predict(images, verbose=0), reconstructions)
        assert_equal(numbers_of(bottleneck, tmp_path / "model.npz", tmp_path)[1], reconstructions)


def test_onnx_runs_whole_and_in_parts(bottleneck, models, images, tmp_path):
    for model in models:
        codes, reconstructions = numbers_of(bottleneck, model, tmp_path)
        run = {}
        for part in ("whole", "encoder", "decoder"):
            path = tmp_path / f"{part}.onnx"
            bottleneck("convert", model, path, "--part", part)
            onnx.checker.check_model(onnx.load(path), full_check=True)
            run[part] = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        both = run["whole"].run(["reconstruction", "code"], {"image": images})
        assert_equal(both[0], reconstructions)
        assert_equal(both[1], codes)
        assert_equal(run["encoder"].run(["code"], {"image": images})[0], codes)
        assert_equal(run["decoder"].run(["reconstruction"], {"code": codes})[0], reconstructions)
        assert run["encoder"].get_inputs()[0].shape == ["batch", 784]
        assert run["encoder"].run(None, {"image": images[:1]})[0].shape == (1, codes.shape[1])


# --- in


def dense(units, activation=None):
    return keras.layers.Dense(units, activation, bias_initializer="random_normal")


def flat():
    """As the notebook has it: the encoder is a second model over the same layers."""
    image = keras.Input((784,))
    code = dense(16, "relu")(image)
    return keras.Model(image, code), keras.Model(image, dense(784, "sigmoid")(code))


def sequential_half(name, inputs, *layers):
    return keras.Sequential([keras.Input((inputs,)), *layers], name=name)


def functional_half(name, inputs, *layers):
    start = end = keras.Input((inputs,))
    for layer in layers:
        end = layer(end)
    return keras.Model(start, end, name=name)


def nested(half, is_sequential):
    encoder = half("encoder", 784, dense(30, "relu"), dense(12, "relu"))
    decoder = half("decoder", 12, dense(30, "relu"), dense(784, "sigmoid"))
    if is_sequential:
        return encoder, keras.Sequential([keras.Input((784,)), encoder, decoder])
    image = keras.Input((784,))
    return encoder, keras.Model(image, decoder(encoder(image)))


def with_other_layers():
    """Images as squares, a linear code, activations and dropout as layers of their own."""
    encoder = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), dense(20), keras.layers.ReLU(),
                                keras.layers.Dropout(0.3), dense(6)])
    decoder = keras.Sequential([keras.Input((6,)), dense(20, "relu"), dense(784), keras.layers.Activation("sigmoid"),
                                keras.layers.Reshape((28, 28))])
    return encoder, keras.Sequential([keras.Input((28, 28)), encoder, decoder])


KERAS_MODELS = {
    "flat": flat,
    "functional": lambda: nested(functional_half, False),
    "sequential": lambda: nested(sequential_half, True),
    "functional in sequential": lambda: nested(functional_half, True),
    "sequential in functional": lambda: nested(sequential_half, False),
    "other layers": with_other_layers,
}


@pytest.mark.parametrize("kind", KERAS_MODELS)
def test_keras_files_give_keras_numbers(kind, bottleneck, images, tmp_path):
    """Trained for a moment, so that the optimizer's arrays are in the file, too."""
    keras.utils.set_random_seed(5)
    encoder, autoencoder = KERAS_MODELS[kind]()
    shaped = images.reshape(-1, *autoencoder.input_shape[1:])
    autoencoder.compile("adam", "binary_crossentropy")
    autoencoder.fit(shaped, shaped, verbose=0)
    codes = encoder.predict(shaped, verbose=0)
    reconstructions = autoencoder.predict(shaped, verbose=0).reshape(-1, 784)
    for ending in ("keras", "h5"):
        path = tmp_path / f"autoencoder.{ending}"
        autoencoder.save(path)
        found = numbers_of(bottleneck, path, tmp_path)
        assert_equal(found[0], codes)
        assert_equal(found[1], reconstructions)
    np.savez_compressed(tmp_path / "weights.npz", *autoencoder.get_weights())
    if kind != "other layers":  # NumPy's file does not tell that the code is linear
        assert_equal(numbers_of(bottleneck, tmp_path / "weights.npz", tmp_path)[1], reconstructions)


def test_a_state_dict_comes_in(bottleneck, models, images, tmp_path):
    """Named as PyTorch names a Sequential in a module; saved by the format's own library."""
    names = ["net.0", "net.2", "net.4", "net.6"]
    random = np.random.default_rng(1)
    widths = [784, 24, 8, 24, 784]
    state, layer = {}, images
    for i, name in enumerate(names):
        weight = random.normal(0, 0.1, (widths[i + 1], widths[i])).astype(np.float32)
        bias = random.normal(0, 0.1, widths[i + 1]).astype(np.float32)
        state |= {f"{name}.weight": weight, f"{name}.bias": bias}
        layer = layer @ weight.T + bias
        layer = np.maximum(layer, 0) if i < 3 else 1 / (1 + np.exp(-layer))
    save_file(state, tmp_path / "state.safetensors")
    assert_equal(numbers_of(bottleneck, tmp_path / "state.safetensors", tmp_path)[1], layer)


@pytest.mark.parametrize("layer, words", [
    (lambda: keras.layers.BatchNormalization(), "is of the kind \"BatchNormalization\"; expected Dense layers"),
    (lambda: dense(9, "tanh"), "has the activation \"tanh\"; expected relu"),
    (lambda: dense(20, "relu"), "expected dense layers whose widths mirror each other"),
])
def test_other_models_are_told_what_does_not_fit(layer, words, tmp_path):
    model = keras.Sequential([keras.Input((784,)), layer(), dense(9, "relu"), dense(9, "relu"), dense(784, "sigmoid")])
    for ending in ("keras", "h5"):
        path = tmp_path / f"other.{ending}"
        model.save(path)
        assert words in refusal("inspect", path)


def test_branches_are_refused(tmp_path):
    image = keras.Input((784,))
    code = dense(8, "relu")(image)
    twice = keras.layers.Add()([dense(784)(code), dense(784)(code)])
    keras.Model(image, twice).save(tmp_path / "branch.keras")
    assert "one layer after the other" in refusal("inspect", tmp_path / "branch.keras")


def test_damaged_files_are_refused(tmp_path):
    """Cut off, with random bytes in them, of random bytes, under another's name: a sentence each, and no crash."""
    _, autoencoder = nested(functional_half, False)
    random = np.random.default_rng(2)
    for ending in ("keras", "h5"):
        whole = tmp_path / f"whole.{ending}"
        autoencoder.save(whole)
        data = np.frombuffer(whole.read_bytes(), np.uint8)
        broken = tmp_path / f"broken.{ending}"
        for share in (0.001, 0.01, 0.1, 0.5, 0.9, 0.999):
            broken.write_bytes(data[:int(len(data) * share)].tobytes())
            assert refusal("inspect", broken)
        for _ in range(20):
            changed = data.copy()
            changed[random.integers(0, len(data), 200)] = random.integers(0, 256, 200)
            broken.write_bytes(changed.tobytes())
            command = [ROOT / "build" / "native" / "bottleneck", "inspect", broken]
            assert subprocess.run(command, capture_output=True, timeout=20).returncode in (0, 1)
    (tmp_path / "random.h5").write_bytes(random.bytes(10000))
    assert refusal("inspect", tmp_path / "random.h5")
    os.rename(whole, tmp_path / "named.keras")  # which is an .h5: the bytes tell
    command = [ROOT / "build" / "native" / "bottleneck", "inspect", tmp_path / "named.keras"]
    assert subprocess.run(command, capture_output=True, timeout=20).returncode == 0


def test_small_files_fill_no_memory(tmp_path):
    """300 MB of zeros in a zip file, and in HDF5 a terabyte of which nothing is there."""
    np.savez_compressed(tmp_path / "zeros.npz", arr_0=np.zeros(300 << 20, np.uint8))
    assert "bytes allowed" in refusal("inspect", tmp_path / "zeros.npz")
    with h5py.File(tmp_path / "huge.h5", "w") as file:
        file.create_dataset("kernel", (1 << 20, 1 << 18), "f4", chunks=(1024, 1024))
    assert "bytes allowed" in refusal("inspect", tmp_path / "huge.h5")


def test_hdf5_files_lead_nowhere_else(tmp_path):
    """Arrays that lie in other files are not read from there; folders in folders end soon, and so do those that hold themselves."""
    secret = tmp_path / "secret"
    secret.write_bytes(np.ones((784, 4), "f4").tobytes())
    with h5py.File(tmp_path / "external.h5", "w") as file:
        file.create_dataset("kernel", (784, 4), "f4", external=[(str(secret), 0, h5py.h5f.UNLIMITED)])
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["kernel"] = np.ones((784, 4), "f4")
    with h5py.File(tmp_path / "virtual.h5", "w") as file:
        layout = h5py.VirtualLayout((784, 4), "f4")
        layout[:] = h5py.VirtualSource(tmp_path / "other.h5", "kernel", (784, 4))
        file.create_virtual_dataset("kernel", layout)
    for name in ("external", "virtual"):
        assert "not in this file" in refusal("inspect", tmp_path / f"{name}.h5")
    with h5py.File(tmp_path / "links.h5", "w") as file:
        file["outside"] = h5py.ExternalLink(tmp_path / "other.h5", "kernel")
        file["soft"] = h5py.SoftLink("/soft")
        folder = file.create_group("folder")
        folder["again"] = folder
    assert "no arrays at all" in refusal("inspect", tmp_path / "links.h5")
    with h5py.File(tmp_path / "deep.h5", "w") as file:
        folder = file
        for _ in range(1000):
            folder = folder.create_group("folder")
    assert "more than 32 deep" in refusal("inspect", tmp_path / "deep.h5")


def test_help_names_the_files(bottleneck):
    words = bottleneck("convert", "--help")
    for ending in (".safetensors", ".npz", ".keras", ".h5", ".onnx"):
        assert ending in words
