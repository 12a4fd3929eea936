"""Judges the moving averages of the weights instead of the weights."""

from __future__ import annotations

from engine.callbacks.callback import Callback, Logs
from engine.errors import OptionError
from engine.options import option
from engine.parameters import Variable


class SwapEMAWeights(Callback):
    """Judges the moving averages of the weights instead of the weights.

    The optimizer keeps them with ``use_ema=True``. They take the place of the weights
    before each evaluation and prediction, and give it back afterwards.

    References
    ----------
    .. [1] ``keras.callbacks.SwapEMAWeights``.
    """

    swap_on_epoch: bool = option(
        default=False,
        doc="Swap at the end of epochs, so that the next callbacks save averages.",
    )

    def setup(self) -> None:
        """Begin with the weights in their place."""
        self._is_swapped = False

    def on_epoch_begin(self, epoch: int, logs: Logs = None) -> None:
        """Put the weights back to be trained."""
        if self.swap_on_epoch:
            self._show_averages(False)

    def on_epoch_end(self, epoch: int, logs: Logs = None) -> None:
        """Show the averages to the callbacks that come next."""
        if not self.swap_on_epoch or self._is_swapped:
            return
        self._show_averages(True)
        if epoch == self.params["epochs"] - 1:
            # The end of training copies the averages to the weights: keep them.
            for variable, average in self._pairs():
                average.assign(variable.value)

    def on_test_begin(self, logs: Logs = None) -> None:
        """Show the averages."""
        self._show_averages(True)

    def on_test_end(self, logs: Logs = None) -> None:
        """Put the weights back."""
        self._show_averages(False)

    def on_predict_begin(self, logs: Logs = None) -> None:
        """Show the averages."""
        self._show_averages(True)

    def on_predict_end(self, logs: Logs = None) -> None:
        """Put the weights back."""
        self._show_averages(False)

    def _show_averages(self, shown: bool) -> None:
        if shown == self._is_swapped:
            return
        for variable, average in self._pairs():
            kept = variable.value.copy()
            variable.assign(average.value)
            average.assign(kept)
        self._is_swapped = shown

    def _pairs(self) -> list[tuple[Variable, Variable]]:
        optimizer = self.model.optimizer
        if optimizer is None or not optimizer.use_ema:
            raise OptionError(
                "SwapEMAWeights: the optimizer keeps no moving averages. Give it "
                "use_ema=True."
            )
        if not optimizer.built:
            optimizer.build(self.model.trainable_variables)
        variables = self.model.trainable_variables
        return list(zip(variables, optimizer.averages, strict=True))
