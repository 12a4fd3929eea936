"""Optimizers: one class a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine import named
from engine.family import CustomObjects
from engine.optimizers import schedules as schedules
from engine.optimizers.adadelta import Adadelta as Adadelta
from engine.optimizers.adafactor import Adafactor as Adafactor
from engine.optimizers.adagrad import Adagrad as Adagrad
from engine.optimizers.adam import Adam as Adam
from engine.optimizers.adamax import Adamax as Adamax
from engine.optimizers.adamw import AdamW as AdamW
from engine.optimizers.ftrl import Ftrl as Ftrl
from engine.optimizers.lamb import Lamb as Lamb
from engine.optimizers.lion import Lion as Lion
from engine.optimizers.muon import Muon as Muon
from engine.optimizers.nadam import Nadam as Nadam
from engine.optimizers.optimizer import Optimizer as Optimizer
from engine.optimizers.rmsprop import RMSprop as RMSprop
from engine.optimizers.schedule_free_adamw import ScheduleFreeAdamW as ScheduleFreeAdamW
from engine.optimizers.sgd import SGD as SGD
from engine.registry import OPTIMIZERS
from engine.types import Json


def get(value: Any, custom_objects: CustomObjects | None = None) -> Optimizer:
    """Return the optimizer for a name, a config, an optimizer or its class.

    Parameters
    ----------
    value : str, dict, Optimizer or type
        For example ``"adam"``; as in Keras, upper and lower case are the same.
    custom_objects : mapping of str to type, optional
        A user's own optimizers by name.

    Raises
    ------
    UnsupportedError
        For unknown names.
    """
    if isinstance(value, str):
        value = _any_case(value)
    elif isinstance(value, Mapping) and "class_name" in value:
        value = {**value, "class_name": _any_case(str(value["class_name"]))}
    return named.make(value, Optimizer, OPTIMIZERS, custom_objects)


def _any_case(name: str) -> str:
    name = name.removeprefix("Custom>")  # Keras 2 wrote so
    return (
        name if name in OPTIMIZERS or name.lower() not in OPTIMIZERS else name.lower()
    )


def serialize(optimizer: Optimizer) -> Json:
    """Return the config of an optimizer as Keras writes it."""
    return named.serialize(optimizer, OPTIMIZERS)


def deserialize(config: Json, custom_objects: CustomObjects | None = None) -> Optimizer:
    """Return the optimizer of a config, or of a name."""
    return get(config, custom_objects)


named.register_named(Optimizer, OPTIMIZERS)
