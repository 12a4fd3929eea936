"""Base of the data sets in the box, and the reader of their files."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Any, ClassVar

import numpy as np

from studio.data.fields import Array, Column
from studio.data.sets import Catalogue, NamedSet

CATALOGUE = Catalogue("studio.data.builtin", "Built-in data")

UCI_LICENCE = "CC BY 4.0, UCI Machine Learning Repository"


@dataclass(frozen=True)
class BuiltinSet(NamedSet):
    """A data set read from ``resources/datasets``."""

    kind: ClassVar[str] = "builtin"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__:
            CATALOGUE.register(cls)


def stored(name: str) -> dict[str, Array]:
    """Read all arrays of one shipped file.

    Parameters
    ----------
    name : str
        Name of the file without ``.npz``.

    Returns
    -------
    dict of str to ndarray
        As ``resources/datasets/convert.py`` wrote them.
    """
    path = resources.files("resources") / "datasets" / f"{name}.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        return {key: archive[key] for key in archive.files}


def number_columns(arrays: dict[str, Array]) -> dict[str, Column]:
    """Columns of a stored table, by their real names."""
    names = [str(name) for name in arrays["columns"]]
    values = arrays["values"]
    return {
        name: Column(np.ascontiguousarray(values[:, i])) for i, name in enumerate(names)
    }


def class_column(arrays: dict[str, Array], doc: str) -> Column:
    """Class of each row of a stored table."""
    classes = tuple(str(name) for name in arrays["classes"])
    return Column(arrays["target"].astype(np.int32), "category", classes, doc)
