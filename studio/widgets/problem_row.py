"""One problem: how serious, what is wrong, and buttons that mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.widgets.flow_layout import FlowLayout
from studio.widgets.icon_label import IconLabel

Severity = Literal["error", "warning", "info"]

_LOOKS: dict[Severity, tuple[theme.IconRole, theme.Kind]] = {
    "error": ("error", "message-error"),
    "warning": ("warning", "message-warning"),
    "info": ("link", "message-info"),
}


class ProblemRow(QFrame):
    """Icon, text and fix buttons; the whole row can be clicked to go to the culprit.

    Parameters
    ----------
    severity : {"error", "warning", "info"}
        How serious it is.
    text : str
        Plain text.
    source : str, default=""
        Name of the culprit, shown above the text.
    fixes : sequence of str, default=()
        Texts of the buttons, best first.
    is_framed : bool, default=True
        Whether it stands alone on a coloured ground; else it is a row of a list.
    parent : QWidget, optional
        Owner.
    """

    clicked = Signal()
    """Emitted by a click on the row, and by Return when it has the focus."""
    fix_requested = Signal(int)
    """Emitted with the position of the fix whose button was pressed."""
    step_requested = Signal(int)
    """Emitted for the keys Down (1) and Up (-1) in a row of a list."""

    def __init__(
        self,
        severity: Severity,
        text: str,
        *,
        source: str = "",
        fixes: Sequence[str] = (),
        is_framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        role, kind = _LOOKS[severity]
        self._is_framed = is_framed
        self._is_selected = False
        if is_framed:
            theme.set_kind(self, kind)
        gap = theme.sizes().gap
        icon = IconLabel(severity, role)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if source:
            column.addWidget(self._label(source, "strong"))
        column.addWidget(self._label(text))
        self.buttons: list[QPushButton] = []
        """The buttons, best fix first."""
        if fixes:
            column.addSpacing(3)
            column.addWidget(self._fixes(fixes))
        row = QHBoxLayout(self)
        row.setContentsMargins(gap + 2, gap, gap + 2, gap)
        row.setSpacing(gap)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        self.setAccessibleName(f"{severity}: {source} {text}".replace("  ", " "))
        if not is_framed:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_selected(self, is_selected: bool) -> None:
        """Mark the row as the one whose culprit is selected."""
        if self._is_selected != is_selected:
            self._is_selected = is_selected
            self.update()

    def is_selected(self) -> bool:
        """Return whether the row is marked."""
        return self._is_selected

    def _label(self, text: str, kind: theme.Kind | None = None) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        # Long words, such as shapes, must not widen the panel.
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        if kind is not None:
            theme.set_kind(label, kind)
        return label

    def _fixes(self, fixes: Sequence[str]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for position, text in enumerate(fixes):
            button = QPushButton(text)
            button.setProperty("compact", True)
            button.clicked.connect(
                lambda _=False, position=position: self.fix_requested.emit(position)
            )
            flow.addWidget(button)
            self.buttons.append(button)
        return holder

    # Qt overrides

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """Go to the culprit."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Go to the culprit on Return or Space, to other rows on Up and Down."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_requested.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the ground of a row of a list: selected, below the mouse, focused."""
        super().paintEvent(event)
        if self._is_framed:
            return
        colors, radius = theme.current(), theme.sizes().radius
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._is_selected or self.underMouse():
            ground = colors.selection if self._is_selected else colors.hover
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
