"""Source kind ``generated``: generated data, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from studio.data.dataset import Dataset
from studio.data.generated_set import CATALOGUE
from studio.data.sets import SetInfo
from studio.data.source import Source


@dataclass(frozen=True)
class GeneratedSource(Source):
    """``{"kind": "generated", "name": ..., <options of the set>}``."""

    kind: ClassVar[str] = "generated"
    title: ClassVar[str] = "Generated data"

    @classmethod
    def open_values(cls, values: Mapping[str, Any], base: Path | None) -> Dataset:  # noqa: ARG003
        """Open the set with the given name and options."""
        return CATALOGUE.open(values)


def generated_sets() -> tuple[SetInfo, ...]:
    """List the generated data, sorted by title."""
    return CATALOGUE.infos()
