"""Parts the rows of a data set into training, validation and test."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Self, get_args

import numpy as np

from studio.data.errors import DataError, listed, shown
from studio.data.fields import Array

Method = Literal["random", "last"]


class SplitRows(NamedTuple):
    """Row numbers of the three parts: disjoint, together all rows."""

    train: Array
    validation: Array
    test: Array


@dataclass(frozen=True)
class Split:
    """How rows are parted.

    Attributes
    ----------
    validation, test : float
        Parts of all rows, 0 for none; together less than 1.
    shuffle : bool
        Whether training rows come in random order, here and in every epoch.
    seed : int
        Equal seeds choose equal rows.
    method : str
        ``"random"``: validation and test rows are drawn; ``"last"``: they are the last
        rows (first validation, then test), as time series need it.
    """

    validation: float = 0.2
    test: float = 0.0
    shuffle: bool = True
    seed: int = 0
    method: Method = "random"

    def __post_init__(self) -> None:
        _check_fraction("validation", self.validation)
        _check_fraction("test", self.test)
        if self.validation + self.test >= 1:
            raise DataError(
                "Data split: validation {validation} and test {test} leave no rows "
                "for training. Together they must be less than 1.",
                validation=self.validation,
                test=self.test,
            )
        if not isinstance(self.shuffle, bool):
            raise DataError(
                "Data split: shuffle must be true or false, received {received}.",
                received=shown(self.shuffle),
            )
        is_int = isinstance(self.seed, int) and not isinstance(self.seed, bool)
        if not is_int or not 0 <= self.seed < 2**32:
            raise DataError(
                "Data split: seed must be a whole number from 0 to 4294967295, "
                "received {received}.",
                received=shown(self.seed),
            )
        if self.method not in get_args(Method):
            raise DataError(
                "Data split: method must be one of {choices}, received {received}.",
                choices=listed(get_args(Method)),
                received=shown(self.method),
            )

    def rows(self, count: int) -> SplitRows:
        """Choose the rows of each part.

        Parameters
        ----------
        count : int
            Number of all rows.

        Returns
        -------
        SplitRows
            Validation and test rows in ascending order; training rows in random order
            if `shuffle`, else ascending.

        Raises
        ------
        DataError
            If a part that is wanted would have no row.
        """
        n_validation = math.floor(count * self.validation + 0.5)
        n_test = math.floor(count * self.test + 0.5)
        n_train = count - n_validation - n_test
        self._check_sizes(count, n_train, n_validation, n_test)
        rng = np.random.default_rng(self.seed)
        order = np.arange(count)
        if self.method == "random":
            order = rng.permutation(order)
        train = order[:n_train]
        validation = order[n_train : n_train + n_validation]
        test = order[n_train + n_validation :]
        train = rng.permutation(train) if self.shuffle else np.sort(train)
        return SplitRows(train, np.sort(validation), np.sort(test))

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data for a project file."""
        return {
            "validation": self.validation,
            "test": self.test,
            "shuffle": self.shuffle,
            "seed": self.seed,
            "method": self.method,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; what is absent has its default.

        Raises
        ------
        DataError
            If it is something else.
        """
        known = tuple(cls.__dataclass_fields__)
        if not isinstance(data, Mapping) or not set(data) <= set(known):
            raise DataError(
                "Data split: expected {known}, received {received}.",
                known=listed(known),
                received=shown(data),
            )
        return cls(**data)

    def _check_sizes(
        self, count: int, n_train: int, n_validation: int, n_test: int
    ) -> None:
        """Refuse a part without rows."""
        if n_train < 1:
            raise DataError(
                "Data split: no rows are left for training: {count} rows, {validation} "
                "for validation, {test} for test. Use more rows or smaller parts.",
                count=count,
                validation=n_validation,
                test=n_test,
            )
        if self.validation > 0 and n_validation < 1:
            raise DataError(
                "Data split: zero rows are left for validation: {part} of {count} "
                "rows. Use more rows, a larger part, or 0 for no validation.",
                part=self.validation,
                count=count,
            )
        if self.test > 0 and n_test < 1:
            raise DataError(
                "Data split: zero rows are left for test: {part} of {count} rows. "
                "Use more rows, a larger part, or 0 for no test.",
                part=self.test,
                count=count,
            )


def _check_fraction(option: str, value: object) -> None:
    """Refuse anything but a number from 0 to less than 1."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not 0 <= value < 1:  # type: ignore[operator]
        raise DataError(
            "Data split: {option} must be a number from 0 to less than 1, "
            "received {received}.",
            option=option,
            received=shown(value),
        )
