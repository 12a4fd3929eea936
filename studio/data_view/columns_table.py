"""Table of the columns of a data set; they can be dragged onto Inputs and Outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from studio import theme
from studio.data import Dataset, Field
from studio.data_view.field_texts import FieldTexts
from studio.document.mime import COLUMNS_MIME, write_columns
from studio.widgets.tips import tool_tip

Index = QModelIndex | QPersistentModelIndex

NAME, KIND, SHAPE, VALUES, MISSING, USED = range(6)
_NARROW = 460
_ICONS = {
    "numeric": "chart",
    "category": "layers",
    "tokens": "code",
    "image": "image",
    "sequence": "table",
    "text": "edit",
}


class ColumnsModel(QAbstractTableModel):
    """Columns of a data set as lines, with the nodes that use them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: list[Field] = []
        self._used: dict[str, str] = {}

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show another data set."""
        self.beginResetModel()
        self._fields = list(dataset.fields.values()) if dataset else []
        self.endResetModel()

    def set_used(self, used: Mapping[str, str]) -> None:
        """Say which nodes use which column: names by column."""
        if used != self._used:
            self._used = dict(used)
            if self._fields:
                last = self.index(len(self._fields) - 1, USED)
                self.dataChanged.emit(self.index(0, USED), last)

    def name(self, row: int) -> str:
        """Return the name of a column."""
        return self._fields[row].name

    def row_of(self, name: str) -> int:
        """Return the line of a column, -1 if there is none."""
        names = [field.name for field in self._fields]
        return names.index(name) if name in names else -1

    def _text(self, field: Field, column: int) -> str:
        if column == NAME:
            return field.name
        if column == KIND:
            return FieldTexts.kind(field)
        if column == SHAPE:
            return FieldTexts.shape(field)
        if column == VALUES:
            return FieldTexts.values(field)
        if column == MISSING:
            return f"{field.missing:,}" if field.missing else ""
        return self._used.get(field.name, "")

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return the number of columns of the data."""
        return 0 if parent.isValid() else len(self._fields)

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return what is known of each."""
        return 0 if parent.isValid() else 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        """Return text, font, icon and tool tip of a cell."""
        field, column = self._fields[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(field, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(FieldTexts.tip(field))
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            return theme.icon(_ICONS[field.kind], "muted")
        if role == Qt.ItemDataRole.FontRole and column == SHAPE:
            return theme.font("mono")
        if role == Qt.ItemDataRole.TextAlignmentRole and column == MISSING:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        """Return the headings."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if (
            role != Qt.ItemDataRole.DisplayRole
            or orientation != Qt.Orientation.Horizontal
        ):
            return None
        name = self.tr("Column")
        kind = self.tr("Kind")
        shape = self.tr("Shape")
        values = self.tr("Range or classes")
        missing = self.tr("Missing")
        used = self.tr("Feeds")
        return (name, kind, shape, values, missing, used)[section]

    def flags(self, index: Index, /) -> Qt.ItemFlag:
        """Let every line be chosen and dragged."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [COLUMNS_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        """Return the names of the dragged columns, top to bottom."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        names = [self._fields[row].name for row in rows]
        data.setData(COLUMNS_MIME, write_columns(names))
        return data


class ColumnsTable(QTableView):
    """The table; several columns can be chosen and dragged at once.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    picked = Signal(list)
    """Emitted with the names of the chosen columns on a double click or Return."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = ColumnsModel(self)
        """What is shown."""
        self.setModel(self.columns)
        self.setShowGrid(False)
        theme.set_kind(self, "plain")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.sizes().control)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # Ends of long tables count too little to look at every line for the widths.
        header.setResizeContentsPrecision(50)
        header.setMaximumSectionSize(260)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(VALUES, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(lambda _: self.picked.emit(self.chosen()))

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show another data set."""
        self.columns.set_dataset(dataset)
        fields = dataset.fields.values() if dataset is not None else ()
        self.setColumnHidden(MISSING, not any(field.missing for field in fields))

    def chosen(self) -> list[str]:
        """Return the names of the chosen columns, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.columns.name(row) for row in rows]

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Leave out what the cards of the nodes say as well when there is no room."""
        super().resizeEvent(event)
        self.setColumnHidden(USED, self.viewport().width() < _NARROW)

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language of the headings."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.columns.headerDataChanged.emit(Qt.Orientation.Horizontal, NAME, USED)
