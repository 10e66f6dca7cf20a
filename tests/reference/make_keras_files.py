#!/usr/bin/env python3
"""Makes tests/data/small.keras, small.h5, small_keras2.h5 and small.npz: one autoencoder of 12 pixels, an encoder and a decoder
in it, as Keras 3 saves it, as Keras 2 did, and its weights as NumPy does; and pixels.keras, pixels.h5 of 784 pixels, which
the page takes. Needs Keras 3 and h5py."""
import json
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np

DATA = Path(__file__).parents[1] / "data"


def half(name, inputs, *layers):
    start = keras.Input((inputs,))
    end = start
    for units, activation in layers:
        end = keras.layers.Dense(units, activation, bias_initializer="random_normal")(end)
    return keras.Model(start, end, name=name)


def keras2_config(config):
    """A configuration as Keras 2 wrote it: inbound nodes are lists of [layer, node, tensor, arguments]."""
    if isinstance(config, list):
        return [keras2_config(item) for item in config]
    if not isinstance(config, dict):
        return config
    config = {key: keras2_config(value) for key, value in config.items() if key not in ("module", "registered_name")}
    for i, node in enumerate(config.get("inbound_nodes", [])):
        history = node["args"][0]["config"]["keras_history"]
        config["inbound_nodes"][i] = [[*history, {}]]
    return config


def make_pixels():
    encoder = half("encoder", 784, (2, "relu"))
    decoder = half("decoder", 2, (784, "sigmoid"))
    model = keras.Sequential([keras.Input((784,)), encoder, decoder])
    model.save(DATA / "pixels.keras")
    model.save(DATA / "pixels.h5")


def main():
    keras.utils.set_random_seed(1)
    make_pixels()
    encoder = half("encoder", 12, (5, "relu"), (3, "relu"))
    decoder = half("decoder", 3, (5, "relu"), (12, "sigmoid"))
    image = keras.Input((12,))
    model = keras.Model(image, decoder(encoder(image)), name="autoencoder")
    model.save(DATA / "small.keras")
    model.save(DATA / "small.h5")
    np.savez_compressed(DATA / "small.npz", *model.get_weights())
    with h5py.File(DATA / "small_keras2.h5", "w") as file:
        config = keras2_config({"class_name": "Functional", "config": model.get_config()})
        file.attrs["model_config"] = json.dumps(config).encode()
        file.attrs["keras_version"] = "2.15.0"
        for part in (encoder, decoder):
            for layer in part.layers[1:]:
                for name, array in zip(("kernel:0", "bias:0"), layer.get_weights()):
                    file[f"model_weights/{part.name}/{layer.name}/{name}"] = array


if __name__ == "__main__":
    main()
