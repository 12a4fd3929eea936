"""A penalty on the numbers that pass."""

from __future__ import annotations

from typing import ClassVar

from engine.errors import OptionError
from engine.graph.context import Context
from engine.layers.layer import Example, Layer
from engine.options import option
from engine.regularizers import L1L2, Regularizer
from engine.types import Array


class ActivityRegularization(Layer):
    """Return the input, and add a penalty on it to the loss while training.

    The penalty is ``l1 * sum(abs(x)) + l2 * sum(x ** 2)``, divided by the number of
    samples.

    Input shape: ``(n, ...)``. Output shape: the same.

    References
    ----------
    .. [1] ``keras.layers.ActivityRegularization``.
    """

    category: ClassVar[str] = "Regularization"
    examples: ClassVar[tuple[Example, ...]] = (
        Example({"l1": 0.1}, ((4,),)),
        Example({"l1": 0.1, "l2": 0.2}, ((3, 2),)),
    )
    supports_masking = True
    keeps_integers = True

    l1: float = option(default=0.0, doc="Factor of the absolute values.", min=0.0)
    l2: float = option(default=0.0, doc="Factor of the squares.", min=0.0)

    def setup(self) -> None:
        """Refuse a second penalty."""
        super().setup()
        if self.activity_regularizer is not None:
            raise OptionError(
                "{where}: its penalty is made of l1 and l2. Received "
                "activity_regularizer, too. Leave it out.",
                where=self.where(),
            )
        self._penalty = L1L2(l1=self.l1, l2=self.l2)

    @property
    def output_penalty(self) -> Regularizer | None:
        """The penalty."""
        return self._penalty

    def forward(self, x: Array, ctx: Context) -> Array:
        """Return `x`."""
        del ctx
        return x

    def backward(self, dy: Array, ctx: Context) -> Array:
        """Return `dy`."""
        del ctx
        return dy
