"""Base of the generators, and what several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

import numpy as np
import numpy.typing as npt

from studio.data.fields import Array, Column
from studio.data.options import Setting
from studio.data.sets import Catalogue, NamedSet

CATALOGUE = Catalogue("studio.data.generators", "Generated data")

Seed = Annotated[int, Setting("Equal seeds give equal data.", min=0, max=2**32 - 1)]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class GeneratedSet(NamedSet):
    """A data set that is computed; a subclass declares ``rows`` and ``seed``."""

    kind: ClassVar[str] = "generated"
    licence: ClassVar[str] = "Made by this program, free to use (CC0)"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            CATALOGUE.register(cls)


def float32(values: Array) -> Array:
    """Values as float32, rounded so that every processor makes the same ones."""
    return np.round(values, 4).astype(np.float32, copy=False)


def class_labels(codes: Array, classes: tuple[str, ...], doc: str) -> Column:
    """Column of classes."""
    return Column(codes.astype(np.int32), "category", classes, doc)


def digit_classes(count: int) -> tuple[str, ...]:
    """Return the names "0", "1", ... of `count` classes."""
    return tuple(str(i) for i in range(count))
