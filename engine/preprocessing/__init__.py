"""``keras.preprocessing``: older places of what `engine.utils` has."""

from engine.preprocessing import sequence as sequence
from engine.utils.timeseries import (
    timeseries_dataset_from_array as timeseries_dataset_from_array,
)
