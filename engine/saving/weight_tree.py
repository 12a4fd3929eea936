"""Where each weight of a model stands in Keras' weight files.

Files address layers by class and position, not by name: ``layers/dense``,
``layers/dense_1``, ... in the order of ``model.layers``; inner models and the cells of
recurrent layers have groups of their own within.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.layers.layer import Layer
from engine.models import Model, Sequential
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
    if isinstance(layer, Model):
        yield WeightGroup(path, layer.name, layer.where(), [])
        prefix = f"{path}/layers/" if path else "layers/"
        used: dict[str, int] = {}
        for part in layer.layers:
            title = snake_case(_class_name(part))
            number = used.get(title, 0)
            used[title] = number + 1
            yield from _groups(
                part, f"{prefix}{title}_{number}" if number else prefix + title, seen
            )
    elif layer.weights_within:
        yield WeightGroup(path, layer.name, layer.where(), [])
        yield WeightGroup(
            f"{path}/{layer.weights_within}",
            f"{snake_case(type(layer).__name__)}_{layer.weights_within}",
            layer.where(),
            layer.weights,
        )
    else:
        yield WeightGroup(path, layer.name, layer.where(), layer.weights)


def _class_name(layer: Layer) -> str:
    if isinstance(layer, Model) and not isinstance(layer, Sequential):
        return "Functional"
    return type(layer).__name__
