"""Layers made from their configs."""

from __future__ import annotations

from collections.abc import Mapping

from engine.custom_objects import also_known
from engine.errors import OptionError
from engine.family import CustomObjects
from engine.layers.layer import Layer, layer_of
from engine.types import Json


def deserialize(config: Json, custom_objects: CustomObjects | None = None) -> Layer:
    """Return the layer that a config describes.

    Parameters
    ----------
    config : dict
        What `serialize` returned, here or in Keras.
    custom_objects : mapping of str to class or function, optional
        One's own, by name.

    Raises
    ------
    OptionError
        If it is no such config.
    UnsupportedError
        If there is no such layer.
    """
    described = isinstance(config, Layer) or (
        isinstance(config, Mapping) and "class_name" in config
    )
    if not described:
        raise OptionError(
            "deserialize: a config is a dict such as keras.layers.serialize(layer) "
            "returns. Received {config!r}.",
            config=config,
        )
    with also_known(custom_objects):
        return layer_of(config)
