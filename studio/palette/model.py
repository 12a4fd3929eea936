"""The rows of the palette: headings and types of nodes, filtered by a search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from studio.document.mime import NODE_MIME
from studio.document.nodes import NodeType, node_types
from studio.document.search import search
from studio.texts import text

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """A heading, or a type of node.

    Attributes
    ----------
    title : str
        What is written.
    kind : NodeType or None
        The type; None for a heading.
    """

    title: str
    kind: NodeType | None = None


class PaletteModel(QAbstractListModel):
    """Rows of the palette.

    Parameters
    ----------
    parent : QObject, optional
        Owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds: list[NodeType] = []
        self._rows: list[Row] = []
        self._query = ""
        self.reload()

    def reload(self) -> None:
        """Ask anew which types there are."""
        self._kinds = node_types()
        self._fill()

    def set_query(self, query: str) -> None:
        """Show the types that match, best first; all by category for no query."""
        self._query = query
        self._fill()

    def row(self, index: Index) -> Row:
        """Return a row."""
        return self._rows[index.row()]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self._rows

    def first_type(self) -> QModelIndex:
        """Return the first row that is no heading."""
        return self.next_type(-1, 1)

    def next_type(self, row: int, step: int) -> QModelIndex:
        """Return the next row after `row` that is no heading, going by `step`."""
        row += step
        while 0 <= row < len(self._rows):
            if self._rows[row].kind is not None:
                return self.index(row, 0)
            row += step
        return QModelIndex()

    def _fill(self) -> None:
        self.beginResetModel()
        self._rows = []
        if self._query:
            found = search(self._query, self._kinds, self._words)
            self._rows = [Row(kind.name, kind) for kind in found]
        else:
            category = ""
            for kind in self._kinds:
                if kind.category != category:
                    category = kind.category
                    self._rows.append(Row(self.category_title(category)))
                self._rows.append(Row(kind.name, kind))
        self.endResetModel()

    def _words(self, kind: NodeType) -> str:
        """Return further text to find a type by, in English and the user's language."""
        title = self.category_title(kind.category)
        return f"{kind.category} {title} {kind.doc} {text(kind.doc)}"

    def category_title(self, category: str) -> str:
        """Return the translated name of a category."""
        match category:
            case "Inputs & outputs":
                return self.tr("Inputs & outputs")
            case "Core":
                return self.tr("Core")
            case "Recurrent":
                return self.tr("Recurrent")
            case "Convolution":
                return self.tr("Convolution")
            case "Merge":
                return self.tr("Merge")
            case "Regularization":
                return self.tr("Regularization")
            case "Pooling":
                return self.tr("Pooling")
            case "Attention":
                return self.tr("Attention")
            case "Normalization":
                return self.tr("Normalization")
            case "Activation":
                return self.tr("Activation")
            case "Reshaping":
                return self.tr("Reshaping")
            case "Preprocessing":
                return self.tr("Preprocessing")
        return category

    # ---------------------------------------------------------- Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return text, tool tip, and what a screen reader says."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if row.kind is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<qt><b>{row.kind.name}</b><br>{_escaped(text(row.kind.doc))}</qt>"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.kind.name}, {self.category_title(row.kind.category)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return text(row.kind.doc)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that types can be chosen and dragged, and headings nothing."""
        if not index.isValid() or self._rows[index.row()].kind is None:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
        )

    def mimeTypes(self) -> list[str]:
        """Return what is dragged."""
        return [NODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex], /) -> QMimeData:
        """Return the type to drag."""
        data = QMimeData()
        for index in indexes:
            kind = self._rows[index.row()].kind
            if kind is not None:
                data.setData(NODE_MIME, kind.name.encode())
                break
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """Return that a drag copies."""
        return Qt.DropAction.CopyAction


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
