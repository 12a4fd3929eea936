"""Keras' functional API on NumPy: ``import engine as keras`` runs a Keras 3 script."""

from typing import TYPE_CHECKING

from engine import activations as activations
from engine import callbacks as callbacks
from engine import constraints as constraints
from engine import datasets as datasets
from engine import initializers as initializers
from engine import layers as layers
from engine import losses as losses
from engine import metrics as metrics
from engine import models as models
from engine import ops as ops
from engine import optimizers as optimizers
from engine import preprocessing as preprocessing
from engine import regularizers as regularizers
from engine import saving as saving
from engine import utils as utils
from engine.former_names import explain_parts, missing_name
from engine.initializers import Initializer as Initializer
from engine.layers import Input as Input
from engine.layers import Layer as Layer
from engine.losses import Loss as Loss
from engine.metrics import Metric as Metric
from engine.models import Model as Model
from engine.models import Sequential as Sequential
from engine.optimizers import Optimizer as Optimizer
from engine.parameters import Variable as Variable
from engine.regularizers import Regularizer as Regularizer

__version__ = "0.1.0"

for _package in (callbacks, layers, losses, metrics, optimizers, optimizers.schedules):
    explain_parts(_package)

if not TYPE_CHECKING:  # checkers would take any name for granted

    def __getattr__(name: str) -> None:
        """Say what to use in place of a name that is not here."""
        raise missing_name("keras", name)
