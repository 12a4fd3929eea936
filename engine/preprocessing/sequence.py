"""``keras.preprocessing.sequence``."""

from engine.utils.sequences import pad_sequences as pad_sequences
