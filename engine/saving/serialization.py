"""Architectures as configs and JSON text, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.custom_objects import also_known
from engine.errors import FileError, Text
from engine.layers.layer import Layer
from engine.models import Model, Sequential
from engine.saving.compile_config import compile_from_config
from engine.saving.config_reading import ConfigReader, CustomObjects
from engine.saving.config_writing import ConfigWriter, require_built
from engine.saving.guard import read_json
from engine.types import Json


def functional_config(model: Model) -> dict[str, Json]:
    """Return the config of a graph: its layers, their calls, inputs and outputs."""
    return ConfigWriter().functional(model)


def functional_from_config(
    config: Mapping[str, Json], custom_objects: CustomObjects | None = None
) -> tuple[Any, Any]:
    """Return symbolic inputs and outputs of the graph that a config describes.

    Parameters
    ----------
    config : mapping
        What `functional_config` or Keras returned.
    custom_objects : mapping, optional
        Further classes of layers by name.

    Raises
    ------
    FileError
        If it describes no graph.
    UnsupportedError
        If it names what does not exist here.
    """
    return ConfigReader("", custom_objects).functional(config)


def sequential_config(model: Sequential) -> dict[str, Json]:
    """Return the config of a chain of layers."""
    return ConfigWriter().sequential(model)


def sequential_layers(
    config: Json, custom_objects: CustomObjects | None = None
) -> list[Layer]:
    """Return the layers of the chain that a config describes, an Input first.

    Parameters
    ----------
    config : mapping
        What `sequential_config` or Keras returned.
    custom_objects : mapping, optional
        Further classes of layers by name.
    """
    return ConfigReader("", custom_objects).sequential(config)


def model_to_json(model: Model, **kwargs: Any) -> str:
    """Return a model without its weights as JSON text, as Keras writes it.

    Parameters
    ----------
    model : Model
        The model.
    **kwargs : object
        Options of ``json.dumps``, such as ``indent``.
    """
    require_built(model, Text("be written"))
    return json.dumps(ConfigWriter().model(model), **{"allow_nan": False, **kwargs})


def model_from_json(
    json_string: str | bytes, custom_objects: CustomObjects | None = None
) -> Model:
    """Return the model that a JSON text describes, with new weights.

    Parameters
    ----------
    json_string : str
        What ``to_json`` of Keras or the engine returned.
    custom_objects : mapping, optional
        Further classes of layers by name.

    Raises
    ------
    FileError
        If the text describes no model.
    UnsupportedError
        If it names what does not exist here.
    """
    return model_from_entry(read_json(json_string, "JSON"), "JSON", custom_objects)


def model_from_entry(
    entry: Json,
    where: str,
    custom_objects: CustomObjects | None = None,
    *,
    compiles: bool = True,
) -> Model:
    """Return the model of an object as Keras writes it, compiled if it says so.

    Parameters
    ----------
    entry : dict
        With ``class_name``, ``config`` and ``compile_config``.
    where : str
        Name of the file for messages.
    custom_objects : mapping, optional
        Further classes of layers by name.
    compiles : bool, default=True
        Whether to compile.
    """
    if not isinstance(entry, dict):
        raise FileError(
            "{path}: describes no model. Received {kind}.",
            path=where,
            kind=type(entry).__name__,
        )
    with also_known(custom_objects):
        model = ConfigReader(where, custom_objects).model(entry)
        config = entry.get("compile_config")
        if compiles and isinstance(config, dict) and config.get("optimizer"):
            compile_from_config(model, config, where)
    return model
