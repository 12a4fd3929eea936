"""What the panels share: document, undo, selection, analysis, data, file, runs.

Panels read the session and call its methods; they never know each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from engine.types import Json
from studio import collector
from studio.document.analysis import Analysis, Analyzer
from studio.document.changes import Change, SetSetting
from studio.document.errors import DocumentError
from studio.document.history import History
from studio.document.model import Document
from studio.document.settings import setting
from studio.run_controller import RunController
from studio.tasks import run_in_background
from studio.texts import error_text

if TYPE_CHECKING:
    from studio.data import Dataset


KEPT_DATASETS = 4
"""Data sets kept in memory, so that undo need not read them again."""
ROWS_AT_ONCE = 5000
"""Sets generated with more rows than this are made on a thread."""


@dataclass(frozen=True)
class Message:
    """Something to tell the user, calmly.

    Attributes
    ----------
    text : str
        Plain text: where, what, received, what to do.
    severity : str
        How serious it is.
    details : str
        Further text for "Copy details", such as a traceback.
    is_of_run : bool
        Whether it tells how a run ended, which the Training panel says, too.
    """

    text: str
    severity: Literal["info", "success", "warning", "error"] = "info"
    details: str = ""
    is_of_run: bool = False


class Session(QObject):
    """One open document with everything around it.

    Signals
    -------
    document_replaced
        Another document was opened or created: views rebuild from `document`.
    changed : Change
        A change was applied (a composite arrives as a whole).
    analysed : Analysis
        `analysis` is new; follows every change.
    selection_changed
        `selection` is new.
    state_changed
        Path, dirty flag, undo labels: whatever titles and actions show.
    dataset_changed
        `dataset` or `dataset_error` is new.
    message : Message
        Something for the user to read.
    """

    document_replaced = Signal()
    changed = Signal(object)
    analysed = Signal(object)
    selection_changed = Signal()
    state_changed = Signal()
    dataset_changed = Signal()
    message = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        collector.install()
        self.document = Document()
        self.history = History(self.document)
        self.path: Path | None = None
        self.selection: frozenset[str] = frozenset()
        self.dataset: Dataset | None = None
        self.dataset_error = ""
        self.is_loading = False
        self._datasets: dict[str, Dataset] = {}
        self._dataset_number = 0
        self._analyzer = Analyzer()
        self.analysis: Analysis = self._analyzer.analyse(self.document)
        self.runs = RunController(self)
        self._unsubscribe: Callable[[], None] = self.document.subscribe(self._on_change)

    # ------------------------------------------------------------- document

    def replace_document(self, document: Document, path: Path | None) -> None:
        """Show another document; undo starts anew."""
        self._unsubscribe()
        self.document = document
        self.history = History(document)
        self.path = path
        self.selection = frozenset()
        self._unsubscribe = document.subscribe(self._on_change)
        self._load_dataset()
        self.document_replaced.emit()
        self.selection_changed.emit()
        self.analyse()
        self.state_changed.emit()

    def do(self, label: str, change: Change, merge_key: str = "") -> bool:
        """Carry out a change as an undoable step.

        Parameters
        ----------
        label : str
            Translated name of the step, such as ``"Add Dense"``.
        change : Change
            The change.
        merge_key : str
            Steps in a row with the same key become one.

        Returns
        -------
        bool
            False if the change does not fit; the user has been told why.
        """
        try:
            self.history.do(label, change, merge_key)
        except DocumentError as error:
            self.report(error_text(error), "warning")
            return False
        self.state_changed.emit()
        return True

    def undo(self) -> None:
        """Take the last step back."""
        self.history.undo()
        self.state_changed.emit()

    def redo(self) -> None:
        """Do the step last taken back again."""
        self.history.redo()
        self.state_changed.emit()

    @property
    def is_dirty(self) -> bool:
        """Whether there is something that is not on disk."""
        return not self.history.is_clean or self.runs.has_unsaved_training

    def saved_to(self, path: Path) -> None:
        """Remember that everything is on disk now."""
        self.path = path
        self.history.mark_clean()
        self.runs.has_unsaved_training = False
        self.state_changed.emit()

    def _on_change(self, change: Change) -> None:
        leaves = list(change.leaves())
        if any(isinstance(c, SetSetting) and c.key == "source" for c in leaves):
            self._load_dataset()
        gone = self.selection - self.document.nodes.keys() - self.document.links.keys()
        self.changed.emit(change)
        if gone:
            self.select(self.selection - gone)
        self.analyse()

    def analyse(self) -> None:
        """Work out shapes and problems anew."""
        fields = None if self.dataset is None else self.dataset.fields
        self.analysis = self._analyzer.analyse(self.document, fields)
        self.analysed.emit(self.analysis)

    # ------------------------------------------------------------ selection

    def select(self, ids: Iterable[str]) -> None:
        """Select nodes and links by id."""
        chosen = frozenset(ids)
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit()

    @property
    def selected_nodes(self) -> list[str]:
        """Ids of the selected nodes, in order of creation."""
        return [i for i in self.document.nodes if i in self.selection]

    # ----------------------------------------------------------------- data

    def remember_dataset(self, spec: Mapping[str, Json], dataset: Dataset) -> None:
        """Keep a data set that was read, so that setting its source is instant."""
        self._datasets[self._dataset_key(spec)] = dataset
        while len(self._datasets) > KEPT_DATASETS:
            self._datasets.pop(next(iter(self._datasets)))

    def _dataset_key(self, spec: Mapping[str, Json]) -> str:
        """Return what a data set depends on: its spec, and the file as it is now."""
        base = self.path.parent if self.path else Path()
        stamp: list[float] = []
        if "path" in spec:
            try:
                found = (base / str(spec["path"])).stat()
                stamp = [found.st_mtime, found.st_size]
            except OSError:
                stamp = []
        return json.dumps([dict(spec), str(base.absolute()), stamp], sort_keys=True)

    def _load_dataset(self) -> None:
        """Read the data of the document: files on a thread, small sets at once."""
        from studio.data import DataError, open_source  # pandas loads lazily in there

        self._dataset_number += 1
        number = self._dataset_number
        self.dataset, self.dataset_error, self.is_loading = None, "", False
        spec = setting(self.document, "source")
        if not spec:
            self.dataset_changed.emit()
            return
        base = self.path.parent if self.path else None
        known = self._datasets.get(self._dataset_key(spec))
        if known is not None:
            self.dataset = known
        elif "path" in spec or int(spec.get("rows", 0)) > ROWS_AT_ONCE:
            self.is_loading = True

            def read() -> Dataset:
                dataset = open_source(spec, base=base)
                _ = dataset.fields  # statistics take time: here, not in the window
                return dataset

            run_in_background(
                self,
                read,
                lambda dataset: self._end_loading(number, spec, dataset, None),
                lambda error, _: self._end_loading(number, spec, None, error),
            )
        else:
            try:
                self.dataset = open_source(spec, base=base)
                self.remember_dataset(spec, self.dataset)
            except DataError as error:
                self.dataset_error = error_text(error)
        self.dataset_changed.emit()

    def _end_loading(
        self,
        number: int,
        spec: Mapping[str, Json],
        dataset: Dataset | None,
        error: BaseException | None,
    ) -> None:
        if number != self._dataset_number:
            return  # another source was chosen since
        self.is_loading = False
        self.dataset = dataset
        self.dataset_error = error_text(error) if error is not None else ""
        if dataset is not None:
            self.remember_dataset(spec, dataset)
        self.dataset_changed.emit()
        self.analyse()

    # ------------------------------------------------------------- messages

    def report(
        self,
        text: str,
        severity: Literal["info", "success", "warning", "error"] = "info",
        details: str = "",
        *,
        is_of_run: bool = False,
    ) -> None:
        """Tell the user something; see `Message`."""
        self.message.emit(Message(text, severity, details, is_of_run))
