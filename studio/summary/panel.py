"""The panel of the summary: Keras' table, its selection in step with the canvas."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QSignalBlocker,
    QSize,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from engine.summary import summary_text
from studio import theme
from studio.document import edits
from studio.document.build import build_model
from studio.session import Session
from studio.summary.rows import BYTES_PER_WEIGHT, Summary, summarise
from studio.summary.table import PARAMETERS, SOURCES, SummaryTable
from studio.widgets import ElidedLabel, EmptyState

TEXT_WIDTH = 100
"""Width of the table that is copied, in characters."""


class SummaryPanel(QWidget):
    """Table of the layers with their shapes and parameters.

    Selecting rows selects nodes and the other way round; Delete removes them.

    Parameters
    ----------
    session : Session
        The document.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_following = False
        self._summary = Summary()
        self._table = SummaryTable(self)
        self.view = QTableView()
        """The table."""
        self._set_up_view()
        self._totals = ElidedLabel()
        theme.set_kind(self._totals, "muted")
        self.copy_button = QPushButton()
        self.copy_button.setProperty("compact", True)
        theme.set_icon(self.copy_button, "copy", "muted")
        self.copy_button.clicked.connect(self.copy)
        gap, margin = theme.sizes().gap, theme.sizes().margin
        footer = QHBoxLayout()
        footer.setContentsMargins(margin, gap // 2, margin, gap)
        footer.setSpacing(gap)
        footer.addWidget(self._totals, 1)
        footer.addWidget(self.copy_button)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addLayout(footer)
        self._empty = EmptyState("table", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        self._page = page
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        self._retranslate()
        session.analysed.connect(self._update)
        session.selection_changed.connect(self._follow)
        self._update()

    def text(self) -> str:
        """Return the summary as ``model.summary()`` prints it; the model is valid."""
        model = build_model(self._session.document).model
        return summary_text(model, line_length=TEXT_WIDTH)

    def copy(self) -> None:
        """Copy the summary as text, in Keras' look."""
        if self._session.analysis.is_valid:
            QGuiApplication.clipboard().setText(self.text() + "\n")
            self._session.report(self.tr("The summary is on the clipboard."))

    # ------------------------------------------------------------- private

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self._table)
        theme.set_kind(view, "plain")
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setTabKeyNavigation(False)
        extent = theme.sizes().icon - 4
        view.setIconSize(QSize(extent, extent))
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme.sizes().control)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setResizeContentsPrecision(200)
        header.setMinimumSectionSize(60)
        for section in range(PARAMETERS + 1):
            header.setSectionResizeMode(
                section, QHeaderView.ResizeMode.ResizeToContents
            )
        header.setSectionResizeMode(SOURCES, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().selectionChanged.connect(self._on_selected)
        view.installEventFilter(self)

    def _update(self) -> None:
        """Work the table out anew."""
        session = self._session
        self._summary = summarise(session.document, session.analysis)
        current = self.view.currentIndex().row()
        blocker = QSignalBlocker(self.view.selectionModel())
        is_new = self._table.set_rows(self._summary.rows)
        blocker.unblock()
        if is_new:
            self._is_following = True
            if 0 <= current < len(self._table.rows):
                self.view.selectionModel().setCurrentIndex(
                    self._table.index(current, 0),
                    QItemSelectionModel.SelectionFlag.NoUpdate,
                )
            self._is_following = False
            self._follow()
        self._show_totals()
        self.copy_button.setEnabled(session.analysis.is_valid)
        is_empty = not self._summary.rows
        self._stack.setCurrentWidget(self._empty if is_empty else self._page)

    def _show_totals(self) -> None:
        summary = self._summary
        trainable = summary.parameters - summary.frozen
        parts = [(self.tr("Total params: {count}"), summary.parameters)]
        parts += [(self.tr("Trainable params: {count}"), trainable)]
        parts += [(self.tr("Non-trainable params: {count}"), summary.frozen)]
        texts = [
            template.format(count=f"{count:,} ({_memory(count)})")
            for template, count in parts
        ]
        self._totals.setText("   ·   ".join(texts))

    def _follow(self) -> None:
        """Select the rows of the selected nodes."""
        if self._is_following:
            return
        rows = self._table.rows_of(self._session.selection)
        selection = QItemSelection()
        for row in rows:
            selection.select(self._table.index(row, 0), self._table.index(row, SOURCES))
        self._is_following = True
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().select(selection, flags.ClearAndSelect)
        if rows and self.view.currentIndex().row() not in rows:
            index = self._table.index(rows[0], 0)
            self.view.selectionModel().setCurrentIndex(index, flags.NoUpdate)
            self.view.scrollTo(index)
        self._is_following = False

    def _on_selected(self) -> None:
        """Select the nodes of the selected rows."""
        if self._is_following:
            return
        document = self._session.document
        self._is_following = True
        self._session.select(
            node
            for index in self.view.selectionModel().selectedRows()
            for node in self._calls(index.row())
            if node in document.nodes
        )
        self._is_following = False

    def _calls(self, position: int) -> list[str]:
        """Return the nodes of a row, without an Output that only names the layer."""
        row = self._table.rows[position]
        nodes = self._session.document.nodes
        return [i for i in row.nodes if i in nodes and nodes[i].type == row.category]

    def _delete(self) -> None:
        chosen = self._session.selected_nodes
        if chosen:
            label = self.tr("Delete")
            self._session.do(label, edits.remove(self._session.document, chosen))

    def _retranslate(self) -> None:
        title = self.tr("No layers yet")
        hint = self.tr("The table of layers, shapes and parameters shows here.")
        self._empty.set_texts(title, hint)
        self.copy_button.setText(self.tr("Copy as Text"))
        self.copy_button.setToolTip(
            self.tr("Copy the table as model.summary() prints it")
        )
        self.view.setAccessibleName(self.tr("Summary of the model"))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Remove the selected layers on Delete."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        ):
            self._delete()
            return True
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._show_totals()


def _memory(parameters: int) -> str:
    """Return the memory of so many weights as Keras writes it."""
    size = float(parameters * BYTES_PER_WEIGHT)
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if size < 1024 or unit == "TB":
            break
        size /= 1024
    return f"{size:.2f} {unit}"
