/** @file load_weights.py: the loader script included in every artifact. It needs only numpy and keras. */

export const LOAD_WEIGHTS = `"""Puts the weights of weights.npz into the Keras model of model.py, by layer and weight name.

    from load_weights import load
    model = load()
"""
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))

# Keras 3 calls these weights otherwise than Keras 2 and TensorFlow.js do.
OTHER_NAMES = {"kernel": ["depthwise_kernel"], "depthwise_kernel": ["kernel"]}


def load_weights(model, path=os.path.join(HERE, "weights.npz")):
    """Sets every weight of the model; raises ValueError when a weight is missing, left over or of another shape."""
    with np.load(path, allow_pickle=False) as archive:
        left = {name: archive[name] for name in archive.files}
    for layer in model.layers:
        for variable in layer.weights:
            # Keras 3 says "kernel", Keras 2 "conv2d_1/kernel:0".
            short = variable.name.split("/")[-1].split(":")[0]
            names = [layer.name + "/" + word for word in [short, *OTHER_NAMES.get(short, [])]]
            found = next((name for name in names if name in left), None)
            if found is None:
                raise ValueError("weights.npz has no " + names[0])
            value = left.pop(found)
            if tuple(value.shape) != tuple(variable.shape):
                raise ValueError(
                    "%s is %s in weights.npz and %s in the model" % (found, tuple(value.shape), tuple(variable.shape))
                )
            variable.assign(value)
    if left:
        raise ValueError("the model has no " + ", ".join(sorted(left)))
    return model


def load():
    """The model of model.py with its weights."""
    from model import model

    return load_weights(model)


if __name__ == "__main__":
    load().summary()
`
