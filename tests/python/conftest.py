"""What the tests in Python share: the native program, the datasets, and Keras with the backend that is installed.

tools/test python runs them. By hand, after tools/setup python and tools/build native:
    ~/.cache/bottleneck/python/bin/python -m pytest tests/python
"""

import gzip
import json
import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "assets" / "models"

# Before anything imports Keras, also in programs that the tests start; nothing of the reader's is read or written.
os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"


@pytest.fixture(scope="session", autouse=True)
def keras_home(tmp_path_factory):
    """Keras's own folder, empty, instead of ~/.keras."""
    folder = tmp_path_factory.mktemp("keras")
    os.environ["KERAS_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def bottleneck():
    """Runs the native program, in the project's folder, from which it finds the datasets, wherever the test itself stands:
    bottleneck("inspect", path). Returns what it printed, with --json the object."""

    def run(*arguments):
        command = [ROOT / "build" / "native" / "bottleneck", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if "--json" in arguments else done.stdout

    return run


def read_idx(path):
    """The bytes of a gzipped IDX file as an array of its shape."""
    data = gzip.decompress(path.read_bytes())
    shape = np.frombuffer(data, ">u4", count=data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(shape)).reshape(shape)


def dataset_folder(name):
    """Where tools/data_places has the dataset, or the test is skipped."""
    found = subprocess.run(["bash", "-c", f"source tools/data_places; dataset_folder {name}"],
                           cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    if not found:
        pytest.skip(f"{name} is in no data folder; tools/datasets downloads it")
    return Path(found)


@pytest.fixture(scope="session")
def mnist():
    """(images N×28×28, labels N) of the training images, then of the test images, as keras.datasets.mnist.load_data()."""
    folder = dataset_folder("mnist")
    return tuple(tuple(read_idx(folder / f"{part}-{what}.gz") for what in ("images-idx3-ubyte", "labels-idx1-ubyte"))
                 for part in ("train", "t10k"))
