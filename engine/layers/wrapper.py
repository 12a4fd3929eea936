"""The base of layers around a layer."""

from __future__ import annotations

from typing import Any

from engine.layers.layer import Layer
from engine.options import option


class Wrapper(Layer, registers=False):
    """Base of layers that do something with another layer; no use on its own.

    References
    ----------
    .. [1] ``keras.layers.Wrapper``.
    """

    layer: Layer = option(
        doc="The layer within.",
        suggest={"class_name": "Dense", "config": {"units": 32}},
    )

    def build(self, input_shape: Any) -> None:
        """Build the layer within for the same input."""
        self.layer.ensure_built(input_shape)
        if not self.layer.built:  # a model makes its graph on request only
            self.layer.build(input_shape)
