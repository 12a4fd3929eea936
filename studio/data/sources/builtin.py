"""Source kind ``builtin``: data sets in the box, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.data.builtin_set import CATALOGUE
from studio.data.dataset import Dataset
from studio.data.sets import SetInfo
from studio.data.source import Source


@dataclass(frozen=True)
class BuiltinSource(Source):
    """``{"kind": "builtin", "name": ..., <options of the set>}``."""

    kind: ClassVar[str] = "builtin"
    title: ClassVar[str] = "Data sets in the box"

    @classmethod
    def open_values(cls, values: Mapping[str, Any], base: Path | None) -> Dataset:  # noqa: ARG003
        """Open the set with the given name and options."""
        return CATALOGUE.open(values)


def builtin_sets() -> tuple[SetInfo, ...]:
    """List the data sets in the box, sorted by title."""
    return CATALOGUE.infos()
