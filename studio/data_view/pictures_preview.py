"""The images of a data set as small pictures with their class below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QListView, QWidget

from studio import theme
from studio.data import Dataset
from studio.data_view.pictures import to_picture

Index = QModelIndex | QPersistentModelIndex

MOST_PICTURES = 500
EXTENT = 56


def image_columns(dataset: Dataset) -> list[str]:
    """Return the names of the columns that hold images."""
    return [name for name, field in dataset.fields.items() if field.kind == "image"]


class PicturesModel(QAbstractListModel):
    """First rows of an image column; pictures are made when they are first seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dataset: Dataset | None = None
        self._column = ""
        self._label = ""
        self._pictures: dict[int, QPixmap] = {}
        self.ratio = 1.0

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show the first image column of a data set, with the first class as label."""
        self.beginResetModel()
        columns = image_columns(dataset) if dataset is not None else []
        self._dataset = dataset if columns else None
        self._column = columns[0] if columns else ""
        self._label = ""
        if self._dataset is not None:
            fields = self._dataset.fields.values()
            labels = [field.name for field in fields if field.kind == "category"]
            self._label = labels[0] if labels else ""
        self._pictures.clear()
        self.endResetModel()

    def _name(self, row: int) -> str:
        """Class of a row, or its number."""
        assert self._dataset is not None
        if not self._label:
            return f"{row + 1}"
        code = int(self._dataset.column(self._label)[row])
        classes = self._dataset.fields[self._label].classes
        return classes[code] if code >= 0 else "–"

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex(), /) -> int:  # noqa: B008
        """Return how many pictures show."""
        if parent.isValid() or self._dataset is None:
            return 0
        return min(self._dataset.n_rows, MOST_PICTURES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        """Return picture, class and row number."""
        row = index.row()
        if self._dataset is None:
            return None
        if role == Qt.ItemDataRole.DecorationRole:
            if row not in self._pictures:
                values = self._dataset.column(self._column)[row]
                field = self._dataset.fields[self._column]
                self._pictures[row] = to_picture(values, field, EXTENT, self.ratio)
            return self._pictures[row]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._name(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self.tr("Row {row}")
            return text.format(row=f"{row + 1:,}")
        return None


class PicturesList(QListView):
    """Pictures in lines.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures = PicturesModel(self)
        """What is shown."""
        self.setModel(self.pictures)
        theme.set_kind(self, "plain")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(EXTENT, EXTENT))
        self.setGridSize(QSize(EXTENT + 20, EXTENT + 34))
        self.setWordWrap(False)

    def set_dataset(self, dataset: Dataset | None) -> None:
        """Show another data set."""
        self.pictures.ratio = self.devicePixelRatioF()
        self.pictures.set_dataset(dataset)
        self.scrollToTop()
