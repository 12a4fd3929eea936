"""A thin line of progress."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimerEvent
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from studio import theme

_STEPS = 10_000
_HEIGHT = 6
_FRAME_MS = 33
_PERIOD_FRAMES = 50


class ProgressLine(QProgressBar):
    """Progress from 0 to 1, or movement while nobody knows how much there is.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = 0
        self._frame = 0
        self.setRange(0, _STEPS)
        self.setValue(0)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Progress"))

    def fraction(self) -> float:
        """Return how much is done, 0 to 1; 0 while busy."""
        return 0.0 if self.is_busy() else max(self.value(), 0) / _STEPS

    def set_fraction(self, fraction: float) -> None:
        """Show how much is done.

        Parameters
        ----------
        fraction : float
            0 to 1; what is outside is cut off.
        """
        self.set_busy(False)
        self.setValue(round(min(max(fraction, 0.0), 1.0) * _STEPS))

    def is_busy(self) -> bool:
        """Return whether the line moves without an end in sight."""
        return self.maximum() == 0

    def set_busy(self, busy: bool) -> None:
        """Move without an end in sight, or show the fraction again."""
        if busy != self.is_busy():
            self.setRange(0, 0 if busy else _STEPS)
            if not busy:
                self.setValue(0)
            self._run_timer()
            self.update()

    def _run_timer(self) -> None:
        """Move only while somebody can see it."""
        wanted = self.is_busy() and self.isVisible()
        if wanted and not self._timer:
            self._timer = self.startTimer(_FRAME_MS)
        elif not wanted and self._timer:
            self.killTimer(self._timer)
            self._timer = 0

    # Qt overrides

    def timerEvent(self, event: QTimerEvent, /) -> None:
        """Move on."""
        if event.timerId() == self._timer:
            self._frame = (self._frame + 1) % _PERIOD_FRAMES
            self.update()
        else:
            super().timerEvent(event)

    def showEvent(self, event: QShowEvent, /) -> None:
        """Start to move."""
        super().showEvent(event)
        self._run_timer()

    def hideEvent(self, event: QHideEvent, /) -> None:
        """Stop to move."""
        super().hideEvent(event)
        self._run_timer()

    def sizeHint(self) -> QSize:
        """Return a thin line of any length."""
        return QSize(120, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return a thin, short line."""
        return QSize(24, _HEIGHT)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint groove and line; style sheets leave round ends square when short."""
        del event
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QRectF(self.rect())
        radius = groove.height() / 2
        painter.setBrush(QColor(colors.chip))
        painter.drawRoundedRect(groove, radius, radius)
        line = QRectF(groove)
        if self.is_busy():
            part = groove.width() / 4
            travel = (groove.width() + part) * self._frame / _PERIOD_FRAMES
            line.setLeft(max(travel - part, 0))
            line.setRight(min(travel, groove.width()))
        else:
            line.setWidth(groove.width() * self.fraction())
        if line.width() > 0:
            is_enabled = self.isEnabled()
            painter.setBrush(QColor(colors.accent if is_enabled else colors.disabled))
            line.setWidth(max(line.width(), groove.height()))
            painter.drawRoundedRect(line.intersected(groove), radius, radius)
        painter.end()
