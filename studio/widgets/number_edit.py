"""Fields for one number: plain text in, a number out.

Numbers are written as in Python whatever the language of the program is, and stay as
they were typed: ``1e-3`` does not become ``0.001`` under the reader's eyes.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QSizePolicy, QWidget

from studio import theme
from studio.widgets.validity import Validity

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")


def plain(text: str) -> str:
    """Return typed text with full-width digits, signs and minus made plain."""
    return unicodedata.normalize("NFKC", text).replace("−", "-").strip()


class NumberEdit(QAbstractSpinBox):
    """What `IntEdit` and `FloatEdit` share; not used on its own.

    The number is taken over on Return, when the field loses the focus, and with each
    step of the arrows or the wheel (which only turns a field that has the focus).
    Text that cannot be used gets a red edge and stays, the last good number goes on
    to hold; Escape brings it back.
    """

    value_changed = Signal(object)
    """Emitted with the new number, or None, when a person changed it."""
    problem_changed = Signal(str)
    """Emitted with what is wrong with the text, empty when it is right again."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        minimum: float | None = None,
        maximum: float | None = None,
        step: float | None = None,
        optional: bool = False,
        live: bool = False,
    ) -> None:
        super().__init__(parent)
        self._value: int | float | None = None
        self._minimum = minimum
        self._maximum = maximum
        self._step = step
        self._optional = optional
        self._live = live
        self._validity = Validity(self)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Takes the place of padding, which Qt 6.12 leaves out here; matches QLineEdit.
        self.lineEdit().setTextMargins(theme.sizes().gap - 2, 0, 0, 0)
        self.lineEdit().setInputMethodHints(
            Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText
        )
        if optional:
            self.set_placeholder(self.tr("None"))
        self.lineEdit().textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self.commit)

    # What kinds of numbers differ in.

    def _parse(self, text: str) -> int | float:
        """Return the number, or raise ValueError with the reason."""
        raise NotImplementedError

    def _format(self, value: float) -> str:
        raise NotImplementedError

    def _stepped(self, value: float, steps: int) -> int | float:
        raise NotImplementedError

    # Public

    def set_range(self, minimum: float | None, maximum: float | None) -> None:
        """Set the limits, both included; None for no limit."""
        self._minimum = minimum
        self._maximum = maximum
        self._check()

    def set_placeholder(self, text: str) -> None:
        """Set what an empty field shows: the value that then holds."""
        self.lineEdit().setPlaceholderText(text)

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty text."""
        return self._validity.message

    def commit(self) -> None:
        """Take over the text, as Return does."""
        value = self._check()
        if self.problem():
            if self.hasFocus():
                self._validity.point_out()
            return
        self._take(value)

    def restore(self) -> None:
        """Throw away the text that was not taken over, as Escape does."""
        self._show(self._value)
        self._check()

    def _set(self, value: float | None) -> None:
        """Show a number that came from outside; tells nobody."""
        # What was typed stays when it means the same: 1e-3 for 0.001.
        is_same_text = not self.problem() and self._read() == value
        self._value = value
        if not is_same_text or not self.text():
            self._show(value)
        self._check()

    def _show(self, value: float | None) -> None:
        text = "" if value is None else self._format(value)
        if self.text() != text:
            self.lineEdit().setText(text)

    def _read(self) -> int | float | None:
        """Return the number in the field, or raise ValueError with the reason."""
        text = plain(self.text())
        if not text:
            if self._optional or self._value is None:
                return None
            raise ValueError(self.tr("This needs a number."))
        value = self._parse(text)
        if self._minimum is not None and value < self._minimum:
            message = self.tr("This must be at least {limit}. Received {text}.")
            limit = self._format(self._minimum)
            raise ValueError(message.format(limit=limit, text=text))
        if self._maximum is not None and value > self._maximum:
            message = self.tr("This must be at most {limit}. Received {text}.")
            limit = self._format(self._maximum)
            raise ValueError(message.format(limit=limit, text=text))
        return value

    def _check(self) -> int | float | None:
        """Show whether the text can be used, and return its number if so."""
        value: int | float | None = None
        message = ""
        try:
            value = self._read()
        except ValueError as error:
            message = str(error)
            if self._value is not None:
                still = self.tr("{value} still holds.")
                message += " " + still.format(value=self._format(self._value))
        if self._validity.set(message):
            self.problem_changed.emit(message)
        return value

    def _take(self, value: float | None) -> None:
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def _on_text_edited(self) -> None:
        value = self._check()
        if self._live and not self.problem():
            self._take(value)

    # Qt overrides

    def validate(
        self, text: str, position: int, /
    ) -> tuple[QValidator.State, str, int]:
        """Accept every text: what is wrong is shown instead of swallowed."""
        return QValidator.State.Acceptable, text, position

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Return which arrows can go on."""
        result = QAbstractSpinBox.StepEnabledFlag.StepNone
        if self.isReadOnly():
            return result
        value = self._value
        if value is None or self._maximum is None or value < self._maximum:
            result |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if value is None or self._minimum is None or value > self._minimum:
            result |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return result

    def stepBy(self, steps: int, /) -> None:
        """Step from the number in the field, inside the limits."""
        try:
            start = self._read()
        except ValueError:
            start = self._value
        if start is None:
            start = self._minimum if self._minimum is not None else 0
            value = self._stepped(start, 0)
        else:
            value = self._stepped(start, steps)
        if self._minimum is not None:
            value = max(value, self._parse(self._format(self._minimum)))
        if self._maximum is not None:
            value = min(value, self._parse(self._format(self._maximum)))
        is_scientific = "e" in self.text().lower() and isinstance(value, float)
        self.lineEdit().setText(
            scientific(value) if is_scientific else self._format(value)
        )
        self._check()
        self._take(value)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Bring the last good number back on Escape."""
        if event.key() == Qt.Key.Key_Escape and (
            self.problem() or self._read() != self._value
        ):
            self.restore()
            self.selectAll()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        """Scroll the panel instead, unless the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent, /) -> None:
        """Say "None" in the new language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._optional:
            self.set_placeholder(self.tr("None"))


class IntEdit(NumberEdit):
    """Field for a whole number of any size.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    minimum, maximum : int, optional
        Limits, both included.
    step : int, optional
        How far an arrow goes; 1 without it.
    optional : bool, default=False
        Whether an empty field is None.
    live : bool, default=False
        Take over each key instead of waiting for Return.
    """

    def value(self) -> int | None:
        """Return the number that holds; None when empty and nothing was set."""
        return None if self._value is None else int(self._value)

    def set_value(self, value: int | None) -> None:
        """Show a number; emits nothing."""
        self._set(value)

    def _parse(self, text: str) -> int:
        if _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        try:
            return int(text)
        except ValueError:
            pass
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if number.is_integer():
            return int(number)
        message = self.tr("This must be a whole number such as 32. Received {text}.")
        raise ValueError(message.format(text=text))

    def _format(self, value: float) -> str:
        return str(int(value))

    def _stepped(self, value: float, steps: int) -> int:
        return int(value) + steps * int(self._step or 1)


class FloatEdit(NumberEdit):
    """Field for a finite number.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    minimum, maximum : float, optional
        Limits, both included.
    step : float, optional
        How far an arrow goes. Without it arrows turn the first digit: 0.001, 0.002,
        ..., 0.01, which suits a learning rate and a share alike.
    optional : bool, default=False
        Whether an empty field is None.
    live : bool, default=False
        Take over each key instead of waiting for Return.
    """

    def value(self) -> float | None:
        """Return the number that holds; None when empty and nothing was set."""
        return None if self._value is None else float(self._value)

    def set_value(self, value: float | None) -> None:
        """Show a number; emits nothing."""
        self._set(None if value is None else float(value))

    def _parse(self, text: str) -> float:
        try:
            number = float(text)
        except ValueError:
            if re.fullmatch(r"[+-]?\d+,\d+", text):
                message = self.tr("Write a point: {better}. Received {text}.")
                better = text.replace(",", ".")
                raise ValueError(message.format(better=better, text=text)) from None
            number = math.nan
        if math.isfinite(number):
            return number
        message = self.tr("This must be a number such as 0.5 or 1e-3. Received {text}.")
        raise ValueError(message.format(text=text))

    def _format(self, value: float) -> str:
        return re.sub(r"e([+-])0+(?=\d)", r"e\1", repr(float(value))).replace("e+", "e")

    def _stepped(self, value: float, steps: int) -> float:
        number = Decimal(repr(float(value)))
        direction = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            number += direction * self._unit(number, direction)
        return float(number)

    def _unit(self, number: Decimal, direction: int) -> Decimal:
        if self._step is not None:
            return Decimal(repr(float(self._step)))
        if not number:
            return Decimal("0.1")
        unit = Decimal(1).scaleb(number.adjusted())
        # Below 0.001 comes 0.0009, not 0.
        is_towards_zero = (direction > 0) != (number > 0)
        return unit / 10 if is_towards_zero and abs(number) == unit else unit


def scientific(value: float) -> str:
    """Return a number with an exponent and no more digits than it needs.

    Parameters
    ----------
    value : float
        A finite number.
    """
    if not value:
        return "0e0"
    number = Decimal(repr(float(value))).normalize()
    mantissa = number.scaleb(-number.adjusted())
    return f"{mantissa:f}e{number.adjusted()}"
