"""The panel of the code: the script follows the graph, the selection goes both ways."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from engine.saving.atomic import write_atomically
from studio import theme
from studio.code_view.editor import SourceView
from studio.formats import keras_script
from studio.formats.keras_script import Script
from studio.session import Session
from studio.texts import error_text, text_of
from studio.widgets import ElidedLabel, EmptyState

DELAY_MS = 150
"""How long after a change the script is written: fast typing is one change."""

MOST_REASONS = 3


class CodePanel(QWidget):
    """The Keras script of the document.

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
        self._script: Script | None = None
        self._node_of_line: dict[int, str] = {}
        self._is_stale = True
        self._is_leading = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.refresh)

        self.view = SourceView()
        """The source."""
        self._about = ElidedLabel()
        theme.set_kind(self._about, "muted")
        self.copy_button = QPushButton()
        self.save_button = QPushButton()
        for button, icon in ((self.copy_button, "copy"), (self.save_button, "save")):
            button.setProperty("compact", True)
            theme.set_icon(button, icon, "muted")
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self.save)
        gap, margin = theme.sizes().gap, theme.sizes().margin
        head = QHBoxLayout()
        head.setContentsMargins(margin, gap // 2, margin, gap // 2)
        head.setSpacing(gap)
        head.addWidget(self._about, 1)
        head.addWidget(self.copy_button)
        head.addWidget(self.save_button)
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self._missing = EmptyState("code", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._missing)
        self._stack.addWidget(self._page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

        self._retranslate()
        session.analysed.connect(self._on_changed)
        session.dataset_changed.connect(self._on_changed)
        session.selection_changed.connect(self._follow)
        self.view.line_chosen.connect(self._on_line)

    def source(self) -> str:
        """Return the script that is shown, empty while there is none."""
        return self._script.text if self._script else ""

    def copy(self) -> None:
        """Copy the whole script."""
        if self._script is not None:
            QGuiApplication.clipboard().setText(self._script.text)
            self._session.report(self.tr("The script is on the clipboard."))

    def save(self) -> None:
        """Ask for a file and write the script there, with its data beside it."""
        folder = self._session.path.parent if self._session.path else Path()
        name = self._session.path.stem if self._session.path else "model"
        title = self.tr("Save the Script")
        kinds = self.tr("Python scripts") + " (*.py)"
        chosen, _ = QFileDialog.getSaveFileName(
            self, title, str(folder / f"{name}.py"), kinds
        )
        if chosen:
            path = Path(chosen)
            self.save_to(path if path.suffix else path.with_suffix(".py"))

    def save_to(self, path: Path) -> bool:
        """Write the script and its data; returns whether it worked."""
        session = self._session
        base = session.path.parent if session.path else None
        try:
            text = keras_script.write(
                session.document, dataset=session.dataset, path=path, base=base
            )
            write_atomically(path, text.encode())
            data = keras_script.write_data(
                session.document, session.dataset, path, base=base
            )
        except EngineError as error:
            session.report(error_text(error), "error")
            return False
        written = path.name if data is None else f"{path.name}, {data.name}"
        session.report(self.tr("Saved: {names}").format(names=written), "success")
        return True

    def refresh(self) -> None:
        """Write the script anew now."""
        self._timer.stop()
        self._is_stale = False
        session = self._session
        errors = session.analysis.errors
        self._script = None
        if not errors:
            base = session.path.parent if session.path else None
            try:
                self._script = keras_script.write_with_lines(
                    session.document, dataset=session.dataset, base=base
                )
            except EngineError as error:
                self._show_missing([error_text(error)])
                return
        if self._script is None:
            self._show_missing([text_of(problem) for problem in errors])
            return
        self._node_of_line = {
            line: node for node, lines in self._script.lines.items() for line in lines
        }
        self.view.show_source(self._script.text)
        self._stack.setCurrentWidget(self._page)
        self._mark(scroll=False)

    # ------------------------------------------------------------- private

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._timer.start()

    def _show_missing(self, reasons: list[str]) -> None:
        self._node_of_line = {}
        if not self._session.document.nodes:
            hint = self.tr("Draw a model, and its Keras script shows here.")
        else:
            shown = reasons[:MOST_REASONS]
            left = len(reasons) - len(shown)
            if left:
                shown.append(self.tr("And {count} more.").format(count=left))
            hint = "\n".join(shown)
        self._missing.set_texts(self.tr("No script yet"), hint)
        self._stack.setCurrentWidget(self._missing)

    def _follow(self) -> None:
        self._mark(scroll=not self._is_leading)

    def _mark(self, *, scroll: bool) -> None:
        if self._script is None:
            return
        lines = [
            line
            for node in self._session.selection
            for line in self._script.lines.get(node, ())
        ]
        self.view.mark(lines, scroll=scroll)

    def _on_line(self, line: int) -> None:
        node = self._node_of_line.get(line)
        if node is not None and node in self._session.document.nodes:
            self._is_leading = True
            self._session.select([node])
            self._is_leading = False

    def _retranslate(self) -> None:
        about = self.tr("Keras 3 script of the model. Click a line to see its layer.")
        self._about.setText(about)
        self.copy_button.setText(self.tr("Copy"))
        self.copy_button.setToolTip(self.tr("Copy the whole script"))
        self.save_button.setText(self.tr("Save…"))
        self.save_button.setToolTip(
            self.tr("Save the script, with its data in a file beside it")
        )
        self.view.setAccessibleName(self.tr("Keras script"))

    # Qt overrides

    def showEvent(self, event: QShowEvent, /) -> None:
        """Write the script if the document changed while the panel was hidden."""
        super().showEvent(event)
        if self._is_stale:
            self.refresh()
        self._mark(scroll=True)

    def changeEvent(self, event: QEvent, /) -> None:
        """Change the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._on_changed()
