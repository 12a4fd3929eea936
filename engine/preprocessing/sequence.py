"""``keras.preprocessing.sequence``."""

from typing import TYPE_CHECKING

from engine.former_names import missing_name
from engine.utils.sequences import pad_sequences as pad_sequences

if not TYPE_CHECKING:  # checkers would take any name for granted

    def __getattr__(name: str) -> None:
        """Say what to use in place of a name that is not here."""
        raise missing_name("keras.preprocessing.sequence", name)
