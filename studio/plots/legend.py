"""Legend of a plot: one button a curve, which hides and shows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio import theme
from studio.plots.curve import CurveStyle
from studio.plots.markers import SAMPLE_WIDTH, draw_sample
from studio.widgets import FlowLayout

_GAP = 5
_PAD = 3


class LegendEntry(QAbstractButton):
    """Sample and name of one curve; checked while the curve shows.

    Parameters
    ----------
    style : CurveStyle
        The curve.
    parent : QWidget, optional
        Owner.
    """

    hovered = Signal(bool)
    """Emitted when the mouse comes and goes."""

    def __init__(self, style: CurveStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.style_of_curve = style
        self.setCheckable(True)
        self.setChecked(True)
        self.setText(style.label)
        self.setFont(theme.font("small"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(style.label)
        self._describe()
        self.toggled.connect(self._describe)

    def set_compact(self, compact: bool) -> None:
        """Say the short name, or the whole one."""
        style = self.style_of_curve
        text = style.short_label if compact and style.short_label else style.label
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(style.label)
            self.updateGeometry()

    def full_width(self) -> int:
        """Return the room that the whole name needs."""
        advance = self.fontMetrics().horizontalAdvance(self.style_of_curve.label)
        return advance + SAMPLE_WIDTH + _GAP + 2 * _PAD

    def _describe(self) -> None:
        if self.isChecked():
            self.setToolTip(self.tr("Hide this curve"))
        else:
            self.setToolTip(self.tr("Show this curve"))

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Return the room for sample and name."""
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + SAMPLE_WIDTH + _GAP + 2 * _PAD
        return QSize(width, metrics.height() + _PAD)

    def minimumSizeHint(self) -> QSize:
        """Return the full size: names in a legend are not cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEvent, /) -> None:
        """Tell that the mouse is here."""
        self.hovered.emit(True)
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent, /) -> None:
        """Tell that the mouse went away."""
        self.hovered.emit(False)
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint sample and name; a hidden curve is pale and struck through."""
        del event
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colors.focus), 1))
            painter.drawRoundedRect(rect, 4, 4)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(rect, 4, 4)
        is_shown = self.isChecked()
        painter.setOpacity(1.0 if is_shown else 0.35)
        draw_sample(
            painter,
            self.style_of_curve,
            QRectF(_PAD, 0, SAMPLE_WIDTH, self.height()),
        )
        painter.setOpacity(1.0)
        font = self.font()
        font.setStrikeOut(not is_shown)
        painter.setFont(font)
        painter.setPen(QColor(colors.muted))
        painter.drawText(
            self.rect().adjusted(_PAD + SAMPLE_WIDTH + _GAP, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        painter.end()


class Legend(QWidget):
    """All curves of a plot, in as many lines as they need.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    visibility_changed = Signal(str, bool)
    """Emitted with a curve's key and whether it is to show."""
    emphasised = Signal(str)
    """Emitted with the key of the curve under the mouse, empty for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=4)
        self._flow.setContentsMargins(0, 3, 0, 0)  # on a line with the buttons
        self._entries: dict[str, LegendEntry] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.notifier.changed.connect(self._on_theme_changed)

    def set_curves(self, styles: Sequence[CurveStyle], hidden: set[str]) -> None:
        """Show other curves.

        Parameters
        ----------
        styles : sequence of CurveStyle
            All curves in their order.
        hidden : set of str
            Keys of those that are hidden now.
        """
        while self._flow.takeAt(0) is not None:
            pass
        for entry in self._entries.values():
            entry.hide()
            entry.deleteLater()
        self._entries = {}
        for style in styles:
            entry = LegendEntry(style, self)
            entry.setChecked(style.key not in hidden)
            entry.toggled.connect(
                lambda on, key=style.key: self.visibility_changed.emit(key, on)
            )
            entry.hovered.connect(
                lambda on, key=style.key: self.emphasised.emit(key if on else "")
            )
            self._flow.addWidget(entry)
            entry.show()
            self._entries[style.key] = entry
        self._fit()
        self.updateGeometry()

    def entry(self, key: str) -> LegendEntry:
        """Return the button of a curve."""
        return self._entries[key]

    def _fit(self) -> None:
        """Shorten names when one line does not hold them."""
        entries = self._entries.values()
        wanted = sum(entry.full_width() + self._flow.spacing() for entry in entries)
        for entry in entries:
            entry.set_compact(wanted > self.width())

    def _on_theme_changed(self) -> None:
        for entry in self._entries.values():
            entry.setFont(theme.font("small"))
            entry.updateGeometry()
            entry.update()
        self._fit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """See which names fit."""
        super().resizeEvent(event)
        self._fit()
