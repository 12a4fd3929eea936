"""A field for a shape or another tuple of whole numbers."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from studio import theme
from studio.widgets.number_edit import plain
from studio.widgets.validity import Validity

Shape = tuple[int | None, ...]

_TIMES = re.compile(r"(?<=[\d\s])[x×*](?=[\d\s])")


def format_shape(shape: Shape | None) -> str:
    """Return a shape as Python writes it, or an empty text for None.

    Parameters
    ----------
    shape : tuple of int or None, or None
        The shape.
    """
    return "" if shape is None else str(tuple(shape))


class ShapeEdit(QLineEdit):
    """Field for a tuple of sizes: ``100, 5``, ``(None, 8)``, ``28 x 28 x 1``.

    The tuple is taken over on Return and when the field loses the focus, and is then
    written in full. Text that cannot be used gets a red edge at once and stays; the
    last good tuple goes on to hold and Escape brings it back.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    none_sizes : bool, default=True
        Whether a size may be None (any size).
    wildcard : bool, default=False
        Whether one size may be -1 (computed from the others), as Reshape takes it.
    minimum : int or None, default=1
        Smallest size; None for no limit.
    min_length, max_length : int, optional
        How many sizes there may be.
    optional : bool, default=False
        Whether an empty field is None.
    live : bool, default=False
        Take over each key instead of waiting for Return.
    """

    value_changed = Signal(object)
    """Emitted with the new tuple, or None, when a person changed it."""
    problem_changed = Signal(str)
    """Emitted with what is wrong with the text, empty when it is right again."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        none_sizes: bool = True,
        wildcard: bool = False,
        minimum: int | None = 1,
        min_length: int = 0,
        max_length: int | None = None,
        optional: bool = False,
        live: bool = False,
    ) -> None:
        super().__init__(parent)
        self._value: Shape | None = None
        self._none_sizes = none_sizes
        self._wildcard = wildcard
        self._minimum = minimum
        self._min_length = min_length
        self._max_length = max_length
        self._optional = optional
        self._live = live
        self._validity = Validity(self)
        theme.set_kind(self, "mono")
        if optional:
            self.setPlaceholderText(self.tr("None"))
        self.textEdited.connect(self._on_text_edited)

    def value(self) -> Shape | None:
        """Return the tuple that holds; None when empty and nothing was set."""
        return self._value

    def set_value(self, value: Shape | list[int | None] | None) -> None:
        """Show a tuple; emits nothing."""
        self._value = None if value is None else tuple(value)
        self._show()
        self._check()

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
        self._show()

    def restore(self) -> None:
        """Throw away the text that was not taken over, as Escape does."""
        self._show()
        self._check()

    def _show(self) -> None:
        text = format_shape(self._value)
        if self.text() != text:
            self.setText(text)

    def _read(self) -> Shape | None:
        """Return the tuple in the field, or raise ValueError with the reason."""
        text = plain(self.text())
        if not text:
            if self._optional or self._value is None:
                return None
            raise ValueError(self.tr("This needs sizes such as (28, 28, 1)."))
        inner = _TIMES.sub(",", text)
        if inner[0] in "([":
            if not inner.endswith({"(": ")", "[": "]"}[inner[0]]):
                message = self.tr("The closing bracket is missing in {text}.")
                raise ValueError(message.format(text=text))
            inner = inner[1:-1]
        words = [word for word in re.split(r"[\s,;]+", inner) if word]
        shape = tuple(self._size(word) for word in words)
        self._check_length(shape, text)
        if shape.count(-1) > 1:
            message = self.tr("Only one size can be -1. Received {text}.")
            raise ValueError(message.format(text=text))
        return shape

    def _size(self, word: str) -> int | None:
        if self._none_sizes and word.lower() in ("none", "?", "null"):
            return None
        try:
            size = int(word)
        except ValueError:
            if self._none_sizes:
                message = self.tr(
                    "Sizes are whole numbers or None, as in (None, 8). Received {word}."
                )
            else:
                message = self.tr(
                    "Sizes are whole numbers, as in (3, 3). Received {word}."
                )
            raise ValueError(message.format(word=word)) from None
        if size == -1 and self._wildcard:
            return size
        if self._minimum is not None and size < self._minimum:
            message = self.tr("Sizes must be at least {limit}. Received {word}.")
            raise ValueError(message.format(limit=self._minimum, word=word))
        return size

    def _check_length(self, shape: Shape, text: str) -> None:
        low, high, count = self._min_length, self._max_length, len(shape)
        if count >= low and (high is None or count <= high):
            return
        if low == high:
            message = self.tr("This needs {low} sizes. Received {count}: {text}.")
        elif count < low:
            message = self.tr(
                "This needs at least {low} sizes. Received {count}: {text}."
            )
        else:
            message = self.tr(
                "This takes at most {high} sizes. Received {count}: {text}."
            )
        raise ValueError(message.format(low=low, high=high, count=count, text=text))

    def _check(self) -> Shape | None:
        """Show whether the text can be used, and return its tuple if so."""
        value: Shape | None = None
        message = ""
        try:
            value = self._read()
        except ValueError as error:
            message = str(error)
            if self._value is not None:
                still = self.tr("{value} still holds.")
                message += " " + still.format(value=format_shape(self._value))
        if self._validity.set(message):
            self.problem_changed.emit(message)
        return value

    def _take(self, value: Shape | None) -> None:
        if value != self._value:
            self._value = value
            self.value_changed.emit(value)

    def _on_text_edited(self) -> None:
        value = self._check()
        if self._live and not self.problem():
            self._take(value)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Take over on Return, bring the last good tuple back on Escape."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text() != format_shape(self._value):
            self.restore()
            self.selectAll()
            return
        super().keyPressEvent(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """Take over the text; a context menu is no reason to."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
