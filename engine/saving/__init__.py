"""``keras.saving``: models and weights in Keras' own files, written and read safely."""

from engine.custom_objects import CustomObjectScope as CustomObjectScope
from engine.custom_objects import custom_object_scope as custom_object_scope
from engine.custom_objects import get_custom_objects as get_custom_objects
from engine.custom_objects import get_registered_name as get_registered_name
from engine.custom_objects import get_registered_object as get_registered_object
from engine.custom_objects import (
    register_keras_serializable as register_keras_serializable,
)
from engine.saving.files import load_model as load_model
from engine.saving.files import load_weights as load_weights
from engine.saving.files import save_model as save_model
from engine.saving.files import save_weights as save_weights
from engine.saving.serialization import model_from_json as model_from_json
