"""Table of the rows of a data set, read in pieces while somebody scrolls."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from studio import theme
from studio.data import Array, Dataset
from studio.data_view.field_texts import number_text
from studio.data_view.pictures import to_picture

Index = QModelIndex | QPersistentModelIndex

PIECE = 64
MOST_PIECES = 64
MOST_COLUMNS = 200
"""Qt lays out every column of a table: wide tables show their first ones."""
MOST_ROWS = 1_000_000

_PICTURE = 24
_NUMBERS = 4
_LETTERS = 80


class RowsModel(QAbstractTableModel):
    """Rows of a data set; keeps what was read last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._names: tuple[str, ...] = ()
        self._pieces: dict[int, list[dict[str, Any]]] = {}
        self._pictures: dict[tuple[int, int], QPixmap] = {}

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show another data set."""
        self.beginResetModel()
        self._dataset = dataset
        self._names = dataset.names[:MOST_COLUMNS] if dataset else ()
        self._pieces.clear()
        self._pictures.clear()
        self.endResetModel()

    def value(self, row: int, column: int) -> Any:
        """Return one value, as `Dataset.preview` gives it."""
        assert self._dataset is not None
        number = row // PIECE
        if number not in self._pieces:
            if len(self._pieces) >= MOST_PIECES:
                self._pieces.pop(next(iter(self._pieces)))
                self._pictures.clear()
            self._pieces[number] = self._dataset.preview(PIECE, number * PIECE)
        return self._pieces[number][row % PIECE][self._names[column]]

    def _is_image(self, column: int) -> bool:
        assert self._dataset is not None
        return self._dataset.fields[self._names[column]].kind == "image"

    def _picture(self, row: int, column: int) -> QPixmap:
        key = (row, column)
        if key not in self._pictures:
            assert self._dataset is not None
            field = self._dataset.fields[self._names[column]]
            value = self.value(row, column)
            self._pictures[key] = to_picture(value, field, _PICTURE)
        return self._pictures[key]

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return the number of rows."""
        if parent.isValid() or self._dataset is None:
            return 0
        return min(self._dataset.n_rows, MOST_ROWS)

    def columnCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        """Return the text or picture of a cell."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if self._is_image(column) else cell_text(self.value(row, column))
        if role == Qt.ItemDataRole.DecorationRole and self._is_image(column):
            return self._picture(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = isinstance(self.value(row, column), int | float)
            side = (
                Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole:
            value = self.value(row, column)
            return None if isinstance(value, str) else theme.font("mono")
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
        /,
    ) -> Any:
        """Return names of columns and numbers of rows, from 1."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._names[section]
        return f"{section + 1:,}"


class RowsTable(QTableView):
    """The table.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        """What is shown."""
        self.setModel(self.rows)
        theme.set_kind(self, "plain")
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(_PICTURE, _PICTURE))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(theme.sizes().control)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(20)
        header.setMaximumSectionSize(320)
        header.setHighlightSections(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show another data set."""
        self.rows.set_dataset(dataset)
        self.scrollToTop()
        if dataset is not None:
            self.resizeColumnsToContents()


def cell_text(value: Any) -> str:
    """Return a value as a cell shows it: a number, a name, the start of an array."""
    if value is None:
        return "–"
    if isinstance(value, np.ndarray):
        return _array_text(value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return number_text(float(value))
    text = " ".join(str(value).split())
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…"


def _array_text(values: Array) -> str:
    flat = values.reshape(-1)
    numbers = ", ".join(number_text(float(v)) for v in flat[:_NUMBERS])
    more = ", …" if len(flat) > _NUMBERS else ""
    size = "×".join(str(n) for n in values.shape)
    return f"[{numbers}{more}]" if values.ndim == 1 else f"{size} [{numbers}{more}]"
