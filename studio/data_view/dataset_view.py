"""The data in use: what it is, its columns and rows, who reads them, and the split."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio import theme
from studio.data import Dataset, Option, builtin_sets, generated_sets, source_kinds
from studio.data.options import Configured
from studio.data_view.columns_table import ColumnsTable
from studio.data_view.pictures_preview import PicturesList, image_columns
from studio.data_view.roles_panel import RolesPanel
from studio.data_view.rows_preview import RowsTable
from studio.data_view.source_options import SourceOptions
from studio.data_view.split_form import SplitForm
from studio.document.settings import setting
from studio.session import Session
from studio.texts import text as shown_text
from studio.widgets import ElidedLabel, SectionHeader, TabStrip
from studio.widgets.icon_label import IconLabel
from studio.widgets.tips import tool_tip

COLUMNS, ROWS, PICTURES = range(3)
_HIGH = 270
_SEPARATOR = " · "


class DatasetView(QWidget):
    """One data set with everything that is decided about it.

    Parameters
    ----------
    session : Session
        Whose data to show.
    parent : QWidget, optional
        Owner.
    """

    change_wanted = Signal()
    """Emitted when other data are to be chosen."""
    option_changed = Signal(str, object)
    """Emitted with the name of an option of the source and its new value."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Dataset | None = None
        self._icon = IconLabel("data", "muted")
        self._title = ElidedLabel()
        theme.set_kind(self._title, "strong")
        self._facts = ElidedLabel()
        theme.set_kind(self._facts, "muted")
        self._description = ElidedLabel()
        theme.set_kind(self._description, "hint")
        self.change_button = QPushButton()
        """Leads to the choice of other data."""
        self.change_button.setProperty("compact", True)
        self.change_button.clicked.connect(self.change_wanted)
        self.options = SourceOptions()
        """What can be chosen about the source."""
        self.options.value_changed.connect(self.option_changed)
        self.tabs = TabStrip()
        """Columns, rows, pictures."""
        self.table = ColumnsTable()
        """All columns."""
        self.table.picked.connect(self._on_picked)
        self.rows = RowsTable()
        """All rows."""
        self.pictures = PicturesList()
        """First images."""
        self.roles = RolesPanel(session)
        """Who reads which column."""
        self.split = SplitForm(session)
        """How rows are parted."""
        self._roles_head = SectionHeader()
        self._split_head = SectionHeader()
        self._pages = QStackedWidget()
        for page in (self.table, self.rows, self.pictures):
            self._pages.addWidget(page)
            self.tabs.addTab("")
        self.tabs.currentChanged.connect(self._on_tab)

        gap, margin = theme.sizes().gap, theme.sizes().margin
        head = QHBoxLayout()
        head.setSpacing(gap)
        head.addWidget(self._icon)
        head.addWidget(self._title)
        head.addWidget(self._facts)
        head.addStretch(1)
        head.addWidget(self.change_button)
        left = QWidget()
        left_column = QVBoxLayout(left)
        left_column.setContentsMargins(0, 0, 0, 0)
        left_column.setSpacing(0)
        left_column.addWidget(self.tabs)
        left_column.addWidget(self._pages, 1)
        side = QWidget()
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(gap, 6, gap, gap)
        side_column.setSpacing(gap)
        side_column.addWidget(self._roles_head)
        side_column.addWidget(self.roles)
        side_column.addSpacing(gap // 2)
        side_column.addWidget(self._split_head)
        side_column.addWidget(self.split)
        side_column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(side)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(scroll)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setSizes([600, 400])
        left.setMinimumWidth(220)
        scroll.setMinimumWidth(250)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margin + 2, margin - 4, margin + 2, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._description)
        layout.addWidget(self.options)
        layout.addWidget(self._splitter, 1)

        session.analysed.connect(self._show_used)
        self._retranslate()

    def refresh(self) -> None:
        """Show the data of the session."""
        dataset = self._session.dataset
        spec: Mapping[str, Any] = setting(self._session.document, "source") or {}
        self.options.set_options(options_of(spec), spec)
        if dataset is self._shown:
            return
        self._shown = dataset
        self.table.set_dataset(dataset)
        self.rows.set_dataset(dataset)
        self.pictures.set_dataset(dataset)
        has_pictures = dataset is not None and bool(image_columns(dataset))
        self.tabs.setTabVisible(PICTURES, has_pictures)
        self._show_head()
        self._show_used()
        self.roles.refresh()

    def _show_head(self) -> None:
        dataset = self._shown
        if dataset is None:
            return
        self._title.setText(shown_text(dataset.title))
        facts = [
            self.tr("{count} rows").format(count=f"{dataset.n_rows:,}"),
            self.tr("{count} columns").format(count=f"{len(dataset.names):,}"),
        ]
        if dataset.licence:
            facts.append(shown_text(dataset.licence))
        self._facts.setText(_SEPARATOR.join(facts))
        description = shown_text(dataset.description)
        self._description.setText(description)
        self._title.set_hint(tool_tip(description))
        self._show_description()

    def _show_description(self) -> None:
        has_room = self.height() >= _HIGH
        text = self._description.full_text()
        self._description.setVisible(bool(text) and has_room)

    def _show_used(self, *_: object) -> None:
        used: dict[str, list[str]] = {}
        for node in self._session.document:
            for column in (node.binding or {}).get("columns", ()):
                used.setdefault(str(column), []).append(node.name)
        names = {column: ", ".join(nodes) for column, nodes in used.items()}
        self.table.columns.set_used(names)

    def _on_tab(self, index: int) -> None:
        if index >= 0:
            self._pages.setCurrentIndex(index)

    def _on_picked(self, columns: list[str]) -> None:
        """Bind columns to the selected Input or Output, or to the only free one."""
        rows = self.roles.rows
        selected = [i for i in self._session.selected_nodes if i in rows]
        free = [i for i, row in rows.items() if row.binding() is None]
        targets = selected or free
        if columns and len(targets) == 1:
            self.roles.bind(targets[0], columns)

    def _retranslate(self) -> None:
        change = self.tr("Change data...")
        self.change_button.setText(change)
        columns = self.tr("Columns")
        self.tabs.set_text(COLUMNS, columns)
        rows = self.tr("Rows")
        self.tabs.set_text(ROWS, rows)
        pictures = self.tr("Pictures")
        self.tabs.set_text(PICTURES, pictures)
        roles = self.tr("What the model reads")
        self._roles_head.set_text(roles)
        split = self.tr("Split")
        self._split_head.set_text(split)
        self._show_head()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Leave the description to the tool tip of the title when the panel is low."""
        super().resizeEvent(event)
        self._show_description()

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def options_of(spec: Mapping[str, Any]) -> tuple[Option, ...]:
    """Return what can be chosen about the source that a spec names.

    Parameters
    ----------
    spec : mapping
        Spec of a source; what is unknown has no options.
    """
    for info in (*builtin_sets(), *generated_sets()):
        if (info.kind, info.name) == (spec.get("kind"), spec.get("name")):
            return info.options
    source = source_kinds().get(str(spec.get("kind")))
    if source is None or not issubclass(source, Configured):
        return ()
    return tuple(option for option in source.options() if option.name != "path")
