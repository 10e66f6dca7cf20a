"""What PyTorch and scikit-learn take for the work of tests/bench/bench.cpp, on one thread: one JSON object, as bench prints it.

A library that is not installed is left out. Speed does not depend on what the images show: random pixels with MNIST's share of ink do.
"""
import json
import os
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX" if "avx512f" in open("/proc/cpuinfo").read() else "Haswell")

import numpy as np  # noqa: E402  (the variables above must be set first)

rng = np.random.default_rng(1)
images = (rng.random((60_000, 784), dtype=np.float32) * (rng.random((60_000, 784)) < 0.19)).astype(np.float32)
results = {}


def median_seconds(runs, body):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        body()
        times.append(time.perf_counter() - start)
    return sorted(times)[len(times) // 2]


try:
    from sklearn.neighbors import KNeighborsClassifier

    labels = rng.integers(0, 10, len(images))
    for name, width in (("neighbours on 16 numbers, per query", 16), ("neighbours on 784 pixels, per query", 784)):
        model = KNeighborsClassifier(n_neighbors=7).fit(images[:, :width] if width == 784 else rng.random((60_000, 16)), labels)
        queries = images[:200] if width == 784 else rng.random((200, 16))
        results[name] = median_seconds(3, lambda: model.predict(queries)) / len(queries)
except ImportError:
    pass

try:
    import torch

    torch.set_num_threads(1)
    data = torch.from_numpy(images)
    for name, widths in (("epoch 784-16-784", [784, 16, 784]), ("epoch 784-64-784", [784, 64, 784]),
                         ("epoch 784-300-16-300-784", [784, 300, 16, 300, 784])):
        layers = []
        for n_in, n_out in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(n_in, n_out), torch.nn.ReLU()]
        net = torch.nn.Sequential(*layers[:-1])
        adam = torch.optim.Adam(net.parameters(), eps=1e-7)
        loss = torch.nn.BCEWithLogitsLoss()

        def epoch():
            for batch in torch.randperm(len(data)).split(256):
                x = data[batch]
                adam.zero_grad()
                loss(net(x), x).backward()
                adam.step()

        results[name] = median_seconds(3, epoch)
except ImportError:
    pass

print(json.dumps(results))
