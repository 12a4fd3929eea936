"""What dropout of whole feature maps has in common for all numbers of axes."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol

from engine.errors import Text
from engine.graph.context import Context
from engine.layers.dropout import drop
from engine.layers.noise import Noise
from engine.types import Array, Json


class _Spatial(Protocol):
    rate: float
    axes: ClassVar[int]

    @property
    def channels_first(self) -> bool: ...


class SpatialDropout(Noise, registers=False):
    """Base of layers that set whole channels to zero; they declare `rate`, `seed`.

    References
    ----------
    .. [1] Tompson et al., "Efficient object localization using convolutional
       networks", arXiv:1411.4280.
    """

    axes: ClassVar[int]
    """Number of axes between those of the samples and of the channels."""

    keras_ignored = frozenset({"noise_shape"})  # None, in configs of Keras 2

    @property
    def channels_first(self) -> bool:
        """Whether the channels are the first axis of a sample."""
        return False

    @property
    def is_active(self: _Spatial) -> bool:
        """Whether anything is dropped."""
        return self.rate > 0

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Return the input shape."""
        self.check_rank(
            input_shape,
            self.axes + 2,
            self.axes + 2,
            advice=Text("Its axes are positions and channels; use Dropout otherwise."),
        )
        return input_shape

    def disturb(self: _Spatial, x: Array, ctx: Context) -> Array:
        """Multiply with one random factor for each channel of a sample."""
        ones = (1,) * self.axes
        if self.channels_first:
            return drop(x, self.rate, (*x.shape[:2], *ones), ctx)
        return drop(x, self.rate, (x.shape[0], *ones, x.shape[-1]), ctx)

    def get_config(self) -> dict[str, Json]:
        """Return the options that these layers have in Keras."""
        config = super().get_config()
        # Keras' constructor takes nothing else than these.
        known = ("rate", "seed", "name", "data_format")
        kept = {name: config[name] for name in known if name in config}
        return {**kept, "dtype": self.dtype}
