"""``keras.utils``: arrays, datasets, seeds, diagrams, custom objects."""

from typing import TYPE_CHECKING

from engine.callbacks.progress_bar import Progbar as Progbar
from engine.custom_objects import CustomObjectScope as CustomObjectScope
from engine.custom_objects import custom_object_scope as custom_object_scope
from engine.custom_objects import get_custom_objects as get_custom_objects
from engine.custom_objects import get_registered_name as get_registered_name
from engine.custom_objects import get_registered_object as get_registered_object
from engine.custom_objects import (
    register_keras_serializable as register_keras_serializable,
)
from engine.diagram import model_to_dot as model_to_dot
from engine.diagram import plot_model as plot_model
from engine.former_names import missing_name
from engine.random import set_random_seed as set_random_seed
from engine.training.py_dataset import PyDataset as PyDataset
from engine.utils.batches import pack_x_y_sample_weight as pack_x_y_sample_weight
from engine.utils.batches import unpack_x_y_sample_weight as unpack_x_y_sample_weight
from engine.utils.counting import count_params as count_params
from engine.utils.numerical import normalize as normalize
from engine.utils.numerical import to_categorical as to_categorical
from engine.utils.sequences import pad_sequences as pad_sequences
from engine.utils.session import clear_session as clear_session
from engine.utils.tensors import get_source_inputs as get_source_inputs
from engine.utils.tensors import is_keras_tensor as is_keras_tensor
from engine.utils.timeseries import (
    timeseries_dataset_from_array as timeseries_dataset_from_array,
)

Sequence = PyDataset

if not TYPE_CHECKING:  # checkers would take any name for granted

    def __getattr__(name: str) -> None:
        """Say what to use in place of a name that is not here."""
        raise missing_name("keras.utils", name)
