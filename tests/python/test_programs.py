"""The programs that the page shows (src/lab/shown/program), run as they are with Keras and scikit-learn.

They are read from the native program, which makes the same ones: bottleneck python ADDRESS. Figures are not drawn on a screen.
"""

import ast
import itertools
import os

import keras
import matplotlib
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient
from PIL import Image
from sklearn.neighbors import KNeighborsClassifier

matplotlib.use("agg")

STATIONS = ["draw", "train", "data", "reconstructions", "compression", "neighbours", "map", "weights", "book", "exercises"]
SETTINGS = {
    "draw": ["", "&k=3&view=difference", "&with=mnist-8", "&with=fashion-8", "&draw=00K0", "&test=42", "&code=3-5", "&hide=pixels,codes"],
    "train": ["&on=fashion-mnist&latent=8&hidden=300,100&loss=mse&epochs=2&batch=64&rate=0.002&seed=7&log=1", "&images=500",
              "&on=synthetic&digits=600", "&on=drawings", "&on=pictures", "&on=pictures&invert=0"],
    "data": ["&half=train&class=7&at=12", "&see=fashion-mnist", "&see=synthetic"],
    "reconstructions": ["&shelf=worst&first=20", "&shelf=best&rows=mnist-16,fashion-16", "&rows=mnist-16,mnist-300-8&draw=00K0"],
    "compression": ["&bytes=one", "&model=fashion-300-16"],
    "neighbours": ["&queries=100&k=5&matrix=pixels&cell=4009&cellfrom=7"],
    "map": ["&axes=units&across=3&up=5&only=2", "&walk=3&walkto=8"],
    "weights": [f"&model=mnist-300-16&layer={layer}&sort={sort}&scale={scale}&neuron=3" for layer, sort, scale in itertools.product(
        ["encoder", "decoder"], ["number", "norm", "use", "dead"], ["own", "shared"])],
    "book": ["&quick=1&figures=1"],
    "exercises": ["&quick=1"],
}
ADDRESSES = [f"v=1&station={station}{more}" for station in STATIONS for more in ["", *SETTINGS[station]]]


def give_keras(monkeypatch, train, test):
    """Keras gives these (images, labels) as MNIST and as Fashion-MNIST and asks no address for them. (It checks the sums of files that
    are put into its folder, and none made here would have them.)"""
    for dataset in (keras.datasets.mnist, keras.datasets.fashion_mnist):
        monkeypatch.setattr(dataset, "load_data", lambda: (train, test))


@pytest.fixture
def few_digits(mnist, monkeypatch):
    """The first 2,000 and 1,000 images of MNIST."""
    train, test = [(images[:count], labels[:count]) for (images, labels), count in zip(mnist, (2000, 1000))]
    give_keras(monkeypatch, train, test)
    return train, test


@pytest.fixture
def all_digits(mnist, monkeypatch):
    give_keras(monkeypatch, *mnist)
    return mnist


def run(program, folder, name="program.py"):
    """Runs a program in a folder; all that it has defined."""
    here = os.getcwd()
    os.chdir(folder)
    try:
        values = {"__name__": "__main__"}
        exec(compile(program, name, "exec"), values)
        return values
    finally:
        os.chdir(here)
        matplotlib.pyplot.close("all")


@pytest.mark.parametrize("address", ADDRESSES)
def test_python_takes_the_program(bottleneck, address):
    program = bottleneck("python", address)
    ast.parse(program)
    notebook = nbformat.reads(bottleneck("python", "--notebook", address), as_version=4)
    nbformat.validate(notebook)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    # Every line of code stands in both, in the same order.
    lines = [line for line in program.splitlines() if line and not line.startswith("# %%")]
    assert [line for cell in cells for line in cell.splitlines() if line] == lines[2:]


@pytest.mark.parametrize("address", [f"v=1&station={station}&quick=1" for station in STATIONS])
def test_program_of_each_station_runs(bottleneck, few_digits, tmp_path, address):
    """On few images for one epoch: that each line does something that can be done."""
    program = bottleneck("python", "--images-out" if "exercises" in address else "--models",
                         tmp_path / "synthetic.npz" if "exercises" in address else "assets/models", address + "&digits=600&walk=3&walkto=8")
    run(one_epoch(program), tmp_path)


def one_epoch(program):
    for epochs in (150, 50, 30, 3):
        program = program.replace(f"epochs={epochs},", "epochs=1,")
    assert "epochs=1," in program or "epochs" not in program
    return program


