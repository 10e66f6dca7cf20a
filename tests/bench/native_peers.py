"""PyTorch, scikit-learn and faiss natively: what they take for the rows of tests/bench/rows.mjs, each set up as fast as it can be.

    python native_peers.py THREADS DATA_FOLDER

Prints what there is, as one JSON object a line: {"versions": …} first; then for every line {"row": …, "who": …} on standard input, with a row as in
rows.mjs, {"seconds": …, "value": …}. THREADS must be in the environment's OMP_NUM_THREADS too: libraries read it when they are loaded.
"""
import json
import sys
import time
from pathlib import Path

import faiss
import numpy as np
import sklearn
import torch
from sklearn.neighbors import KNeighborsClassifier

PIXELS = 784
CLASSES = 10
NEIGHBOURS = 7
BATCH = 256

threads = int(sys.argv[1])
data_folder = Path(sys.argv[2])
torch.set_num_threads(threads)
torch.set_flush_denormal(True)
faiss.omp_set_num_threads(threads)


def labels_of(dataset, split):
    return np.fromfile(data_folder / dataset / f"{split}-labels.u8", np.uint8)


def features_of(dataset, split, width):
    """N × width floats: images in 0..1, or codes."""
    if width == PIXELS:
        return np.fromfile(data_folder / dataset / f"{split}-images.u8", np.uint8).reshape(-1, PIXELS).astype(np.float32) / 255
    return np.fromfile(data_folder / dataset / f"{split}-codes-{width}.f32", np.float32).reshape(-1, width)


_images = {}


def images_of(split):  # N × 784 of MNIST, kept: training takes them again and again
    if split not in _images:
        _images[split] = torch.from_numpy(features_of("mnist", split, PIXELS))
    return _images[split]


def dense(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layer = torch.nn.Linear(inputs, outputs)
        torch.nn.init.xavier_uniform_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
        layers += [layer, torch.nn.ReLU()]
    return layers


def train_epoch(row):
    """The usual loop. Adam's steps are one fused kernel, which on a processor is its fastest form."""
    images = images_of("train")
    torch.manual_seed(1)
    model = torch.nn.Sequential(*dense(row["widths"])[:-1])
    adam = torch.optim.Adam(model.parameters(), eps=1e-7, fused=True)
    loss = torch.nn.BCEWithLogitsLoss()
    start = time.perf_counter()
    for batch in torch.randperm(len(images)).split(BATCH):
        x = images[batch]
        adam.zero_grad()
        loss(model(x), x).backward()
        adam.step()
    seconds = time.perf_counter() - start
    with torch.no_grad():
        test = images_of("test")
        return seconds, loss(model(test), test).item()


def encode(row):
    images = images_of("train")
    model = torch.nn.Sequential(*dense(row["widths"]))
    with torch.no_grad():
        start = time.perf_counter()
        model(images)
        return time.perf_counter() - start, None


def classify_sklearn(row):
    """Its defaults: a k-d tree for 8 numbers, all distances for more."""
    train, test = (features_of(row["dataset"], split, row["width"]) for split in ("train", "test"))
    model = KNeighborsClassifier(n_neighbors=NEIGHBOURS, n_jobs=threads)
    start = time.perf_counter()
    predicted = model.fit(train, labels_of(row["dataset"], "train")).predict(test)
    seconds = time.perf_counter() - start
    return seconds, float(np.mean(predicted == labels_of(row["dataset"], "test")))


def classify_faiss(row):
    train, test = (features_of(row["dataset"], split, row["width"]) for split in ("train", "test"))
    labels = labels_of(row["dataset"], "train")
    start = time.perf_counter()
    index = faiss.IndexFlatL2(row["width"])
    index.add(train)
    _, found = index.search(test, NEIGHBOURS)
    seconds = time.perf_counter() - start
    votes = np.stack([np.sum(labels[found] == label, axis=1) for label in range(CLASSES)], axis=1)
    return seconds, float(np.mean(votes.argmax(axis=1) == labels_of(row["dataset"], "test")))


WORK = {
    "torch": lambda row: encode(row) if len(row["widths"]) == 2 else train_epoch(row),
    "sklearn": classify_sklearn,
    "faiss": classify_faiss,
}

print(json.dumps({"versions": {"torch": torch.__version__.split("+")[0], "sklearn": sklearn.__version__, "faiss": faiss.__version__}}), flush=True)
for request in map(json.loads, sys.stdin):
    seconds, value = WORK[request["who"]](request["row"])
    print(json.dumps({"seconds": seconds, "value": value}), flush=True)
