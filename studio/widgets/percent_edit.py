"""Field for a share, shown in percent."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QWidget

from studio.widgets.number_edit import NumberEdit


class PercentEdit(NumberEdit):
    """Field for a share: the value 0.2 reads ``20 %``.

    ``20``, ``20%`` and ``20 %`` all mean 0.2.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    minimum, maximum : float, optional
        Limits of the share, both included.
    step : float, default=0.05
        How far an arrow goes.
    optional : bool, default=False
        Whether an empty field is None.
    live : bool, default=False
        Take over each key instead of waiting for Return.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        minimum: float | None = 0.0,
        maximum: float | None = 1.0,
        step: float | None = 0.05,
        optional: bool = False,
        live: bool = False,
    ) -> None:
        super().__init__(
            parent,
            minimum=minimum,
            maximum=maximum,
            step=step,
            optional=optional,
            live=live,
        )

    def value(self) -> float | None:
        """Return the share that holds; None when empty and nothing was set."""
        return None if self._value is None else float(self._value)

    def set_value(self, value: float | None) -> None:
        """Show a share; emits nothing."""
        self._set(None if value is None else float(value))

    def commit(self) -> None:
        """Take over the text, as Return does; the sign is added if it was left out."""
        super().commit()
        if not self.problem():
            self._show(self._value)

    def _parse(self, text: str) -> float:
        try:
            number = float(text.removesuffix("%"))
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return round(number / 100, 12)
        message = self.tr("This must be a percentage such as 20 %. Received {text}.")
        raise ValueError(message.format(text=text))

    def _format(self, value: float) -> str:
        return f"{round(value * 100, 10):g} %"

    def _stepped(self, value: float, steps: int) -> float:
        size = float(self._step or 0.05)
        return round(round(value / size) * size + steps * size, 12)
