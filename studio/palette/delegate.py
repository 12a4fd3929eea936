"""Paints the rows of the palette."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio import theme
from studio.palette.model import Index, PaletteModel

_SQUARE = 10.0
_HEADING_LEFT = 4
_SQUARE_LEFT = 10
_TEXT_GAP = 14


class PaletteDelegate(QStyledItemDelegate):
    """Headings in grey, types with the coloured square of their family."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /
    ) -> None:
        """Paint a row."""
        model = index.model()
        assert isinstance(model, PaletteModel)
        row, colors, rect = model.row(index), theme.current(), QRect(option.rect)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is None:
            painter.setFont(theme.font("small-strong"))
            painter.setPen(QColor(colors.muted))
            painter.drawText(rect.adjusted(_HEADING_LEFT, 6, -4, 0), align, row.title)
            painter.restore()
            return
        self._paint_state(painter, option, rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.family_color(row.kind.family))
        middle = rect.top() + rect.height() / 2
        square = QRectF(
            rect.left() + _SQUARE_LEFT, middle - _SQUARE / 2, _SQUARE, _SQUARE
        )
        painter.drawRoundedRect(square, 2.5, 2.5)
        painter.setFont(theme.font("base"))
        painter.setPen(QColor(colors.text))
        room = rect.adjusted(round(_SQUARE_LEFT + _SQUARE) + _TEXT_GAP - 4, 0, -6, 0)
        text = painter.fontMetrics().elidedText(
            row.title, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, align, text)
        painter.restore()

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect
    ) -> None:
        colors = theme.current()
        box = rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.sizes().radius - 1
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_under_mouse = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if is_chosen and has_focus:
            painter.setPen(QPen(QColor(colors.focus), 1.0))
            painter.setBrush(QColor(colors.selection))
        elif is_under_mouse or is_chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.hover))
        else:
            return
        painter.drawRoundedRect(box, radius, radius)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        """Return the size of a row; headings have room above."""
        del option
        model = index.model()
        assert isinstance(model, PaletteModel)
        row = model.row(index)
        if row.kind is None:
            metrics = QFontMetrics(theme.font("small-strong"))
            return QSize(
                metrics.horizontalAdvance(row.title) + 12, metrics.height() + 16
            )
        metrics = QFontMetrics(theme.font("base"))
        width = metrics.horizontalAdvance(row.title)
        return QSize(
            round(width + _SQUARE_LEFT + _SQUARE) + _TEXT_GAP + 6, metrics.height() + 12
        )