def test_training_ends_where_the_page_does(bottleneck, all_digits, tmp_path):
    """One epoch on all of MNIST, as by the page's own program: seeds make the losses differ by less than this."""
    address = "v=1&station=train&latent=16&epochs=1&seed={}"
    losses = [run(bottleneck("python", address.format(seed)), tmp_path)["history"].history for seed in (1, 2)]
    trained = [bottleneck("train", "--dataset", "mnist", "--latent", 16, "--epochs", 1, "--seed", seed,
                          "--out", tmp_path / "model.safetensors", "--json") for seed in (1, 2, 3)]
    for key, name in (("loss", "train_loss"), ("val_loss", "val_loss")):
        ours = [epoch[name] for run_of in trained for epoch in run_of["history"]]
        keras_losses = [history[key][0] for history in losses]
        assert np.mean(keras_losses) == pytest.approx(np.mean(ours), abs=0.01), (keras_losses, ours)


def test_neighbours_are_as_the_pages(bottleneck, all_digits, tmp_path):
    """A thousand queries by pixels, where there is no chance: the program's lines give the page's number."""
    program = bottleneck("python", "v=1&station=neighbours&queries=1000&matrix=pixels&epochs=1")
    values = run(one_epoch(program), tmp_path)
    ours = bottleneck("knn", "--dataset", "mnist", "--space", "pixels", "--limit", 1000, "--json")
    assert np.mean(values["by_pixels"] == values["y_query"]) == ours["accuracy"]
    assert values["confusion"].tolist() == ours["confusion"]
    # By codes of a network of one epoch: better than chance by far, and worse than by pixels.
    assert 0.6 < np.mean(values["by_codes"] == values["y_query"]) < ours["accuracy"]


def test_neighbours_by_given_codes_are_as_the_pages(bottleneck, mnist, tmp_path):
    """The program's classifier on the page's own codes."""
    model = "assets/models/mnist-16.safetensors"
    for split in ("train", "test"):
        bottleneck("encode", "--model", model, "--dataset", "mnist", "--split", split, "--out", tmp_path / f"{split}.npy")
    codes, queries = [np.load(tmp_path / f"{split}.npy") for split in ("train", "test")]
    (_, y_train), (_, y_test) = mnist
    assert "KNeighborsClassifier(n_neighbors=7).fit(train_codes, y_train)" in bottleneck("python", "v=1&station=neighbours")
    accuracy = KNeighborsClassifier(n_neighbors=7).fit(codes, y_train).score(queries[:1000], y_test[:1000])
    ours = bottleneck("knn", "--dataset", "mnist", "--space", model, "--limit", 1000, "--json")
    assert accuracy == ours["accuracy"]


def test_drawing_comes_as_the_page_sees_it(bottleneck, few_digits, tmp_path):
    program = bottleneck("python", "v=1&station=draw&test=42&hide=pixels,codes")
    values = run(one_epoch(program), tmp_path)
    assert np.array_equal(values["x"] * 255, few_digits[1][0][42].reshape(1, 784).astype("float32"))


def test_pictures_are_prepared_as_by_the_page(bottleneck, tmp_path):
    """A folder of pictures of all kinds: the same bytes as in the native program's file."""
    folder = tmp_path / "pictures"
    random = np.random.default_rng(5)
    for label, count in (("b", 7), ("a", 3), ("c", 1)):
        (folder / label).mkdir(parents=True)
        for place in range(count):
            height, width = random.integers(5, 90, 2)
            pixels = random.integers(120, 256, (height, width, 3), "uint8")
            Image.fromarray(pixels).save(folder / label / f"{place}.png")
    Image.fromarray(random.integers(0, 99, (30, 60, 4), "uint8")).save(folder / "a" / "alpha.png")
    program = bottleneck("python", "v=1&station=data&see=pictures")
    program = program[:program.index("# %% How many")]
    values = run(program, tmp_path)
    bottleneck("python", "v=1&station=data&see=pictures", "--pictures", folder, "--images-out", tmp_path / "ours.npz")
    with np.load(tmp_path / "ours.npz") as ours:
        for half in ("train", "test"):
            theirs = np.rint(values[f"x_{half}"] * 255).astype("uint8").reshape(-1, 28, 28)
            assert np.array_equal(theirs, ours[f"x_{half}"])
            assert np.array_equal(values[f"y_{half}"], ours[f"y_{half}"])


def test_notebook_runs(bottleneck, mnist, tmp_path, monkeypatch):
    """In a kernel of Jupyter's, which has few digits to give (give_keras)."""
    startup = tmp_path / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (images, labels), _ = mnist
    np.savez(tmp_path / "few.npz", images=images[:1000], labels=labels[:1000])
    (startup / "digits.py").write_text(
        "import keras, numpy\n"
        f"few = numpy.load({str(tmp_path / 'few.npz')!r})\n"
        "few = few['images'], few['labels']\n"
        "keras.datasets.mnist.load_data = lambda: (few, few)\n")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.reads(bottleneck("python", "--notebook", "v=1&station=train&epochs=1"), as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert (tmp_path / "autoencoder.keras").exists()
