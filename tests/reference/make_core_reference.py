"""Computes what tests/unit compares src/core with: gradients, Adam's steps, neighbours, principal components.

Everything here is written from the formulas in NumPy's double precision or taken from scikit-learn; nothing calls the project.
Run:  python3 tests/reference/make_core_reference.py   (needs python3-numpy and python3-sklearn; writes tests/data/core_reference.json)
"""
import json
import pathlib

import numpy as np
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier

rng = np.random.default_rng(20260131)
OUT = pathlib.Path(__file__).resolve().parent.parent / "data" / "core_reference.json"


def as_float32(a):
    """The values that a float32 program sees, held in double precision."""
    return np.asarray(a, dtype=np.float32).astype(np.float64)


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def losses(z, x):
    bce = np.mean(np.maximum(z, 0) - x * z + np.log1p(np.exp(-np.abs(z))))
    return bce, np.mean((sigmoid(z) - x) ** 2)


def forward(layers, x):
    activations = [x]
    for i, (w, b, relu) in enumerate(layers):
        z = activations[-1] @ w.T + b
        activations.append(np.maximum(z, 0) if relu else z)
    return activations


def gradients(layers, x, loss):
    a = forward(layers, x)
    y = sigmoid(a[-1])
    d = (y - x) / x.size if loss == "bce" else 2 * (y - x) * y * (1 - y) / x.size
    grads = [None] * len(layers)
    for i in reversed(range(len(layers))):
        w, b, relu = layers[i]
        if relu:
            d = d * (a[i + 1] > 0)
        grads[i] = (d.T @ a[i], d.sum(axis=0))
        d = d @ w
    return a, grads


def flat(pairs):
    return np.concatenate([np.concatenate([w.ravel(), b.ravel()]) for w, b in pairs])


def adam(flat_parameters, grad_of, steps, lr=0.001, b1=0.9, b2=0.999, eps=1e-7):
    """Keras: epsilon outside the root, the bias correction in the step's length."""
    p = flat_parameters.copy()
    m = np.zeros_like(p)
    v = np.zeros_like(p)
    trail = []
    for t in range(1, steps + 1):
        g = grad_of(p)
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g * g
        p = p - lr * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps)
        trail.append(p.tolist())
    return trail


def network(widths, relus):
    layers = []
    for n_in, n_out, relu in zip(widths, widths[1:], relus):
        w = as_float32(rng.uniform(-0.8, 0.8, (n_out, n_in)))
        layers.append((w, as_float32(rng.uniform(-0.3, 0.3, n_out)), relu))
    return layers


def unflatten(p, widths, relus):
    layers, at = [], 0
    for n_in, n_out, relu in zip(widths, widths[1:], relus):
        w = p[at : at + n_in * n_out].reshape(n_out, n_in)
        at += n_in * n_out
        layers.append((w, p[at : at + n_out], relu))
        at += n_out
    return layers


def network_case(name, widths, relus, batch, linear_latent):
    layers = network(widths, relus)
    x = as_float32(rng.uniform(0, 1, (batch, widths[0])))
    case = {
        "name": name,
        "hidden": widths[1 : len(widths) // 2],
        "latent": widths[len(widths) // 2],
        "linear_latent": linear_latent,
        "inputs": widths[0],
        "batch": batch,
        "parameters": flat([(w, b) for w, b, _ in layers]).tolist(),
        "images": x.ravel().tolist(),
    }
    for loss in ("bce", "mse"):
        activations, grads = gradients(layers, x, loss)
        case[loss + "_gradient"] = flat(grads).tolist()

        def grad_of(p):
            return flat(gradients(unflatten(p, widths, relus), x, loss)[1])

        case[loss + "_adam"] = adam(np.array(case["parameters"]), grad_of, 4)
    case["codes"] = activations[len(widths) // 2].ravel().tolist()
    case["logits"] = activations[-1].ravel().tolist()
    case["bce"], case["mse"] = losses(activations[-1], x)
    return case


def knn_case():
    """Small whole numbers, so that equal distances and tied votes really happen; distances are exact in every precision."""
    width, classes = 5, 4
    references = rng.integers(0, 4, (150, width)).astype(np.float64)
    references = np.unique(references, axis=0)
    rng.shuffle(references)
    labels = rng.integers(0, classes, len(references))
    queries = rng.integers(0, 4, (60, width)).astype(np.float64) + 0.125 * rng.integers(0, 2, (60, width))
    case = {"width": width, "classes": classes, "references": references.ravel().tolist(), "labels": labels.tolist(),
            "queries": queries.ravel().tolist(), "answers": []}
    for k in (1, 2, 7):
        model = KNeighborsClassifier(n_neighbors=k, algorithm="brute").fit(references, labels)
        distances, indices = model.kneighbors(queries)
        # Which of several references at the k-th distance is taken is scikit-learn's own affair: compare only where there is one choice.
        everything = np.sort(np.sqrt(((queries[:, None] - references[None]) ** 2).sum(-1)), axis=1)
        clear = everything[:, k] - everything[:, k - 1] > 1e-9
        case["answers"].append({"k": k, "labels": model.predict(queries).tolist(), "distances": distances.ravel().tolist(),
                                "clear": clear.tolist()})
    return case


def pca_case():
    images = rng.integers(0, 256, (40, 784)).astype(np.float64)
    images[:, :300] = np.clip(images[:, :1] * 0.5 + 20 * rng.standard_normal((40, 300)) + 60, 0, 255)
    images = np.floor(images)
    model = PCA(n_components=3, svd_solver="full").fit(images / 255)
    return {"images": images.astype(int).ravel().tolist(), "variances": model.explained_variance_.tolist(),
            "components": model.components_.ravel().tolist(), "codes": model.transform(images / 255).ravel().tolist()}


OUT.parent.mkdir(exist_ok=True)
OUT.write_text(json.dumps({
    "networks": [
        network_case("shallow", [12, 4, 12], [True, False], 5, False),
        network_case("deep", [10, 7, 3, 7, 10], [True, True, True, False], 6, False),
        network_case("deeper, linear code", [9, 8, 5, 2, 5, 8, 9], [True, True, False, True, True, False], 4, True),
    ],
    "knn": knn_case(),
    "pca": pca_case(),
}))
print(OUT, OUT.stat().st_size)
