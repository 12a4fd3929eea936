"""Models: graphs of layers that can be trained, and are layers themselves."""

from engine.models.cloning import clone_model as clone_model
from engine.models.functional import Functional as Functional
from engine.models.model import Model as Model
from engine.models.sequential import Sequential as Sequential
from engine.registry import MODELS

MODELS.add("Functional", Functional)
MODELS.add("Sequential", Sequential)

# Last: engine.saving needs the classes above.
from engine.saving import load_model as load_model  # noqa: E402 # isort: skip
from engine.saving import model_from_json as model_from_json  # noqa: E402 # isort: skip
from engine.saving import save_model as save_model  # noqa: E402 # isort: skip
