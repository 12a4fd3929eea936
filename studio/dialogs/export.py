"""Asks what to export and where, and writes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.errors import EngineError
from studio import theme
from studio.formats import exports
from studio.session import Session
from studio.texts import error_text, text


class ExportDialog(QDialog):
    """Chooses one kind of export.

    Parameters
    ----------
    session : Session
        What is exported.
    name : str
        First choice for the name of the file.
    parent : QWidget
        Owner.
    """

    def __init__(self, session: Session, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._name = name
        self.setWindowTitle(self.tr("Export"))
        self.kinds = QListWidget()
        self.kinds.setAccessibleName(self.tr("Kinds of export"))
        for kind in exports.KINDS:
            title = text(kind.title)
            QListWidgetItem(f"{title}  ({kind.suffix})", self.kinds)
        self.kinds.setCurrentRow(0)
        self.kinds.itemActivated.connect(self._choose_file)
        note = QLabel()
        note.setWordWrap(True)
        theme.set_kind(note, "muted")
        if session.runs.trained is None:
            note.setText(
                self.tr("The model is not trained: files with weights get fresh ones.")
            )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        export = buttons.addButton(
            self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        theme.set_kind(export, "primary")
        buttons.accepted.connect(self._choose_file)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(self.tr("What should the model become?")))
        layout.addWidget(self.kinds)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(420, 380)

    def _choose_file(self) -> None:
        kind = exports.KINDS[max(0, self.kinds.currentRow())]
        folder = self._session.path.parent if self._session.path else Path()
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export"),
            str(folder / f"{self._name}{kind.suffix}"),
            f"{text(kind.title)} (*{kind.suffix})",
        )
        if chosen:
            self.accept()
            export_to(self._session, kind.name, Path(chosen))


def export_to(session: Session, name: str, path: Path) -> bool:
    """Write an export and tell how it went.

    Parameters
    ----------
    session : Session
        What is exported.
    name : str
        One of `studio.formats.exports.names`.
    path : Path
        Where to write.

    Returns
    -------
    bool
        Whether it worked.
    """
    from studio.drawing import draw_diagram  # needs Qt's printing parts: not at start

    try:
        written = exports.export(
            name,
            session.document,
            session.runs.trained,
            session.dataset,
            path,
            draw_diagram,
            base=session.path.parent if session.path else None,
        )
    except EngineError as error:
        session.report(error_text(error), "error")
        return False
    message = QCoreApplication.translate("Exports", "Written: %1")
    session.report(message.replace("%1", ", ".join(map(str, written))), "success")
    return True
