"""Adam with weight decay."""

from __future__ import annotations

from engine.errors import OptionError
from engine.optimizers.adam import Adam
from engine.optimizers.learning_rate import LearningRate
from engine.options import option


class AdamW(Adam):
    """Adam that takes a share off every weight at each step, beside the gradient.

    References
    ----------
    .. [1] Loshchilov & Hutter, "Decoupled weight decay regularization",
       arXiv:1711.05101.
    .. [2] ``keras.optimizers.AdamW``.
    """

    learning_rate: LearningRate = option(
        default=0.001, doc="Size of the steps.", min=0.0, formerly=("lr",)
    )
    weight_decay: float | None = option(
        default=0.004,
        doc="Share of every weight taken off at each step, times the learning rate.",
        min=0.0,
    )

    def setup(self) -> None:
        """Check that there is a weight decay."""
        super().setup()
        if self.weight_decay is None:
            raise OptionError(
                "{where}: option weight_decay must be a number. Received None. Use "
                "Adam for none.",
                where=self.where(),
            )
