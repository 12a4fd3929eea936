"""Where each weight of a model stands in Keras' weight files.

Files address the layers of a graph by class and position, not by name:
``layers/dense``, ``layers/dense_1``, ... in the order of ``model.layers``. A layer
within a layer stands under the name of the attribute that holds it, ``lstm/cell``, and
one in a list under the name of the list, ``cells/lstm_cell``.

References
----------
.. [1] ``keras/src/saving/saving_lib.py``, ``_walk_saveable``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.layers.layer import Layer
from engine.models import Functional, Model
from engine.parameters import Variable
from engine.registry import snake_case


@dataclass(frozen=True)
class WeightGroup:
    """The weights of one object of a file.

    Attributes
    ----------
    path : str
        Where it stands, such as ``"layers/lstm/cell"``; empty for the model itself.
    name : str
        Name of the object, for information.
    where : str
        The layer, for messages.
    variables : list of Variable
        Its weights in Keras' order; often none.
    """

    path: str
    name: str
    where: str
    variables: list[Variable]

    @property
    def vars_path(self) -> str:
        """Path of the group that holds the arrays ``0``, ``1``, ..."""
        return f"{self.path}/vars" if self.path else "vars"


def weight_groups(model: Model, *, repeats: bool = False) -> list[WeightGroup]:
    """Return all groups of a model, in Keras' order.

    Parameters
    ----------
    model : Model
        A model that is built.
    repeats : bool, default=False
        Whether a layer that stands in two models has a group for each. Files are
        written so, for readers that know two layers; the first is enough to read.
    """
    return list(_groups(model, "", None if repeats else set()))


def _groups(layer: Layer, path: str, seen: set[int] | None) -> Iterator[WeightGroup]:
    if seen is not None:
        if id(layer) in seen:
            return
        seen.add(id(layer))
    if isinstance(layer, Functional):
        yield WeightGroup(path, layer.name, layer.where(), [])
        prefix = f"{path}/layers/" if path else "layers/"
        for name, part in _named(layer.layers):
            yield from _groups(part, prefix + name, seen)
        return
    yield WeightGroup(path, layer.name, layer.where(), layer.own_weights)
    prefix = f"{path}/" if path else ""
    for name, part in _attributes(layer):
        yield from _groups(part, prefix + name, seen)


def _attributes(layer: Layer) -> Iterator[tuple[str, Layer]]:
    """Yield the layers that attributes hold, each once, by name, private ones last."""
    names: dict[str, Any] = {}
    for name, value in vars(layer).items():
        public = name.lstrip("_")
        # Keras finds a property before the private attribute behind it.
        names[public if hasattr(type(layer), public) else name] = value
    if isinstance(layer, Model):  # what comes later by name stands in its list
        names["layers"] = layer.layers
    found: set[int] = set()
    for name in sorted(names, key=lambda key: (key.startswith("_"), key)):
        for place, part in _within(name, names[name]):
            if id(part) not in found:
                found.add(id(part))
                yield place, part


def _within(place: str, value: Any) -> Iterator[tuple[str, Layer]]:
    """Yield the layers that a value is or holds, with where they stand."""
    if isinstance(value, Layer):
        yield place, value
    elif isinstance(value, dict):
        yield from _within(place, list(value.values()))
    elif isinstance(value, list | tuple):
        for name, item in _named(value):
            yield from _within(f"{place}/{name}", item)


def _named(items: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield layers and lists of a list with names that are unique in it."""
    used: dict[str, int] = {}
    for item in items:
        if isinstance(item, Layer):
            title = snake_case(_class_name(item))
        elif isinstance(item, list | tuple | dict):
            title = "container"
        else:
            continue
        number = used.get(title, 0)
        used[title] = number + 1
        yield f"{title}_{number}" if number else title, item


def _class_name(layer: Layer) -> str:
    return layer.keras_title or type(layer).__name__
