"""``keras.preprocessing``: older places of what `engine.utils` has."""

from typing import TYPE_CHECKING

from engine.former_names import missing_name
from engine.preprocessing import sequence as sequence
from engine.utils.timeseries import (
    timeseries_dataset_from_array as timeseries_dataset_from_array,
)

if not TYPE_CHECKING:  # checkers would take any name for granted

    def __getattr__(name: str) -> None:
        """Say what to use in place of a name that is not here."""
        raise missing_name("keras.preprocessing", name)
