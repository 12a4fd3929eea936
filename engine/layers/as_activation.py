"""Layers as activations of other layers: ``Dense(3, activation=LeakyReLU())``.

Importing this module teaches them to `engine.activations`, which is a floor below.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.activations import PASSES, Backward, Forward
from engine.errors import ShapeError, UnsupportedError
from engine.graph.context import Context
from engine.layers.layer import Layer
from engine.random import generator
from engine.types import Array


def _passes(layer: Any) -> tuple[Forward, Backward] | None:
    """Return the passes of a layer without weights; None for what is no layer."""
    if not isinstance(layer, Layer):
        return None

    def run(z: Array) -> tuple[Array, Context]:
        layer.ensure_built((None, *z.shape[1:]))
        if layer.weights:
            raise UnsupportedError(
                "{where}: has weights and cannot be the activation of another layer. "
                "Call it on the output of that layer.",
                where=layer.where(),
            )
        context = Context(generator(0))
        return layer.forward(z, context), context

    def forward(z: Array, out: Array) -> None:
        y, _ = run(z)
        if y.shape != z.shape:
            raise ShapeError(
                "{where}: changes the shape {expected} to {received} and cannot be "
                "the activation of another layer. Call it on the output of that layer.",
                where=layer.where(),
                expected=z.shape,
                received=y.shape,
            )
        np.copyto(out, y)

    def backward(dy: Array, y: Array, z: Array, out: Array) -> None:
        del y
        _, context = run(z)
        np.copyto(out, layer.backward(dy, context))

    return forward, backward


PASSES.append(_passes)
