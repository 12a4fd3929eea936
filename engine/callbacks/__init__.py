"""Callbacks: hooks around training, evaluation and prediction, as in Keras."""

from typing import TYPE_CHECKING

from engine.callbacks.backup_and_restore import BackupAndRestore as BackupAndRestore
from engine.callbacks.callback import Callback as Callback
from engine.callbacks.callback_list import CallbackList as CallbackList
from engine.callbacks.csv_logger import CSVLogger as CSVLogger
from engine.callbacks.early_stopping import EarlyStopping as EarlyStopping
from engine.callbacks.history import History as History
from engine.callbacks.lambda_callback import LambdaCallback as LambdaCallback
from engine.callbacks.learning_rate_scheduler import (
    LearningRateScheduler as LearningRateScheduler,
)
from engine.callbacks.model_checkpoint import ModelCheckpoint as ModelCheckpoint
from engine.callbacks.progbar_logger import ProgbarLogger as ProgbarLogger
from engine.callbacks.reduce_lr_on_plateau import ReduceLROnPlateau as ReduceLROnPlateau
from engine.callbacks.swap_ema_weights import SwapEMAWeights as SwapEMAWeights
from engine.callbacks.tensor_board import TensorBoard as TensorBoard
from engine.callbacks.terminate_on_nan import TerminateOnNaN as TerminateOnNaN
from engine.former_names import missing_name

if not TYPE_CHECKING:  # checkers would take any name for granted

    def __getattr__(name: str) -> None:
        """Say what to use in place of a name that is not here."""
        raise missing_name("keras.callbacks", name)
