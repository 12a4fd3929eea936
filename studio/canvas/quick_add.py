"""Search for a layer at the cursor: type a few letters, Enter adds it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.document.nodes import NodeType
from studio.document.search import search
from studio.texts import text
from studio.widgets import SearchField

_WIDTH = 320
_ROWS = 8
_Index = QModelIndex | QPersistentModelIndex


def words_of(kind: NodeType) -> str:
    """Return further text to find a type by, in English and the user's language."""
    return f"{kind.category} {kind.doc} {text(kind.doc)}"


class _Results(QAbstractListModel):
    """The types found."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.kinds: list[NodeType] = []

    def show(self, kinds: list[NodeType]) -> None:
        self.beginResetModel()
        self.kinds = kinds
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.kinds)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        kind = self.kinds[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return kind.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{kind.name}: {text(kind.doc)}"
        return None


class _RowPainter(QStyledItemDelegate):
    """Paints a coloured square, the name, and what it does in grey."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /
    ) -> None:
        model = index.model()
        assert isinstance(model, _Results)
        kind = model.kinds[index.row()]
        colors = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.selection))
            painter.drawRoundedRect(rect.toRectF().adjusted(2, 1, -2, -1), 4, 4)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colors.hover))
            painter.drawRoundedRect(rect.toRectF().adjusted(2, 1, -2, -1), 4, 4)
        side = 9.0
        square = QRectF(
            rect.left() + 12, rect.center().y() - side / 2 + 0.5, side, side
        )
        painter.setBrush(theme.family_color(kind.family))
        painter.drawRoundedRect(square, 2.5, 2.5)
        left = round(square.right()) + 10
        painter.setPen(QColor(colors.text))
        painter.setFont(theme.font("base"))
        name_room = QRect(left, rect.top(), rect.right() - left - 10, rect.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(name_room, align, kind.name)
        used = painter.fontMetrics().horizontalAdvance(kind.name) + 12
        painter.setFont(theme.font("small"))
        painter.setPen(QColor(colors.muted))
        doc_room = name_room.adjusted(used, 0, 0, 0)
        doc = painter.fontMetrics().elidedText(
            text(kind.doc), Qt.TextElideMode.ElideRight, doc_room.width()
        )
        painter.drawText(doc_room, align, doc)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        del option, index
        height = QFontMetrics(theme.font("base")).height()
        return QSize(0, height + 12)


class QuickAdd(QFrame):
    """The search that opens at the cursor.

    Parameters
    ----------
    parent : QWidget
        The canvas.
    """

    chosen = Signal(str)
    """Emitted with the name of the type to add."""
    closed = Signal()
    """Emitted when the search is over, either way, before `chosen`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas = parent
        theme.set_kind(self, "card")
        self._kinds: list[NodeType] = []
        self.setAccessibleName(self.tr("Add a layer"))
        self.field = SearchField(self.tr("Search layers"), self)
        self._results = _Results(self)
        self.list = QListView(self)
        theme.set_kind(self.list, "plain")
        self.list.setAccessibleName(self.tr("Layers found"))
        self.list.setModel(self._results)
        self.list.setItemDelegate(_RowPainter(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self._none = QLabel(self.tr("No layer has such a name."))
        theme.set_kind(self._none, "hint")
        self._none.setMargin(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        layout.addWidget(self._none)
        self.field.search_changed.connect(self._on_search_changed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)
        self.hide()

    def open(self, at: QPoint, kinds: Sequence[NodeType]) -> None:
        """Open at a point of the canvas.

        Parameters
        ----------
        at : QPoint
            Where.
        kinds : sequence of NodeType
            What can be added.
        """
        self._kinds = list(kinds)
        self.field.clear()
        self._show(self._kinds)
        row = self.list.sizeHintForRow(0) if kinds else 30
        rows = max(1, min(len(kinds), _ROWS))
        self.list.setFixedHeight(rows * row + 4)
        room = self._canvas.size()
        width = min(_WIDTH, room.width() - 16)
        height = min(self.sizeHint().height(), room.height() - 16)
        self.resize(width, height)
        x = max(8, min(at.x() - 24, room.width() - width - 8))
        y = max(8, min(at.y() - 20, room.height() - height - 8))
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_search(self) -> None:
        """Close without adding."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def shown_types(self) -> list[str]:
        """Return the names of the types found, best first."""
        return [kind.name for kind in self._results.kinds]

    def _show(self, kinds: list[NodeType]) -> None:
        self._results.show(kinds)
        self.list.setVisible(bool(kinds))
        self._none.setVisible(not kinds)
        self._select(0)

    def _select(self, row: int) -> None:
        if self._results.kinds:
            row = min(max(row, 0), len(self._results.kinds) - 1)
            self.list.setCurrentIndex(self._results.index(row, 0))

    def _on_search_changed(self, query: str) -> None:
        self._show(search(query, self._kinds, words_of))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._results.kinds):
            name = self._results.kinds[row].name
            self.hide()
            self.closed.emit()
            self.chosen.emit(name)

    def _step(self, rows: int) -> None:
        self._select(self.list.currentIndex().row() + rows)

    # ---------------------------------------------------------- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Let the field's keys walk through the list."""
        if event.type() == QEvent.Type.FocusOut and not self.list.underMouse():
            self.close_search()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_search()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(self.list.currentIndex().row())
            case Qt.Key.Key_Down | Qt.Key.Key_Tab:
                self._step(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Backtab:
                self._step(-1)
            case Qt.Key.Key_PageDown:
                self._step(_ROWS)
            case Qt.Key.Key_PageUp:
                self._step(-_ROWS)
            case _:
                return super().eventFilter(watched, event)
        return True
