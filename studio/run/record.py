"""What is known of a run: its settings, curves and end; plain data for files and views.

Names of values are Keras' log names: ``loss``, ``digit_loss``, ``digit_accuracy``,
``val_loss``, ...
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from engine.types import Json

Status = Literal["running", "done", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Point:
    """Mean training values over a stretch of batches.

    Attributes
    ----------
    x : float
        Where the stretch ends, in epochs since the start: 2.25 is a quarter into the
        third epoch.
    values : mapping
        Training loss and metrics by log name.
    """

    x: float
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EpochRow:
    """Logs at the end of an epoch, with the ``val_`` ones.

    Attributes
    ----------
    epoch : int
        Number of the epoch, from 1.
    values : mapping
        Values by log name.
    """

    epoch: int
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands.

    Attributes
    ----------
    epoch, epochs : int
        Present epoch, from 1, and the one at which the run ends.
    batch, batches : int
        Batches done in this epoch, and in a whole one.
    samples_per_second : float
        Speed; 0 when not known yet.
    seconds_left : float
        Estimate for the rest of the run; 0 when not known yet.
    """

    epoch: int
    epochs: int
    batch: int
    batches: int
    samples_per_second: float = 0.0
    seconds_left: float = 0.0

    @property
    def fraction(self) -> float:
        """Share of the run that is done, 0 .. 1."""
        if not self.epochs or not self.batches:
            return 0.0
        done = (self.epoch - 1) * self.batches + self.batch
        return min(1.0, done / (self.epochs * self.batches))


@dataclass
class RunRecord:
    """One run.

    Attributes
    ----------
    id : str
        Unique id.
    title : str
        Name for lists, such as ``"Run 3"``.
    started : str
        ISO time of the start.
    outputs : list of str
        Names of the model's outputs.
    settings : dict
        The document's settings when the run started.
    points : list of Point
        Training curve.
    epochs : list of EpochRow
        One row for each finished epoch.
    first_epoch : int
        Epochs that earlier runs had trained the model already.
    status : str
        How it ended.
    error : str
        Why it failed.
    seconds : float
        Time spent training.
    best_epoch : int
        Epoch with the lowest validation (else training) loss, from 1; 0 for none.
    """

    id: str
    title: str
    started: str
    outputs: list[str] = field(default_factory=list)
    settings: dict[str, Json] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    epochs: list[EpochRow] = field(default_factory=list)
    first_epoch: int = 0
    status: Status = "running"
    error: str = ""
    seconds: float = 0.0
    best_epoch: int = 0

    def to_json(self) -> dict[str, Json]:
        """Return the record as JSON-able data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> RunRecord:
        """Make a record from `to_json`'s data."""
        known = {k: v for k, v in data.items() if k in cls.__dataclass_fields__}
        known["points"] = [Point(p["x"], p["values"]) for p in data["points"]]
        known["epochs"] = [EpochRow(r["epoch"], r["values"]) for r in data["epochs"]]
        return cls(**known)

    def add_epoch(self, row: EpochRow) -> None:
        """Add a finished epoch and see whether it is the best."""
        self.epochs.append(row)
        key = "val_loss" if "val_loss" in row.values else "loss"
        rows = [r for r in self.epochs if key in r.values]
        if rows:
            self.best_epoch = min(rows, key=lambda r: r.values[key]).epoch
