"""The rows of the summary as Qt asks for them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from studio import theme
from studio.document.nodes import node_type
from studio.summary.rows import Row
from studio.widgets import tool_tip

LAYER, SHAPE, PARAMETERS, SOURCES = range(4)

_Index = QModelIndex


class SummaryTable(QAbstractTableModel):
    """Table model: one row a layer, Keras' four columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        theme.notifier.changed.connect(self._repaint)

    def set_rows(self, rows: tuple[Row, ...]) -> bool:
        """Show other rows; returns whether they are others."""
        if rows == self.rows:
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def rows_of(self, nodes: frozenset[str]) -> list[int]:
        """Return the positions of the rows that stand for any of the nodes."""
        return [i for i, row in enumerate(self.rows) if nodes.intersection(row.nodes)]

    def _repaint(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, SOURCES)
            self.dataChanged.emit(self.index(0, LAYER), last)

    # Qt overrides

    def rowCount(self, parent: QModelIndex = _Index(), /) -> int:  # type: ignore[override] # noqa: B008
        """Return the number of layers."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = _Index(), /) -> int:  # type: ignore[override] # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else SOURCES + 1

    def data(self, index: QModelIndex, role: int = 0, /) -> Any:  # type: ignore[override]
        """Return text, colour, font or tool tip of a cell."""
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.DecorationRole if column == LAYER:
                return theme.family_icon(node_type(row.category).family)
            case Qt.ItemDataRole.FontRole if column != LAYER:
                return theme.font("mono")
            case Qt.ItemDataRole.TextAlignmentRole if column == PARAMETERS:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if not row.is_used:
                return QColor(theme.current().muted)
            case Qt.ItemDataRole.ToolTipRole if not row.is_used:
                tip = self.tr("Leads to no Output and is left out of the model.")
                return tool_tip(tip)
            case Qt.ItemDataRole.ToolTipRole if column in (LAYER, SOURCES):
                return tool_tip(self._text(row, column))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0, /
    ) -> Any:
        """Return the title of a column."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == PARAMETERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        match section:
            case 0:
                return self.tr("Layer (type)")
            case 1:
                return self.tr("Output Shape")
            case 2:
                return self.tr("Param #")
        return self.tr("Connected to")

    @staticmethod
    def _text(row: Row, column: int) -> str:
        if column == LAYER:
            return f"{row.name} ({row.type})"
        if column == SHAPE:
            return row.shape
        if column == PARAMETERS:
            return f"{row.parameters:,}"
        return row.sources
