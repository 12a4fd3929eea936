"""The data panel: choose a source, look at it, and say what the model reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from studio import theme
from studio.data import DataError, Dataset, SetInfo, file_spec, open_source
from studio.data_view.dataset_view import DatasetView
from studio.data_view.source_chooser import SourceChooser
from studio.document import edits
from studio.document.settings import setting
from studio.session import Session
from studio.tasks import run_in_background
from studio.texts import error_text
from studio.widgets import EmptyState, MessageBar, ProgressLine


class DataPanel(QWidget):
    """Shows the choice of data until there are some, then the data.

    Files and generated sets are read on a thread; what cannot be read leaves the
    present data as they are.

    Parameters
    ----------
    session : Session
        Whose data to choose.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._load_number = 0
        self.setAcceptDrops(True)
        self.message = MessageBar()
        """What is wrong with the data, and what to do."""
        self.busy = ProgressLine()
        """Moves while data are read."""
        self.busy.hide()
        self.chooser = SourceChooser()
        """Where data can come from."""
        self.chooser.set_chosen.connect(self._on_set_chosen)
        self.chooser.file_chosen.connect(self.open_file)
        self.chooser.cancelled.connect(self._show_page)
        self.view = DatasetView(session)
        """The data in use."""
        self.view.change_wanted.connect(self.choose)
        self.view.option_changed.connect(self._on_option_changed)
        self._waiting = EmptyState("data", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._waiting)
        self._pages.addWidget(self.chooser)
        self._pages.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.busy)
        margin = theme.sizes().margin + 2
        message_row = QVBoxLayout()
        message_row.setContentsMargins(margin, 4, margin, 0)
        message_row.addWidget(self.message)
        layout.addLayout(message_row)
        layout.addWidget(self._pages, 1)
        session.dataset_changed.connect(self._on_dataset_changed)
        session.document_replaced.connect(self._on_dataset_changed)
        self._retranslate()
        self._on_dataset_changed()

    # ---------------------------------------------------------------- public

    def choose(self) -> None:
        """Show everything that data can come from."""
        self.chooser.set_can_go_back(self._session.dataset is not None)
        self._pages.setCurrentWidget(self.chooser)

    def is_choosing(self) -> bool:
        """Return whether the choice of data shows."""
        return self._pages.currentWidget() is self.chooser

    def open_file(self, path: Path) -> None:
        """Use a data file.

        Parameters
        ----------
        path : Path
            The file; its ending decides how it is read.
        """
        try:
            spec = file_spec(path, self._base())
        except DataError as error:
            self._show_error(error_text(error))
            return
        self.open_spec(spec, path.name)

    def open_spec(self, spec: Mapping[str, Any], title: str = "") -> None:
        """Read a source on a thread, then use it as one undoable step.

        Parameters
        ----------
        spec : mapping
            See `studio.data.open_source`.
        title : str
            Name for people.
        """
        self._load_number += 1
        number, base, wanted = self._load_number, self._base(), dict(spec)

        def read() -> Dataset:
            dataset = open_source(wanted, base=base)
            _ = dataset.fields  # statistics look at every value: better here
            return dataset

        self._show_busy(True)
        run_in_background(
            self,
            read,
            lambda dataset: self._on_read(number, wanted, dataset, title),
            lambda error, details: self._on_failed(number, error, details),
        )

    def bind_columns(self, node_id: str, columns: list[str]) -> bool:
        """Bind columns to an Input or Output, as dropping them there does.

        Parameters
        ----------
        node_id : str
            Id of the node.
        columns : list of str
            Names of columns.

        Returns
        -------
        bool
            Whether they were bound; if not, the user has been told why.
        """
        return self.view.roles.bind(node_id, columns)

    # --------------------------------------------------------------- loading

    def _base(self) -> Path | None:
        path = self._session.path
        return path.parent if path is not None else None

    def _on_set_chosen(self, info: SetInfo) -> None:
        spec = {k: v for k, v in info.spec().items() if v is not None}
        self.open_spec(spec, info.title)

    def _on_option_changed(self, name: str, value: Any) -> None:
        spec = dict(setting(self._session.document, "source") or {})
        spec[name] = value
        self.open_spec({k: v for k, v in spec.items() if v is not None})

    def _on_read(
        self, number: int, spec: dict[str, Any], dataset: Dataset, title: str
    ) -> None:
        if number != self._load_number:
            return  # something else was chosen since
        self._show_busy(False)
        session = self._session
        session.remember_dataset(spec, dataset)
        if spec == setting(session.document, "source"):
            # The same file again: it may have changed on disk since.
            session.dataset, session.dataset_error = dataset, ""
            session.dataset_changed.emit()
            session.analyse()
            return
        name = title or dataset.title
        label = self.tr("Use data {name}").format(name=name)
        session.do(label, edits.set_setting(session.document, "source", spec))

    def _on_failed(self, number: int, error: BaseException, details: str) -> None:
        if number != self._load_number:
            return
        self._show_busy(False)
        is_known = isinstance(error, DataError)
        self._show_error(error_text(error), "" if is_known else details)
        self.view.refresh()  # a field of options shows what holds

    def _show_busy(self, is_busy: bool) -> None:
        self.busy.set_busy(is_busy)
        self.busy.setVisible(is_busy)

    # ------------------------------------------------------------------ show

    def _on_dataset_changed(self) -> None:
        self.message.clear()
        if self._session.dataset_error:
            self._show_error(self._session.dataset_error)
        self._show_busy(self._session.is_loading)
        self._show_page()

    def _show_page(self) -> None:
        if self._session.is_loading:
            self._pages.setCurrentWidget(self._waiting)
        elif self._session.dataset is None:
            self.choose()
        else:
            self.view.refresh()
            self._pages.setCurrentWidget(self.view)

    def _show_error(self, text: str, details: str = "") -> None:
        open_file = self.tr("Open another file...")
        actions: dict[str, Callable[[], object]] = {
            open_file: self.chooser.ask_for_file
        }
        self.message.show_message(text, "warning", details=details, actions=actions)

    def _retranslate(self) -> None:
        waiting = self.tr("Reading the data...")
        self._waiting.set_texts(waiting)
        if self._session.dataset_error:
            self._show_error(self._session.dataset_error)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """Accept a file."""
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        """Use the file."""
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open_file(path)

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()


def _dropped_file(mime: QMimeData) -> Path | None:
    """Return the first local file of what is dropped."""
    for url in mime.urls() if mime.hasUrls() else ():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
