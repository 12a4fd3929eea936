"""What compile was given, as Keras writes it to files, read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine import losses, metrics, optimizers
from engine.errors import EngineError, UnsupportedError
from engine.models import Model
from engine.types import Json


def compile_from_config(model: Model, config: Mapping[str, Json], where: str) -> None:
    """Compile a model with the optimizer, losses and metrics of a file.

    Nothing is allocated: a file can describe more than there is memory.

    Parameters
    ----------
    model : Model
        A model that is built.
    config : mapping
        The ``compile_config`` of Keras 3 or what `from_training_config` returned.
    where : str
        Name of the file for messages.

    Raises
    ------
    UnsupportedError
        If it names what does not exist here.
    """
    try:
        model.compile(
            optimizer=optimizers.get(_named(config.get("optimizer") or "rmsprop")),
            loss=_objects(config.get("loss"), losses.get),
            loss_weights=config.get("loss_weights"),
            metrics=_objects(config.get("metrics"), metrics.get),
            weighted_metrics=_objects(config.get("weighted_metrics"), metrics.get),
        )
    except EngineError as error:
        raise UnsupportedError(
            "{path}: {reason} Load it with compile=False and compile it anew.",
            path=where,
            reason=error,
        ) from error


def _objects(value: Json, get: Callable[[Any], Any]) -> Any:
    """Return names as they are and configs as objects, in the structure given."""
    value = _named(value)
    if isinstance(value, Mapping):
        if "class_name" in value:
            return get(value)
        return {name: _objects(part, get) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_objects(part, get) for part in value]
    return value


def _named(value: Json) -> Json:
    """Return the name of a function for its config."""
    if isinstance(value, Mapping) and value.get("class_name") == "function":
        return value.get("config")
    return value


def from_training_config(config: Mapping[str, Json]) -> dict[str, Json]:
    """Return the ``training_config`` of an ``.h5`` file in the form of a new one.

    Parameters
    ----------
    config : mapping
        With ``optimizer_config``, ``loss``, ``metrics``, ``loss_weights``.
    """
    optimizer = config.get("optimizer_config")
    if isinstance(optimizer, Mapping) and isinstance(optimizer.get("config"), Mapping):
        options = {
            key: value
            for key, value in optimizer["config"].items()
            # Keras 2's own; `decay` lowered the learning rate and is gone.
            if not (
                key in ("decay", "jit_compile", "is_legacy_optimizer") and not value
            )
        }
        optimizer = {"class_name": optimizer.get("class_name"), "config": options}
    return {
        "optimizer": optimizer,
        "loss": config.get("loss"),
        "loss_weights": config.get("loss_weights"),
        "metrics": config.get("metrics"),
        "weighted_metrics": config.get("weighted_metrics"),
    }
