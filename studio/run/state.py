"""What training leaves behind: weights, optimizer state, scales; plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.types import Array, Json


@dataclass(frozen=True)
class TrainedState:
    """A trained model beside its document.

    Attributes
    ----------
    weights : mapping
        Lists of arrays by layer id, in the order of the layer's weights.
    optimizer : mapping
        Arrays of the optimizer by name, as from `Optimizer.get_state`.
    optimizer_class : str
        Class that the state belongs to.
    epochs : int
        Epochs trained so far.
    transforms : dict or None
        What was learned about the columns; see `studio.data.Transforms`.
    fingerprint : str
        Of the data trained on.
    best_weights : mapping
        Weights of the best epoch, empty if that is the present one.
    best_epoch : int
        Its number, 0 for none.
    """

    weights: Mapping[str, list[Array]]
    optimizer: Mapping[str, Array] = field(default_factory=dict)
    optimizer_class: str = ""
    epochs: int = 0
    transforms: Json = None
    fingerprint: str = ""
    best_weights: Mapping[str, list[Array]] = field(default_factory=dict)
    best_epoch: int = 0
