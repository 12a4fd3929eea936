"""``keras.saving``: models and weights in Keras' own files, written and read safely."""

from engine.saving.files import load_model as load_model
from engine.saving.files import load_weights as load_weights
from engine.saving.files import save_model as save_model
from engine.saving.files import save_weights as save_weights
from engine.saving.serialization import model_from_json as model_from_json
